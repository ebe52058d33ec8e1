package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

const opaModule = "github.com/open-policy-agent/opa"

// opaRules is the policy in Rego, a rule for each rule. Its scopes are statements `"data-3" in input.data`, where the input has a name with
// all that lies above it: OPA indexes rules by them, so that only those that can apply are evaluated (OPA's documentation, "Policy
// Performance", "Membership statements").
func opaRules() turns.Peer {
	return turns.Peer{ID: "opa-rules", Label: "OPA (rules)", Module: opaModule, Note: "a Rego rule for each rule, indexed by `in`; the input lists ancestors",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			text := opaRulesText(w)
			above := opaAbove(w)
			return func() (turns.Decider, error) {
				return opaLoad(above, rego.Module("p.rego", text))
			}, nil
		}}
}

// opaLoad prepares the query and answers with it; names are said as above says them.
func opaLoad(above map[string]*ast.Term, options ...func(*rego.Rego)) (turns.Decider, error) {
	ctx := context.Background()
	query, err := rego.New(append(options, rego.Query("data.licet.allow"))...).PrepareForEval(ctx)
	if err != nil {
		return turns.Decider{}, err
	}
	return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) {
		results, err := query.Eval(ctx, rego.EvalParsedInput(opaInput(above, a)))
		return results.Allowed(), err
	}}, nil
}

// opaInput is a question as OPA's own value, which spares it the conversion from JSON.
func opaInput(above map[string]*ast.Term, a *turns.Ask) ast.Value {
	return ast.NewObject(
		ast.Item(ast.InternedTerm("action"), above[a.Action]),
		ast.Item(ast.InternedTerm("data"), above[a.Data]),
		ast.Item(ast.InternedTerm("recipient"), above[a.Recipient]),
		ast.Item(ast.InternedTerm("purpose"), above[a.Purpose]),
		ast.Item(ast.InternedTerm("country"), above[a.Country]),
		ast.Item(ast.InternedTerm("consent"), ast.InternedTerm(a.Consent)),
		ast.Item(ast.InternedTerm("objection"), ast.InternedTerm(a.Objection)),
		ast.Item(ast.InternedTerm("age"), ast.InternedTerm(a.Age)),
	)
}

// opaAbove has each name with all that lies above it, as a list.
func opaAbove(w *turns.World) map[string]*ast.Term {
	out := map[string]*ast.Term{}
	for name, all := range w.Above() {
		var terms []*ast.Term
		for _, n := range all {
			terms = append(terms, ast.StringTerm(n))
		}
		out[name] = ast.ArrayTerm(terms...)
	}
	return out
}

func opaRulesText(w *turns.World) string {
	var b strings.Builder
	b.WriteString("package licet\n\ndefault allow := false\n\nallow if {\n\tpermitted\n\tnot prohibited\n}\n")
	for _, r := range w.Rules {
		scope := fmt.Sprintf("\t%q in input.action\n\t%q in input.data\n\t%q in input.recipient\n\t%q in input.purpose\n",
			r.Action, r.Data, r.Recipient, r.Purpose)
		if !r.Prohibits {
			fmt.Fprintf(&b, "\npermitted if {\n%s", scope)
			for _, c := range opaConditions(r) {
				b.WriteString("\t" + c + "\n")
			}
			b.WriteString("}\n")
			continue
		}
		for _, c := range opaConditions(r) { // prohibited unless all hold: where one does not
			fmt.Fprintf(&b, "\nprohibited if {\n%s\t%s\n}\n", scope, opaFails(c))
		}
	}
	return b.String()
}

func opaConditions(r generate.SyntheticRule) []string {
	return turns.NeedsOf(r).Words("input.consent", "not input.objection",
		func(age int) string { return fmt.Sprintf("input.age >= %d", age) },
		func(country string) string { return fmt.Sprintf("%q in input.country", country) })
}

func opaFails(condition string) string {
	if positive, ok := strings.CutPrefix(condition, "not "); ok {
		return positive
	}
	return "not " + condition
}
