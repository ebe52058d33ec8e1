package engine_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine"
)

const limitsHead = "policy p \"P\" {}\nuse core\n"

// bombs are policies that would take a careless evaluator hours or all memory, each with a question that must be answered, or
// refused with a limit, soon.
// They are smaller by a factor where tests are to be short.
func bombs(by int) map[string]struct{ policy, ask string } {
	return map[string]struct{ policy, ask string }{
		"every clause has a fact of its own": {many(5_000/by, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "fact f%d \"f\"\nclause %d { we may use email given f%d }\n", i, i, i)
		}), "may we use email?"},
		"a conjunction of many facts": {many(3_000/by, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "fact f%d \"f\"\n", i)
		}) + "clause 1 { we may use email given " + strings.Join(names(3_000/by, "f"), " and ") + " }\n", "may we use email?"},
		"many permissions against many prohibitions": {many(1_000/by, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "fact f%d \"f\"\nfact g%d \"g\"\nclause A%d { we may use email given f%d }\nclause B%d { we must not use email given g%d }\n", i, i, i, i, i, i)
		}), "may we use email?"},
		"exceptions in two dimensions": {crossed(200 / by), "may we use d for p?"},
		"dense conditions":             {dense(300/by, 60), "may we use email?"},
		"a chain of names":             {chain(4_000 / by), "may we use n0?"},
		"a wide vocabulary": {limitsHead + "data d \"d\" {\n" + many(15_000/by, func(b *strings.Builder, i int) { fmt.Fprintf(b, "d%d \"x\"\n", i) })[len(limitsHead):] +
			"}\nclause 1 { we may use d1, d2, d3 for marketing }\n", "may we use d?"},
		"many ages": {many(2_000/by, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "clause %d { we may use email given age = %d }\n", i, 2*i)
		}) + "fact age number \"age\"\n", "may we use email?"},
	}
}

func many(n int, f func(*strings.Builder, int)) string {
	var b strings.Builder
	b.WriteString(limitsHead)
	for i := range n {
		f(&b, i)
	}
	return b.String()
}

func names(n int, prefix string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(prefix, i)
	}
	return out
}

func crossed(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%sdata d \"d\" { %s \"x\" }\npurpose p \"p\" { %s \"x\" }\n", limitsHead, strings.Join(names(n, "d"), " \"x\"\n"), strings.Join(names(n, "p"), " \"x\"\n"))
	for i := range n {
		fmt.Fprintf(&b, "clause A%d { we may use d except d%d for p }\nclause B%d { we may use d for p except p%d }\n", i, i, i, i)
	}
	return b.String()
}

func dense(norms, facts int) string {
	r := rand.New(rand.NewPCG(1, 1)).IntN
	var b strings.Builder
	b.WriteString(limitsHead)
	for i := range facts {
		fmt.Fprintf(&b, "fact f%d \"f\"\n", i)
	}
	for i := range norms {
		fmt.Fprintf(&b, "clause %d { we %s use email given (f%d or f%d) and (f%d or no f%d) and (no f%d or f%d) }\n", i, []string{"may", "must not"}[i%2],
			r(facts), r(facts), r(facts), r(facts), r(facts), r(facts))
	}
	return b.String()
}

func chain(n int) string {
	var b strings.Builder
	b.WriteString(limitsHead + "data n0 \"n\"\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "data n%d \"n\" is n%d\n", i, i-1)
	}
	fmt.Fprintf(&b, "clause 1 { we may use n%d }\n", n/2)
	return b.String()
}

func TestNoPolicyExhaustsTheProcess(t *testing.T) {
	by := 1
	if testing.Short() {
		by = 5
	}
	for name, x := range bombs(by) {
		t.Run(name, func(t *testing.T) {
			e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(x.policy)}}, "p.licet")
			if err != nil {
				t.Fatal(err)
			}
			q, err := e.Asker().Question(x.ask)
			if err != nil {
				t.Fatal(err)
			}
			a, err := e.DecideQuestion(q)
			if err != nil && (!errors.Is(err, engine.ErrLimit) || a.Allowed()) {
				t.Fatal(a, err)
			}
			_, err2 := e.ExplainQuestion(q)
			if (err == nil) != (err2 == nil) {
				t.Errorf("decided with %v, explained with %v", err, err2)
			}
			t.Log(a, err)
		})
	}
}

// TestTooMuchIsAProblem is about what the checker refuses.
func TestTooMuchIsAProblem(t *testing.T) {
	treats := func(n int) string {
		return many(n, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "data x%d \"x\"\nfact f%d \"f\"\n", i, i)
		}) + "clause 1 {\n" + many(n, func(b *strings.Builder, i int) {
			others := append(names(n, "x")[:i:i], names(n, "x")[i+1:]...)
			fmt.Fprintf(b, "treat %s as x%d given f%d\n", strings.Join(others, ", "), i, i)
		})[len(limitsHead):] + "}\n"
	}
	for name, policy := range map[string]string{
		"many values": limitsHead + "fact f one of " + strings.Join(names(70_000, "v"), ", ") + "\nclause 1 { we may use email given f is v4 }\n",
		"many ages": many(10_000, func(b *strings.Builder, i int) {
			fmt.Fprintf(b, "clause %d { we may use email given age = %d }\n", i, 2*i)
		}) + "fact age number \"age\"\n",
		"crossed treatment": treats(12),
	} {
		_, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(policy)}}, "p.licet")
		var problems diag.List
		if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Code != "limit" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
