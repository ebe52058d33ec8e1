package main

import (
	"bytes"
	"encoding/json"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// opaData is the policy as data, which one rule reads: conditions by action, data, recipient and purpose, and what lies above each name, so
// that a decision looks up each combination of ancestors (OPA's documentation, "Use objects over arrays"). The data are kept as OPA's own
// values, which costs memory and spares their conversion at each look-up.
func opaData() turns.Peer {
	return turns.Peer{ID: "opa-data", Label: "OPA (data)", Module: opaModule, Note: "rules and graphs as data, looked up by a generic Rego rule",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			document, err := opaDocument(w)
			names := map[string]*ast.Term{}
			for name := range w.Parents {
				names[name] = ast.StringTerm(name)
			}
			return func() (turns.Decider, error) {
				var data map[string]any
				if err := json.NewDecoder(bytes.NewReader(document)).Decode(&data); err != nil {
					return turns.Decider{}, err
				}
				store := inmem.NewFromObjectWithOpts(data, inmem.OptReturnASTValuesOnRead(true), inmem.OptRoundTripOnWrite(false))
				return opaLoad(names, rego.Module("p.rego", opaGeneric), rego.Store(store))
			}, err
		}}
}

const opaGeneric = `package licet

default allow := false

allow if {
	permitted
	not prohibited
}

permitted if {
	some action in data.above[input.action]
	some kind in data.above[input.data]
	by_recipient := data.permits[action][kind]
	some recipient in data.above[input.recipient]
	by_purpose := by_recipient[recipient]
	some purpose in data.above[input.purpose]
	some conditions in by_purpose[purpose]
	hold(conditions)
}

prohibited if {
	some action in data.above[input.action]
	some kind in data.above[input.data]
	by_recipient := data.prohibits[action][kind]
	some recipient in data.above[input.recipient]
	by_purpose := by_recipient[recipient]
	some purpose in data.above[input.purpose]
	some conditions in by_purpose[purpose]
	not hold(conditions)
}

hold(conditions) if {
	every name, value in conditions {
		holds(name, value)
	}
}

holds("consent", true) if input.consent
holds("objection", false) if not input.objection
holds("age", least) if input.age >= least
holds("country", place) if place in data.above[input.country]
`

// opaDocument is the policy as the JSON that the generic rule reads.
func opaDocument(w *turns.World) ([]byte, error) {
	type conditions = map[string]any
	type byPurpose map[string][]conditions
	type byAction map[string]map[string]map[string]byPurpose
	permits, prohibits := byAction{}, byAction{}
	for _, r := range w.Rules {
		all := permits
		if r.Prohibits {
			all = prohibits
		}
		at := into(into(into(all, r.Action), r.Data), r.Recipient)
		at[r.Purpose] = append(at[r.Purpose], opaNeeds(turns.NeedsOf(r)))
	}
	return json.Marshal(map[string]any{"above": w.Above(), "permits": permits, "prohibits": prohibits})
}

// into returns the map beneath a key, which is made where there is none.
func into[M ~map[string]N, N ~map[string]E, E any](m M, key string) N {
	if m[key] == nil {
		m[key] = N{}
	}
	return m[key]
}

func opaNeeds(n turns.Needs) map[string]any {
	out := map[string]any{}
	if n.Consent {
		out["consent"] = true
	}
	if n.NoObjection {
		out["objection"] = false
	}
	if n.Age > 0 {
		out["age"] = n.Age
	}
	if n.Country != "" {
		out["country"] = n.Country
	}
	return out
}
