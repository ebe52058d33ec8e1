package grammar

import (
	"reflect"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A plan is a norm, with what follows from it, taken apart into what every language has to say: in no language's words or order.
// What is the same in all languages is decided here, so that a language only turns each part into words and puts them in order.
type plan struct {
	norm     *model.Norm
	prevails []string // the clauses over which it prevails
	// said are the parts that the sentence names, and the data even where it does not, since "we may collect" is no sentence.
	said   model.Dims
	timing *timing
	only   *only
	// shared are the conditions of all that the sentence says, and own those of the norm alone. Without `only` and ends all are own.
	shared, own conditions
	ends        []plan // what a duty to delete prohibits after its deadline; own is what they ask for beyond the duty
	then        []plan
	apart       []plan // what follows and cannot be said within the sentence
}

// only is the prohibition that `only` adds to a permission or a duty: of all other values of one part, or where a condition is not so.
type only struct {
	part      model.Dim
	condition bool
	when      conditions // where condition is set: what must be so
}

// conditions are what must be so and what must not: each of if, and none of unless.
type conditions struct {
	yes, unless []model.Cond
	prior       bool // the policy says that consent is given before
}

func (c conditions) none() bool { return len(c.yes)+len(c.unless) == 0 }

// relation is how an act stands to an event in time.
type relation uint8

const (
	isBefore   relation = iota
	isAfter             // it has happened
	isDeadline          // a duty: at most so long after it
	isWithin            // at most so long after it
	isMoreThan          // longer after it
	isFrom              // at least so long after it
)

// A timing says when an act happens. The length is a number of hours, or vague words.
type timing struct {
	relation relation
	event    model.FactID
	hours    int64
	vague    string
	words    string // as the policy writes it
}

// A planner takes the norms of one policy apart.
type planner struct {
	p     *model.Policy
	index map[*model.Norm]int
}

func newPlanner(p *model.Policy) planner {
	index := make(map[*model.Norm]int, len(p.Norms))
	for i := range p.Norms {
		index[&p.Norms[i]] = i
	}
	return planner{p, index}
}

// newPlan takes a norm apart, and what follows from it.
func (b *planner) newPlan(n *model.Norm, following []*model.Norm) plan {
	out := plan{norm: n, said: b.said(n), timing: timingOf(n), own: conditionsOf(n.When)}
	for _, c := range n.Over {
		out.prevails = append(out.prevails, b.p.Clauses[c].ID)
	}
	children, rest := b.children(n, following)
	for _, f := range children {
		switch {
		case f.Origin == model.ByOnly && out.addOnly(f):
		case f.Origin == model.AfterDeadline && out.addEnd(b.newPlan(f, nil)):
		case f.Origin == model.Then:
			out.then = append(out.then, b.newPlan(f, rest))
		default:
			out.apart = append(out.apart, b.newPlan(f, nil))
		}
	}
	return out
}

// children divides what follows into what follows from a norm, and what follows from that.
func (b *planner) children(n *model.Norm, following []*model.Norm) (mine, rest []*model.Norm) {
	inner := map[int]bool{}
	for _, f := range following {
		if i, ok := b.index[f]; ok {
			inner[i] = true
		}
	}
	self, known := b.index[n]
	for _, f := range following {
		if known && f.From == self || !inner[f.From] && (!known || n.Origin != model.Then) {
			mine = append(mine, f)
		} else {
			rest = append(rest, f)
		}
	}
	return mine, rest
}

// said returns the parts to be named: those that are stated, those that limit the norm, and the data of what is done with data.
func (b *planner) said(n *model.Norm) model.Dims {
	out := n.Stated
	for d := range model.Dim(model.DimCount) {
		if !n.Scope[d].IsAny() {
			out = out.With(d)
		}
	}
	if b.takesData(n.Scope[model.Action]) {
		out = out.With(model.Data)
	}
	return out
}

// takesData reports whether one of the actions is done with data.
func (b *planner) takesData(actions model.Set) bool {
	g := b.p.Graphs[model.ActionKind]
	return actions.All || actions.Outside || slices.ContainsFunc(actions.In, func(n model.NodeID) bool {
		a := g.Node(n).Action
		return a == nil || !a.Nothing
	})
}

// onlyIf reports whether the sentence permits something only if something is so, which languages say in one.
func (p *plan) onlyIf() bool {
	return p.only != nil && p.only.condition && p.norm.Modality == model.May && len(p.only.when.unless) == 0
}

// twice reports whether a sentence cannot say both what is permitted and what `only` prohibits, in a language where conditions stand
// before both: some hold of both, and some of the permission alone.
func (p *plan) twice() bool {
	return p.only != nil && !p.only.condition && !p.shared.none() && !p.own.none()
}

// addOnly takes in the prohibition of `only`, if it is the plan's norm with one part turned into its opposite.
func (p *plan) addOnly(q *model.Norm) bool {
	if p.only != nil || len(p.ends) > 0 || len(p.then) > 0 {
		return false
	}
	n := p.norm
	for d := range model.Dim(model.DimCount) {
		if q.Scope[d].Outside != n.Scope[d].Outside {
			return p.onlyPart(q, d)
		}
	}
	if len(q.When) != len(n.When) {
		return false
	}
	at := -1
	for i := range n.When {
		if q.When[i].Negated == n.When[i].Negated {
			continue
		}
		if at >= 0 || n.When[i].Role == model.Timing {
			return false
		}
		at = i
	}
	if at < 0 {
		return false
	}
	rest := slices.Delete(slices.Clone(n.When), at, at+1)
	p.only = &only{condition: true, when: conditionsOf(n.When[at : at+1])}
	p.shared, p.own = conditionsOf(rest), conditions{}
	return true
}

// onlyPart takes in the prohibition of all else in one part. It may hold without the consent that the permission asks for.
func (p *plan) onlyPart(q *model.Norm, d model.Dim) bool {
	var own []model.Condition
	rest := q.When
	for _, w := range p.norm.When {
		if len(rest) > 0 && sameCondition(w, rest[0]) {
			rest = rest[1:]
			continue
		}
		if w.Role == model.Timing {
			return false
		}
		own = append(own, w)
	}
	if len(rest) > 0 {
		return false
	}
	p.only = &only{part: d}
	p.shared, p.own = conditionsOf(q.When), conditionsOf(own)
	return true
}

func sameCondition(a, b model.Condition) bool {
	return a.Role == b.Role && a.Negated == b.Negated && a.Vague == b.Vague && reflect.DeepEqual(a.Stated, b.Stated)
}

// addEnd takes in what a duty prohibits after its deadline, if that asks for what the duty asks for, and perhaps more.
func (p *plan) addEnd(q plan) bool {
	if p.only != nil || p.timing == nil || len(q.norm.When) < len(p.norm.When) {
		return false
	}
	for i, w := range p.norm.When {
		if w.Role != model.Timing && !sameCondition(w, q.norm.When[i]) {
			return false
		}
	}
	q.own = conditionsOf(q.norm.When[len(p.norm.When):])
	p.ends = append(p.ends, q)
	p.shared, p.own = conditionsOf(p.norm.When), conditions{}
	return true
}

// lasting reports whether all that is done goes on in time. Of the actions that the standard vocabulary knows, storing does.
func (b *planner) lasting(actions model.Set) bool {
	g := b.p.Graphs[model.ActionKind]
	store, ok := g.Lookup("store")
	if !ok || actions.All || actions.Outside {
		return false
	}
	for _, a := range actions.In {
		if !g.Below(a, store) {
			return false
		}
	}
	return true
}
