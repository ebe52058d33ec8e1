package analysis

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Two versions of a policy are compared over the names of both. A name that only one version has means something all the same to the
// other: what it stands for is there, without a name of its own, among what the names above it stand for. So in the version that lacks it
// the name is put beneath the names that the other version puts it beneath; since no sentence there names it, it is treated as
// what that version does not list.

// A version is one of two policies that are compared.
type version struct {
	policy  *model.Policy // as it is
	alike   *model.Policy // in the names of both
	has     [model.Kinds][]bool
	hasF    []bool
	clauses []string // the ids of the clauses, those of the new version where they were renamed
	facts   []string // the ids of the facts in this version; "" where it has none
}

// united puts two policies into the names of both: kinds of vocabulary, and facts, have the same ids in either.
func united(old, new *model.Policy) (v [2]*version) {
	u := &union{policies: [2]*model.Policy{old, new}}
	u.clauses = renamedClauses(u.policies)
	u.joinNames()
	u.joinFacts()
	for side, p := range u.policies {
		v[side] = &version{policy: p, alike: u.translate(side), hasF: u.hasF[side], facts: make([]string, len(u.facts))}
		for own, id := range u.fact[side] {
			v[side].facts[id] = p.Facts[own].ID
		}
		for i := range p.Clauses {
			id := p.Clauses[i].ID
			if now, ok := u.clauses[id]; ok && side == oldSide {
				id = now
			}
			v[side].clauses = append(v[side].clauses, id)
		}
		for k := range model.Kinds {
			v[side].has[k] = u.has[side][k]
		}
	}
	return v
}

type union struct {
	policies [2]*model.Policy
	node     [2][model.Kinds][]model.NodeID // of each policy's own nodes
	from     [2][model.Kinds][]model.NodeID // of each node, the policy's own; -1 where it has none
	has      [2][model.Kinds][]bool
	fact     [2][]model.FactID
	from2    [2][]model.FactID
	hasF     [2][]bool
	option   [2][][]int // of each policy's own facts, by own option
	facts    []model.Fact
	clauses  map[string]string // the new ids of clauses that were renamed
}

const (
	oldSide = 0
	newSide = 1
)

// joinNames numbers the names of both: first those of the new policy, as they are there.
func (u *union) joinNames() {
	for k := range model.Kinds {
		ids := map[string]model.NodeID{}
		renamed := renamedNodes(u.policies, model.Kind(k))
		for _, side := range []int{newSide, oldSide} {
			for _, node := range u.policies[side].Graphs[k].All() {
				name := node.ID
				if now, ok := renamed[name]; ok && side == oldSide {
					name = now
				}
				id, ok := ids[name]
				if !ok {
					id = model.NodeID(len(ids))
					ids[name] = id
				}
				u.node[side][k] = append(u.node[side][k], id)
			}
		}
		for side := range u.policies {
			u.from[side][k], u.has[side][k] = make([]model.NodeID, len(ids)), make([]bool, len(ids))
			for i := range u.from[side][k] {
				u.from[side][k][i] = -1
			}
			for own, id := range u.node[side][k] {
				u.from[side][k][id], u.has[side][k][id] = model.NodeID(own), true
			}
		}
	}
}

// factKey is the same for facts that mean the same: a fact that is a number now is another one than the yes or no that it was.
func factKey(f *model.Fact) string { return string(rune('0'+f.Type)) + f.ID }

// joinFacts numbers the facts of both. Of one that has other options, it joins them.
func (u *union) joinFacts() {
	ids := map[string]model.FactID{}
	names := map[string]bool{}
	renamed := renamedFacts(u.policies, u.clauses)
	for _, side := range []int{newSide, oldSide} {
		p := u.policies[side]
		u.fact[side], u.option[side] = make([]model.FactID, len(p.Facts)), make([][]int, len(p.Facts))
		for i := range p.Facts {
			f := &p.Facts[i]
			key := factKey(f)
			if now, ok := renamed[key]; ok && side == oldSide {
				key = now
			}
			id, ok := ids[key]
			if !ok {
				id = model.FactID(len(u.facts))
				ids[key] = id
				joined := *f
				joined.Settled, joined.Options = nil, slices.Clone(f.Options)
				for names[joined.ID] {
					joined.ID += " (before)"
				}
				names[joined.ID] = true
				u.facts = append(u.facts, joined)
			}
			u.fact[side][i] = id
			all := &u.facts[id].Options
			for _, o := range f.Options {
				at := slices.Index(*all, o)
				if at < 0 {
					at = len(*all)
					*all = append(*all, o)
				}
				u.option[side][i] = append(u.option[side][i], at)
			}
		}
	}
	for side := range u.policies {
		u.from2[side], u.hasF[side] = make([]model.FactID, len(u.facts)), make([]bool, len(u.facts))
		for i := range u.from2[side] {
			u.from2[side][i] = model.NoFact
		}
		for own, id := range u.fact[side] {
			u.from2[side][id], u.hasF[side][id] = model.FactID(own), true
		}
	}
}

// translate says a policy in the names of both.
func (u *union) translate(side int) *model.Policy {
	out := *u.policies[side]
	t := &translator{u: u, side: side}
	for k := range model.Kinds {
		out.Graphs[k] = t.graph(model.Kind(k))
	}
	out.Facts = t.facts()
	out.Terms = slices.Clone(out.Terms)
	for i := range out.Terms {
		out.Terms[i].Means = t.cond(out.Terms[i].Means)
	}
	out.Norms = slices.Clone(out.Norms)
	for i := range out.Norms {
		n := &out.Norms[i]
		n.Scope, n.When, n.PermitWhen = t.scope(n.Scope), t.conditions(n.When), t.conditions(n.PermitWhen)
		n.Basis = t.nodes(model.BasisKind, n.Basis)
		if n.Deadline != nil {
			d := *n.Deadline
			d.Event = t.factID(d.Event)
			n.Deadline = &d
		}
	}
	out.Exclusions = slices.Clone(out.Exclusions)
	for i := range out.Exclusions {
		x := &out.Exclusions[i]
		x.Scope, x.When = t.scope(x.Scope), t.conditions(x.When)
	}
	out.Treats = slices.Clone(out.Treats)
	for i := range out.Treats {
		x := &out.Treats[i]
		x.Data, x.Class, x.When = t.nodes(model.DataKind, x.Data), t.u.node[side][model.DataKind][x.Class], t.conditions(x.When)
	}
	out.Waivers = slices.Clone(out.Waivers)
	for i := range out.Waivers {
		x := &out.Waivers[i]
		x.Scope, x.When = t.scope(x.Scope), t.conditions(x.When)
	}
	out.Deemings = slices.Clone(out.Deemings)
	for i := range out.Deemings {
		x := &out.Deemings[i]
		x.Fact, x.Scope, x.When = t.factID(x.Fact), t.scope(x.Scope), t.conditions(x.When)
	}
	out.Examples = nil
	out.Seal()
	return &out
}

// A translator says one of two policies in the names of both.
type translator struct {
	u    *union
	side int
}

// graph returns a kind of vocabulary with the policy's own edges; names that it lacks are where the other policy has them.
func (t *translator) graph(k model.Kind) *model.Graph {
	u := t.u
	nodes := make([]model.Node, len(u.has[t.side][k]))
	for id := range nodes {
		side := t.side
		if !u.has[side][k][id] {
			side = 1 - side
		}
		own := u.policies[side].Graphs[k].Node(u.from[side][k][id])
		n := *own
		n.Children, n.Parents, n.Inputs = nil, nil, nil
		for _, p := range own.Parents {
			n.Parents = append(n.Parents, u.node[side][k][p])
		}
		if own.Action != nil { // what a duty ends is in norms of its own
			n.Action = &model.ActionNode{Takes: own.Action.Takes, With: own.Action.With, Nothing: own.Action.Nothing}
		}
		nodes[id] = n
	}
	g, _, _ := model.NewGraph(k, nodes, math.MaxInt) // neither policy has circles, and no name of a policy is put beneath one that it lacks
	return g
}

func (t *translator) facts() []model.Fact {
	out := slices.Clone(t.u.facts)
	for i := range out {
		own := t.u.from2[t.side][i]
		if own == model.NoFact {
			continue
		}
		f := &t.u.policies[t.side].Facts[own]
		out[i].Labels, out[i].Judgement, out[i].By, out[i].Pos = f.Labels, f.Judgement, f.By, f.Pos
		if f.Settled != nil {
			s := *f.Settled
			if f.Type == model.OneOf {
				s.Option = t.u.option[t.side][own][s.Option]
			}
			out[i].Settled = &s
		}
	}
	return out
}

func (t *translator) factID(f model.FactID) model.FactID {
	if f == model.NoFact {
		return f
	}
	return t.u.fact[t.side][f]
}

func (t *translator) nodes(k model.Kind, list []model.NodeID) []model.NodeID {
	var out []model.NodeID
	for _, n := range list {
		out = append(out, t.u.node[t.side][k][n])
	}
	return out
}

func (t *translator) scope(s model.Scope) model.Scope {
	for d := range s {
		k := model.Dim(d).Kind()
		s[d].In, s[d].Except = t.nodes(k, s[d].In), t.nodes(k, s[d].Except)
	}
	return s
}

func (t *translator) conditions(when []model.Condition) []model.Condition {
	out := slices.Clone(when)
	for i := range out {
		out[i].Stated = t.cond(out[i].Stated)
	}
	return out
}

func (t *translator) cond(c model.Cond) model.Cond {
	switch c := c.(type) {
	case *model.AllOf:
		return &model.AllOf{Conds: t.each(c.Conds)}
	case *model.AnyOf:
		return &model.AnyOf{Conds: t.each(c.Conds)}
	case *model.Not:
		return &model.Not{Cond: t.cond(c.Cond)}
	case *model.Named:
		return &model.Named{Term: c.Term, Cond: t.cond(c.Cond)}
	case *model.Yes:
		return &model.Yes{Fact: t.factID(c.Fact)}
	case *model.Compare:
		return &model.Compare{Fact: t.factID(c.Fact), Op: c.Op, Value: c.Value}
	case *model.OptionIs:
		return &model.OptionIs{Fact: t.factID(c.Fact), Option: t.u.option[t.side][c.Fact][c.Option]}
	case *model.PlaceIn:
		return &model.PlaceIn{Fact: t.factID(c.Fact), Place: t.u.node[t.side][model.PlaceKind][c.Place], Exact: c.Exact}
	case *model.Elapsed:
		return &model.Elapsed{Fact: t.factID(c.Fact), Rel: c.Rel, Hours: c.Hours}
	}
	return c
}

func (t *translator) each(conds []model.Cond) []model.Cond {
	out := make([]model.Cond, len(conds))
	for i, c := range conds {
		out[i] = t.cond(c)
	}
	return out
}

// moved returns the nodes of a kind that lie beneath other names in one policy than in the other.
func moved(v [2]*version, k model.Kind) []model.NodeID {
	var out []model.NodeID
	a, b := v[oldSide].alike.Graphs[k], v[newSide].alike.Graphs[k]
	for n := range model.NodeID(a.Len()) {
		if !slices.Equal(a.Above(n), b.Above(n)) {
			out = append(out, n)
		}
	}
	return out
}

// shortName is what a name is called: its label, or else the name.
func shortName(labels model.Labels, id string) string {
	return cmp.Or(labels.In(""), strings.ReplaceAll(id, "-", " "))
}
