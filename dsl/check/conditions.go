package check

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// condUse says where a condition stands, and so what it may speak of.
type condUse uint8

const (
	condRule   condUse = iota // a norm: everything but times and what consent covers
	condFacts                 // a term or a `treat`: facts only
	condNoNeed                // a waiver, a deeming or an exclusion: no consent
)

// condition binds a condition; nil where it does not hold together, which has been reported.
func (b *binder) condition(c ast.Cond, use condUse) model.Cond {
	switch c := c.(type) {
	case *ast.Brackets:
		return b.condition(c.Cond, use)
	case *ast.Not:
		x := b.condition(c.Cond, use)
		if x == nil {
			return nil
		}
		return &model.Not{Cond: x}
	case *ast.Join:
		return b.join(c, use)
	case *ast.Consent:
		return b.consent(c, use)
	case *ast.Objection:
		return b.objection(c, use)
	case *ast.Time:
		b.report(c, "misplaced-part", "a time stands outside `given` and `unless`: `... after EVENT`")
		return nil
	case *ast.Overdue:
		return b.overdue(c)
	}
	return b.factTest(c, use)
}

func (b *binder) join(c *ast.Join, use condUse) model.Cond {
	conds := make([]model.Cond, 0, len(c.Terms))
	lone := b.loneOption(c)
	for _, t := range c.Terms {
		if t == lone {
			break // so may be those that follow
		}
		if x := b.condition(t, use); x != nil {
			conds = append(conds, x)
		}
	}
	if len(conds) < len(c.Terms) {
		return nil
	}
	if c.Or {
		return &model.AnyOf{Conds: conds}
	}
	return &model.AllOf{Conds: conds}
}

func (b *binder) consent(c *ast.Consent, use condUse) model.Cond {
	switch {
	case use == condFacts:
		b.report(c, "misplaced-consent", "only facts stand here, and consent is not one")
		return nil
	case use == condNoNeed:
		b.report(c, "misplaced-consent", "consent cannot stand in this condition: more consent must never permit less")
		return nil
	case c.Grant != nil:
		b.report(c.Grant, "misplaced-part", "what a consent covers stands in questions only; in a rule, consent covers the act itself")
		return nil
	}
	kinds := b.consentKinds(c)
	conds := make([]model.Cond, len(kinds))
	for i, k := range kinds {
		conds[i] = &model.HasConsent{Kind: k}
	}
	if len(conds) == 1 {
		return conds[0]
	}
	return &model.AllOf{Conds: conds}
}

// consentKinds returns the kinds that stand before `consent`, each once; consent itself where none does.
func (b *binder) consentKinds(c *ast.Consent) []model.ConsentKind {
	var kinds []model.ConsentKind
	for _, n := range c.Kinds {
		k, _ := model.ConsentKindNamed(n.Text)
		if k != model.Consent && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		return []model.ConsentKind{model.Consent}
	}
	return kinds
}

func (b *binder) objection(c *ast.Objection, use condUse) model.Cond {
	if use == condFacts {
		b.report(c, "misplaced-consent", "only facts stand here, and an objection is not one")
		return nil
	}
	if c.Grant != nil {
		b.report(c.Grant, "misplaced-part", "what an objection covers stands in questions only; in a rule, it covers the act itself")
		return nil
	}
	return &model.HasObjection{}
}

// overdueID is the id of the judgement that a clause's vague length of time has passed.
func overdueID(clause string) string { return "overdue " + clause }

func (b *binder) overdue(c *ast.Overdue) model.Cond {
	id, ok := b.policy.Fact(overdueID(c.Clause.Text))
	if !ok {
		if !b.isPoisoned(c.Clause.Text) && !b.in.Torn && !b.brokenClause(c.Clause.Text) {
			b.report(c.Clause, "unknown-name", "clause %s has no vague length of time, so nothing in it can be overdue", c.Clause.Text)
		}
		return nil
	}
	return &model.Yes{Fact: id}
}

// brokenClause reports whether a clause, or what it holds, could not be read.
func (b *binder) brokenClause(id string) bool {
	cl := b.clauses[id]
	if cl == nil {
		return b.nameless["clause"]
	}
	return slices.ContainsFunc(cl.decl.Stmts, func(s ast.Stmt) bool { _, bad := s.(*ast.Bad); return bad })
}

// factNamed finds a fact, or reports that there is none of that name.
func (b *binder) factNamed(n ast.Name) (model.FactID, *model.Fact) {
	if n.Quoted && b.labels == nil {
		b.quotedName(n, b.labelledFact(n.Text))
		return model.NoFact, nil
	}
	if !n.Quoted {
		if id, ok := b.policy.Fact(n.Text); ok {
			return id, &b.policy.Facts[id]
		}
	}
	if b.labels != nil {
		return b.factLabelled(n)
	}
	b.unknownFact(n)
	return model.NoFact, nil
}

// eventNamed finds what should be an event, or reports that there is nothing of that name.
func (b *binder) eventNamed(n ast.Name) (model.FactID, *model.Fact) {
	return b.factAs(n, "event", `"..."`)
}

// factAs finds a fact of which the sentence tells how it is to be declared where there is none of that name.
func (b *binder) factAs(n ast.Name, what, rest string) (model.FactID, *model.Fact) {
	if _, known := b.policy.Fact(n.Text); known || n.Quoted || b.labels != nil {
		return b.factNamed(n)
	}
	b.unknownFactAs(n, what, rest)
	return model.NoFact, nil
}

// noEvent reports a fact that stands in a time.
func (b *binder) noEvent(t *ast.Time, f *model.Fact) {
	if name := t.Event.Text; f.Type == model.YesNo {
		b.report(t, "bad-type", "`%s` is not an event; write `given %s` in the place of this time", name, name)
		return
	}
	b.report(t.Event, "bad-type", "`%s` is not an event; declare one, as in: event closed \"you close your account\"", t.Event.Text)
}

// eventGiven reports an event that stands alone behind `given` or `unless` in a rule.
func (b *binder) eventGiven(p *ast.Part) bool {
	has, ok := p.Cond.(*ast.Has)
	if !ok || b.labels != nil {
		return false
	}
	id, known := b.policy.Fact(has.Fact.Text)
	if !known || b.policy.Facts[id].Type != model.Event || b.contested[has.Fact.Text] {
		return false
	}
	when := map[string]string{"given": "after", "unless": "before"}[p.Word]
	b.report(p, "bad-type", "`%s` is an event; write `%s %s`, without `%s`", has.Fact.Text, when, has.Fact.Text, p.Word)
	return true
}

func (b *binder) factTest(c ast.Cond, use condUse) model.Cond {
	switch c := c.(type) {
	case *ast.Has:
		if t := b.term(c.Fact); t != nil {
			return t
		}
		id, f := b.factNamed(c.Fact)
		if f == nil || !b.wantType(c.Fact, f, model.YesNo) {
			return nil
		}
		return &model.Yes{Fact: id}
	case *ast.Compare:
		id, f := b.factAs(c.Fact, "fact", `number "..."`)
		if f == nil || b.comparesYesNo(c, f) || !b.wantType(c.Fact, f, model.Number) {
			return nil
		}
		op := slices.Index(operators, c.Op)
		return &model.Compare{Fact: id, Op: model.Op(op), Value: c.Number.Value}
	case *ast.In:
		id, f := b.factAs(c.Fact, "fact", `place "..."`)
		if f == nil || !b.wantType(c.Fact, f, model.AtPlace) {
			return nil
		}
		place, ok := b.nodeNamed(model.PlaceKind, c.Place)
		if !ok {
			return nil
		}
		return &model.PlaceIn{Fact: id, Place: place}
	case *ast.Is:
		return b.isTest(c)
	}
	panic("check: a condition of an unknown form")
}

// valuesOf says how a fact is declared that has the value of a test.
func (b *binder) valuesOf(c *ast.Is) string {
	_, isFact := b.policy.Fact(c.Value.Text) // as in `it is member`: that is no value
	switch {
	case c.Number != nil:
		return `number "..."`
	case isFact || c.Value.Text == "yes" || c.Value.Text == "no":
		return `"..."`
	}
	return "one of " + c.Value.Text + ", ..."
}

func (b *binder) isTest(c *ast.Is) model.Cond {
	id, f := b.factAs(c.Fact, "fact", b.valuesOf(c))
	if f == nil {
		return nil
	}
	switch {
	case c.Number != nil:
		if !b.wantType(c.Fact, f, model.Number) {
			return nil
		}
		return &model.Compare{Fact: id, Op: model.Equal, Value: c.Number.Value}
	case f.Type == model.OneOf:
		i := b.option(id, c.Value.Text)
		if i < 0 {
			b.badOption(f, c.Value)
			return nil
		}
		return &model.OptionIs{Fact: id, Option: i}
	case f.Type == model.AtPlace:
		place, ok := b.nodeNamed(model.PlaceKind, c.Value)
		if !ok {
			return nil
		}
		return &model.PlaceIn{Fact: id, Place: place, Exact: true}
	case f.Type == model.YesNo && c.Value.Text == "yes":
		return &model.Yes{Fact: id}
	case f.Type == model.YesNo && c.Value.Text == "no":
		return &model.Not{Cond: &model.Yes{Fact: id}}
	}
	b.wantType(c.Fact, f, model.OneOf)
	return nil
}

func (b *binder) term(n ast.Name) model.Cond {
	t, ok := b.policy.Term(n.Text)
	if !ok || n.Quoted {
		return nil
	}
	b.useTerm(n, b.terms.named[n.Text])
	if means := b.policy.Terms[t].Means; means != nil {
		return &model.Named{Term: t, Cond: means}
	}
	return &model.AllOf{} // it rests on itself, which has been reported
}

// wantType checks how a fact is used, and says how it can be.
func (b *binder) wantType(n ast.Name, f *model.Fact, want model.FactType) bool {
	if f.Type == want {
		return true
	}
	if b.contested[n.Text] {
		return false
	}
	id := n.Text
	usage := map[model.FactType]string{
		model.YesNo:   "is a yes-or-no fact: write `" + id + "` or `no " + id + "`",
		model.Number:  "is a number: compare it, as in `" + id + " >= 16`",
		model.OneOf:   "is one of several: write `" + id + " is ...`",
		model.AtPlace: "is a place: write `" + id + " in ...`",
		model.Event:   "is an event; write `after " + id + "` or `before " + id + "`",
	}[f.Type]
	if f.Type == model.Event {
		usage += ", without `given`"
	}
	b.reportOnce(n, "bad-type", "`%s` %s", id, usage)
	return false
}

// comparesYesNo reports a yes-or-no fact that is compared with a number: either that or its declaration is wrong.
func (b *binder) comparesYesNo(c *ast.Compare, f *model.Fact) bool {
	id := c.Fact.Text
	if f.Type != model.YesNo || b.contested[id] {
		return false
	}
	p := b.reportOnce(c, "bad-type", "`%s` is a yes-or-no fact; %s", id, numberOrNot(c, id, f.ID))
	if at, ok := b.exclusive[id]; ok && p != nil {
		p.Related = append(p.Related, at.related("declared here"))
	}
	return true
}

// numberOrNot tells what to do: who compares with 0 or 1 means yes or no, and who compares with more means a number.
func numberOrNot(c *ast.Compare, written, declared string) string {
	n := c.Number.Value
	if n < 0 || n > 1 {
		return "to compare it, declare it as a number: fact " + declared + " number \"...\""
	}
	yes := c.Op == ">=" && n == 1 || c.Op == ">" && n == 0 || c.Op == "=" && n == 1
	no := c.Op == "<" && n == 1 || c.Op == "<=" && n == 0 || c.Op == "=" && n == 0
	switch {
	case yes:
		return "write `" + written + "`"
	case no:
		return "write `no " + written + "`"
	}
	return "write `" + written + "` or `no " + written + "`"
}

// when binds the parts of a sentence that say under which conditions it holds.
func (b *binder) when(parts []*ast.Part, use condUse) (out []model.Condition, ok bool) {
	ok = true
	for _, p := range parts {
		if p.Word != "given" && p.Word != "unless" {
			continue
		}
		if b.eventGiven(p) {
			ok = false
			continue
		}
		x := b.condition(p.Cond, use)
		if x == nil {
			ok = false
			continue
		}
		c := model.Condition{Role: model.Given, Stated: x, Words: b.words(p)}
		if p.Word == "unless" {
			c.Role, c.Negated = model.Unless, true
		}
		out = append(out, c)
	}
	return out, ok
}

// words returns a part as it is written, on one line.
func (b *binder) words(n ast.Node) string {
	s := n.Span()
	text := b.file.Text[s.Start:s.End]
	if strings.ContainsAny(text, "\n\r\t#") {
		return squeeze(text)
	}
	return text
}

// onlyParts reports the parts that a form of sentence does not take.
func (b *binder) onlyParts(what string, parts []*ast.Part, words ...string) bool {
	ok := true
	for _, p := range parts {
		word := p.Word
		if word == "with" {
			word = "to"
		}
		switch {
		case !slices.Contains(words, word) && p.Word == "time":
			b.report(p, "misplaced-part", "%s takes no time", what)
			ok = false
		case !slices.Contains(words, word):
			b.report(p, "misplaced-part", "%s takes no `%s`", what, p.Word)
			ok = false
		case p.Only:
			b.report(p, "misplaced-only", "`only` belongs to sentences with may or must")
			ok = false
		}
	}
	return ok
}

// operators are those that compare numbers, in the order of model.Op.
var operators = []string{"<", "<=", "=", ">=", ">"}
