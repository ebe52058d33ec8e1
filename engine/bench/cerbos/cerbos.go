package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing/fstest"

	effectv1 "github.com/cerbos/cerbos/api/genpb/cerbos/effect/v1"
	enginev1 "github.com/cerbos/cerbos/api/genpb/cerbos/engine/v1"
	"github.com/cerbos/cerbos/private/ruletable"
	"github.com/cerbos/cerbos/private/ruletable/compile"
	epdpv2 "github.com/cerbos/cloud-api/genpb/cerbos/cloud/epdp/v2"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

const cerbosModule = "github.com/cerbos/cerbos"

// cerbosPolicies is the policy as Cerbos's resource policies, one for each kind of data. Cerbos has no graph of kinds, nor of roles where a
// prohibition of the wider role must hold for the narrower ("allow from any role wins across roles"): so the policy of a kind has the rules
// of all that it lies beneath, and a rule lists every recipient beneath its own as a role. The purpose and the facts are attributes of the
// resource, with their ancestors. What is embedded is what Cerbos's own embedded decision point embeds.
func cerbosPolicies() turns.Peer {
	return turns.Peer{ID: "cerbos", Label: "Cerbos", Module: cerbosModule, Note: "a resource policy for each kind of data, recipients as roles",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			files := cerbosFiles(w)
			above := cerbosAbove(w)
			return func() (turns.Decider, error) {
				table, err := compile.Compile(context.Background(), files)
				if err != nil {
					return turns.Decider{}, err
				}
				e, err := ruletable.NewRuleTableFromProto(table, &epdpv2.Config{})
				if err != nil {
					return turns.Decider{}, err
				}
				return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) { return cerbosAsk(e, above, a) }}, nil
			}, nil
		}}
}

func cerbosAsk(e ruletable.Evaluator, above map[string]*structpb.Value, a *turns.Ask) (bool, error) {
	out, _, err := e.Check(context.Background(), []*enginev1.CheckInput{{
		Principal: &enginev1.Principal{Id: "asker", Roles: []string{a.Recipient}},
		Resource: &enginev1.Resource{Kind: a.Data, Id: "x", Attr: map[string]*structpb.Value{
			"purposes":  above[a.Purpose],
			"places":    above[a.Country],
			"consent":   structpb.NewBoolValue(a.Consent),
			"objection": structpb.NewBoolValue(a.Objection),
			"age":       structpb.NewNumberValue(float64(a.Age)),
		}},
		Actions: []string{a.Action},
	}})
	if err != nil {
		return false, err
	}
	if failed := out[0].GetEvaluationErrors(); len(failed) > 0 {
		return false, fmt.Errorf("cerbos: %v", failed[0])
	}
	return out[0].GetActions()[a.Action].GetEffect() == effectv1.Effect_EFFECT_ALLOW, nil
}

func cerbosAbove(w *turns.World) map[string]*structpb.Value {
	out := map[string]*structpb.Value{}
	for name, all := range w.Above() {
		list := &structpb.ListValue{}
		for _, n := range all {
			list.Values = append(list.Values, structpb.NewStringValue(n))
		}
		out[name] = structpb.NewListValue(list)
	}
	return out
}

// cerbosFiles is a policy for each kind of data that some rule is about, or lies beneath.
func cerbosFiles(w *turns.World) fstest.MapFS {
	rules := map[string][]generate.SyntheticRule{}
	for _, r := range w.Rules {
		rules[r.Data] = append(rules[r.Data], r)
	}
	above, below := w.Above(), w.Below()
	out := fstest.MapFS{}
	for name := range w.Parents {
		if turns.Kind(name) != "data" {
			continue
		}
		var b bytes.Buffer
		for _, kind := range above[name] {
			for _, r := range rules[kind] {
				cerbosRule(&b, r, below)
			}
		}
		if b.Len() > 0 {
			head := fmt.Sprintf("apiVersion: api.cerbos.dev/v1\nresourcePolicy:\n  resource: %q\n  version: default\n  rules:\n", name)
			out[name+".yaml"] = &fstest.MapFile{Data: append([]byte(head), b.Bytes()...)}
		}
	}
	return out
}

func cerbosRule(b *bytes.Buffer, r generate.SyntheticRule, below map[string][]string) {
	effect := "ALLOW"
	condition := cerbosConditions(turns.NeedsOf(r))
	if r.Prohibits {
		effect, condition = "DENY", "!("+condition+")"
	}
	purpose := fmt.Sprintf("%q in R.attr.purposes", r.Purpose)
	if condition != "" {
		purpose += " && " + condition
	}
	fmt.Fprintf(b, "    - actions: [%s]\n      effect: EFFECT_%s\n      roles: [%s]\n      condition: {match: {expr: '%s'}}\n",
		strings.Join(below[r.Action], ", "), effect, strings.Join(below[r.Recipient], ", "), purpose)
}

func cerbosConditions(n turns.Needs) string {
	return strings.Join(n.Words("R.attr.consent", "!R.attr.objection", func(age int) string { return fmt.Sprintf("R.attr.age >= %d", age) },
		func(country string) string { return fmt.Sprintf("%q in R.attr.places", country) }), " && ")
}
