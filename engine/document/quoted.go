package document

import (
	"cmp"
	"slices"
	"strconv"
)

// quoted writes the policy in its own words and order, each clause with what it says in plain language. The paragraphs of a literate
// policy that no clause quotes stand among them.
func (b *builder) quoted(doc *Document) error {
	units := b.byClause()
	top, passages := &Section{}, b.loosePassages()
	for i := range b.p.Clauses {
		c := &b.p.Clauses[i]
		if source, at, ok := place(c); ok {
			var taken []loose
			taken, passages = before(passages, source, at)
			for _, l := range taken {
				top.add(l)
			}
		}
		s := top.under(c.Sections)
		q := &Quotation{Clause: c.ID, Language: cmp.Or(b.p.Language, "en")} // as labels are, where a policy says none
		for _, w := range c.Quotes {
			q.Words = append(q.Words, w.Text)
			if w.Source >= 0 {
				q.Language = cmp.Or(b.p.Sources[w.Source].Language, q.Language)
			}
		}
		for _, u := range units[i] {
			q.Sentences = append(q.Sentences, Sentence{Text: u.text(), States: u.refs})
		}
		if b.o.Audience == Internal {
			q.Notes = b.notes(c)
		}
		s.Blocks = append(s.Blocks, Block{Quotation: q})
	}
	for _, l := range passages {
		top.add(l)
	}
	doc.Sections = top.Sections
	if len(top.Blocks) > 0 {
		doc.Sections = slices.Insert(doc.Sections, 0, Section{Title: doc.Title, Blocks: top.Blocks})
	}
	doc.Number()
	return nil
}

// under returns the section beneath some headings: the last one made, where it has them.
func (s *Section) under(titles []string) *Section {
	for _, t := range titles {
		last := len(s.Sections) - 1
		if last < 0 || s.Sections[last].Title != t {
			s.Sections = append(s.Sections, Section{Title: t})
			last++
		}
		s = &s.Sections[last]
	}
	return s
}

// Number gives the sections ids by their places: "s2-1".
func (d *Document) Number() { number(d.Sections, "s") }

func number(list []Section, prefix string) {
	for i := range list {
		list[i].ID = prefix + strconv.Itoa(i+1)
		number(list[i].Sections, list[i].ID+"-")
	}
}

// byClause returns the units of each clause, norms merged within it.
func (b *builder) byClause() map[int][]*unit {
	out := map[int][]*unit{}
	clause := func(u *unit) int {
		i, _ := b.p.Clause(u.refs[0].Clause)
		return i
	}
	for _, u := range b.normUnits() {
		out[clause(u)] = append(out[clause(u)], u)
	}
	for i := range out {
		out[i] = b.merge(out[i])
	}
	others := b.others()
	for _, id := range order {
		for _, u := range others[id] {
			if u.refs[0].Clause != "" {
				out[clause(u)] = append(out[clause(u)], u)
			}
		}
	}
	return out
}
