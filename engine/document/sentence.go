package document

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// state says a unit in full.
func (b *builder) state(u *unit) Sentence {
	return b.cited(Sentence{Text: u.text(), States: u.refs})
}

// cited adds the ids of the clauses that a sentence states, for those who work with them.
func (b *builder) cited(s Sentence) Sentence {
	if b.o.Audience != Public {
		s.Cite()
	}
	return s
}

// plain is a sentence that rests on nothing of the policy's rules.
func (b *builder) plain(key string, args ...string) Sentence {
	return Sentence{Text: b.g.Sentence(b.g.Say(key, args...))}
}

// lead is the beginning of a list of cases: a sentence without its period, that says what holds in each of them.
func (b *builder) lead(text string, refs []Ref) Sentence {
	return Sentence{Text: b.g.Say("cases", strings.TrimRight(text, ".。")), Sums: refs}
}

// body says the units of a section: the general rule, a table where people would rather look than read, then what must be and what must
// not. What the table says in short, a section beneath says in full.
func (b *builder) body(s *Section, placed map[string][]*unit) {
	units := placed[s.ID]
	if s.ID == "open" && len(units) > 0 {
		s.Blocks = append(s.Blocks, Block{Paragraph: &Paragraph{[]Sentence{b.plain("open.lead")}}})
	}
	table := b.table(s.ID, placed)
	var short []*unit
	if table != nil {
		units, short = summed(units, table)
	}
	for rank := rankDefault; rank <= rankOthers; rank++ {
		if rank == rankMay && table != nil {
			s.Blocks = append(s.Blocks, Block{Table: table})
			if table.nested {
				s.Blocks = append(s.Blocks, Block{Paragraph: &Paragraph{[]Sentence{b.plain("table.nested")}}})
			}
		}
		s.Blocks = append(s.Blocks, b.group(ranked(units, rank))...)
	}
	if s.ID == "retention" {
		s.Blocks = append(s.Blocks, b.afterDeadlines()...)
	}
	if len(short) > 0 {
		s.Sections = []Section{{ID: s.ID + "-full", Title: b.g.Say("section.full"), Blocks: b.group(short)}}
	}
}

// ranked are the units of a rank.
func ranked(units []*unit, rank int) []*unit {
	var out []*unit
	for _, u := range units {
		if u.rank == rank {
			out = append(out, u)
		}
	}
	return out
}

// summed divides units into those of which a table says nothing, and those that it says in short.
func summed(units []*unit, t *Table) (left, short []*unit) {
	in := map[Ref]bool{}
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			for _, l := range c.Lines {
				for _, x := range l.Sums {
					in[x] = true
				}
			}
		}
	}
	for _, u := range units {
		if in[u.refs[0]] {
			short = append(short, u)
		} else {
			left = append(left, u)
		}
	}
	return left, short
}

// fewInParagraph is how many sentences stand together without a list.
const fewInParagraph = 2

// group says units, a few as a paragraph and more as a list.
func (b *builder) group(units []*unit) []Block {
	items := b.items(units)
	if len(items) == 0 {
		return nil
	}
	if len(items) <= fewInParagraph && flat(items) {
		var p Paragraph
		for _, it := range items {
			p.Sentences = append(p.Sentences, it.Sentences...)
		}
		return []Block{{Paragraph: &p}}
	}
	return []Block{{List: &List{Items: items}}}
}

func flat(items []Item) bool {
	for _, it := range items {
		if len(it.Items) > 0 || it.Label != "" {
			return false
		}
	}
	return true
}

// items says units as items of a list. Units that differ in their conditions only are cases of one item.
func (b *builder) items(units []*unit) []Item {
	var out []Item
	cases := map[string][]*unit{}
	for _, u := range units {
		if key, ok := caseKey(u); ok {
			cases[key] = append(cases[key], u)
		}
	}
	for _, u := range units {
		key, ok := caseKey(u)
		switch all := cases[key]; {
		case !ok || len(all) < 2:
			out = append(out, Item{Sentences: []Sentence{b.state(u)}})
		case all[0] == u:
			out = append(out, b.cases(all))
		}
	}
	return out
}

// caseKey is all of a unit but its conditions, where they can stand as a case by themselves.
func caseKey(u *unit) (string, bool) {
	when := u.when()
	if len(when) == 0 || when[0].Negated || when[0].Vague != "" || u.only != nil {
		return "", false
	}
	if u.waiver != nil {
		return "waiver" + normKey(&model.Norm{Scope: u.waiver.Scope}), true
	}
	if u.norm == nil || u.norm.Deadline != nil || u.norm.Modality != model.May || len(u.norm.Then) > 0 || u.norm.Origin == model.Then {
		return "", false
	}
	n := *u.norm
	n.When = nil
	return normKey(&n), true
}

// cases says what holds in several cases, once, and then each case.
func (b *builder) cases(all []*unit) Item {
	var out Item
	var refs []Ref
	for _, u := range all {
		when := b.g.When(u.when())
		if u.norm != nil {
			when = b.g.WhenOf(u.norm)
		}
		s := b.cited(Sentence{Text: when, States: u.refs})
		out.Items = append(out.Items, Item{Sentences: []Sentence{s}})
		refs = append(refs, u.refs...)
	}
	var text string
	if w := all[0].waiver; w != nil {
		bare := *w
		bare.When = nil
		text = b.g.Waiver(&bare)
	} else {
		bare := *all[0].norm
		bare.When, bare.PermitWhen = nil, nil
		text = b.g.Norm(&bare)
	}
	out.Sentences = []Sentence{b.lead(text, refs)}
	return out
}

// ends reports whether what follows from a duty's deadline is said by the general sentence of afterDeadlines.
func (b *builder) ends(n *model.Norm) bool {
	return b.o.Mode == Generated && !n.Default && onlyIn(n.Scope[model.Actor], model.We)
}

// afterDeadlines says, once for all duties to delete or anonymise by a time, that the data are not kept or used after it.
func (b *builder) afterDeadlines() []Block {
	type ending struct {
		acts, ended []model.NodeID
		unless      []model.Condition
		refs        []Ref
	}
	var all []*ending
	at := map[string]*ending{}
	for i := range b.p.Norms {
		n := &b.p.Norms[i]
		if n.Origin != model.AfterDeadline || !b.ends(n) {
			continue
		}
		if _, never := b.settled(n.When); never {
			continue
		}
		unless := n.When[len(b.p.Norms[n.From].When):]
		key := whenKey(unless)
		for _, a := range n.Scope[model.Action].In {
			key += " " + b.p.Graphs[model.ActionKind].Node(a).ID
		}
		e := at[key]
		if e == nil {
			e = &ending{ended: n.Scope[model.Action].In, unless: unless}
			at[key], all = e, append(all, e)
		}
		e.refs = append(e.refs, b.normRef(i))
		for _, a := range b.p.Norms[n.From].Scope[model.Action].In {
			e.acts = union(e.acts, a)
		}
	}
	var p Paragraph
	for _, e := range all {
		words := b.g.Say("ends", b.orNames(e.acts), b.orNames(e.ended))
		if w := b.g.When(e.unless); w != "" {
			words = b.g.Say("ends.unless", words, w)
		}
		p.Sentences = append(p.Sentences, b.cited(Sentence{Text: b.g.Sentence(words), States: e.refs}))
	}
	if len(all) == 0 {
		return nil
	}
	return []Block{{Paragraph: &p}}
}

func union(list []model.NodeID, n model.NodeID) []model.NodeID {
	if slices.Contains(list, n) {
		return list
	}
	return append(list, n)
}

// orNames are the labels of actions joined by `or`.
func (b *builder) orNames(actions []model.NodeID) string {
	names := make([]string, len(actions))
	for i, a := range actions {
		names[i] = b.g.Name(model.ActionKind, a)
	}
	return b.g.List(names, true)
}
