package check

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// closeGraphs binds parents and builds the graph of each kind.
func (c *checker) closeGraphs() {
	for k := range model.Kind(model.Kinds) {
		nodes := make([]model.Node, len(c.order[k]))
		childOf := make([]model.NodeID, len(nodes))
		for i, n := range c.order[k] {
			nodes[i] = c.bindNode(k, n, childOf)
		}
		g, cycle, tooLarge := model.NewGraph(k, nodes, maxAncestors)
		switch {
		case tooLarge:
			c.reportAt(c.order[k][len(nodes)-1].at, "limit", "the graph of %s is too deep: more than %d pairs of a name and what it belongs to", k, maxAncestors)
			g = emptyGraph(k, nodes)
		case cycle != 0:
			c.reportCycle(k, nodes, cycle)
			g = emptyGraph(k, nodes)
		}
		c.policy.Graphs[k] = g
	}
	c.labelWe()
}

// emptyGraph lets the rest be checked where the edges cannot be used.
func emptyGraph(k model.Kind, nodes []model.Node) *model.Graph {
	flat := slices.Clone(nodes)
	for i := range flat {
		flat[i].Children = nil
		if i > 0 {
			flat[i].Parents = []model.NodeID{model.Root}
		}
	}
	g, _, _ := model.NewGraph(k, flat, maxAncestors)
	return g
}

// labelWe lets the controller's name in the header stand for `we`.
func (c *checker) labelWe() {
	if l := c.policy.Controller; len(l) > 0 {
		we := c.policy.Graphs[model.PartyKind].Node(model.We)
		we.Labels = append(slices.Clone(we.Labels), l...)
	}
}

// bindNode binds a node's parents, each once: childOf has, for each parent, the last node that it was given to.
func (c *checker) bindNode(k model.Kind, n *nodeDecl, childOf []model.NodeID) model.Node {
	node := n.node
	for _, p := range n.parents {
		if id, ok := c.parent(k, p); ok && childOf[id] != n.id {
			childOf[id] = n.id
			node.Parents = append(node.Parents, id)
		}
	}
	if len(node.Parents) == 0 && n.id != model.Root {
		node.Parents = []model.NodeID{model.Root}
	}
	for _, i := range n.items {
		for _, from := range i.item.From {
			if id, ok := c.parent(k, parentRef{from, place{i.at.file, from.At.At}}); ok {
				node.Inputs = append(node.Inputs, id)
			}
		}
	}
	return node
}

func (c *checker) parent(k model.Kind, p parentRef) (model.NodeID, bool) {
	parent := c.nodes[k][p.name.Text]
	if parent == nil {
		if p.at.span == p.name.At.At { // by name; a nested parent has been reported where it stands
			c.file = p.at.file
			c.unknown(k, p.name, "")
		}
		return 0, false
	}
	return parent.id, true
}

// reportCycle names a cycle, in the order in which its nodes belong to each other.
func (c *checker) reportCycle(k model.Kind, nodes []model.Node, start model.NodeID) {
	path := []model.NodeID{start}
	seen := map[model.NodeID]bool{start: true}
	var find func(n model.NodeID) bool
	find = func(n model.NodeID) bool {
		for _, p := range nodes[n].Parents {
			if p == start {
				return true
			}
			if !seen[p] {
				seen[p] = true
				path = append(path, p)
				if find(p) {
					return true
				}
				path = path[:len(path)-1]
			}
		}
		return false
	}
	if len(nodes) < 10_000 { // find is recursive
		find(start)
	}
	said, first := "", c.edge(k, nodes, path, 0)
	for i, n := range path {
		if i > 5 {
			said += ", and so on"
			break
		}
		said += [...]string{0: "`" + nodes[n].ID + "` belongs to ", 1: ", and `" + nodes[n].ID + "` to "}[min(i, 1)] + "`" + nodes[path[(i+1)%len(path)]].ID + "`"
	}
	if len(path) == 1 {
		said = "`" + nodes[start].ID + "` belongs to itself; remove this"
	} else {
		said += "; remove one of these"
	}
	p := c.reportAt(first, "cycle", "%s", said)
	for i := range path[1:] {
		p.Related = append(p.Related, c.edge(k, nodes, path, i+1).related("`"+nodes[path[i+1]].ID+"` belongs to `"+nodes[path[(i+2)%len(path)]].ID+"` here"))
	}
}

// edge returns where it is said that a node of a cycle belongs to the next one.
func (c *checker) edge(k model.Kind, nodes []model.Node, path []model.NodeID, i int) place {
	decl, next := c.order[k][path[i]], nodes[path[(i+1)%len(path)]].ID
	for _, p := range decl.parents {
		if p.name.Text == next {
			return p.at
		}
	}
	return decl.at
}

// closeActions tells what parts each action takes: its own and its parents'.
func (c *checker) closeActions() {
	g := c.policy.Graphs[model.ActionKind]
	done := make([]bool, g.Len())
	for i := range g.Len() {
		c.closeAction(g, model.NodeID(i), done)
	}
}

// closeAction closes a node after its parents. The graph has no cycles, and is no deeper than its text allows.
func (c *checker) closeAction(g *model.Graph, n model.NodeID, done []bool) {
	if done[n] {
		return
	}
	done[n] = true
	node := g.Node(n)
	a := &model.ActionNode{Takes: model.Dims(0).With(model.Actor).With(model.Action)}
	node.Action = a
	for _, p := range node.Parents {
		c.closeAction(g, p, done)
		parent := g.Node(p).Action
		a.Takes |= parent.Takes
		a.With = a.With || parent.With
		a.Nothing = a.Nothing || parent.Nothing
		for _, e := range parent.Ends {
			a.AddEnd(e)
		}
	}
	if n == model.Root {
		return
	}
	decl := c.order[model.ActionKind][n]
	for _, i := range decl.items {
		c.actionItem(a, i, node)
	}
	if !a.Nothing {
		a.Takes = a.Takes.With(model.Data).With(model.Of).With(model.From)
	}
	c.actionFits(g, n, decl)
}

// actionFits compares what an action takes with what those that it belongs to take.
func (c *checker) actionFits(g *model.Graph, n model.NodeID, decl *nodeDecl) {
	node, at := g.Node(n), decl.at
	for _, i := range decl.items {
		if len(i.item.Is) > 0 {
			at = i.at // where it is said what it belongs to
		}
	}
	for _, up := range g.Above(n) {
		wider := g.Node(up)
		switch {
		case up == model.Root || up == n:
		case wider.Action.Nothing != node.Action.Nothing:
			c.reportAt(at, "misplaced-part", "`%s` and `%s`, to which it belongs, must both take data, or both nothing", node.ID, wider.ID)
			return
		case node.Action.Takes.Has(model.To) && !wider.Action.Takes.Has(model.To):
			c.reportAt(at, "misplaced-part", "`%s` takes a recipient and `%s`, to which it belongs, does not: a permission for the wider action would then give data to anyone", node.ID, wider.ID)
			return
		}
	}
}

func (c *checker) actionItem(a *model.ActionNode, i itemAt, node *model.Node) {
	c.file = i.at.file
	for _, t := range i.item.Takes {
		if t.Text == "nothing" {
			a.Nothing = true
			continue
		}
		if a.Nothing {
			c.report(t, "misplaced-part", "`%s` takes nothing, so it cannot take `%s`", node.ID, t.Text)
			continue
		}
		d, _ := model.DimOfWord(t.Text)
		a.Takes = a.Takes.With(d)
		a.With = t.Text == "with" || a.With && d != model.To
	}
	unless := c.endsUnless(i.item.Unless)
	for _, e := range i.item.Ends {
		if id, ok := c.parent(model.ActionKind, parentRef{e, place{c.file, e.At.At}}); ok {
			a.AddEnd(model.End{Action: id, Unless: unless})
		}
	}
}

func (c *checker) endsUnless(n *ast.Name) model.FactID {
	if n == nil {
		return model.NoFact
	}
	f := c.facts[n.Text]
	if f == nil {
		c.unknownFact(*n)
		return model.NoFact
	}
	if c.policy.Facts[f.id].Type != model.YesNo {
		c.report(n, "bad-type", "`%s` is not a yes-or-no fact", n.Text)
	}
	return f.id
}
