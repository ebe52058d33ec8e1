package check

import (
	"iter"
	"maps"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A nodeDecl is a name of a vocabulary while its graph is built.
type nodeDecl struct {
	id      model.NodeID
	at      place
	node    model.Node
	parents []parentRef
	items   []itemAt // where it is declared and mentioned: for what only actions say
}

type itemAt struct {
	item *ast.Item
	at   place
}

// A parentRef is a parent as it is written: by nesting (a node) or by name.
type parentRef struct {
	name ast.Name
	at   place
}

// A mention is an item without labels: it refers to a name declared elsewhere.
type mention struct {
	kind   model.Kind
	item   *ast.Item
	at     place
	parent *ast.Name
}

type factDecl struct {
	id model.FactID
	at place
}

// declare collects every declared name, of every module. The order of files means nothing.
func (c *checker) declare() {
	c.builtins()
	var mentions []mention
	names := 0
	c.each(func(m *Module, d ast.Decl, _ []string) {
		switch d := d.(type) {
		case *ast.Item:
			if kind, ok := model.KindNamed(d.Kind); ok {
				names += c.declareItem(kind, d, nil, &mentions)
			}
		case *ast.Fact:
			names++
			c.declareFact(d)
		case *ast.TermDecl:
			names++
			c.declareTerm(d)
		case *ast.Clause, *ast.Example:
			if m.Name != "" {
				c.report(d, "not-a-vocabulary", "a vocabulary declares names; clauses and examples belong to a policy")
			}
		}
		if names > maxNames {
			c.report(d, "limit", "more than %d names; a policy has at most so many", maxNames)
		}
	})
	for _, m := range mentions {
		c.resolveMention(m)
	}
}

// builtins declares the roots, and the two parties that every policy has.
func (c *checker) builtins() {
	for k := range model.Kind(model.Kinds) {
		root := model.Node{ID: "any", Labels: model.Labels{{Text: "any " + k.String()}}}
		if k == model.PartyKind {
			root = model.Node{ID: "anyone", Labels: model.Labels{{Text: "anyone"}}}
		}
		c.addNode(k, &nodeDecl{node: root})
	}
	c.addNode(model.PartyKind, &nodeDecl{node: model.Node{ID: "we", Labels: model.Labels{{Text: "we"}}}})
	c.addNode(model.PartyKind, &nodeDecl{node: model.Node{ID: "you", Labels: model.Labels{{Text: "you"}}}})
}

func (c *checker) addNode(k model.Kind, n *nodeDecl) {
	n.id = model.NodeID(len(c.order[k]))
	c.order[k] = append(c.order[k], n)
	c.nodes[k][n.node.ID] = n
}

// declareItem declares an item and what is nested in it, and returns how many names that were.
func (c *checker) declareItem(kind model.Kind, item *ast.Item, parent *ast.Name, mentions *[]mention) int {
	at := place{c.file, item.Name.At.At}
	count := 1
	switch {
	case !readable(item.Name):
		c.poison(item.Name.Text)
	case len(item.Labels) == 0:
		*mentions = append(*mentions, mention{kind, item, at, parent})
	default:
		c.declareNode(kind, item, at, parent)
	}
	for _, child := range item.Children {
		count += c.declareItem(kind, child, &item.Name, mentions)
	}
	return count
}

func (c *checker) declareNode(kind model.Kind, item *ast.Item, at place, parent *ast.Name) {
	id := item.Name.Text
	if first := c.nodes[kind][id]; first != nil {
		if kind == model.PartyKind && first.id <= model.You {
			c.report(item.Name, "duplicate-name", "`%s` is known to the language; the header's `controller` names us", id)
			return
		}
		p := c.report(item.Name, "duplicate-name", "%s is declared twice; take the label away to mean the other one, or give this one another name", called(kind, id))
		p.Related = append(p.Related, first.at.related("declared here first"))
		return
	}
	n := &nodeDecl{at: at, node: model.Node{ID: id, Labels: labels(item.Labels), Pos: c.posOf(at)}}
	c.addNode(kind, n)
	c.addItem(kind, n, item, at, parent)
}

func called(kind model.Kind, id string) string {
	if kind == model.DataKind {
		return "data `" + id + "`"
	}
	return "the " + kind.String() + " `" + id + "`"
}

// addItem adds what one mention of a name says about it.
func (c *checker) addItem(kind model.Kind, n *nodeDecl, item *ast.Item, at place, parent *ast.Name) {
	if parent != nil && parent.Text != "" {
		n.parents = append(n.parents, parentRef{*parent, at})
	}
	for _, is := range item.Is {
		n.parents = append(n.parents, parentRef{is, place{at.file, is.At.At}})
	}
	if len(item.From) > 0 && kind != model.DataKind {
		c.reportAt(place{at.file, item.From[0].At.At}, "misplaced-part", "only data are made `from` something")
	}
	if kind != model.ActionKind && (item.HasTakes || len(item.Ends) > 0) {
		c.reportAt(place{at.file, item.Name.At.At}, "misplaced-part", "only actions take parts and end others")
	}
	for _, s := range item.Same {
		n.node.Same = append(n.node.Same, s.Prefix+":"+s.Name)
	}
	n.items = append(n.items, itemAt{item, at})
}

func (c *checker) resolveMention(m mention) {
	c.file = m.at.file
	n := c.nodes[m.kind][m.item.Name.Text]
	if n == nil {
		if m.parent == nil {
			c.unknown(m.kind, m.item.Name, "; to declare it, give it a label: "+m.kind.String()+" "+m.item.Name.Text+" \"...\"")
		} else {
			c.unknown(m.kind, m.item.Name, "; to declare it here, give it a label: "+m.item.Name.Text+" \"...\"")
		}
		c.poison(m.item.Name.Text) // whoever uses it means this one
		return
	}
	c.addItem(m.kind, n, m.item, m.at, m.parent)
}

// claim reserves an id in the space that facts, events, judgements and terms share.
func (c *checker) claim(name ast.Name, what string) bool {
	at := place{c.file, name.At.At}
	if !readable(name) {
		c.poison(name.Text)
		return false
	}
	for d := range model.Dim(model.DimCount) {
		if d.String() == name.Text { // what an answer needs, and what would change it, are facts and parts by their names
			c.report(name, "bad-name", "`%s` is a part of questions, and answers call it so; give the %s another name", name.Text, what)
			c.poison(name.Text)
			return false
		}
	}
	if first, ok := c.exclusive[name.Text]; ok {
		p := c.report(name, "duplicate-name", "a fact, event, judgement or term is called `%s` already; give one of the two another name", name.Text)
		p.Related = append(p.Related, first.related("declared here first"))
		c.contested[name.Text] = true
		return false
	}
	c.exclusive[name.Text] = at
	return true
}

func (c *checker) declareFact(f *ast.Fact) {
	if !c.claim(f.Name, f.Kind.String()) {
		return
	}
	out := model.Fact{ID: f.Name.Text, Labels: labels(f.Labels), Judgement: f.Kind == ast.Judgement, Pos: c.pos(f.Name)}
	switch f.Type {
	case ast.NumberType:
		out.Type = model.Number
	case ast.PlaceType:
		out.Type = model.AtPlace
	case ast.OneOf:
		out.Type = model.OneOf
		out.Options = c.declareOptions(f.Values)
	}
	switch {
	case f.Kind == ast.Event && f.Type != ast.YesNo:
		c.report(f.Name, "bad-type", "an event has happened or not; it takes no type")
	case f.Kind == ast.Judgement && out.Type != model.YesNo && out.Type != model.OneOf:
		c.report(f.Name, "bad-type", "a judgement is yes or no, or `one of` several; a number or a place is a fact")
	case f.Kind == ast.Event:
		out.Type = model.Event
	}
	if f.By != nil && f.Kind != ast.Judgement {
		c.report(f.By, "misplaced-part", "only a judgement says who decides it")
	}
	c.facts[out.ID] = &factDecl{id: c.addFact(out), at: place{c.file, f.Name.At.At}}
}

func (c *checker) addFact(f model.Fact) model.FactID {
	c.policy.Facts = append(c.policy.Facts, f)
	return model.FactID(len(c.policy.Facts) - 1)
}

// declareOptions returns the values of a fact that is one of several, each once.
func (c *checker) declareOptions(values []ast.Name) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range values {
		if seen[v.Text] {
			c.report(v, "duplicate-name", "the value `%s` stands twice", v.Text)
			continue
		}
		seen[v.Text] = true
		out = append(out, v.Text)
	}
	if len(out) == 1 {
		c.report(values[0], "bad-type", "`one of` needs at least two values")
	}
	return out
}

func (c *checker) declareTerm(t *ast.TermDecl) {
	if !c.claim(t.Name, "term") {
		return
	}
	c.policy.Terms = append(c.policy.Terms, model.Term{ID: t.Name.Text, Labels: labels(t.Labels), Pos: c.pos(t.Name)})
	c.terms.named[t.Name.Text] = &termDecl{index: len(c.policy.Terms) - 1, at: place{c.file, t.Name.At.At}, decl: t}
}

// unknown reports a name that no declaration of the kind has, with the nearest that one has.
func (c *checker) unknown(kind model.Kind, name ast.Name, otherwise string) {
	if c.isPoisoned(name.Text) || c.in.Partial || !c.asking && !readable(name) {
		return
	}
	if kind == model.PartyKind && name.Text == "us" && c.policy.Graphs[kind] != nil && c.meantNode(kind, name) {
		return // the place of this name is not meant
	}
	for k := range model.Kind(model.Kinds) {
		if k != kind && c.hasNode(k, name.Text) {
			c.wrongKind(name, aKind(k), aKind(kind), c.wayOut(name.Text, aKind(k), kind), c.nodePlace(k, name.Text))
			return
		}
	}
	if _, ok := c.policy.Fact(name.Text); ok {
		c.wrongKind(name, "a fact", aKind(kind), c.wayOut(name.Text, "a fact", kind), c.exclusive[name.Text])
		return
	}
	if c.inVocabulary(name) {
		return
	}
	if id := c.labelled(kind, name.Text); id != "" {
		c.didYouMean(name, kind.String(), id, c.nodePlace(kind, id))
		return
	}
	if c.policy.Graphs[kind] != nil && otherwise != decidedByWords && c.meantNode(kind, name) {
		return
	}
	c.unknownNear(name, kind.String(), c.ids(kind), otherwise, func(near string) place { return c.nodePlace(kind, near) })
}

func (c *checker) wrongKind(name ast.Name, is, want, wayOut string, declared place) {
	p := c.report(name, "wrong-kind", "`%s` is %s, and %s is expected here%s", name.Text, is, want, wayOut)
	if declared.file != nil {
		p.Related = append(p.Related, declared.related("declared here"))
	}
}

// wayOut tells what to do about a name of the wrong kind, where that is certain. Until a graph is closed, names are declared.
func (c *checker) wayOut(name, is string, kind model.Kind) string {
	if c.policy.Graphs[kind] == nil {
		return "; only " + plural(kind) + " belong to " + plural(kind)
	}
	if id, ok := c.policy.Fact(name); ok && is == "a fact" && c.policy.Facts[id].Type == model.Event {
		return "; an event stands behind `after` or `before`"
	}
	switch want := aKind(kind); {
	case is == "data" && want == "an action":
		return "; say what is done with it, as in `use " + name + "`"
	case is == "a purpose" && want == "data":
		return "; name the data, and then write `for " + name + "`"
	case is == "data" && want != "a place":
		return "; data stand behind the action, as in `use " + name + "`"
	case is == "a purpose" && want != "a place":
		return "; a purpose stands behind `for`"
	case is == "a party" && (want == "data" || want == "a purpose"):
		return "; a party stands behind `to`, `with` or `from`"
	case is == "a place":
		return "; a place stands behind `in`"
	case is == "a fact" && want != "a party":
		return "; a fact stands behind `given`"
	}
	return ""
}

func (c *checker) unknownNear(name ast.Name, what string, ids iter.Seq[string], otherwise string, placeOf func(string) place) {
	near := c.nearest(name.Text, ids)
	if near == "" && c.nameless[what] {
		return
	}
	if near == "" {
		c.reportOnce(name, "unknown-name", "no %s is called `%s`%s", what, name.Text, otherwise)
		return
	}
	c.didYouMean(name, what, near, placeOf(near))
}

func (c *checker) didYouMean(name ast.Name, what, near string, declared place) {
	p := c.reportOnce(name, "unknown-name", "no %s is called `%s`; did you mean `%s`?", what, name.Text, near)
	if p == nil {
		return
	}
	p.Fix = &diag.Fix{Text: near}
	if declared.file != nil {
		p.Related = append(p.Related, declared.related("declared here"))
	}
}

// While a policy is checked its names are in c.nodes; for a question, in the finished graphs.

func (c *checker) hasNode(k model.Kind, id string) bool {
	if c.nodes[k] != nil {
		_, ok := c.nodes[k][id]
		return ok
	}
	_, ok := c.policy.Graphs[k].Lookup(id)
	return ok
}

func (c *checker) nodePlace(k model.Kind, id string) place {
	if n := c.nodes[k][id]; n != nil {
		return n.at
	}
	return place{}
}

func (c *checker) ids(k model.Kind) iter.Seq[string] {
	if c.nodes[k] != nil {
		return maps.Keys(c.nodes[k])
	}
	return func(yield func(string) bool) {
		for _, n := range c.policy.Graphs[k].All() {
			if !yield(n.ID) {
				return
			}
		}
	}
}

func plural(k model.Kind) string {
	return [...]string{model.DataKind: "data", model.PurposeKind: "purposes", model.PartyKind: "parties",
		model.ActionKind: "actions", model.PlaceKind: "places", model.BasisKind: "lawful bases"}[k]
}

func aKind(k model.Kind) string {
	return [...]string{model.DataKind: "data", model.PurposeKind: "a purpose", model.PartyKind: "a party",
		model.ActionKind: "an action", model.PlaceKind: "a place", model.BasisKind: "a lawful basis"}[k]
}
