package server

import (
	"errors"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// state is what requests are answered with: an engine, and what does not change with it.
type state struct {
	engine *engine.Engine
	ref    engine.PolicyRef
}

// ErrVocabulary says that what is to be served cannot be asked.
var ErrVocabulary = errors.New("a vocabulary: it declares names and has no rules to ask; serve a policy that uses it")

// open makes what requests are answered with of an engine, which must be one that can be asked.
func open(e *engine.Engine) (*state, error) {
	p := e.Policy()
	if p.Vocabulary {
		return nil, ErrVocabulary
	}
	return &state{e, refOf(p)}, nil
}

func refOf(p *model.Policy) engine.PolicyRef {
	return engine.PolicyRef{ID: p.ID, Version: p.Version, Digest: p.Digest}
}
