package engine

import "github.com/seed-90f8eabc/licet/dsl/model"

// AskedOf says a question again, in names: what `licet ask -o json` prints as the question, and `--batch` reads.
func AskedOf(q *model.Question) Asked {
	x := &explainer{e: &Engine{policy: q.Policy}, q: q}
	return x.asked()
}
