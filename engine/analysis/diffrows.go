package analysis

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// maxRows is how many rows are told. Beyond it a comparison is not decided: who changed so much must read the policy anew.
const maxRows = 2_000

// maxWays is how many rows are told of one change in the sentences and one change of the answer. Beyond it they are told in one row, by what
// was said and what is said now: a sentence about everything meets every other sentence, and each of them is another condition.
const maxWays = 4

// A changeRow is cases whose answer changed in the same way, under the same conditions.
type changeRow struct {
	t     *transition
	box   compile.Box
	wide  compile.Box  // what its text says
	more  bool         // that is more than the box
	cases []changeCase // those of the row's way, in this box and others
	by    []int        // the changed sentences
}

// A changeCase is atoms about which the same is said, and what changed for them.
type changeCase struct {
	t     *transition
	boxes []compile.Box
}

// rows tells the answers that changed, those in one breath that changed in the same way.
func (c *comparer) rows() ([]Change, error) {
	var out []Change
	lone := c.loneDuties()
	for _, g := range c.grouped() {
		if g = slices.DeleteFunc(g, func(l *leaf) bool { return c.ending(l, lone) }); len(g) == 0 {
			continue
		}
		rows := c.divided(g)
		if len(rows) > maxWays {
			rows = c.easiest(rows)
		}
		if len(out) >= maxRows {
			c.decided = false
			break
		}
		if len(rows) > maxWays {
			row, err := c.together(rows, g[0].causes)
			if err != nil {
				return nil, err
			}
			out = append(out, row)
			continue
		}
		for i := range rows {
			row, err := c.row(&rows[i])
			if err != nil {
				return nil, err
			}
			row.Ways = 1
			out = append(out, row)
		}
	}
	return out, nil
}

// together tells many rows in one, with an example of one of them.
func (c *comparer) together(rows []changeRow, causes []int) (out Change, err error) {
	for i := range rows[:min(len(rows), maxTried)] {
		if out, err = c.row(&rows[i]); err != nil || out.Witness != nil {
			break
		}
	}
	out.Ways, out.Text = len(rows), c.sayCause(rows[0].t, causes)
	return out, err
}

// maxTried is how many of the cases of one row are looked at for an example of it.
const maxTried = 20

// grouped returns the leaves of each change in the sentences and each change of the answer.
func (c *comparer) grouped() [][]*leaf {
	byKey := map[string]int{}
	var out [][]*leaf
	for _, l := range c.order {
		for i := range l.changes {
			t := &l.changes[i]
			key := fmt.Sprint(l.causes, t.before, t.after)
			at, ok := byKey[key]
			if !ok {
				at = len(out)
				byKey[key] = at
				out = append(out, nil)
			}
			out[at] = append(out[at], &leaf{boxes: l.boxes, causes: l.causes, changes: l.changes[i : i+1]})
		}
	}
	return out
}

// divided returns the rows of a group, as few as may be.
func (c *comparer) divided(group []*leaf) []changeRow {
	byKey := map[string]int{}
	var boxes [][]compile.Box
	var cases [][]changeCase
	var ways []*transition
	for _, l := range group {
		t := &l.changes[0]
		at, ok := byKey[t.key()]
		if !ok {
			at = len(ways)
			byKey[t.key()] = at
			ways, boxes, cases = append(ways, t), append(boxes, nil), append(cases, nil)
		}
		cases[at] = append(cases[at], changeCase{t, l.boxes})
		for _, box := range l.boxes {
			boxes[at] = append(boxes[at], c.opened(box))
		}
	}
	var out []changeRow
	for i, t := range ways {
		slices.SortStableFunc(cases[i], func(a, b changeCase) int { return len(a.t.told) - len(b.t.told) })
		for _, box := range c.lists.joined(boxes[i]) {
			wide, more := c.widened(box, group[0].causes)
			out = append(out, changeRow{t, box, wide, more, cases[i], group[0].causes})
		}
	}
	return c.gathered(out, group[0].causes)
}

// sayRow says the text of a row.
func (c *comparer) sayRow(r *changeRow) string {
	remark := ""
	if r.t.others || r.more {
		remark = c.sayOthers(r.t, r.by)
	}
	return c.sayChange(r.t, &r.wide, remark)
}

// easiest returns rows with those first whose case is told with the fewest facts.
func (c *comparer) easiest(rows []changeRow) []changeRow {
	slices.SortStableFunc(rows, func(a, b changeRow) int { return len(a.t.told) - len(b.t.told) })
	return rows
}

// opened returns a box with everything in the dimensions that its actions do not take, so that it can be joined with that of
// others that take them.
func (c *comparer) opened(box compile.Box) compile.Box {
	takes := c.takes(&box)
	for d := model.Data; d < model.Dim(model.DimCount); d++ {
		if !takes.Has(d) {
			box[d] = c.v[newSide].alike.Graph(d).Beneath(model.Root)
		}
	}
	return box
}

// takes returns the parts that some action of a box takes in one of the versions.
func (c *comparer) takes(box *compile.Box) (out model.Dims) {
	for _, v := range c.v {
		for _, a := range box[model.Action] {
			if a == model.Root {
				return alone
			}
			out |= v.alike.Graphs[model.ActionKind].Node(a).Action.Takes
		}
	}
	return out
}

// row tells one row.
func (c *comparer) row(r *changeRow) (Change, error) {
	t := r.t
	out := Change{Before: t.before.String(), After: t.after.String(), Text: c.sayRow(r), Direction: directionOf(t.before, t.after)}
	out.Tell = c.tells(&out, t, &r.box)
	pair, err := c.exampleOf(r)
	switch {
	case err != nil:
	case pair != nil:
		c.show(&out, pair)
	default:
		c.citeCauses(&out, r)
	}
	return out, err
}

// citeCauses adds the changed sentences that give the answers of a row without an example.
func (c *comparer) citeCauses(out *Change, r *changeRow) {
	for _, i := range r.by {
		x := c.changed.sentences[i]
		if c.scopeOf(x) == nil || c.gives(x) != [2]model.Answer{r.t.before, r.t.after}[x.Program] {
			continue
		}
		list := [2][2]*[]int{{&out.OldNorms, &out.OldExclusions}, {&out.NewNorms, &out.NewExclusions}}[x.Program]
		at := list[0]
		if x.List == compile.InExclusions {
			at = list[1]
		}
		*at = append(*at, x.Index)
	}
}

// exampleOf returns an example of a row: of all of its box, or else of one of its cases. Those come first that are told with few facts.
func (c *comparer) exampleOf(r *changeRow) (*pairCase, error) {
	open := c.anyContested() // then a question that supposes nothing may be undetermined in one version
	is := func(got, want model.Answer) bool { return got == want || open && got == model.Undetermined }
	wanted := func(before, after model.Answer) bool {
		return before != after && is(before, r.t.before) && is(after, r.t.after)
	}
	pair, err := c.example(&r.box, r.cases[0].t.told, [2][]int{}, wanted)
	if pair != nil || err != nil {
		return pair, err
	}
	tried := 0
	for _, x := range r.cases {
		for i := range x.boxes {
			if tried == maxTried || !c.liesIn(c.opened(x.boxes[i]), &r.wide) {
				continue
			}
			tried++
			if pair, err = c.example(&x.boxes[i], x.t.told, [2][]int{}, wanted); pair != nil || err != nil {
				return pair, err
			}
		}
	}
	return nil, nil
}

// directionOf compares two answers.
func directionOf(before, after model.Answer) Direction {
	switch a, b := slices.Index(strictness, before), slices.Index(strictness, after); {
	case a < b:
		return Looser
	case a > b:
		return Stricter
	}
	return Reason
}

// show adds the case and what decides it in each version.
func (c *comparer) show(out *Change, pair *pairCase) {
	out.Witness = pair.sides[newSide]
	out.Before, out.After = pair.sides[oldSide].Answer.String(), pair.sides[newSide].Answer.String()
	out.OldNorms, out.OldExclusions = c.deciding(oldSide, pair)
	out.NewNorms, out.NewExclusions = c.deciding(newSide, pair)
}

// deciding returns the sentences that decide a case in one version.
func (c *comparer) deciding(side int, pair *pairCase) (norms, exclusions []int) {
	p, w := c.programs[side], pair.sides[side]
	q := c.ask(side, w.Atom, pair.told, exceptNext, nil)
	prepared, err := p.PrepareAlone(q, alone)
	if err != nil {
		return nil, nil
	}
	known := p.Layout.Known(q)
	prepared.Classes(&known, false, func(v *compile.ClassView) {
		for _, n := range v.Norms {
			decides := n.Counts == compile.IsTrue && n.Decisive
			if permits := c.v[side].alike.Norms[n.Norm].Permits(); decides && (permits && w.Answer == model.Permitted || !permits && w.Answer == model.Prohibited) {
				norms = append(norms, n.Norm)
			}
		}
		for _, x := range v.Exclusions {
			if x.Holds == compile.IsTrue && w.Answer == model.OutOfScope {
				exclusions = append(exclusions, x.Index)
			}
		}
	})
	return norms, exclusions
}

// tells reports whether people must be told of a change: it is looser for them, it takes something out of the policy, or they themselves may no
// longer do what they might.
func (c *comparer) tells(out *Change, t *transition, box *compile.Box) bool {
	theirs := slices.Equal(box[model.Actor], []model.NodeID{model.You})
	switch {
	case t.after == model.OutOfScope:
		return true
	case theirs:
		return out.Direction == Stricter
	}
	return out.Direction == Looser
}
