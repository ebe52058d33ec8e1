package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/cedar-policy/cedar-go"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// cedarPolicies is the policy in Cedar: a rule is a permit or a forbid, whose scope names the recipient as the principal, the action, and
// the data as the resource; the purpose and the facts are the context. All four graphs, and the countries, are entities with parents.
func cedarPolicies() turns.Peer {
	return turns.Peer{ID: "cedar", Label: "Cedar", Module: "github.com/cedar-policy/cedar-go", Note: "a policy for each rule, graphs as entities' parents",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			text := cedarText(w)
			entities, err := cedarEntities(w)
			return func() (turns.Decider, error) {
				policies, err := cedar.NewPolicySetFromBytes("p.cedar", text)
				if err != nil {
					return turns.Decider{}, err
				}
				var graph cedar.EntityMap
				if err := json.Unmarshal(entities, &graph); err != nil {
					return turns.Decider{}, err
				}
				return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) { return cedarAsk(policies, graph, a) }}, nil
			}, err
		}}
}

func cedarAsk(policies *cedar.PolicySet, graph cedar.EntityMap, a *turns.Ask) (bool, error) {
	decision, diagnostic := cedar.Authorize(policies, graph, cedar.Request{
		Principal: cedar.NewEntityUID("Recipient", cedar.String(a.Recipient)),
		Action:    cedar.NewEntityUID("Action", cedar.String(a.Action)),
		Resource:  cedar.NewEntityUID("Data", cedar.String(a.Data)),
		Context: cedar.NewRecord(cedar.RecordMap{
			"purpose":   cedar.NewEntityUID("Purpose", cedar.String(a.Purpose)),
			"consent":   cedar.Boolean(a.Consent),
			"objection": cedar.Boolean(a.Objection),
			"age":       cedar.Long(a.Age),
			"country":   cedar.NewEntityUID("Place", cedar.String(a.Country)),
		}),
	})
	if len(diagnostic.Errors) > 0 {
		return false, fmt.Errorf("cedar: %v", diagnostic.Errors[0])
	}
	return decision == cedar.Allow, nil
}

func cedarText(w *turns.World) []byte {
	var b bytes.Buffer
	for _, r := range w.Rules {
		effect, word := "permit", "when"
		if r.Prohibits {
			effect, word = "forbid", "unless"
		}
		fmt.Fprintf(&b, "%s (principal in Recipient::%q, action in Action::%q, resource in Data::%q)\n  when { context.purpose in Purpose::%q }",
			effect, r.Recipient, r.Action, r.Data, r.Purpose)
		if len(r.Conditions) > 0 {
			fmt.Fprintf(&b, "\n  %s { %s }", word, cedarConditions(turns.NeedsOf(r)))
		}
		b.WriteString(";\n")
	}
	return b.Bytes()
}

func cedarConditions(n turns.Needs) string {
	return strings.Join(n.Words("context.consent", "!context.objection",
		func(age int) string { return fmt.Sprintf("context.age >= %d", age) },
		func(country string) string { return fmt.Sprintf("context.country in Place::%q", country) }), " && ")
}

// cedarEntities is the vocabulary in Cedar's JSON for entities.
func cedarEntities(w *turns.World) ([]byte, error) {
	type uid struct {
		Type string `json:"type"`
		ID   string `json:"id"`
	}
	type entity struct {
		UID     uid            `json:"uid"`
		Attrs   map[string]any `json:"attrs"`
		Parents []uid          `json:"parents"`
	}
	types := map[string]string{"data": "Data", "purpose": "Purpose", "recipient": "Recipient", "country": "Place", "action": "Action"}
	kind := func(name string) string { return types[turns.Kind(name)] }
	var out []entity
	for name, parent := range w.Parents {
		e := entity{UID: uid{kind(name), name}, Attrs: map[string]any{}, Parents: []uid{}}
		if parent != "" {
			e.Parents = append(e.Parents, uid{kind(parent), parent})
		}
		out = append(out, e)
	}
	return json.Marshal(out)
}
