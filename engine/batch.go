package engine

import (
	"errors"
	"fmt"
)

// DecideAll answers questions about one case: what a page shows, or what a job does with each kind of data. It appends an answer for
// each question, in their order, to a slice that may be nil; it does not allocate where that has room and the questions were asked
// before. The answer to a question that is wrong is the zero Answer, no permission, and the error joins what is wrong with each.
func (e *Engine) DecideAll(to []Answer, questions []Question, f *Facts) ([]Answer, error) {
	var wrong []error
	for i := range questions {
		a, err := e.Decide(questions[i], f)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("question %d: %w", i+1, err))
		}
		to = append(to, a)
	}
	return to, errors.Join(wrong...)
}
