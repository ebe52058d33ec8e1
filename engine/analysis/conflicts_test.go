package analysis

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
)

// enumerated are the bounds of what tests go through by enumeration.
var enumerated = reference.Limits{Completions: 5_000}

// eachSmall calls f for random policies of few clauses, always the same ones.
func eachSmall(t *testing.T, count int, f func(p *model.Policy, text string)) {
	done := 0
	for seed := uint64(0); done < count; seed++ {
		parts := generate.New(rand.New(rand.NewPCG(seed, 9)).IntN).Parts()
		parts.Clauses = parts.Clauses[:min(len(parts.Clauses), 4)]
		parts.Tail = ""
		text := parts.String()
		if p := tryLoad(t, text); p != nil {
			done++
			f(p, text)
		}
	}
}

// TestConflictsByEnumeration compares the pairs in conflict with those that going through every atom and completion finds.
func TestConflictsByEnumeration(t *testing.T) {
	count, compared, total := 150, 0, 0
	if testing.Short() {
		count = 25
	}
	eachSmall(t, count, func(p *model.Policy, text string) {
		want := map[Pair]bool{}
		err := reference.EachCase(p, enumerated, func(c *reference.Case) {
			if answer, conflict := c.Answer(); conflict && answer == model.Prohibited {
				colliding(p, c, want)
			}
		})
		if errors.Is(err, reference.ErrLimit) {
			return
		}
		found, err := New(p).Conflicts()
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		compared++
		asker := dsl.NewAsker(p)
		for _, c := range found {
			checkWitness(t, asker, c.Witness, text)
			for _, x := range c.Pairs {
				if total++; !want[x] {
					t.Fatalf("no conflict: %s and %s\n%s", norm(p, x.Prohibition), norm(p, x.Permission), text)
				}
				delete(want, x)
			}
		}
		for x := range want {
			t.Fatalf("a conflict is missing: %s and %s\n%s", norm(p, x.Prohibition), norm(p, x.Permission), text)
		}
	})
	if compared < count/2 || total < compared/5 {
		t.Errorf("only %d policies with %d conflicts were compared", compared, total)
	}
	t.Logf("%d policies, %d pairs", compared, total)
}

// colliding adds the pairs that are in conflict in a case, as the specification says.
func colliding(p *model.Policy, c *reference.Case, out map[Pair]bool) {
	var permissions, prohibitions []int
	specific := slices.ContainsFunc(indices(p), func(i int) bool {
		return !p.Norms[i].Default && c.Holds(i) && (p.Norms[i].Permits() || counts(p, c, i))
	})
	for _, i := range indices(p) {
		switch n := &p.Norms[i]; {
		case n.Default == specific || !c.Holds(i):
		case n.Permits():
			permissions = append(permissions, i)
		case n.Default || counts(p, c, i):
			prohibitions = append(prohibitions, i)
		}
	}
	for _, i := range permissions {
		n := &p.Norms[i]
		if slices.ContainsFunc(prohibitions, func(j int) bool {
			f := &p.Norms[j]
			return specific && slices.Contains(f.Over, n.Clause) || f.Ends && n.Modality == model.May
		}) {
			continue
		}
		for _, j := range prohibitions {
			out[Pair{j, i}] = true
		}
	}
}

// counts reports whether no permission prevails over a specific prohibition in a case.
func counts(p *model.Policy, c *reference.Case, f int) bool {
	return !slices.ContainsFunc(indices(p), func(i int) bool {
		n := &p.Norms[i]
		return n.Permits() && !n.Default && slices.Contains(n.Over, p.Norms[f].Clause) && c.Holds(i)
	})
}

func indices(p *model.Policy) []int {
	out := make([]int, len(p.Norms))
	for i := range out {
		out[i] = i
	}
	return out
}

// norm tells which norm it is.
func norm(p *model.Policy, i int) string {
	n := &p.Norms[i]
	return p.Clauses[n.Clause].ID + " " + n.Modality.String()
}

// conflictCases are policies with the clauses that are in conflict, and as which question.
var conflictCases = []struct{ name, policy, want string }{
	{"one", `clause A { we may use email } clause B { we must not use contact }`, `B/A may we use email given nothing else?`},
	{"other action", `clause A { we may store email } clause B { we must not use contact }`, ``},
	{"other purpose", `clause A { we may use email for marketing } clause B { we must not use email for research }`, ``},
	{"a purpose beneath", `clause A { we may use email for direct-marketing } clause B { we must not use email for marketing }`, `B/A may we use email for direct-marketing given nothing else?`},
	{"other recipient", `clause A { we may share email with partner } clause B { we must not share email with affiliate }`, ``},
	{"other source", `clause A { we may use email from partner } clause B { we must not use email from you }`, ``},
	{"other person", `clause A { we may use email } clause B { we must not use email of affiliate }`, ``},
	{"other actor", `clause A { we may use email } clause B { partner must not use email }`, ``},
	{"other place", `clause A { we may export email in france } clause B { we must not export email in germany }`, ``},
	{"excepted", `clause A { we may use email } clause B { we must not use contact except email }`, ``},
	{"numbers apart", `clause A { we may use email given age >= 16 } clause B { we must not use email given age < 16 }`, ``},
	{"numbers meet", `clause A { we may use email given age >= 16 } clause B { we must not use email given age <= 16 }`, `B/A may we use email given age = 16 and nothing else?`},
	{"values apart", `clause A { we may use email given channel is web } clause B { we must not use email given channel is app }`, ``},
	{"places apart", `clause A { we may use email given country in eu } clause B { we must not use email unless country in eu }`, ``},
	{"times apart", `clause A { we may use email before closed } clause B { we must not use email after closed }`, ``},
	{"within and after", `clause A { we may use email within 10 days after closed } clause B { we must not use email more than 10 days after closed }`, ``},
	{"consent", `clause A { we may use email given consent } clause B { we must not use contact unless consent }`, ``},
	{"explicit consent lifts", `clause A { we may use email given consent } clause B { we must not use contact unless explicit consent }`, `B/A may we use email given consent and nothing else?`},
	{"facts apart", `clause A { we may use email given gift } clause B { we must not use email unless gift }`, ``},
	{"a term apart", `clause A { we may use email given minor } clause B { we must not use email given age > 20 }`, ``},
	{"settled apart", `clause A { we may use email given r is narrow } clause B { we must not use email }
r is wide because "so" decided by "counsel" on 2026-01-01`, ``},
	{"default level", `clause A { we may use email } clause B { by default, we must not use email }`, ``},
	{"both default", `clause A { by default, we may use email } clause B { by default, we must not use email }`, `B/A may we use email given nothing else?`},
	{"default, and decided", `clause A { by default, we may use email } clause B { by default, we must not use email } clause C { we may use contact }`, ``},
	{"notwithstanding", `clause A { we may use email } clause B { notwithstanding A, we must not use email }`, ``},
	{"the permission prevails", `clause A { notwithstanding B, we may use email } clause B { we must not use email }`, ``},
	{"a third prevails", `clause A { we may use email } clause B { we must not use email } clause C { notwithstanding B, we may use contact }`, ``},
	{"a third prevails at times", `clause A { we may use email } clause B { we must not use email } clause C { notwithstanding B, we may use contact unless gift }`, `B/A may we use email given gift and nothing else?`},
	{"excluded", `clause A { we may use email } clause B { we must not use email } clause C { this policy does not cover contact }`, ``},
	{"objection", `clause A { we may use email } clause B { we must not use email given objection }`, ``},
	{"a duty stands against an objection", `clause A { we must use email } clause B { we must not use email given objection }`, `B/A may we use email given objection and nothing else?`},
	{"treated as", `clause A { we may use gender } clause B { we must not use health }
clause T { treat gender as health given gift }`, `B/A may we use gender given gift and nothing else?`},
	{"treated as, apart", `clause A { we may use gender unless gift } clause B { we must not use health }
clause T { treat gender as health given gift }`, ``},
	{"waived", `clause A { we may use email given consent } clause B { we must not use email unless explicit consent }
clause W { consent is not needed to use email given gift }`, `B/A may we use email given consent and nothing else?`},
	{"one pair of clauses", `clause A { we may use email
we may use phone } clause B { we must not use contact }`, `B/A may we use email given nothing else?`},
}

const conflictHead = `policy x "X" { controller "x" }
use core
fact gift "it is a gift"
fact age number
fact channel one of web, app
fact country place
event closed "you close it"
judgement r one of narrow, wide
term minor "a minor" means age < 14
`

func TestConflicts(t *testing.T) {
	for _, c := range conflictCases {
		t.Run(c.name, func(t *testing.T) {
			p := load(t, conflictHead+c.policy)
			found, err := New(p).Conflicts()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range found {
				got = append(got, p.Clauses[p.Norms[x.Prohibition].Clause].ID+"/"+p.Clauses[p.Norms[x.Permission].Clause].ID+" "+x.Witness.Sentence())
			}
			if all := strings.Join(got, "\n"); all != c.want {
				t.Errorf("got\n%s\nand not\n%s", all, c.want)
			}
		})
	}
}

// Where many norms are about one thing, cases are shown until they have cost enough, and the rest is said to be undecided.
func TestConflictsOfManyAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("policy p \"P\" {}\nuse core\n")
	const many = 40
	for i := range many {
		fmt.Fprintf(&b, "fact f%d \"f\"\nclause %d { we may use email given f%d }\nclause %d { we must not use email given f%d }\n", i, i, i, many+i, i)
	}
	a := New(load(t, b.String()))
	a.shown = 10 * (2*many + 2*many/50)
	found, err := a.Conflicts()
	var open *Undecided
	if len(found) != 10 || !errors.As(err, &open) || len(open.Norms) != 2*many {
		t.Fatalf("%d conflicts were found, and the error is %v", len(found), err)
	}
}
