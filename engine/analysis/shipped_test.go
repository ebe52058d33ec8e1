package analysis

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestShipped compares what is found in the two encoded policies with golden files, which LICET_UPDATE=1 writes. Each line in them was
// read with the text in hand.
func TestShipped(t *testing.T) {
	for _, name := range []string{"app", "union"} {
		p, err := dsl.Load(policies.FS(), name, policies.Libraries())
		if err != nil {
			t.Fatal(err)
		}
		got, err := everything(New(p))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", name+".golden")
		if os.Getenv("LICET_UPDATE") != "" {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// everything says all that is found in a policy, a line each.
func everything(a *Analysis) (string, error) {
	var b strings.Builder
	clause := func(n int) string { return a.policy.Clauses[a.policy.Norms[n].Clause].ID }
	conflicts, err := a.Conflicts()
	for _, c := range conflicts {
		fmt.Fprintf(&b, "conflict %s %s: %s\n", clause(c.Prohibition), clause(c.Permission), c.Witness.Sentence())
	}
	dead, err2 := a.Dead()
	for _, d := range dead {
		fmt.Fprintf(&b, "dead %s\n", deadText(a.policy, &d))
	}
	hollow, err3 := a.Hollow()
	for _, h := range hollow {
		fmt.Fprintf(&b, "hollow %s: %s\n", clause(h.Norm), h.Witness.Sentence())
	}
	swallows, err4 := a.Swallows()
	for _, s := range swallows {
		fmt.Fprintf(&b, "swallow %s: %s\n", a.policy.Clauses[a.policy.Exclusions[s.Exclusion].Clause].ID, s.Witness.Sentence())
	}
	facts, err5 := a.IdleFacts()
	for _, f := range facts {
		settled := ""
		if f.Settled {
			settled = " settled"
		}
		fmt.Fprintf(&b, "idle fact %s%s\n", a.policy.Facts[f.Fact].ID, settled)
	}
	waivers, err6 := a.IdleWaivers()
	for _, w := range waivers {
		fmt.Fprintf(&b, "idle waiver %s\n", a.policy.Clauses[a.policy.Waivers[w].Clause].ID)
	}
	for _, e := range []error{err, err2, err3, err4, err5, err6} {
		if e != nil {
			return "", e
		}
	}
	return b.String(), nil
}

// otherCases are policies with what is found in them beside conflicts and dead norms.
var otherCases = []struct{ name, policy, want string }{
	{"nothing", `clause A { we may use email given gift }`, ``},
	{"hollow", `clause A { we may share personal with anyone given fitting }`, `hollow A: may we share personal given fitting and nothing else?`},
	{"hollow, either way", `clause A { we may share personal with anyone given fitting or wise }`, `hollow A: may we share personal given wise and nothing else?`},
	{"bounded by a fact", `clause A { we may share personal with anyone given fitting and gift }`, ``},
	{"bounded by consent", `clause A { we may share personal with anyone given fitting and consent }`, ``},
	{"judged by somebody else", `clause A { we may share personal with anyone given judged }`, ``},
	{"our judgement takes away", `clause A { we may share personal with anyone unless fitting }`, ``},
	{"our judgement is settled", `clause A { we may share personal with anyone given fitting }
fitting is no because "so" decided by "counsel" on 2026-01-01`, `dead A settled (given fitting)`},
	{"an exclusion of everything", `clause A { we may use email } clause B { we must not use phone } clause X { this policy does not cover any given gift }`,
		`swallow X: may we use email given gift and nothing else?`},
	{"an exclusion of all that is named", `clause A { we may use email } clause B { we must not use phone } clause X { this policy does not cover contact given gift }`,
		`swallow X: may we use email given gift and nothing else?`},
	{"an exclusion of a part", `clause A { we may use email } clause B { we must not use photo } clause X { this policy does not cover contact given gift }`, ``},
	{"an exclusion of others' data", `clause A { we may use email } clause X { this policy does not cover any of affiliate }`, ``},
	{"an exclusion by source", `clause A { we may use email } clause X { this policy does not cover any from partner }`, ``},
	{"an exclusion that cannot hold", `clause A { we may use email given age > 0 } clause X { this policy does not cover any given age < 1 and age > 1 }`, ``},
	{"an idle waiver", `clause A { we may use email given consent } clause W { consent is not needed to store email }`, `idle waiver W`},
	{"a waiver of a kind", `clause A { we may use email given explicit consent } clause W { consent is not needed to use email }`, `idle waiver W`},
	{"a waiver that lifts", `clause A { we may use email given consent } clause W { consent is not needed to use contact }`, ``},
	{"a waiver twice", `clause A { we may use email given consent } clause W { consent is not needed to use contact } clause V { consent is not needed to use email }`, `idle waiver V`},
	{"an idle fact", `clause A { we may use email } clause B { we may store email given gift or no gift } `, `idle fact gift`},
	{"a fact that never comes to bear", `clause A { we may use email } clause B { by default, we must not use email given gift }`, `dead B swallowed by A may we use email given gift and nothing else?
idle fact gift`},
	{"a fact that treats idly", `clause A { we may use any } clause B { treat gender as health given gift }`, `idle fact gift`},
	{"a fact that treats", `clause A { we may use health } clause B { treat gender as health given gift }`, ``},
	{"deemed consent that nothing takes", `clause A { we may use email given consent } clause B { gift counts as deemed consent to use email }`, `idle fact gift`},
}

func TestOtherFindings(t *testing.T) {
	for _, c := range otherCases {
		t.Run(c.name, func(t *testing.T) {
			got, err := everything(New(load(t, conflictHead+`judgement fitting "it fits" by we
judgement wise "it is wise" by we
judgement judged "it fits" by "counsel"
`+c.policy)))
			if err != nil {
				t.Fatal(err)
			}
			if got = strings.TrimSpace(got); got != c.want {
				t.Errorf("got\n%s\nand not\n%s", got, c.want)
			}
		})
	}
}

// TestBounds makes the bounds small: then what is not found is said to be not decided.
func TestBounds(t *testing.T) {
	p := load(t, conflictHead+`clause A { we may use email given gift and age > 3 } clause B { we must not use contact unless channel is web }
clause C { we may use contact given age > 3 and gift }
clause W { consent is not needed to use email given gift } clause D { we may use contact given consent }`)
	for _, l := range []compile.Limits{
		{Nodes: 1, Classes: 1_000, Steps: 1, Scouted: 1_000_000}, {Nodes: 100_000, Classes: 0, Steps: 1, Scouted: 1_000_000}, {Nodes: 100_000, Classes: 1_000, Steps: 1, Scouted: -1},
	} {
		a := bounded(p, l)
		conflicts, err := a.Conflicts()
		undecided(t, err, len(conflicts))
		if dead, err := a.Dead(); l.Nodes > 1 { // cases are found without diagrams
			undecided(t, err, len(dead))
		}
		waivers, err := a.IdleWaivers()
		undecided(t, err, len(waivers))
		facts, err := a.IdleFacts()
		undecided(t, err, len(facts))
	}
}

func undecided(t *testing.T, err error, found int) {
	t.Helper()
	if u, ok := err.(*Undecided); !ok || found > 0 || len(u.Norms)+len(u.Facts)+len(u.Waivers) == 0 {
		t.Errorf("%d findings, and not that nothing is decided: %v", found, err)
	}
}

// TestConcurrentUse asks one analysis everything from several goroutines, which must find the same.
func TestConcurrentUse(t *testing.T) {
	p, err := dsl.Load(policies.FS(), "app", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	a := New(p)
	want, err := everything(a)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got, err := everything(a); got != want || err != nil {
				t.Errorf("found something else: %v\n%s", err, got)
			}
		})
	}
	all.Wait()
}
