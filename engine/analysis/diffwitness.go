package analysis

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
)

// A pairCase is one question that is asked of both versions, with both answers.
type pairCase struct {
	sides [2]*Witness
	told  []compile.VarCell
}

// example returns the plainest case of a box with some facts, replayed in both versions; nil where no question is about any of its
// atoms alone. The answers in it are as wanted, and some norms of each version hold for all that it asks about.
func (c *comparer) example(box *compile.Box, told []compile.VarCell, norms [2][]int, wanted func(before, after model.Answer) bool) (*pairCase, error) {
	common := *box
	for d := range model.Dim(model.DimCount) {
		both := slices.DeleteFunc(slices.Clone(box[d]), func(n model.NodeID) bool { return !c.hasNode(d, n) })
		if len(both) > 0 {
			common[d] = both
		}
	}
	var found *pairCase
	f := &c.finders[newSide]
	for _, atom := range append(f.atoms(&common, c.widest(box)), f.atoms(&common, nil)...) {
		w, err := c.pair(atom, told, norms, c.everywhere(box))
		if err != nil {
			return nil, err
		}
		if w == nil || !wanted(w.sides[oldSide].Answer, w.sides[newSide].Answer) {
			continue
		}
		if found == nil {
			found = w
		}
		if !excepts(w.sides[newSide].Question) {
			return w, nil
		}
	}
	return found, nil
}

// widest prefers the names that stand, with all that lies beneath them, for as much of a box as may be: those that a row says.
func (c *comparer) widest(box *compile.Box) func(model.Dim, model.NodeID) bool {
	return func(d model.Dim, n model.NodeID) bool {
		g := c.v[newSide].alike.Graph(d)
		whole := func(n model.NodeID) bool {
			return !slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool { _, ok := slices.BinarySearch(box[d], m); return !ok })
		}
		return n != model.Root && whole(n) && !slices.ContainsFunc(g.Node(n).Parents, func(p model.NodeID) bool { return p != model.Root && whole(p) })
	}
}

// everywhere returns the parts that a question about a box may leave out, since the box has everything there.
func (c *comparer) everywhere(box *compile.Box) []model.Dim {
	return slices.DeleteFunc(slices.Clone(optional), func(d model.Dim) bool {
		return len(box[d]) < c.v[newSide].alike.Graph(d).Len() && c.takes(box).Has(d)
	})
}

// hasNode reports whether both versions have a name.
func (c *comparer) hasNode(d model.Dim, n model.NodeID) bool {
	return c.v[oldSide].has[d.Kind()][n] && c.v[newSide].has[d.Kind()][n]
}

// pair asks both versions about an atom; nil where no question is about it alone in both.
func (c *comparer) pair(atom model.Atom, told []compile.VarCell, norms [2][]int, droppable []model.Dim) (*pairCase, error) {
	var want [2]uint8
	for side := range c.finders {
		f := &c.finders[side]
		ends, err := f.ends(c.ask(side, atom, told, exceptNext, nil), alone, nil)
		if err != nil {
			return nil, nil // there is nothing to ask in this version
		}
		want[side] = ends
	}
	how, left, ok := c.plainest(atom, told, want, norms, droppable)
	if !ok {
		return nil, nil
	}
	out := &pairCase{told: told}
	for side := range c.finders {
		f := &c.finders[side]
		w := &Witness{Atom: atom, Question: c.ask(side, atom, told, how, left)}
		w.Answer, w.Conflict = compile.Verdict(want[side])
		if w.Answer != model.Undetermined { // where every fact is told, nothing is
			w.whole = f.whole(w.Question, atom)
		}
		switch err := Replay(f.p, w); {
		case w.whole == nil && errors.Is(err, reference.ErrLimit):
			return nil, nil
		case err != nil:
			return nil, fmt.Errorf("%s version: %w", [...]string{"old", "new"}[side], err)
		}
		out.sides[side] = w
	}
	return out, nil
}

// ask is the question about an atom in one version.
func (c *comparer) ask(side int, atom model.Atom, told []compile.VarCell, how exactness, without []model.Dim) *model.Question {
	q := c.finders[side].question(atom, nil, how, without)
	c.programs[newSide].Layout.Say(q, told)
	return q
}

// plainest finds the shortest question about an atom alone, in both versions.
func (c *comparer) plainest(atom model.Atom, told []compile.VarCell, want [2]uint8, norms [2][]int, droppable []model.Dim) (exactness, []model.Dim, bool) {
	same := func(how exactness, without []model.Dim) bool {
		for side := range c.finders {
			if ends, err := c.finders[side].ends(c.ask(side, atom, told, how, without), 0, norms[side]); err != nil || ends != want[side] {
				return false
			}
		}
		return true
	}
	f := &c.finders[newSide]
	for _, how := range []exactness{plain, exceptNext, exceptAll} {
		if how == plain && !f.narrow(atom) || !same(how, nil) {
			continue
		}
		var left []model.Dim
		for _, d := range droppable {
			if more := append(slices.Clip(left), d); f.takes(atom).Has(d) && len(f.p.Norms) <= manyNorms && same(how, more) {
				left = more
			}
		}
		return how, left, true
	}
	return 0, nil, false
}
