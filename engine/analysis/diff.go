package analysis

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A Difference is what changed between two versions of a policy. It is complete where Decided is set: then a question that is not in a
// row has the same answer in both.
//
// Answers are compared case by case: for every atom, and every combination of facts (section "Meaning" of dsl/SPEC.md), over the names
// of both versions (see union). From the strictest on, the answers are: prohibited, not-addressed, out-of-scope, permitted. A change to one
// that is further on is looser, one back stricter: the former lets through what was not let through, or says less against it.
// Where a judgement was settled, or is no longer, each value that it might have had, or may have, is a case; the answer to the question of the
// row may then be undetermined in one version.
type Difference struct {
	Old, New *model.Policy
	Changes  []Change // looser ones first, then stricter ones, then those of the reason alone
	Names    []NameChange
	Texts    []TextChange
	Header   []HeaderChange
	Decided  bool // false where a bound was reached: there may be more changes
	// Rested is false where it was not found out of every case what its answer rests on: more may have changed for another reason alone.
	Rested bool
}

// Direction tells what a change is for the person whose data they are.
type Direction uint8

// The directions.
const (
	Looser   Direction = iota // more is permitted, or less is prohibited
	Stricter                  // the opposite
	Reason                    // the same answer, for another reason
)

func (d Direction) String() string { return [...]string{"looser", "stricter", "reason"}[d] }

// A Change is one row of a difference: cases whose answer changed in the same way.
type Change struct {
	Direction Direction
	Text      string // as a sentence
	// Before and After are the answers to the question of the witness; of duties that there are, or were, "duty" and "no-duty".
	Before, After string
	Tell          bool // people must be told: see Difference.Tell
	Witness       *Witness
	Ways          int // in how many different ways it is so; more than one where the text does not tell each of them
	// OldNorms and the others are the sentences that decide the witness, as indexes in each policy.
	OldNorms, NewNorms           []int
	OldExclusions, NewExclusions []int
}

// Equivalent reports whether nothing changed: no answer, and nothing that answers rest on.
func (d *Difference) Equivalent() bool { return d.Decided && d.Rested && len(d.Changes) == 0 }

// Tell reports whether some change is one that people must be told of, as a notice of change does: something becomes looser, is taken out of
// the policy, or the person loses what they might do, or what was owed to them; or there is another basis, safeguard, way to use a right, controller or
// contact. Whether a law says more is not for it to say.
func (d *Difference) Tell() bool {
	return slices.ContainsFunc(d.Changes, func(c Change) bool { return c.Tell }) || slices.ContainsFunc(d.Header, func(h HeaderChange) bool { return h.Tell })
}

// Reworded reports whether words changed, or the place of sentences.
func (d *Difference) Reworded() bool { return len(d.Texts) > 0 }

// Has reports whether there is a change of a direction.
func (d *Difference) Has(direction Direction) bool {
	return slices.ContainsFunc(d.Changes, func(c Change) bool { return c.Direction == direction })
}

// diffLimits bound one comparison, and the function of one class of atoms.
var diffLimits = compile.Limits{Nodes: 100_000, Classes: 1_000_000, Steps: 100_000}

// Diff compares two versions of a policy. Every row's witness has been replayed on the reference evaluator; the error is ErrReplay
// where it does not agree.
func Diff(old, new *model.Policy) (*Difference, error) { return diff(old, new, diffLimits) }

func diff(old, new *model.Policy, l compile.Limits) (*Difference, error) {
	return compared(old, new, l).difference()
}

// compared finds what changed.
func compared(old, new *model.Policy, l compile.Limits) *comparer {
	v := united(old, new)
	c := &comparer{v: v, programs: compile.NewAlike(l, v[oldSide].alike, v[newSide].alike), limits: l,
		seen: map[string]*leaf{}, decided: true, rested: true, lists: newLists(), reaches: map[string][]model.NodeID{}}
	start := compile.NewSweep(c.programs...)
	c.left, c.work = start.Left, start.Work
	for side := range v {
		c.finders[side] = finder{p: v[side].alike, program: c.programs[side]}
	}
	alike := newAlikeness(v, c.programs)
	c.changed, c.moved = alike.find(), alike.moved
	c.forms = compile.NewForms(c.apart(), c.programs...)
	for i := range c.changed.sentences {
		c.sweep(i)
	}
	return c
}

// difference tells what changed.
func (c *comparer) difference() (*Difference, error) {
	rows, err := c.rows()
	if err != nil {
		return nil, err
	}
	reasons, err := c.reasons()
	if err != nil {
		return nil, err
	}
	reported, err := c.reported()
	if err != nil {
		return nil, err
	}
	out := &Difference{Old: c.v[oldSide].policy, New: c.v[newSide].policy, Names: c.names(), Header: c.header(), Decided: c.decided, Rested: c.rested}
	out.Changes = slices.Concat(rows, reasons, c.duties(), reported)
	out.Texts = c.texts(out.Changes)
	slices.SortStableFunc(out.Changes, func(a, b Change) int { return int(a.Direction) - int(b.Direction) })
	return out, nil
}

// A comparer compares two policies.
type comparer struct {
	v        [2]*version
	programs []*compile.Program
	finders  [2]finder
	limits   compile.Limits
	changed  changed
	moved    [model.Kinds][]model.NodeID // names that stand for something else
	forms    *compile.Forms
	left     int
	work     int
	seen     map[string]*leaf
	order    []*leaf
	decided  bool
	rested   bool // see Difference.Rested
	lists    *lists
	reaches  map[string][]model.NodeID // see reach
}

// A leaf is the atoms about which the same is said, with what changed for them.
type leaf struct {
	boxes   []compile.Box
	causes  []int // which changed sentences are about them
	changes []transition
	rests   []resting
}

// A transition is one answer that became another, and when.
type transition struct {
	before, after model.Answer
	when          []cube
	more          bool   // there are more cases than when says
	own           []cube // the same, as far as the facts go of which the changed sentences speak
	ownMore       bool
	others        bool // other facts count too: where another sentence decides, the answer is what it was, or another
	told          []compile.VarCell
}

// resting is a changed sentence on which an answer rests that stayed the same.
type resting struct {
	on   compile.Sentence
	told []compile.VarCell
}

// sweep goes through the atoms that a changed sentence is about, and no earlier one.
func (c *comparer) sweep(i int) {
	s := compile.NewSweep(c.programs...)
	s.About, s.Left, s.Work = &c.changed.sentences[i], c.left, c.work
	err := s.Each(func(s *compile.Swept) bool {
		if !slices.ContainsFunc(c.changed.sentences[:i], s.About) {
			c.meet(s)
		}
		return true
	})
	c.decided = c.decided && err == nil
	c.left, c.work = s.Left, s.Work
}

// apart returns which sentences are more than what they say: those that changed, and those of their clauses in the other version, on which
// an answer may rest instead.
func (c *comparer) apart() func(compile.Sentence) bool {
	type place struct {
		program int
		list    compile.List
		clause  string
	}
	changed, others := map[compile.Sentence]bool{}, map[place]bool{}
	for _, x := range c.changed.sentences {
		if changed[x] = true; c.scopeOf(x) != nil {
			others[place{1 - x.Program, x.List, c.clauseID(x)}] = true
		}
	}
	return func(x compile.Sentence) bool {
		return changed[x] || c.scopeOf(x) != nil && others[place{x.Program, x.List, c.clauseID(x)}]
	}
}

func (c *comparer) meet(s *compile.Swept) {
	key := c.forms.Key(s)
	l := c.seen[key]
	if l == nil {
		l = c.compare(s)
		for i, x := range c.changed.sentences {
			if s.About(x) {
				l.causes = append(l.causes, i)
			}
		}
		c.seen[key] = l
		if len(l.changes)+len(l.rests) > 0 {
			c.order = append(c.order, l)
		}
	}
	if len(l.changes)+len(l.rests) > 0 {
		l.boxes = append(l.boxes, s.Box)
	}
}

// strictness are the answers from the strictest on.
var strictness = []model.Answer{model.Prohibited, model.NotAddressed, model.OutOfScope, model.Permitted}

// compare finds what changed for the atoms of a box.
func (c *comparer) compare(s *compile.Swept) *leaf {
	l := &leaf{}
	j, ok := s.Joint(c.limits.Nodes)
	if !ok {
		c.search(s, l)
		return l
	}
	is := func(side int, a model.Answer) diagram.Ref {
		return j.Is(j.Ends[side], func(end diagram.Ref) bool { return compile.Answer(uint32(end)) == a })
	}
	for _, before := range strictness {
		was := is(oldSide, before)
		for _, after := range strictness {
			if when := j.And(was, is(newSide, after)); before != after && when != diagram.False {
				l.changes = append(l.changes, c.transition(s, j, before, after, when))
			}
		}
	}
	c.restsOn(s, j, l)
	if j.Over() {
		l = &leaf{}
		c.search(s, l)
	}
	return l
}

// search looks for what changed without diagrams, where they would be too large: for a case of each change. It is not known then in which cases it is
// so, nor what answers rest on that stayed the same.
func (c *comparer) search(s *compile.Swept, l *leaf) {
	c.rested = false
	for _, before := range strictness {
		for _, after := range strictness {
			if before == after {
				continue
			}
			found, certain := s.SearchBoth(func(end uint32) bool { return compile.Answer(end) == before }, func(end uint32) bool { return compile.Answer(end) == after })
			c.decided = c.decided && certain
			if found != nil {
				told := c.programs[newSide].Layout.Tell(found)
				told = slices.DeleteFunc(told, func(x compile.VarCell) bool { return x.Var.Fact != model.NoFact && c.contested(int(x.Var.Fact)) })
				l.changes = append(l.changes, transition{before: before, after: after, more: true, ownMore: true, told: told})
			}
		}
	}
}

func (c *comparer) transition(s *compile.Swept, j *compile.Joint, before, after model.Answer, when diagram.Ref) transition {
	t := transition{before: before, after: after}
	t.when, t.more = cubes(j, when, maxCubes)
	t.told, _ = c.told(j, when)
	own := c.own(s, j, when)
	t.own, t.ownMore = cubes(j, own, maxCubes)
	t.others = own != when
	return t
}

// own returns the cases of a change as far as they are told by the facts of which the changed sentences speak. The others are those of sentences that
// stayed: where one of these decides, the change makes no difference.
func (c *comparer) own(s *compile.Swept, j *compile.Joint, when diagram.Ref) diagram.Ref {
	used := map[int]bool{}
	add := func(v int) { used[v] = true }
	for _, x := range c.changed.sentences {
		if s.About(x) && !c.programs[x.Program].Uses(x, add) {
			return when
		}
	}
	for side := range c.v {
		if len(c.moved[model.DataKind]) > 0 {
			for i := range c.v[side].alike.Treats {
				c.programs[side].TreatUses(i, add)
			}
		}
	}
	for i, v := range j.Vars {
		if !used[v] {
			when = j.Some(when, i)
		}
	}
	return when
}

// told returns the fewest facts that tell a case. What only one version has settled, or each otherwise, cannot be told, since that would
// be to suppose against what it has settled: of a yes or no that leaves, under `nothing else`, no; of other values, whatever they are.
func (c *comparer) told(j *compile.Joint, when diagram.Ref) ([]compile.VarCell, bool) {
	for i, v := range j.Vars {
		switch {
		case !c.contested(v):
		case c.v[newSide].alike.Facts[v].Type == model.YesNo:
			when = j.At(when, i, compile.CellNo)
		default:
			when = j.Some(when, i)
		}
	}
	return c.programs[newSide].Layout.Smallest(j.CodeOf(when), nil, func(end uint32) bool { return end == uint32(diagram.True) })
}

// anyContested reports whether some fact is.
func (c *comparer) anyContested() bool {
	for f := range c.v[newSide].alike.Facts {
		if c.contested(f) {
			return true
		}
	}
	return false
}

// contested reports whether a variable is a fact that one version has settled, and the other has not, or otherwise.
func (c *comparer) contested(v int) bool {
	if v >= len(c.v[newSide].alike.Facts) {
		return false
	}
	a, b := c.v[oldSide].alike.Facts[v].Settled, c.v[newSide].alike.Facts[v].Settled
	if a == nil || b == nil {
		return a != b
	}
	return a.Yes != b.Yes || a.Option != b.Option
}
