package server

import (
	"errors"

	"github.com/seed-90f8eabc/licet/engine"
)

// ErrVocabulary says that what is to be served cannot be asked.
var ErrVocabulary = errors.New("a vocabulary: it declares names and has no rules to ask; serve a policy that uses it")

// open makes what requests are answered with of an engine: itself, if it can be asked.
func open(e *engine.Engine) (*engine.Engine, error) {
	if e.Policy().Vocabulary {
		return nil, ErrVocabulary
	}
	return e, nil
}
