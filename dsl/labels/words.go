package labels

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Words returns what a policy writes in quotation marks for people to read, beside labels and quotes, each once and in its order: what
// stands behind `by` and `under`, vague lengths of time, who decides a judgement, and why it was decided so.
func Words(p *model.Policy) []string {
	var out []string
	seen := map[string]bool{"": true}
	add := func(texts ...string) {
		for _, t := range texts {
			if !seen[t] {
				seen[t] = true
				out = append(out, t)
			}
		}
	}
	for i := range p.Norms {
		n := &p.Norms[i]
		add(n.By...)
		add(n.Under...)
		if n.Deadline != nil {
			add(n.Deadline.Vague)
		}
		for _, w := range slices.Concat(n.When, n.PermitWhen) {
			add(w.Vague)
		}
	}
	for i := range p.Facts {
		f := &p.Facts[i]
		if f.By != "we" && f.By != "you" {
			add(f.By)
		}
		if f.Settled != nil {
			add(f.Settled.Because, f.Settled.By)
		}
	}
	return out
}
