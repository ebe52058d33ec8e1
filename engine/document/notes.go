package document

import "github.com/seed-90f8eabc/licet/dsl/model"

// who says who answers for the policy.
func (b *builder) who() []Block {
	var p Paragraph
	if len(b.p.Controller) > 0 {
		p.Sentences = append(p.Sentences, b.plain("who.controller", b.g.Label(b.p.Controller)))
	}
	if len(b.p.Contact) > 0 {
		p.Sentences = append(p.Sentences, b.plain("who.contact", b.g.Label(b.p.Contact)))
	}
	if b.p.Effective != "" {
		p.Sentences = append(p.Sentences, b.plain("who.effective", b.g.Day(b.p.Effective)))
	}
	if len(p.Sentences) == 0 {
		return nil
	}
	return []Block{{Paragraph: &p}}
}

// defects lists what is wrong with the text, and what is still to be encoded, for counsel.
func (b *builder) defects() []Block {
	if b.o.Audience != Internal {
		return nil
	}
	var items []Item
	for i := range b.p.Clauses {
		c := &b.p.Clauses[i]
		if notes := b.notes(c); len(notes) > 0 {
			items = append(items, Item{Label: b.g.Say("label", c.ID), Sentences: notes})
		}
	}
	for _, t := range b.p.Todos {
		items = append(items, Item{Sentences: []Sentence{b.plain("todo", t.Text)}})
	}
	if len(items) == 0 {
		return nil
	}
	return []Block{{List: &List{Items: items}}}
}

// notes are the defects and todos of a clause.
func (b *builder) notes(c *model.Clause) []Sentence {
	var out []Sentence
	for _, d := range c.Defects {
		if d.Owner == "" {
			out = append(out, b.plain("defect", d.Why))
			continue
		}
		out = append(out, b.plain("defect.owner", d.Why, d.Owner))
	}
	for _, t := range c.Todos {
		out = append(out, b.plain("todo", t.Text))
	}
	return out
}
