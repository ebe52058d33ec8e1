package engine

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// needs names the facts and open parts that matter.
func (x *explainer) needs(notes *[]string) []string {
	vars, ok := x.prepared.Needs(&x.known)
	if !ok {
		*notes = append(*notes, "Too many facts are unknown to tell which of them matter; give more of them.")
		return []string{}
	}
	out := []string{}
	for _, v := range vars {
		out = append(out, x.varName(v))
	}
	return out
}

// varName is the name of a variable in JSON.
func (x *explainer) varName(v compile.Var) string {
	switch {
	case v.Part:
		return v.Dim.String()
	case v.Consent:
		return v.Kind.String()
	case v.Deemed:
		return model.DeemedConsent.String()
	case v.Objects:
		return "objection"
	}
	return x.e.policy.Facts[v.Fact].ID
}

// otherwise is the answer under `nothing else`.
func (x *explainer) otherwise() *Otherwise {
	y := x.closed()
	if y == nil {
		return nil
	}
	return &Otherwise{y.answer.String(), y.clauses(y.deciding())}
}
