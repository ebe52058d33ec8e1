package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A Target is a norm or an exclusion of a policy, of which it is asked where it decides; the other index is -1.
type Target struct{ Norm, Exclusion int }

// A Witness is atoms of one class, with facts under which they are decided by a target.
type Witness struct {
	Boxes []Box
	Cells []VarCell // of the variables that were not known before
}

// Witnesses calls f for the classes of atoms in a scope that a target decides where some facts are so, with such facts, as long as f
// returns true. It reports whether it has looked everywhere: if it has, and f was never called, the target decides nothing there.
func (p *Program) Witnesses(scope model.Scope, k *Known, t Target, f func(Witness) bool) (exact bool) {
	q := &Prepared{program: p, Scope: scope}
	if err := p.divide(q); err != nil {
		return false
	}
	more, steps := true, p.limits.Steps
	q.top.each(map[*choice]bool{}, func(c *class) {
		i := c.place(t)
		if i < 0 || !more || steps < 0 {
			return
		}
		w := &witnesser{p: p, c: c, t: t, i: i, steps: steps, known: Known{State: slices.Clone(k.State), Partial: k.Partial}}
		if w.search() {
			more = f(Witness{c.boxes, w.supposed(k)})
		}
		steps = w.steps - len(c.norms)/normsPerStep
	})
	return steps >= 0
}

// place returns which of the sentences about the class a target is; -1 where it is none of them.
func (c *class) place(t Target) int {
	if t.Norm >= 0 {
		return slices.IndexFunc(c.norms, func(h held) bool { return int(h.norm) == t.Norm })
	}
	return slices.Index(c.excluded, int32(t.Exclusion))
}

// A witnesser looks for facts under which a target decides one class.
type witnesser struct {
	p     *Program
	c     *class
	t     Target
	i     int
	steps int
	known Known
}

// search supposes cells of unknown variables as long as that is needed, those of the target itself first.
func (w *witnesser) search() bool {
	if w.steps -= 1 + len(w.c.norms)/normsPerStep; w.steps < 0 {
		return false
	}
	switch w.decides() {
	case triFalse:
		return false
	case triTrue:
		return true
	}
	v := w.condition().unknownVar(&w.known)
	if v < 0 {
		v = w.c.unknownVar(&w.known)
	}
	if v < 0 {
		return false
	}
	saved := w.known.State[v]
	for cell := range w.p.Layout.Cells(v) {
		if w.known.Allowed(uint32(v), cell) {
			w.known.State[v] = uint16(cell)
			if w.search() {
				return true
			}
		}
	}
	w.known.State[v] = saved
	return false
}

// condition is that of the target itself.
func (w *witnesser) condition() *expr {
	if w.t.Norm >= 0 {
		return w.c.norms[w.i].when
	}
	return w.c.exclusions[w.i]
}

// decides tells whether the class has the answer that the target gives, and the target is one of what gives it.
func (w *witnesser) decides() tri {
	wanted := uint8(1 << EndOutOfScope)
	reason := w.condition().eval(&w.known)
	if w.t.Norm >= 0 {
		wanted, reason = w.asNorm()
	}
	ends := w.c.ends(w.p, &w.known)
	out := tri(0)
	if ends&wanted != 0 {
		out |= triTrue
	}
	if ends&^wanted != 0 {
		out |= triFalse
	}
	return triAnd(out, reason)
}

// asNorm returns the ends that a norm leads to, and whether it counts on the deciding level.
func (w *witnesser) asNorm() (wanted uint8, reason tri) {
	norm := &w.p.Policy.Norms[w.t.Norm]
	wanted = 1<<EndProhibited | 1<<EndConflict
	if norm.Permits() {
		wanted = 1 << EndPermitted
	}
	_, counts := w.c.levelHolds(w.p, &w.known, norm.Default)
	reason = counts[w.i]
	if norm.Default {
		_, specific := w.c.levelHolds(w.p, &w.known, false)
		for _, s := range specific {
			reason = triAnd(reason, triNot(s))
		}
	}
	return wanted, reason
}

// supposed returns what was not known before.
func (w *witnesser) supposed(k *Known) []VarCell {
	var out []VarCell
	for v, cell := range w.known.State {
		if k.State[v] == diagram.Unsure && cell != diagram.Unsure {
			out = append(out, VarCell{w.p.Layout.VarOf(v), int(cell)})
		}
	}
	return out
}
