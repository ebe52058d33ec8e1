package authzen_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// The mapping once more, as short and as plain as can be, sharing nothing with that of the package: what it does not permit, no request may be
// told to be permitted. It reads requests by encoding/json, and refuses nothing that the engine does not refuse.

type plainEntity struct {
	Type, ID, Name string
	Properties     map[string]any
}

type plainTuple struct {
	Subject, Action, Resource *plainEntity
	Context                   map[string]any
}

// permits reports whether the engine's whole path, down to the explanation, permits what a tuple asks.
func permits(e *engine.Engine, t plainTuple) bool {
	if t.Subject == nil || t.Action == nil || t.Resource == nil || t.Resource.Type != "data" {
		return false
	}
	var f dsl.Fields
	name := func(d model.Dim, v any) {
		switch v := v.(type) {
		case string:
			f.Dims[d] = []string{v}
		case []any:
			f.Dims[d] = nil
			for _, x := range v {
				s, _ := x.(string)
				f.Dims[d] = append(f.Dims[d], s)
			}
		}
	}
	name(model.Action, t.Action.Name)
	name(model.Data, t.Resource.ID)
	name(model.Of, t.Resource.Properties["of"])
	name(model.From, t.Resource.Properties["from"])
	name(model.For, t.Context["purpose"])
	name(model.To, t.Context["recipient"])
	name(model.In, t.Context["place"])
	switch t.Subject.Type {
	case "actor":
		name(model.Actor, t.Subject.ID)
	case "data-subject":
		name(model.Of, t.Subject.ID)
	case "user":
	default:
		return false
	}
	f.NothingElse, _ = t.Context["nothing_else"].(bool)
	f.Values = map[string]any{}
	given, _ := t.Context["given"].(map[string]any)
	for _, bag := range []map[string]any{t.Subject.Properties, t.Action.Properties, t.Resource.Properties} {
		for k, v := range bag {
			if slices.Contains(factNames(e), k) {
				f.Values[k] = v
			}
		}
	}
	maps.Copy(f.Values, given)
	q, err := e.Asker().Fields(f)
	if err != nil {
		return false
	}
	x, err := e.ExplainQuestion(q)
	return err == nil && x.Answer == "permitted"
}

func factNames(e *engine.Engine) []string {
	out := []string{"objection", "consent", "explicit consent", "separate consent", "written consent", "parental consent", "deemed consent"}
	for i := range e.Policy().Facts {
		out = append(out, e.Policy().Facts[i].ID)
	}
	for i := range e.Policy().Terms {
		out = append(out, e.Policy().Terms[i].ID)
	}
	return out
}

// plainly reads a value as encoding/json does, numbers as they are.
func plainly(text []byte, to any) error {
	d := json.NewDecoder(strings.NewReader(string(text)))
	return d.Decode(to)
}
