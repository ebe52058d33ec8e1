package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// Most norms decide something, and most often where just their own conditions are true. Trying that one case costs little, where
// the diagrams of everything might be large.

// A Trial is one region in a case of which everything is known.
type Trial struct {
	r     *Region
	known Known
}

// Try returns the region in a case in which a norm holds, with as few facts told as that takes; false where it cannot hold there.
func (r *Region) Try(norm int) (*Trial, bool) {
	r.s.left -= 20 + len(r.class.norms)/4
	p := r.s.p
	i := slices.IndexFunc(r.class.norms, func(h held) bool { return int(h.norm) == norm })
	if i < 0 {
		return nil, false
	}
	code := p.code(r.class.norms[i].when)
	if code == nil {
		return &Trial{r, r.whole(nil)}, true
	}
	told, ok := p.Layout.Smallest(code, nil, func(end uint32) bool { return diagram.Ref(end) == diagram.True })
	return &Trial{r, r.whole(told)}, ok
}

// whole is a case with what is told, and of what is not the first that may be.
func (r *Region) whole(told []VarCell) Known {
	k := r.s.p.Layout.Told(told)
	for v, cell := range k.State {
		if cell == diagram.Unsure {
			k.State[v] = 0
		}
	}
	return k
}

// Decides reports whether a norm changes the answer in the case, as Study.Decides does of all.
func (t *Trial) Decides(norm int) bool {
	by := t.r.s.p.Policy.Norms[norm].Default
	return t.answer(-1, true) != t.answer(norm, true) || !by && t.answer(-1, false) != t.answer(norm, false)
}

// Matters returns which variables of a norm's condition change the answer in the case.
func (t *Trial) Matters(norm int) []int {
	var vars, out []int
	for _, h := range t.r.class.norms {
		if int(h.norm) == norm {
			h.when.vars(func(v int) { vars = append(vars, v) })
		}
	}
	slices.Sort(vars)
	before := t.answer(-1, true)
	for _, v := range slices.Compact(vars) {
		own := t.known.State[v]
		for cell := range t.r.s.p.Layout.Cells(v) {
			if t.known.State[v] = uint16(cell); t.answer(-1, true) != before {
				out = append(out, v)
				break
			}
		}
		t.known.State[v] = own
	}
	return out
}

// answer is that of the case without one norm, and with default norms or without.
func (t *Trial) answer(without int, defaults bool) model.Answer {
	c := t.r.class
	if slices.ContainsFunc(c.exclusions, func(x *expr) bool { return x.eval(&t.known) == triTrue }) {
		return model.OutOfScope
	}
	holds := make([]tri, len(c.norms))
	for i, h := range c.norms {
		holds[i] = triFalse
		if int(h.norm) != without && (defaults || !t.r.s.p.Policy.Norms[h.norm].Default) {
			holds[i] = h.when.eval(&t.known)
		}
	}
	var some [2][2]bool // prohibitions and permissions, specific and by default
	for i, h := range c.norms {
		n := &t.r.s.p.Policy.Norms[h.norm]
		if holds[i] == triTrue && (n.Permits() || n.Default || !t.prevailed(n, holds)) {
			some[bit(n.Permits())][bit(n.Default)] = true
		}
	}
	switch {
	case some[0][0]:
		return model.Prohibited
	case some[1][0]:
		return model.Permitted
	case some[0][1]:
		return model.Prohibited
	case some[1][1]:
		return model.Permitted
	}
	return model.NotAddressed
}

// prevailed reports whether a specific permission that holds prevails over a prohibition.
func (t *Trial) prevailed(f *model.Norm, holds []tri) bool {
	for _, j := range t.r.class.overs {
		n := &t.r.s.p.Policy.Norms[t.r.class.norms[j].norm]
		if holds[j] == triTrue && !n.Default && slices.Contains(n.Over, f.Clause) {
			return true
		}
	}
	return false
}

func bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
