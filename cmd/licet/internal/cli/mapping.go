package cli

import (
	"errors"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// mappingName is the file beside a policy that says which columns of an event say what a question asks.
const mappingName = "events.yaml"

// mapping reads the mapping at a path, or beside the policy where there is none, and finds its names in the policy. What is wrong in it is an error
// of usage: the policy itself loads. It returns the path, too.
func (a *app) mapping(e *engine.Engine, at location, path string) (*events.Bound, string, error) {
	if path == "" {
		if _, onHost := at.fsys.(host); !onHost {
			return nil, "", &exit{exitUsage, errors.New("a policy that ships with licet has no mapping beside it; name the file that says which columns say what: --mapping FILE")}
		}
		path = at.path(mappingName)
	}
	text, err := readRegular(path)
	if err != nil {
		return nil, path, err
	}
	m, err := events.Read(path, text)
	if err != nil {
		return nil, path, mappingError(err)
	}
	b, err := m.Bind(e)
	if err != nil {
		return nil, path, mappingError(err)
	}
	return b, path, nil
}

func mappingError(err error) error {
	var problems diag.List
	if errors.As(err, &problems) {
		return &exit{exitUsage, err}
	}
	return &exit{exitFailed, err}
}
