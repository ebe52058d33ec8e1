package main

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"

	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

const celModule = "cel.dev/cel-go"

// CEL is a language for one expression, not for a policy: what there is beside the expressions is this service's own code. Here it is
// written twice, since that decides what is measured: as a scan, and with an index by hand.

// celRule is one rule of the policy as a program.
type celRule struct {
	prohibits bool
	program   cel.Program
}

// celScan says a whole rule in an expression, and evaluates all of them until one prohibits.
func celScan() turns.Peer {
	return turns.Peer{ID: "cel", Label: "CEL (scan)", Module: celModule, Note: "an expression for each rule; the host evaluates them all",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			var texts []string
			for _, r := range w.Rules {
				texts = append(texts, celScope(r)+" && "+celEffect(r))
			}
			above := w.Above()
			return func() (turns.Decider, error) {
				env, err := celEnv("action", "data", "recipient", "purpose")
				if err != nil {
					return turns.Decider{}, err
				}
				var permits, prohibits []celRule
				for i, text := range texts {
					program, err := celProgram(env, text)
					if err != nil {
						return turns.Decider{}, err
					}
					if r := (celRule{w.Rules[i].Prohibits, program}); r.prohibits {
						prohibits = append(prohibits, r)
					} else {
						permits = append(permits, r)
					}
				}
				rules := append(prohibits, permits...) // so that the first that applies decides
				return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) {
					in := celFacts(above, a)
					in["action"], in["data"], in["recipient"], in["purpose"] = above[a.Action], above[a.Data], above[a.Recipient], above[a.Purpose]
					for i := range rules {
						if applies, err := celEval(rules[i].program, in); err != nil || applies {
							return applies && !rules[i].prohibits, err
						}
					}
					return false, nil
				}}, nil
			}, nil
		}}
}

// celIndexed finds the rules that are about a question in maps of its own, and leaves to CEL what they need. The same expression is
// compiled once.
func celIndexed() turns.Peer {
	return turns.Peer{ID: "cel-indexed", Label: "CEL (own index)", Module: celModule, Note: "the host's maps find the rules; CEL has their conditions",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			type key struct{ action, data, recipient, purpose string }
			above := w.Above()
			return func() (turns.Decider, error) {
				env, err := celEnv()
				if err != nil {
					return turns.Decider{}, err
				}
				programs := map[string]cel.Program{}
				rules := map[key][]celRule{}
				for _, r := range w.Rules {
					text := celEffect(r)
					if programs[text] == nil {
						if programs[text], err = celProgram(env, text); err != nil {
							return turns.Decider{}, err
						}
					}
					k := key{r.Action, r.Data, r.Recipient, r.Purpose}
					rules[k] = append(rules[k], celRule{r.Prohibits, programs[text]})
				}
				return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) {
					in := celFacts(above, a)
					permitted := false
					for _, action := range above[a.Action] {
						for _, data := range above[a.Data] {
							for _, recipient := range above[a.Recipient] {
								for _, purpose := range above[a.Purpose] {
									for _, r := range rules[key{action, data, recipient, purpose}] {
										if permitted && !r.prohibits {
											continue
										}
										applies, err := celEval(r.program, in)
										if err != nil || applies && r.prohibits {
											return false, err
										}
										permitted = permitted || applies
									}
								}
							}
						}
					}
					return permitted, nil
				}}, nil
			}, nil
		}}
}

func celEnv(lists ...string) (*cel.Env, error) {
	options := []cel.EnvOption{cel.Variable("consent", cel.BoolType), cel.Variable("objection", cel.BoolType), cel.Variable("age", cel.IntType),
		cel.Variable("country", cel.ListType(cel.StringType))}
	for _, name := range lists {
		options = append(options, cel.Variable(name, cel.ListType(cel.StringType)))
	}
	return cel.NewEnv(options...)
}

func celProgram(env *cel.Env, text string) (cel.Program, error) {
	tree, issues := env.Compile(text)
	if err := issues.Err(); err != nil {
		return nil, err
	}
	return env.Program(tree, cel.EvalOptions(cel.OptOptimize))
}

func celEval(p cel.Program, in map[string]any) (bool, error) {
	out, _, err := p.Eval(in)
	if err != nil {
		return false, err
	}
	applies, ok := out.Value().(bool)
	if !ok {
		return false, fmt.Errorf("cel: %v is no yes or no", out)
	}
	return applies, nil
}

func celFacts(above map[string][]string, a *turns.Ask) map[string]any {
	return map[string]any{"consent": a.Consent, "objection": a.Objection, "age": a.Age, "country": above[a.Country]}
}

func celScope(r generate.SyntheticRule) string {
	return fmt.Sprintf("%q in data && %q in purpose && %q in recipient && %q in action", r.Data, r.Purpose, r.Recipient, r.Action)
}

// celEffect says when a rule applies: where its conditions hold, or, of a prohibition, where they do not.
func celEffect(r generate.SyntheticRule) string {
	out := turns.NeedsOf(r).Words("consent", "!objection", func(age int) string { return fmt.Sprintf("age >= %d", age) },
		func(country string) string { return fmt.Sprintf("%q in country", country) })
	switch all := strings.Join(out, " && "); {
	case r.Prohibits:
		return "!(" + all + ")"
	case all == "":
		return "true"
	default:
		return all
	}
}
