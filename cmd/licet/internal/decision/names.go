package decision

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Given returns the names of what a question gives, sorted, each once: of facts, and `consent` and `objection` where something was said of them. Which
// kind of consent there is and what it covers is a value, and so is whether there is one. A question that was not understood gives none.
func (d *Decision) Given() []string {
	out := []string{}
	if d.Asked == nil {
		return out
	}
	for f := range d.Asked.Facts {
		out = append(out, d.Asked.Policy.Facts[f].ID)
	}
	consent, objection := spoken(d.Asked)
	if consent {
		out = append(out, "consent")
	}
	if objection {
		out = append(out, "objection")
	}
	slices.Sort(out)
	return out
}

// spoken reports whether a question says something of consents and of objections.
func spoken(q *model.Question) (consent, objection bool) {
	consent, objection = q.Consent != [model.ConsentKinds]model.Tri{}, q.Objection != model.Unknown
	for _, g := range q.Grants {
		consent, objection = consent || !g.Objection, objection || g.Objection
	}
	return consent, objection
}
