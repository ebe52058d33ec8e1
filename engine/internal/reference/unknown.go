package reference

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// An unknown is something that a completion supplies, with the values that it may take.
type unknown struct {
	name   string
	values []func(*completion)
}

// chooseNodes finds, for each dimension, the nodes that are asked about or that complete an open part.
// Nodes that lie beneath exactly the same of all the nodes that anything names, and are none of them, are treated alike by every
// scope, so one of each such set is enough.
func (d *decider) chooseNodes() {
	for dim := range model.Dim(model.DimCount) {
		var all []model.NodeID
		for n := range model.NodeID(d.policy.Graph(dim).Len()) {
			if d.q.Open.Has(dim) || d.mayBePart(dim, n) {
				all = append(all, n)
			}
		}
		if len(all) > 1 {
			all = d.oneOfEach(dim, all)
		}
		d.nodes[dim] = all
	}
}

// oneOfEach returns one node of each set that every scope treats alike.
func (d *decider) oneOfEach(dim model.Dim, all []model.NodeID) []model.NodeID {
	g := d.policy.Graph(dim)
	named := d.namedNodes(dim)
	seen := map[string]bool{}
	var out []model.NodeID
	for _, n := range all {
		key := ""
		if d.limits.EveryNode {
			key = fmt.Sprint(n)
		} else {
			for _, a := range g.Above(n) {
				if _, is := slices.BinarySearch(named, a); is {
					key += fmt.Sprint(a, " ")
				}
			}
			if _, is := slices.BinarySearch(named, n); is {
				key += "itself"
			}
			if dim == model.Action {
				key += fmt.Sprint(g.Node(n).Action.Takes)
			}
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, n)
		}
	}
	return out
}

// mayBePart reports whether the node is in what is asked, in some completion.
func (d *decider) mayBePart(dim model.Dim, n model.NodeID) bool {
	s, g := d.q.Scope[dim], d.policy.Graph(dim)
	if dim != model.Data || len(d.policy.Treats) == 0 || s.Contains(g, n) {
		return s.Contains(g, n)
	}
	// isPart decides in each completion
	return s.All || s.Outside || slices.ContainsFunc(s.In, func(b model.NodeID) bool { return g.Below(n, b) }) ||
		slices.ContainsFunc(d.policy.Treats, func(t model.Treat) bool {
			return !t.Not && slices.ContainsFunc(t.Data, func(x model.NodeID) bool { return g.Below(n, x) })
		})
}

// namedNodes returns every node of the dimension that the policy or the question names, sorted.
func (d *decider) namedNodes(dim model.Dim) []model.NodeID {
	var out []model.NodeID
	add := func(s *model.Scope) { out = append(append(out, s[dim].In...), s[dim].Except...) }
	add(&d.q.Scope)
	for i := range d.policy.Norms {
		add(&d.policy.Norms[i].Scope)
	}
	for _, x := range d.policy.Exclusions {
		add(&x.Scope)
	}
	for _, w := range d.policy.Waivers {
		add(&w.Scope)
	}
	for _, m := range d.policy.Deemings {
		add(&m.Scope)
	}
	for _, g := range d.q.Grants {
		add(&g.Scope)
	}
	if dim == model.Data {
		for _, t := range d.policy.Treats {
			out = append(append(out, t.Data...), t.Class)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unknowns lists what a completion supplies. Facts that no rule about the question mentions are left out: they
// cannot change its answer.
func (d *decider) unknowns() []unknown {
	var out []unknown
	for dim := range model.Dim(model.DimCount) {
		if d.q.Open.Has(dim) {
			out = append(out, d.openPart(dim))
		}
	}
	mentioned, consents, objection := d.mentioned()
	for f := range model.FactID(len(d.policy.Facts)) {
		if mentioned[f] {
			out = append(out, d.fact(f))
		}
	}
	if len(consents) > 0 {
		out = append(out, d.consents(consents))
	}
	if slices.Contains(consents, model.DeemedConsent) {
		out = append(out, tri("deemed consent", d.closed(d.q.Consent[model.DeemedConsent]), func(c *completion, v bool) { c.consent[model.DeemedConsent] = v }))
	}
	if objection {
		out = append(out, tri("objection", d.closed(d.q.Objection), func(c *completion, v bool) { c.objection = v }))
	}
	return out
}

func (d *decider) openPart(dim model.Dim) unknown {
	u := unknown{name: dim.String()}
	for _, n := range d.nodes[dim] {
		u.values = append(u.values, func(c *completion) { c.open[dim] = n })
	}
	return u
}

// closed: under `nothing else`, what a question does not mention is no.
func (d *decider) closed(t model.Tri) model.Tri {
	if t == model.Unknown && d.q.NothingElse {
		return model.No
	}
	return t
}

func tri(name string, t model.Tri, set func(*completion, bool)) unknown {
	u := unknown{name: name}
	if t != model.Sure {
		u.values = append(u.values, func(c *completion) { set(c, false) })
	}
	if t != model.No {
		u.values = append(u.values, func(c *completion) { set(c, true) })
	}
	return u
}

// consents goes through the kinds of consent together, since some imply others.
func (d *decider) consents(kinds []model.ConsentKind) unknown {
	u := unknown{name: "consent"}
	var known [model.ConsentKinds]model.Tri
	anyKind := false
	for k := range model.DeemedConsent {
		known[k] = d.q.Consent[k]
		anyKind = anyKind || known[k] == model.Sure
	}
	for k := range model.DeemedConsent {
		if known[k] == model.Unknown && d.q.NothingElse && !(k == model.Consent && anyKind) {
			known[k] = model.No
		}
	}
	for mask := range 1 << model.DeemedConsent {
		possible := true
		for k := range model.DeemedConsent {
			has := mask&(1<<k) != 0
			possible = possible && (has && known[k] != model.No || !has && known[k] != model.Sure)
			possible = possible && (!has || mask&1 != 0)                                                               // each kind implies consent
			possible = possible && (!has || k == model.Consent || slices.Contains(kinds, k) || known[k] == model.Sure) // kinds that no rule mentions do not matter
		}
		if possible {
			u.values = append(u.values, func(c *completion) {
				for k := range model.DeemedConsent {
					c.consent[k] = mask&(1<<k) != 0
				}
			})
		}
	}
	return u
}

// mentioned returns what is mentioned by anything that may be about the question.
func (d *decider) mentioned() (facts map[model.FactID]bool, consents []model.ConsentKind, objection bool) {
	facts = map[model.FactID]bool{}
	add := func(when []model.Condition) {
		for _, w := range when {
			model.Walk(w.Stated, func(c model.Cond) bool {
				switch c := c.(type) {
				case *model.HasConsent:
					consents = append(consents, c.Kind)
				case *model.HasObjection:
					objection = true
				}
				if f := model.FactOf(c); f != model.NoFact {
					facts[f] = true
				}
				return true
			})
		}
	}
	for _, i := range d.norms {
		add(d.policy.Norms[i].ActWhen())
	}
	for i := range d.policy.Exclusions {
		if x := &d.policy.Exclusions[i]; d.mayMeet(&x.Scope) {
			add(x.When)
		}
	}
	for i := range d.policy.Waivers {
		if w := &d.policy.Waivers[i]; d.mayMeet(&w.Scope) {
			add(w.When)
		}
	}
	for i := range d.policy.Deemings {
		if m := &d.policy.Deemings[i]; d.mayMeet(&m.Scope) {
			add(m.When)
			facts[m.Fact] = true
		}
	}
	for i := range d.policy.Treats {
		add(d.policy.Treats[i].When)
	}
	return facts, consents, objection
}

// mayMeet reports whether some chosen node of every dimension may be in the scope. In the dimension of data it does
// not look, where the policy treats some of them as something under conditions.
func (d *decider) mayMeet(s *model.Scope) bool {
	for dim := range model.Dim(model.DimCount) {
		if dim == model.Data && d.anyTreated() {
			continue
		}
		g := d.policy.Graph(dim)
		if !slices.ContainsFunc(d.nodes[dim], func(n model.NodeID) bool { return s[dim].Contains(g, n) }) && d.allTake(dim) {
			return false
		}
	}
	return true
}

// anyTreated reports whether the policy treats some chosen data as something.
func (d *decider) anyTreated() bool {
	g := d.policy.Graphs[model.DataKind]
	return slices.ContainsFunc(d.policy.Treats, func(t model.Treat) bool {
		return slices.ContainsFunc(t.Data, func(x model.NodeID) bool {
			return slices.ContainsFunc(d.nodes[model.Data], func(n model.NodeID) bool { return g.Below(n, x) })
		})
	})
}

// allTake reports whether every action of the question takes the part.
func (d *decider) allTake(dim model.Dim) bool {
	return !slices.ContainsFunc(d.nodes[model.Action], func(n model.NodeID) bool { return !d.takes(model.Atom{model.Action: n}, dim) })
}

// fact lists the values that a fact may take: of numbers and times, one on each side of every constant
// that the policy compares them with.
func (d *decider) fact(f model.FactID) unknown {
	fact := &d.policy.Facts[f]
	u := unknown{name: fact.ID}
	k, said := d.q.Facts[f]
	if !said {
		k = d.policy.Unrestricted(f)
		switch {
		case fact.Settled != nil && fact.Type == model.YesNo:
			k.Yes, k.No = fact.Settled.Yes, !fact.Settled.Yes
		case fact.Settled != nil:
			for i := range k.Options {
				k.Options[i] = i == fact.Settled.Option
			}
		case d.q.NothingElse && fact.Type == model.YesNo:
			k.Yes = false
		case d.q.NothingElse && fact.Type == model.Event:
			k.Happened = false
		}
	}
	switch fact.Type {
	case model.YesNo:
		if k.No {
			u.values = append(u.values, func(c *completion) { c.yes[f] = false })
		}
		if k.Yes {
			u.values = append(u.values, func(c *completion) { c.yes[f] = true })
		}
	case model.Number:
		for _, v := range d.landmarks(f, k.Min, k.Max) {
			u.values = append(u.values, func(c *completion) { c.number[f] = v })
		}
	case model.OneOf:
		for i, ok := range k.Options {
			if ok {
				u.values = append(u.values, func(c *completion) { c.option[f] = i })
			}
		}
	case model.AtPlace:
		for _, n := range d.places(f, k.Places) {
			u.values = append(u.values, func(c *completion) { c.place[f] = n })
		}
	case model.Event:
		if k.NotYet {
			u.values = append(u.values, func(c *completion) { c.happened[f], c.ago[f] = false, 0 })
		}
		if k.Happened {
			for _, v := range d.landmarks(f, k.Min, k.Max) {
				u.values = append(u.values, func(c *completion) { c.happened[f], c.ago[f] = true, v })
			}
		}
	}
	return u
}

// eachTest calls f for every condition in the policy.
func (d *decider) eachTest(f func(model.Cond)) {
	walk := func(when []model.Condition) {
		for _, w := range when {
			model.Walk(w.Stated, func(c model.Cond) bool { f(c); return true })
		}
	}
	for i := range d.policy.Norms {
		walk(d.policy.Norms[i].When)
		walk(d.policy.Norms[i].PermitWhen)
	}
	for i := range d.policy.Exclusions {
		walk(d.policy.Exclusions[i].When)
	}
	for i := range d.policy.Treats {
		walk(d.policy.Treats[i].When)
	}
	for i := range d.policy.Waivers {
		walk(d.policy.Waivers[i].When)
	}
	for i := range d.policy.Deemings {
		walk(d.policy.Deemings[i].When)
	}
}

// landmarks returns numbers within the bounds: one below, at and above each constant.
func (d *decider) landmarks(f model.FactID, low, high int64) []int64 {
	if low == high {
		return []int64{low}
	}
	var out []int64
	add := func(v int64) {
		if v >= low && v <= high && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	d.eachTest(func(c model.Cond) {
		if model.FactOf(c) != f {
			return
		}
		v := int64(0)
		switch c := c.(type) {
		case *model.Compare:
			v = c.Value
		case *model.Elapsed:
			v = c.Hours
		}
		add(v - 1)
		add(v)
		add(v + 1)
	})
	if low > math.MinInt64 {
		add(low)
	}
	if high < math.MaxInt64 {
		add(high)
	}
	if len(out) == 0 {
		add(max(low, 0))
	}
	return out
}

// places returns one place of each set of places that every test treats alike.
func (d *decider) places(f model.FactID, allowed []model.NodeID) []model.NodeID {
	if len(allowed) == 1 {
		return allowed
	}
	g := d.policy.Graphs[model.PlaceKind]
	var tests []model.PlaceIn // each once
	d.eachTest(func(c model.Cond) {
		if t, ok := c.(*model.PlaceIn); ok && t.Fact == f && !slices.Contains(tests, *t) {
			tests = append(tests, *t)
		}
	})
	seen := map[string]bool{}
	var out []model.NodeID
	for _, n := range allowed {
		key := ""
		if d.limits.EveryNode {
			key = fmt.Sprint(n)
		}
		for _, t := range tests {
			key += fmt.Sprint(n == t.Place || !t.Exact && g.Below(n, t.Place), " ")
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, n)
		}
	}
	return out
}
