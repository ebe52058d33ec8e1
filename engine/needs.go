package engine

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// needs names the facts and open parts that matter.
func (x *explainer) needs(notes *[]string) []string {
	vars, ok := x.prepared.Needs(&x.known)
	if !ok {
		*notes = append(*notes, "Too many facts are unknown to tell which of them matter; give more of them.")
		return []string{}
	}
	out := []string{}
	for _, v := range vars {
		out = append(out, x.varName(v))
	}
	return out
}

// varName is the name of a variable in JSON.
func (x *explainer) varName(v compile.Var) string {
	switch {
	case v.Part:
		return v.Dim.String()
	case v.Consent:
		return v.Kind.String()
	case v.Deemed:
		return model.DeemedConsent.String()
	case v.Objects:
		return "objection"
	}
	return x.e.policy.Facts[v.Fact].ID
}

// otherwise is the answer under `nothing else`.
func (x *explainer) otherwise() *Otherwise {
	y := x.closed()
	if y == nil {
		return nil
	}
	return &Otherwise{y.answer.String(), y.clauses(y.deciding())}
}

// closed explains the same question under `nothing else`; nil where that changes nothing.
func (x *explainer) closed() *explainer {
	if x.q.NothingElse {
		return nil
	}
	known := x.closedKnown()
	y, err := x.e.explainer(x.q, known)
	if err != nil {
		return nil
	}
	y.collect(false)
	return y
}

// closedKnown is what is known where the question is closed.
func (x *explainer) closedKnown() compile.Known {
	if x.facts == nil {
		q := *x.q
		q.NothingElse = true
		return x.e.program.Layout.Known(&q)
	}
	f := Facts{engine: x.e, known: x.known.With(x.e.program.Layout, compile.Change{})}
	f.NothingElse()
	return f.known
}

// wouldChange lists the nearest changes. Of an undetermined question they are those from its answer under `nothing else`.
func (x *explainer) wouldChange() []Change {
	base := x
	if x.answer.decision == Undetermined {
		if base = x.closed(); base == nil || base.answer.decision == Undetermined {
			return []Change{}
		}
	}
	found := base.prepared.Changes(&base.known, func(a Decision) bool { return a != base.answer.decision })
	if !slices.ContainsFunc(found, func(c compile.Change) bool { return c.Answer == Permitted }) && base.answer.decision != Permitted {
		found = append(found, base.prepared.Changes(&base.known, func(a Decision) bool { return a == Permitted })...)
	}
	out := []Change{}
	for _, c := range mergeCells(found) {
		changed := base.known.With(x.e.program.Layout, c.example())
		y, err := x.e.explainer(x.q, changed)
		if err != nil {
			continue
		}
		out = append(out, x.change(c, y))
	}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Compare(permittedFirst(a.Answer), permittedFirst(b.Answer))
	})
	return out
}

func permittedFirst(answer string) int {
	if answer == Permitted.String() {
		return 0
	}
	return 1
}

// change names one change. Where an open part is one of its facts, its clauses are those of the parts chosen.
func (x *explainer) change(c mergedChange, y *explainer) Change {
	out := Change{If: map[string]any{}, Answer: c.answer.String(), Clauses: []string{}}
	if y.answer.decision == c.answer {
		y.collect(false)
		out.Clauses = y.clauses(y.deciding())
	}
	var says []string
	for _, v := range c.vars {
		name, value, text := x.cells(v.v, v.cells)
		out.If[name] = value
		says = append(says, text)
	}
	out.Says = sentence.List(says, "and")
	return out
}

// A mergedChange is a change in which one variable may be in any of several cells.
type mergedChange struct {
	vars   []varCells
	answer model.Answer
}

type varCells struct {
	v     compile.Var
	cells []int
}

func (m mergedChange) example() compile.Change {
	var out compile.Change
	for _, v := range m.vars {
		out.Cells = append(out.Cells, compile.VarCell{Var: v.v, Cell: v.cells[0]})
	}
	return out
}

// mergeCells joins the changes that differ only in the cell of their last variable.
func mergeCells(found []compile.Change) []mergedChange {
	var out []mergedChange
	for _, c := range found {
		m := mergedChange{answer: c.Answer}
		for _, x := range c.Cells {
			m.vars = append(m.vars, varCells{x.Var, []int{x.Cell}})
		}
		i := slices.IndexFunc(out, func(o mergedChange) bool {
			return o.answer == m.answer && slices.EqualFunc(o.vars, m.vars, func(a, b varCells) bool { return a.v == b.v }) &&
				slices.EqualFunc(o.vars[:len(o.vars)-1], m.vars[:len(m.vars)-1], func(a, b varCells) bool { return slices.Equal(a.cells, b.cells) })
		})
		if i >= 0 {
			last := &out[i].vars[len(m.vars)-1]
			last.cells = append(last.cells, m.vars[len(m.vars)-1].cells...)
			continue
		}
		out = append(out, m)
	}
	return out
}

// cells says that a variable is in one of some cells: its name and value in JSON, and as a clause.
func (x *explainer) cells(v compile.Var, cells []int) (name string, value any, text string) {
	name = x.varName(v)
	yes := cells[0] == compile.CellYes
	switch {
	case v.Part:
		var ids, labels []string
		g := x.e.policy.Graph(v.Dim)
		for _, c := range cells {
			n := x.prepared.Parts[v.Dim][c].Nodes[0]
			ids = append(ids, g.Node(n).ID)
			label := x.say.Set(v.Dim.Kind(), model.Set{In: []model.NodeID{n}}, "or")
			if n == model.Root {
				label = "none that the policy names"
			}
			labels = append(labels, label)
		}
		if len(labels) > maxNamed {
			labels = append(labels[:maxNamed:maxNamed], sentence.Count(int64(len(labels)-maxNamed), "other"))
		}
		return name, one(ids), partWord(v.Dim) + " is " + sentence.List(labels, "or")
	case v.Consent:
		return x.consentCell(cells[0])
	case v.Deemed:
		return name, yes, sentence.Consent(model.DeemedConsent, yes)
	case v.Objects:
		return name, yes, sentence.Objection(yes)
	}
	value, text = x.factCells(v.Fact, cells)
	return name, value, text
}

// partWord says what an open part is.
func partWord(d model.Dim) string {
	return map[model.Dim]string{model.Data: "what is asked about", model.From: "the source of the data", model.To: "the recipient",
		model.For: "the purpose", model.In: "the place"}[d]
}

func one(list []string) any {
	if len(list) == 1 {
		return list[0]
	}
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// consentCell says which consent a cell of the consent variable is: none, or the strongest that it names.
func (x *explainer) consentCell(cell int) (name string, value any, text string) {
	if cell == 0 {
		return "consent", false, sentence.Consent(model.Consent, false)
	}
	var kinds []model.ConsentKind
	for k := model.ExplicitConsent; k < model.DeemedConsent; k++ {
		if x.e.program.Layout.HasKind(cell, k) {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		return "consent", true, sentence.Consent(model.Consent, true)
	}
	var texts []string
	for _, k := range kinds {
		texts = append(texts, sentence.Consent(k, true))
	}
	return kinds[0].String(), true, sentence.List(texts, "and")
}

// factCells says that a fact is in one of some cells.
func (x *explainer) factCells(f model.FactID, cells []int) (value any, text string) {
	fact := &x.e.policy.Facts[f]
	l := x.e.program.Layout
	switch fact.Type {
	case model.YesNo:
		yes := cells[0] == compile.CellYes
		return yes, x.say.Cond(&model.Yes{Fact: f}, yes)
	case model.OneOf:
		var names []string
		for _, c := range cells {
			names = append(names, fact.Options[c])
		}
		return one(names), x.say.Fact(f) + " is \"" + sentence.List(names, "or") + "\""
	case model.AtPlace:
		var ids, labels []string
		for _, c := range cells {
			n := l.PlaceOf(int(f), c)
			ids = append(ids, x.e.policy.Graphs[model.PlaceKind].Node(n).ID)
			labels = append(labels, x.say.Node(model.PlaceKind, n))
		}
		return one(ids), x.say.Fact(f) + " is " + sentence.List(labels, "or")
	case model.Number:
		return x.numberCells(f, cells)
	}
	return x.eventCells(f, cells)
}

// numberCells says a range of numbers. Cells that do not lie side by side are said by the first.
func (x *explainer) numberCells(f model.FactID, cells []int) (value any, text string) {
	low, _, hasLow, _ := x.e.program.Layout.Bounds(int(f), cells[0])
	_, high, _, hasHigh := x.e.program.Layout.Bounds(int(f), lastInRow(cells))
	label := x.say.Fact(f) + " is "
	switch {
	case hasLow && hasHigh && low == high:
		return low, label + strconv.FormatInt(low, 10)
	case hasLow && hasHigh:
		return []any{">= " + strconv.FormatInt(low, 10), "<= " + strconv.FormatInt(high, 10)},
			label + strconv.FormatInt(low, 10) + " to " + strconv.FormatInt(high, 10)
	case hasLow:
		return ">= " + strconv.FormatInt(low, 10), label + "at least " + strconv.FormatInt(low, 10)
	case hasHigh:
		return "<= " + strconv.FormatInt(high, 10), label + "at most " + strconv.FormatInt(high, 10)
	}
	return nil, label + "any number"
}

// lastInRow returns the last of the cells that follow the first without a gap.
func lastInRow(cells []int) int {
	last := cells[0]
	for _, c := range cells[1:] {
		if c != last+1 {
			break
		}
		last = c
	}
	return last
}

func (x *explainer) eventCells(f model.FactID, cells []int) (value any, text string) {
	event := x.say.Fact(f)
	if cells[0] == 0 {
		return false, "it is before " + event
	}
	low, _, _, _ := x.e.program.Layout.Bounds(int(f), cells[0]-1)
	_, high, _, hasHigh := x.e.program.Layout.Bounds(int(f), lastInRow(cells)-1)
	switch {
	case low == 0 && !hasHigh:
		return true, "it is after " + event
	case low == 0:
		return map[string]any{"within": hoursValue(high)}, "it is within " + sentence.Hours(high) + " after " + event
	case !hasHigh:
		return map[string]any{"more_than": hoursValue(low - 1)}, "it is more than " + sentence.Hours(low-1) + " after " + event
	}
	return hoursValue(low), "it is " + sentence.Hours(low) + " after " + event
}

// hoursValue is a length of time in JSON.
func hoursValue(h int64) map[string]any {
	if h%24 == 0 {
		return map[string]any{"days": h / 24}
	}
	return map[string]any{"hours": h}
}

// settledNotes says which decisions of the policy's authors the answer rests on: those without which it would, or might, be
// another.
func (x *explainer) settledNotes() []string {
	var out []string
	p := x.e.policy
	for f := range p.Facts {
		s := p.Facts[f].Settled
		if s == nil {
			continue
		}
		if _, said := x.q.Facts[model.FactID(f)]; said {
			out = append(out, x.settledText(f)+" The question asks as if that were open.")
			continue
		}
		known := x.known.With(x.e.program.Layout, compile.Change{})
		known.State[f] = diagram.Unsure
		if y, err := x.e.explainer(x.q, known); err == nil && y.answer != x.answer {
			out = append(out, "This rests on a decision: "+x.settledText(f))
		}
	}
	return out
}

func (x *explainer) settledText(f int) string {
	fact := &x.e.policy.Facts[f]
	s := fact.Settled
	var what string
	if fact.Type == model.OneOf {
		what = "\"" + x.say.Fact(model.FactID(f)) + "\" is read as \"" + fact.Options[s.Option] + "\""
	} else {
		what = x.say.Cond(&model.Yes{Fact: model.FactID(f)}, s.Yes)
	}
	return what + ", decided by " + s.By + " on " + s.On + ", because " + strings.TrimSuffix(s.Because, ".") + "."
}

// closedNote says what `nothing else` set to no, of what the norms about the question mention.
func (x *explainer) closedNote() string {
	open := x.e.open
	seen := map[int]bool{}
	var names []string
	for _, v := range x.prepared.Vars() {
		if v.Part || seen[v.Index()] {
			continue
		}
		seen[v.Index()] = true
		i := v.Index()
		if open[i] == diagram.Unsure && x.known.State[i] == 0 && !x.mentioned(v) {
			names = append(names, x.varName(v))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "\"Nothing else\" set to no: " + strings.Join(names, ", ") + "."
}

// mentioned reports whether the question says something of a variable itself.
func (x *explainer) mentioned(v compile.Var) bool {
	switch {
	case v.Consent:
		for k := range model.DeemedConsent {
			if x.q.Consent[k] != model.Unknown {
				return true
			}
		}
		return false
	case v.Deemed:
		return x.q.Consent[model.DeemedConsent] != model.Unknown
	case v.Objects:
		return x.q.Objection != model.Unknown
	}
	f := x.e.policy.Facts[v.Fact]
	_, ok := x.q.Facts[v.Fact]
	return ok || f.Type != model.YesNo && f.Type != model.Event
}
