package check

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A binder turns names and conditions into sets and conditions of the model. Rules and
// questions use the same one; what only a question may say is refused in rules.
type binder struct {
	*checker
	labels *labelIndex // set for questions: labels serve as names
}

// nodeNamed finds what a name means, or reports that it means nothing.
func (b *binder) nodeNamed(k model.Kind, n ast.Name) (model.NodeID, bool) {
	if n.Quoted && b.labels == nil {
		b.quotedName(n, b.labelled(k, n.Text))
		return 0, false
	}
	if !n.Quoted {
		if n.Any && (n.Text == "any" || n.Text == "anyone") {
			return model.Root, true
		}
		if id, ok := b.policy.Graphs[k].Lookup(n.Text); ok {
			return id, true
		}
	}
	if b.labels != nil {
		return b.nodeLabelled(k, n)
	}
	b.unknown(k, n, b.declareIt(k, n.Text))
	return 0, false
}

// quotedName reports a name in quotation marks: people write labels, and mean the name that is known; "" where none is.
func (b *binder) quotedName(n ast.Name, known string) {
	if known == "" {
		b.report(n, "syntax", "names stand without quotation marks here")
		return
	}
	p := b.report(n, "syntax", "a label stands here, and a name without quotation marks is expected; write `%s`", known)
	p.Fix = &diag.Fix{Text: known}
}

// set binds a list of names of a dimension. A missing list is everything.
func (b *binder) set(d model.Dim, list *ast.Names) (model.Set, bool) {
	if list == nil {
		return model.Any(), true
	}
	var s model.Set
	ok := true
	k := d.Kind()
	for _, n := range list.Items {
		if n.Any && n.Text == "anyone" && k != model.PartyKind {
			b.report(n, "wrong-kind", "`anyone` is a party; write `any`")
			ok = false
			continue
		}
		id, found := b.nodeNamed(k, n)
		if !found {
			ok = false
			if k == model.ActionKind && b.hasNode(model.DataKind, n.Text) {
				return s, false // so may be the names behind it
			}
			continue
		}
		if id == model.Root {
			s.All = true
		} else if !slices.Contains(s.In, id) {
			s.In = append(s.In, id)
		}
	}
	if list.Except != nil {
		except, good := b.set(d, list.Except)
		if except.All {
			b.report(list.Except, "empty-scope", "this leaves nothing")
			good = false
		}
		s.Except, ok = except.In, ok && good
	}
	if ok {
		b.reportEmpty(k, s, list)
	}
	return s, ok
}

// reportEmpty reports a list from which `except` takes everything that it names.
func (b *binder) reportEmpty(k model.Kind, s model.Set, list *ast.Names) {
	if s.All || len(s.Except) == 0 {
		return
	}
	g := b.policy.Graphs[k]
	if !slices.ContainsFunc(s.In, func(n model.NodeID) bool { return s.Contains(g, n) }) {
		b.report(list, "empty-scope", "`except` takes away everything that this names")
	}
}

// scopeParts are the parts of a sentence that may name a dimension; nil where they are missing.
type scopeParts struct {
	actors, actions, data *ast.Names
	parts                 []*ast.Part
}

// scope binds the parts of a sentence that name a dimension, and checks that its actions take them.
func (b *binder) scope(s scopeParts) (scope model.Scope, named model.Dims, ok bool) {
	scope, ok = model.AnyScope(), true
	put := func(d model.Dim, list *ast.Names) {
		set, good := b.set(d, list)
		scope[d], ok = set, ok && good
		if list != nil {
			named = named.With(d)
		}
	}
	if b.nobodyActs(s) || b.passive(s) {
		return scope, named, false
	}
	put(model.Actor, s.actors)
	put(model.Action, s.actions)
	if !ok && s.actions != nil && b.hasNode(model.DataKind, s.actions.Items[0].Text) {
		return scope, named, false // what stands behind it is no data then
	}
	if !ok && s.data != nil && (s.data.Items[0].Text == "you" || s.data.Items[0].Text == "we") {
		return scope, named, false // the action may take nothing but a recipient
	}
	put(model.Data, s.data)
	skip := 0
	for i, p := range s.parts {
		if skip--; skip < 0 {
			skip = b.purposeOfTo(s.parts[i:])
			ok = ok && skip == 0
		}
		if skip > 0 {
			continue
		}
		d, isDim := model.DimOfWord(p.Word)
		if !isDim {
			continue
		}
		if named.Has(d) {
			b.report(p, "duplicate-part", "`%s` stands twice; join the names in one list", p.Word)
			ok = false
			continue
		}
		put(d, p.Names)
	}
	if !named.Has(model.Of) {
		scope[model.Of] = model.Only(model.You)
	}
	if ok {
		ok = b.takes(s, scope[model.Action], named)
	}
	return scope, named, ok
}

// nobodyActs reports a question that leaves out who acts: its action stands in the place of the actor.
func (b *binder) nobodyActs(s scopeParts) bool {
	if s.actors == nil || s.actions == nil {
		return false
	}
	first := s.actors.Items[0]
	if b.hasNode(model.PartyKind, first.Text) || !b.hasNode(model.ActionKind, first.Text) || !b.hasNode(model.DataKind, s.actions.Items[0].Text) {
		return false
	}
	b.report(first, "wrong-kind", "nobody acts here; say who: `may we %s`", first.Text)
	return true
}

// takes checks that every action of the list takes every part that is named.
func (b *binder) takes(s scopeParts, actions model.Set, named model.Dims) bool {
	g := b.policy.Graphs[model.ActionKind]
	if actions.All || b.in.Torn {
		return true
	}
	ok := true
	for _, id := range actions.In {
		node := g.Node(id)
		if s.data != nil && node.Action.Nothing {
			b.report(s.data, "part-not-taken", "`%s` takes no data", node.ID)
			ok = false
			continue
		}
		for _, p := range s.parts {
			if d, isDim := model.DimOfWord(p.Word); isDim && !node.Action.Takes.Has(d) {
				b.report(p, "part-not-taken", "`%s` takes no `%s`%s", node.ID, p.Word, b.takesInstead(node, p, len(actions.In) > 1))
				ok = false
			}
		}
	}
	return ok
}

// takesInstead tells what to do about a part that an action does not take.
func (b *binder) takesInstead(node *model.Node, p *ast.Part, several bool) string {
	words := "`" + clipText(b.words(p), maxShown) + "`"
	giving := map[string]string{"with": "share", "to": "disclose"}[p.Word]
	switch {
	case several:
		return "; write `" + node.ID + "` in a sentence of its own, without " + words
	case giving != "" && !node.Action.Nothing && b.hasNode(model.ActionKind, giving):
		return ", since nobody receives anything; write `" + giving + "`, or leave " + words + " out"
	}
	return "; leave " + words + " out"
}

// maxShown is how many bytes of a part are shown in a message.
const maxShown = 60

func (b *binder) whatTakes(node *model.Node) string {
	if node.Action.Nothing {
		return "; it takes no part at all"
	}
	out := ""
	for d := model.Of; d < model.Dim(model.DimCount); d++ {
		if node.Action.Takes.Has(d) {
			if out != "" {
				out += ", "
			}
			out += d.Word()
		}
	}
	return "; it takes " + out
}
