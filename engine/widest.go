package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// maxAsked is how many names Widest asks about.
const maxAsked = 20_000

// Widest returns for which names of a dimension a question is permitted: of the names that lie in what it asks about there (of
// all, where it leaves that open), those with which the answer is permitted, and which lie beneath no other of them. What lies beneath
// them is permitted as well, but for what a `treat` takes out of them: a question about `personal` does not ask about what is treated as not personal,
// and one about a narrower name may. They stand in the order of their declaration. Where more than 20,000 names are to be asked, the error is ErrLimit.
func (e *Engine) Widest(q *model.Question, d model.Dim) ([]model.NodeID, error) {
	g := e.policy.Graph(d)
	queue := q.Scope[d].In
	if q.Scope[d].All || !q.Named.Has(d) {
		queue = []model.NodeID{model.Root}
	}
	queue = slices.Clone(queue)
	seen := map[model.NodeID]bool{}
	var out []model.NodeID
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		if seen[n] {
			continue
		}
		if seen[n] = true; len(seen) > maxAsked {
			return nil, ErrLimit
		}
		ok, err := e.permits(q, d, n)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, n)
		} else {
			queue = append(queue, g.Node(n).Children...)
		}
	}
	return outermost(g, out), nil
}

// permits tells whether a question is permitted with a name of a dimension.
func (e *Engine) permits(q *model.Question, d model.Dim, n model.NodeID) (bool, error) {
	narrow, ok := e.Narrow(q, d, n)
	if !ok {
		return false, nil
	}
	answer, err := e.DecideQuestion(narrow)
	return answer.Allowed(), err
}

// outermost returns the nodes that lie beneath no other of them, sorted.
func outermost(g *model.Graph, nodes []model.NodeID) []model.NodeID {
	slices.Sort(nodes)
	return slices.DeleteFunc(slices.Clone(nodes), func(n model.NodeID) bool {
		return slices.ContainsFunc(nodes, func(m model.NodeID) bool { return m != n && g.Below(n, m) })
	})
}

// Narrow returns the question with one name in a dimension, in the place of what it asks about there; what it excepts stays. There is
// no such question where nothing is left, or where an action does not take what the question names.
func (e *Engine) Narrow(q *model.Question, d model.Dim, n model.NodeID) (*model.Question, bool) {
	out := *q
	g := e.policy.Graph(d)
	set := model.Set{In: []model.NodeID{n}, Except: q.Scope[d].Except}
	if n == model.Root {
		set.All, set.In = true, nil
	}
	if !slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool { return set.Contains(g, m) }) {
		return nil, false
	}
	out.Scope[d], out.Named = set, q.Named.With(d)
	const always = 1<<model.Actor | 1<<model.Action | 1<<model.Of
	taken := e.policy.Taken(out.Scope[model.Action])
	if d == model.Action && out.Named&^taken&^always != 0 {
		return nil, false
	}
	out.Open = taken &^ out.Named &^ always
	return &out, true
}
