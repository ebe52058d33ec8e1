package document

import "github.com/seed-90f8eabc/licet/dsl/model"

// Rules names all that a clause says and answers depend on, in the order of the policy's lists.
func Rules(p *model.Policy, clause int) []Ref {
	b := &builder{p: p}
	var out []Ref
	add := func(kind string, i, in int, at model.Pos) {
		if in == clause {
			out = append(out, b.ref(kind, i, in, at))
		}
	}
	for i := range p.Norms {
		add("norm", i, p.Norms[i].Clause, p.Norms[i].Pos)
	}
	for i := range p.Exclusions {
		add("exclusion", i, p.Exclusions[i].Clause, p.Exclusions[i].Pos)
	}
	for i := range p.Treats {
		add("treat", i, p.Treats[i].Clause, p.Treats[i].Pos)
	}
	for i := range p.Waivers {
		add("waiver", i, p.Waivers[i].Clause, p.Waivers[i].Pos)
	}
	for i := range p.Deemings {
		add("deeming", i, p.Deemings[i].Clause, p.Deemings[i].Pos)
	}
	for i := range p.Facts {
		if s := p.Facts[i].Settled; s != nil {
			add("settlement", i, s.Clause, s.Pos)
		}
	}
	return out
}
