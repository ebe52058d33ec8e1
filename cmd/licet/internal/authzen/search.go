package authzen

import (
	"net/http"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// A search (section 8) answers with every name that is permitted: each of them would be answered `"decision": true`, and no other. A name stands for
// everything beneath it, so it is permitted only if all of that is.

// maxAsked is how many names one search asks about.
const maxAsked = 20_000

// A searching is what one of the search endpoints searches for.
type searching struct {
	key string // of the entity
	of  func(subjectType string) model.Dim
}

func searchSubject() searching {
	return searching{"subject", func(t string) model.Dim {
		if t == typeDataSubject {
			return model.Of
		}
		return model.Actor
	}}
}

func searchResource() searching {
	return searching{"resource", func(string) model.Dim { return model.Data }}
}

func searchAction() searching {
	return searching{"action", func(string) model.Dim { return model.Action }}
}

// found answers a search (section 8.3).
type found struct {
	Page    page          `json:"page"`
	Context *foundContext `json:"context"`
	Results []result      `json:"results"`
}

type foundContext struct {
	Error *fault      `json:"error,omitempty"` // why nothing is found: it is not that nothing is permitted
	Licet foundReport `json:"licet"`
}

type foundReport struct {
	Format  string           `json:"format"`
	Policy  engine.PolicyRef `json:"policy"`
	Ignored []string         `json:"ignored"`
	Notes   []string         `json:"notes"`
}

// A result is a Subject or a Resource, or an Action, which has a name.
type result struct {
	Type string `json:"type,omitempty"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// search answers one of the search endpoints.
func (r *request) search(s searching, o object) (any, *fault) {
	known := append(tupleKeys(), "page")
	if s.key == "action" {
		known = []string{"subject", "resource", "context", "page"}
	}
	var f *fault
	if r.ignored, f = r.members(o, "", "the request", known); f != nil {
		return nil, f
	}
	p, f := r.page(s, o)
	if f != nil {
		return nil, f
	}
	a := r.asking()
	results, f := r.results(a, s, o)
	page, results := p.cut(results)
	r.tellSearch(a, s, o, results, f)
	if f != nil && (f.malformed || f.Code == wire.Limit || f.Status >= http.StatusInternalServerError) {
		return nil, f
	}
	return &found{page, &foundContext{f, foundReport{SearchFormat, engine.RefOf(a.engine.Policy()), a.passedOver(), a.meant()}}, results}, nil
}

// tellSearch takes note of what was found.
func (r *request) tellSearch(a *asking, s searching, t tuple, results []result, f *fault) {
	d := r.told(a, f)
	_, dim := s.dim(t)
	d.Searched = dim.String()
	for _, x := range results {
		d.Found = append(d.Found, x.ID+x.Name) // it has one of them
	}
	r.api.source.Decided(r.ctx, d)
}

// results are all results of a search.
func (r *request) results(a *asking, s searching, t tuple) ([]result, *fault) {
	kind, dim := s.dim(t)
	if kind == typeUser {
		return nil, unknown("unknown-type", "the policy knows no users by name; search for `%s` or `%s`", typeActor, typeDataSubject)
	}
	q, f := a.question(t, dim)
	if f != nil {
		return nil, f
	}
	nodes, f := r.permitted(a, q, dim)
	if f != nil {
		return nil, f
	}
	out := make([]result, len(nodes))
	g := a.engine.Policy().Graph(dim)
	for i, n := range nodes {
		if id := g.Node(n).ID; dim == model.Action {
			out[i] = result{Name: id}
		} else {
			out[i] = result{Type: kind, ID: id}
		}
	}
	return out, nil
}

// dim returns which type of entity is searched for, and where it stands in a question.
func (s searching) dim(t tuple) (string, model.Dim) {
	e, _ := t[s.key].(object)
	kind, _ := e["type"].(string)
	return kind, s.of(kind)
}

// permitted returns the names with which a question is permitted, in the order of their declaration. It asks about each: what lies beneath one that is
// permitted need not be, where a `treat` takes a part of it out of what the wider name stands for, or an action does not take what the question names.
func (r *request) permitted(a *asking, q *model.Question, d model.Dim) ([]model.NodeID, *fault) {
	g := a.engine.Policy().Graph(d)
	var out []model.NodeID
	for n := range g.All() {
		if g.Len() > maxAsked || r.ctx.Err() != nil {
			return nil, &fault{http.StatusUnprocessableEntity, wire.Limit, "there are too many names to ask about in the time for one search; search for less", false}
		}
		ok, f := allowed(a, q, d, n)
		if f != nil {
			return nil, f
		}
		if ok {
			out = append(out, n)
		}
	}
	return out, nil
}

// allowed reports whether a question is permitted with a name of a dimension.
func allowed(a *asking, q *model.Question, d model.Dim, n model.NodeID) (bool, *fault) {
	narrow, ok := a.engine.Narrow(q, d, n)
	if !ok {
		return false, nil
	}
	answer, err := a.engine.DecideQuestion(narrow)
	if err != nil {
		return false, faultOf(err)
	}
	return answer.Allowed(), nil
}
