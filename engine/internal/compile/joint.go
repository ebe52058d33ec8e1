package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A Swept is a box of atoms that a sweep met: in each program it lies in one class.
type Swept struct {
	Box Box
	Key string // the same for boxes about which the same sentences are, so that they have the same functions from facts to answers

	sweep   *Sweep
	items   [][]item
	present *expr
	taken   []model.Dims
	data    group
	classes []*class
}

// About reports whether a sentence is, under some facts, about the atoms.
func (s *Swept) About(x Sentence) bool {
	return slices.ContainsFunc(s.items[x.Program], func(it item) bool { return it.list == uint8(x.List) && int(it.index) == x.Index })
}

// Taken returns the parts that the atoms' action takes in a program.
func (s *Swept) Taken(program int) model.Dims { return s.taken[program] }

// class returns the class of the atoms in a program.
func (s *Swept) class(program int) *class {
	if s.classes == nil {
		for k, list := range s.items {
			w := &walker{divider: s.sweep.parts[k]}
			if s.taken[k].Has(model.Data) {
				w.data = s.data
			}
			s.classes = append(s.classes, w.class(list, s.present, s.taken[k]))
		}
	}
	return s.classes[program]
}

// MayEnd returns the ends that the atoms may have in a program where something is known: perhaps some that no completion leads to.
func (s *Swept) MayEnd(program int, k *Known) uint8 {
	return s.class(program).ends(s.sweep.Programs[program], k)
}

// View returns what the sentences of a program come to for the atoms, where something is known.
func (s *Swept) View(program int, k *Known) *ClassView {
	return s.class(program).view(s.sweep.Programs[program], k)
}

// A Joint is the functions of the atoms of a box, one for each program, over the same variables.
type Joint struct {
	*diagram.Manager
	Ends  []diagram.Ref // by program
	Vars  []int         // of the layout, by the manager's variables
	level map[int]int
	swept *Swept
	made  []*builder
}

// Joint makes the functions of the atoms, with at most so many nodes. False where they would be too large.
func (s *Swept) Joint(nodes int) (*Joint, bool) {
	j := &Joint{level: map[int]int{}, swept: s}
	var cells []int
	l := s.sweep.Programs[0].Layout
	for i, v := range s.variables() {
		j.Vars, cells = append(j.Vars, int(v)), append(cells, l.Cells(int(v)))
		j.level[int(v)] = i
	}
	j.Manager = diagram.New(cells, nodes)
	for k, p := range s.sweep.Programs {
		b := &builder{Manager: j.Manager, p: p, level: j.level}
		j.made = append(j.made, b)
		j.Ends = append(j.Ends, b.class(s.class(k)))
	}
	return j, !j.Over()
}

// variables returns the variables of the atoms' functions, those of one condition near each other.
func (s *Swept) variables() []int32 {
	var vars []int32
	var conditions [][]int32
	for k := range s.items {
		s.class(k).conditions(func(e *expr) {
			var used []int32
			e.vars(func(v int) { used = append(used, int32(v)) })
			if vars = append(vars, used...); len(used) > 0 && len(conditions) < maxOrdered {
				conditions = append(conditions, used)
			}
		})
	}
	slices.Sort(vars)
	return diagram.Order(slices.Compact(vars), conditions)
}

// conditions calls f for what decides a class.
func (c *class) conditions(f func(*expr)) {
	for _, n := range c.norms {
		f(n.when)
	}
	for _, x := range c.exclusions {
		f(x)
	}
	f(c.present)
}

// Decides returns when a norm of a program is one of those that decide the atoms' answer: it holds, no permission prevails over it,
// it is of the deciding level, and it says what the answer is.
func (j *Joint) Decides(program, norm int) diagram.Ref {
	c, b := j.swept.class(program), j.made[program]
	i := slices.IndexFunc(c.norms, func(h held) bool { return int(h.norm) == norm })
	if i < 0 {
		return diagram.False
	}
	n := &b.p.Policy.Norms[norm]
	want := func(end diagram.Ref) bool {
		return (Answer(uint32(end)) == model.Permitted) == n.Permits() && Answer(uint32(end)) != model.NoAnswer && Answer(uint32(end)) != model.OutOfScope && Answer(uint32(end)) != model.NotAddressed
	}
	out := b.And(b.expr(c.norms[i].when), b.Is(j.Ends[program], want))
	if n.Default {
		specific := b.side(c, false)
		out = b.And(out, b.Not(b.Or(specific.permits, specific.prohibits)))
		return out
	}
	if !n.Permits() {
		holds := make([]diagram.Ref, len(c.norms))
		for k, h := range c.norms {
			if m := &b.p.Policy.Norms[h.norm]; !m.Default {
				holds[k] = b.expr(h.when)
			}
		}
		out = b.And(out, b.Not(b.someOf(c, c.overs, holds, func(m *model.Norm) bool { return slices.Contains(m.Over, n.Clause) })))
	}
	return out
}

// Excludes returns when an exclusion of a program puts the atoms outside the policy.
func (j *Joint) Excludes(program, exclusion int) diagram.Ref {
	c, b := j.swept.class(program), j.made[program]
	for i, x := range c.excluded {
		if int(x) == exclusion {
			return b.And(b.expr(c.exclusions[i]), b.expr(c.present))
		}
	}
	return diagram.False
}

// Search looks, without a diagram, for a completion of what is known in which the atoms have an end that is wanted in a program. It returns
// that completion, of which what does not matter stays unknown; or nil, and whether that is certain: it gives up after the steps of one question.
func (s *Swept) Search(program int, k *Known, want func(end uint32) bool) (found *Known, certain bool) {
	return s.search(k, []int{program}, []func(uint32) bool{want})
}

// SearchBoth looks likewise, knowing nothing, for a completion in which the atoms have an end that is wanted in each of two programs.
func (s *Swept) SearchBoth(first, second func(end uint32) bool) (found *Known, certain bool) {
	k := Known{State: s.sweep.Programs[0].Layout.Start(false)}
	return s.search(&k, []int{0, 1}, []func(uint32) bool{first, second})
}

func (s *Swept) search(k *Known, programs []int, want []func(end uint32) bool) (found *Known, certain bool) {
	layout, steps := s.sweep.Programs[programs[0]].Layout, s.sweep.Programs[programs[0]].limits.Steps
	state := Known{State: slices.Clone(k.State), Partial: k.Partial}
	var suppose func() bool
	suppose = func() bool {
		v, open := -1, false
		for i, program := range programs {
			c := s.class(program)
			if steps -= 1 + len(c.norms)/normsPerStep; steps < 0 {
				return false
			}
			some, all := among(c.ends(s.sweep.Programs[program], &state), want[i])
			if !some {
				return false
			}
			if open = open || !all; !all && v < 0 {
				v = c.unknownVar(&state)
			}
		}
		if !open || v < 0 {
			return true
		}
		saved := state.State[v]
		for cell := range layout.Cells(v) {
			if state.Allowed(uint32(v), cell) {
				if state.State[v] = uint16(cell); suppose() {
					return true
				}
			}
		}
		state.State[v] = saved
		return false
	}
	if suppose() {
		return &state, true
	}
	return nil, steps >= 0
}

// among reports whether some of the ends in a set, and all of them, are wanted.
func among(ends uint8, want func(end uint32) bool) (some, all bool) {
	all = true
	for end := range uint32(diagram.Ends) {
		if ends&(1<<end) != 0 {
			some, all = some || want(end), all && want(end)
		}
	}
	return some, all
}

// MayHold reports whether a norm may hold for some atom, as far as is known of the facts. It looks at each condition by itself.
func (p *Program) MayHold(norm int, k *Known, grants bool) bool {
	return p.mayBe(p.norms[norm].when, k, grants)&triTrue != 0
}

// mayBe tells what a condition is where it is not known about which atom it is.
func (p *Program) mayBe(e *expr, k *Known, grants bool) tri {
	open := tri(0)
	switch e.op {
	case opConsent:
		if grants || e.kind == model.Consent && len(p.waivers) > 0 || e.kind == model.DeemedConsent && len(p.deemings) > 0 {
			open = triTrue
		}
	case opObjects:
		if grants {
			open = triTrue
		}
	case opNot:
		return triNot(p.mayBe(e.args[0], k, grants))
	case opAnd, opOr:
		join, out := triAnd, triTrue
		if e.op == opOr {
			join, out = triOr, triFalse
		}
		for _, a := range e.args {
			out = join(out, p.mayBe(a, k, grants))
		}
		return out
	default:
		return e.eval(k)
	}
	return (&atomBinder{layout: p.Layout}).bind(e).eval(k) | open
}

// Code returns the function of the atoms in a program as code.
func (j *Joint) Code(program int) *diagram.Code { return j.CodeOf(j.Ends[program]) }

// CodeOf returns another function of the same variables as code.
func (j *Joint) CodeOf(r diagram.Ref) *diagram.Code { return j.Manager.Flatten(r, j.names()) }

func (j *Joint) names() []int32 {
	out := make([]int32, len(j.Vars))
	for i, v := range j.Vars {
		out[i] = int32(v)
	}
	return out
}

// Tell returns what must be told of a case, under `nothing else`, so that everything is so that is known of it.
func (l *Layout) Tell(k *Known) []VarCell {
	closed := l.Start(true)
	var out []VarCell
	for v, cell := range k.State {
		if cell != diagram.Unsure && cell != closed[v] {
			out = append(out, VarCell{l.VarOf(v), int(cell)})
		}
	}
	return out
}

// Sentences returns those of a list of a program that may be about the atoms.
func (s *Swept) Sentences(program int, list List) []int {
	var out []int
	for _, it := range s.items[program] {
		if it.list == uint8(list) {
			out = append(out, int(it.index))
		}
	}
	return out
}
