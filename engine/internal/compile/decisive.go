package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Whether a norm decides anything in a region, and what becomes of it where it does not, can be asked as conditions: there is a case in which it
// holds, and what would decide instead does not. Looking for such a case often settles what the diagram of all norms is too large for.

// enough is how many looks at a condition are spent on one norm in one region: so many for each norm there is, and at most so many in all.
const (
	enough    = 2_000
	mostLooks = 200_000
)

// A Hunt looks for cases of one region. It is for one norm, and not safe for concurrent use.
type Hunt struct {
	r     *Region
	i     int // the place of the norm
	steps int
	sure  bool // everything so far was certain
}

// Hunt returns a hunt for cases of a norm; nil where the region is not about it.
func (r *Region) Hunt(norm int) *Hunt {
	i := slices.IndexFunc(r.class.norms, func(h held) bool { return int(h.norm) == norm })
	if i < 0 {
		return nil
	}
	return &Hunt{r: r, i: i, steps: min(enough*len(r.class.norms), mostLooks), sure: true}
}

// Sure reports whether everything that was asked was found out for certain.
func (h *Hunt) Sure() bool { return h.sure }

// find looks for a case.
func (h *Hunt) find(all ...*expr) *Known {
	before := h.steps
	found, certain, left := h.r.s.p.solve(h.steps, all...)
	h.steps = left
	h.r.s.left -= 1 + before - left
	h.sure = h.sure && certain
	return found
}

func (h *Hunt) norm(i int) *model.Norm { return &h.r.s.p.Policy.Norms[h.r.class.norms[i].norm] }

// within is that the norm holds, and no exclusion does.
func (h *Hunt) within() []*expr {
	out := []*expr{h.r.class.norms[h.i].when}
	for _, x := range h.r.class.exclusions {
		out = append(out, not(x))
	}
	return out
}

// counts is when a prohibition holds, and no permission prevails over it, but the one at a place.
func (h *Hunt) counts(f, but int) *expr {
	all := []*expr{h.r.class.norms[f].when}
	if !h.norm(f).Default {
		for _, j := range h.r.class.overs {
			if n := h.norm(int(j)); int(j) != but && !n.Default && slices.Contains(n.Over, h.norm(f).Clause) {
				all = append(all, not(h.r.class.norms[j].when))
			}
		}
	}
	return and(all...)
}

// none is that no norm of a kind counts, but for the one at a place.
func (h *Hunt) none(permits, byDefault bool, but, over int) (out []*expr) {
	for j := range h.r.class.norms {
		if n := h.norm(j); j == but || n.Permits() != permits || n.Default != byDefault {
			continue
		}
		if permits {
			out = append(out, not(h.r.class.norms[j].when))
		} else {
			out = append(out, not(h.counts(j, over)))
		}
	}
	return out
}

// Decides reports whether the norm changes an answer in the region, as Study.Decides does; where it finds no case, it may not be sure.
func (h *Hunt) Decides() bool {
	n, all := h.norm(h.i), h.within()
	nobody := -1
	prohibited := h.none(false, false, h.i, nobody)
	switch {
	case n.Permits() && !n.Default:
		all = append(all, prohibited...)
		others := h.none(true, false, h.i, nobody)
		if len(n.Over) > 0 { // it decides, too, where without it something would be prohibited
			others = []*expr{or(and(others...), not(and(h.none(false, false, nobody, h.i)...)))}
		}
		all = append(all, others...)
	case !n.Permits() && !n.Default:
		all = append(append(all, h.counts(h.i, nobody)), prohibited...)
	default:
		all = append(append(append(all, prohibited...), h.none(true, false, nobody, nobody)...), h.none(false, true, h.i, nobody)...)
		if n.Permits() {
			all = append(all, h.none(true, true, h.i, nobody)...)
		}
	}
	return h.find(all...) != nil
}

// Share tells what becomes of a norm that decides nothing in the region, as Study.Share does, with one of its cases.
func (h *Hunt) Share() (out Share, told []VarCell) {
	out.Holds = h.find(h.r.class.norms[h.i].when) != nil
	left := h.within()
	found := h.find(left...)
	if !out.Holds || found == nil {
		out.Excluded = h.r.Exclusions()
		return out, nil
	}
	out.InScope, told = true, h.r.s.p.Layout.Tell(found)
	prohibited, permitted := h.answers()
	out.Prohibited = h.find(append(slices.Clip(left), prohibited)...) != nil
	out.Permitted = h.find(append(slices.Clip(left), permitted)...) != nil
	h.because(left, &out)
	return out, told
}

// answers are when what the norms of the region are about is prohibited, and when it is permitted, if nothing is excluded.
func (h *Hunt) answers() (prohibited, permitted *expr) {
	nobody := -1
	no := func(permits, byDefault bool) *expr { return and(h.none(permits, byDefault, nobody, nobody)...) }
	f1, p1, f2, p2 := not(no(false, false)), not(no(true, false)), not(no(false, true)), not(no(true, true))
	return or(f1, and(not(p1), f2)), and(not(f1), or(p1, and(p2, not(f2))))
}

// keeps is when the norm at j keeps the one that is looked at from deciding.
func (h *Hunt) keeps(j int) *expr {
	n, m := h.norm(j), h.norm(h.i)
	switch {
	case j == h.i:
	case n.Permits() && m.Permits() && (!n.Default || m.Default),
		n.Permits() && !m.Permits() && (m.Default && !n.Default || slices.Contains(n.Over, m.Clause) && !n.Default && !m.Default):
		return h.r.class.norms[j].when
	case !n.Permits() && (!n.Default || m.Default):
		return h.counts(j, -1)
	}
	return exprFalse
}

// few is how many looks at a condition are spent on each of the norms that may keep another from deciding.
const few = 2_000

// because finds the norms that keep the one that is looked at from deciding: of one that may be left out it may not find that it may.
func (h *Hunt) because(left []*expr, out *Share) {
	rest := slices.Clip(left)
	var cases []*Known // in which it holds
	for _, j := range h.order() {
		why := h.keeps(j)
		if why.op == opFalse {
			continue
		}
		if !slices.ContainsFunc(cases, func(k *Known) bool { return why.eval(k) == triFalse }) {
			found, certain := h.briefly(append(slices.Clip(left), not(why))...)
			if found != nil {
				cases = append(cases, found)
			} else if certain {
				out.Alone = append(out.Alone, int(h.r.class.norms[j].norm))
			}
		}
		if len(out.Alone) > 0 {
			continue
		}
		if found, certain := h.briefly(append(slices.Clip(rest), why)...); found != nil || !certain {
			rest = append(rest, not(why))
			out.Together = append(out.Together, int(h.r.class.norms[j].norm))
		}
	}
	if len(out.Alone) > 0 {
		out.Together = out.Alone[:1]
	}
}

// briefly looks for a case that need not be found.
func (h *Hunt) briefly(all ...*expr) (found *Known, certain bool) {
	found, certain, left := h.r.s.p.solve(few, all...)
	h.r.s.left -= 1 + few - left
	return found, certain
}

// order returns the places of the norms, those of the norm's own modality first.
func (h *Hunt) order() []int {
	var same, other []int
	for j := range h.r.class.norms {
		if h.norm(j).Permits() == h.norm(h.i).Permits() {
			same = append(same, j)
		} else {
			other = append(other, j)
		}
	}
	return append(same, other...)
}
