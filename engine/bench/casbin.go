package main

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	stringadapter "github.com/casbin/casbin/v2/persist/string-adapter"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

const casbinModule = "github.com/casbin/casbin/v2"

// casbinFacts is what the matcher reads as r.facts: attributes, in Casbin's words.
type casbinFacts struct {
	Consent, Objection bool
	Age                int
	Country            string
}

// casbinColumns is the policy as lines of Casbin's: what a rule is about and what it needs are columns, and the matcher reads them. The
// graphs are role hierarchies, one for each part. A line prohibits where what it needs does not hold.
func casbinColumns() turns.Peer {
	return casbinPeer("casbin", "Casbin", "a line for each rule, graphs as roles, conditions as columns", casbinModel(
		"action, data, recipient, purpose, consent, objection, age, country, eft",
		`((p.consent == "" || r.facts.Consent) && (p.objection == "" || !r.facts.Objection) && (p.age == "" || r.facts.Age >= 16) && (p.country == "" || g5(r.facts.Country, p.country))) == (p.eft == "allow")`),
		casbinCells)
}

// casbinCells are the columns of what a line needs: consent, objection, age, country.
func casbinCells(n turns.Needs) []string {
	out := make([]string, 4)
	if n.Consent {
		out[0] = "needed"
	}
	if n.NoObjection {
		out[1] = "none"
	}
	if n.Age > 0 {
		out[2] = strconv.Itoa(n.Age)
	}
	out[3] = n.Country
	return out
}

// casbinEval is the same with the conditions as expressions, which Casbin evaluates by its function eval ("ABAC with rules" in its
// documentation).
func casbinEval() turns.Peer {
	return casbinPeer("casbin-eval", "Casbin (eval)", "a line for each rule, its conditions as an expression", casbinModel(
		"action, data, recipient, purpose, rule, eft", `eval(p.rule) == (p.eft == "allow")`),
		func(n turns.Needs) []string {
			all := n.Words("r.facts.Consent", "!r.facts.Objection", func(age int) string { return fmt.Sprintf("r.facts.Age >= %d", age) },
				func(country string) string { return fmt.Sprintf("g5(r.facts.Country, '%s')", country) })
			if len(all) == 0 {
				all = []string{"true"}
			}
			return []string{strings.Join(all, " && ")}
		})
}

// casbinModel puts the parts that fit few rules first, since the matcher stops at the first that does not fit.
func casbinModel(columns, conditions string) string {
	return `[request_definition]
r = action, data, recipient, purpose, facts
[policy_definition]
p = ` + columns + `
[role_definition]
g = _, _
g2 = _, _
g3 = _, _
g4 = _, _
g5 = _, _
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = g(r.data, p.data) && g2(r.purpose, p.purpose) && g3(r.recipient, p.recipient) && g4(r.action, p.action) && ` + conditions + "\n"
}

func casbinPeer(id, label, note, text string, columns func(turns.Needs) []string) turns.Peer {
	return turns.Peer{ID: id, Label: label, Module: casbinModule, Note: note, Write: func(w *turns.World) (func() (turns.Decider, error), error) {
		lines, err := casbinLines(w, columns)
		return func() (turns.Decider, error) {
			m, err := model.NewModelFromString(text)
			if err != nil {
				return turns.Decider{}, err
			}
			e, err := casbin.NewEnforcer(m, stringadapter.NewAdapter(lines))
			if err != nil {
				return turns.Decider{}, err
			}
			return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) {
				return e.Enforce(a.Action, a.Data, a.Recipient, a.Purpose, casbinFacts{a.Consent, a.Objection, a.Age, a.Country})
			}}, nil
		}, err
	}}
}

// casbinLines is the policy and its graphs in CSV.
func casbinLines(w *turns.World, columns func(turns.Needs) []string) (string, error) {
	var b strings.Builder
	out := csv.NewWriter(&b)
	for _, r := range w.Rules {
		effect := "allow"
		if r.Prohibits {
			effect = "deny"
		}
		line := append([]string{"p", r.Action, r.Data, r.Recipient, r.Purpose}, columns(turns.NeedsOf(r))...)
		if err := out.Write(append(line, effect)); err != nil {
			return "", err
		}
	}
	graphs := map[string]string{"data": "g", "purpose": "g2", "recipient": "g3", "action": "g4", "country": "g5"}
	for name, parent := range w.Parents {
		if parent != "" {
			if err := out.Write([]string{graphs[turns.Kind(name)], name, parent}); err != nil {
				return "", err
			}
		}
	}
	out.Flush()
	return b.String(), out.Error()
}
