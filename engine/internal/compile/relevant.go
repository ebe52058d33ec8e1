package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// grantDims are the dimensions in which grants are told apart from questions.
var grantDims = []model.Dim{model.Action, model.Data, model.From, model.To, model.For, model.In}

// Relevant appends the grants that may cover some of what is asked. One that it leaves out changes no answer; so questions that are
// asked with grants about many things have few different diagrams.
func (q *Prepared) Relevant(to, grants []model.Grant) []model.Grant {
	for i := range grants {
		if q.mayCover(&grants[i].Scope) {
			to = append(to, grants[i])
		}
	}
	return to
}

func (q *Prepared) mayCover(s *model.Scope) bool {
	for _, dim := range grantDims {
		if !q.mayOverlap(dim, &s[dim]) {
			return false
		}
	}
	return true
}

// mayOverlap reports whether a set may share a node with what is asked in a dimension. It may say so wrongly.
func (q *Prepared) mayOverlap(dim model.Dim, s *model.Set) bool {
	asked := &q.Scope[dim]
	if s.All || s.Outside || asked.All || asked.Outside || q.Open.Has(dim) || q.Alone.Has(dim) {
		return true
	}
	if dim == model.Data && len(q.program.treats) > 0 {
		return true // what belongs to what depends on facts
	}
	g := q.program.Policy.Graph(dim)
	for _, a := range asked.In {
		for _, b := range s.In {
			if g.Below(a, b) || sharesBelow(g, a, b) {
				return true
			}
		}
	}
	return false
}

// sharesBelow reports whether a node beneath a is beneath b too.
func sharesBelow(g *model.Graph, a, b model.NodeID) bool {
	beneath := g.Beneath(a)
	return len(beneath) > wideSet || slices.ContainsFunc(beneath, func(n model.NodeID) bool { return g.Below(n, b) })
}
