package analysis

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
)

// A record is what going through every atom and completion tells of one norm.
type record struct{ decides, holds, inScope, prohibited, permitted bool }

// add adds one case.
func (r *record) add(p *model.Policy, c *reference.Case, norm int, dead []int) {
	if !c.Holds(norm) {
		return
	}
	r.holds = true
	with, _ := c.Answer(dead...)
	r.decides = r.decides || changes(c, norm, dead)
	if !p.Norms[norm].Default {
		r.decides = r.decides || changes(c, norm, append(slices.Clone(dead), defaults(p)...))
	}
	r.inScope = r.inScope || with != model.OutOfScope
	r.prohibited, r.permitted = r.prohibited || with == model.Prohibited, r.permitted || with == model.Permitted
}

// changes reports whether taking a norm away, beside others, changes the answer.
func changes(c *reference.Case, norm int, others []int) bool {
	with, _ := c.Answer(others...)
	without, _ := c.Answer(append(slices.Clone(others), norm)...)
	return with != without
}

func defaults(p *model.Policy) []int {
	return slices.DeleteFunc(indices(p), func(i int) bool { return !p.Norms[i].Default })
}

func (r *record) fate(permits bool) Fate {
	q := inquest{holds: r.holds, inScope: r.inScope, prohibited: r.prohibited, permitted: r.permitted}
	return q.fate(permits)
}

// TestDeadByEnumeration compares the dead norms, with their fates, and the norms that are not dead, with what going through every
// atom and completion finds; likewise facts and waivers.
func TestDeadByEnumeration(t *testing.T) {
	count, compared, hunted := 150, 0, 0
	if testing.Short() {
		count = 25
	}
	fates := map[Fate]int{}
	eachSmall(t, count, func(p *model.Policy, text string) {
		a := New(p)
		found, err := a.Dead()
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if other, err := bounded(p, undrawn()).Dead(); err == nil {
			hunted++
			if got, want := deadTexts(p, other), deadTexts(p, found); got != want {
				t.Fatalf("without diagrams\n%s\nand not\n%s\n%s", got, want, text)
			}
		}
		var dead []int
		for _, d := range found {
			dead = append(dead, d.Norm)
			fates[d.Fate]++
		}
		idleWaivers, err := a.IdleWaivers()
		if err != nil {
			t.Fatal(err)
		}
		records, lifting := make([]record, len(p.Norms)), make([]bool, len(p.Waivers))
		err = reference.EachCase(p, enumerated, func(c *reference.Case) {
			whole, _ := c.Answer()
			if got, _ := c.Answer(dead...); got != whole {
				t.Fatalf("without the dead norms, %v is %v and not %v\n%s", c.Atom, got, whole, text)
			}
			if c.AnswerUnwaived(idleWaivers...) != whole {
				t.Fatalf("an idle waiver lifts something\n%s", text)
			}
			for i := range lifting {
				lifting[i] = lifting[i] || c.AnswerUnwaived(append(slices.Clone(idleWaivers), i)...) != whole
			}
			for i := range records {
				records[i].add(p, c, i, without(dead, i))
			}
		})
		if errors.Is(err, reference.ErrLimit) {
			return
		}
		compared++
		for i := range p.Norms {
			checkNorm(t, p, found, i, &records[i], text)
		}
		for i, lifts := range lifting {
			if lifts == slices.Contains(idleWaivers, i) {
				t.Fatalf("waiver %d lifts something: %v\n%s", i, lifts, text)
			}
		}
		compareFacts(t, a, text)
	})
	if compared < count/3 || hunted < count/2 {
		t.Errorf("only %d policies were compared, %d without diagrams", compared, hunted)
	}
	for f := Impossible; f <= Shadowed; f++ {
		if fates[f] == 0 && !testing.Short() {
			t.Errorf("no norm is %v", f)
		}
	}
	t.Logf("%d policies, %d without diagrams, %v", compared, hunted, fates)
}

// undrawn are limits within which hardly any diagram can be made.
func undrawn() compile.Limits {
	l := limits
	l.Nodes = 9
	return l
}

// deadTexts says which norms are dead, and what became of them.
func deadTexts(p *model.Policy, found []Dead) string {
	var out []string
	for _, d := range found {
		out = append(out, norm(p, d.Norm)+" "+d.Fate.String())
	}
	return strings.Join(out, "\n")
}

func without(list []int, x int) []int {
	return slices.DeleteFunc(slices.Clone(list), func(y int) bool { return x == y })
}

func checkNorm(t *testing.T, p *model.Policy, found []Dead, i int, r *record, text string) {
	t.Helper()
	n := &p.Norms[i]
	at := slices.IndexFunc(found, func(d Dead) bool { return d.Norm == i })
	fate := r.fate(n.Permits())
	if at < 0 {
		if !r.decides && (plainly(n) || fate != Redundant && fate != Shadowed) {
			t.Fatalf("%s is %v, and was not found\n%s", norm(p, i), fate, text)
		}
		return
	}
	got := found[at].Fate
	if r.decides {
		t.Fatalf("%s decides, and is not %v\n%s", norm(p, i), got, text)
	}
	if !r.holds && (got <= Inapplicable || got == Swallowed && len(found[at].Because) == 0) {
		return
	}
	if got != fate {
		t.Fatalf("%s is %v, and not %v\n%s", norm(p, i), fate, got, text)
	}
}

// compareFacts compares the idle facts with those that matter to no atom.
func compareFacts(t *testing.T, a *Analysis, text string) {
	t.Helper()
	matters, err := reference.Matters(a.policy, enumerated)
	if err != nil {
		t.Fatal(err)
	}
	found, err := a.IdleFacts()
	if err != nil {
		t.Fatal(err)
	}
	tests := a.tests()
	for f := range a.policy.Facts {
		fact := &a.policy.Facts[f]
		if len(tests[f]) == 0 || fact.Settled != nil || strings.Contains(fact.ID, " ") {
			continue
		}
		idle := slices.ContainsFunc(found, func(x IdleFact) bool { return int(x.Fact) == f })
		if idle == matters[fact.ID] {
			t.Fatalf("%s is idle: %v; it matters: %v\n%s", fact.ID, idle, matters[fact.ID], text)
		}
	}
}

// deadCases are policies with what is dead, and because of what.
var deadCases = []struct{ name, policy, want string }{
	{"alive", `clause A { we may use email } clause B { we must not use phone }`, ``},
	{"numbers exclude each other", `clause A { we may use email given age < 14 and age > 20 }`, `A impossible (given age < 14 and age > 20)`},
	{"numbers touch", `clause A { we may use email given age <= 14 and age >= 14 }`, ``},
	{"values exclude each other", `clause A { we may use email given channel is web given channel is app }`, `A impossible (given channel is web) (given channel is app)`},
	{"a fact and its opposite", `clause A { we may use email given gift unless gift }`, `A impossible (given gift) (unless gift)`},
	{"overdue, and not", `clause A { we may use phone given overdue C and no overdue C }
clause C { we must delete phone within "a while" after closed }`, `A impossible (given overdue C and no overdue C)`},
	{"a term", `clause A { we may use email given minor and age = 30 }`, `A impossible (given minor and age = 30)`},
	{"settled otherwise", `clause A { we may use email given r is narrow }
r is wide because "so" decided by "counsel" on 2026-01-01`, `A settled (given r is narrow)`},
	{"its own exceptions", `clause A { we must not use email unless gift unless no gift }`, `A swallowed (unless gift) (unless no gift)`},
	{"own exceptions leave something", `clause A { we must not use email unless gift unless age < 14 }`, ``},
	{"waived", `clause A { we must not use email unless consent } clause W { consent is not needed to use email }`, `A inapplicable`},
	{"waived for less", `clause A { we must not use contact unless consent } clause W { consent is not needed to use email }`, ``},
	{"excluded", `clause A { we may use email } clause X { this policy does not cover contact }`, `A excluded`},
	{"excluded at times", `clause A { we may use email } clause X { this policy does not cover contact given gift }`, ``},
	{"always prohibited", `clause A { we may use email } clause B { we must not use contact }`, `A overruled by B may we use email given nothing else?`},
	{"prohibited for less", `clause A { we may use contact } clause B { we must not use email }`, ``},
	{"permissions that prevail", `clause A { we must not use contact } clause B { notwithstanding A, we may use personal }`, `A swallowed by B may we use contact given nothing else?`},
	{"permissions that prevail together", `clause A { we must not use contact } clause B { notwithstanding A, we may use personal given gift }
clause C { notwithstanding A, we may use personal unless gift }`, `A swallowed by B, C may we use contact given nothing else?`},
	{"permissions that prevail at times", `clause A { we must not use contact } clause B { notwithstanding A, we may use personal given gift }`, ``},
	{"a default that yields", `clause A { by default, we must not use contact } clause B { we may use personal }`, `A swallowed by B may we use contact given nothing else?`},
	{"a default that yields to judgement", `clause A { by default, we must not use contact } clause B { we may use personal given fitting }`, ``},
	{"the same twice", `clause A { we may use email } clause B { we may use email }`, `B redundant by A`},
	{"a part of another", `clause A { we may use email for marketing } clause B { we may use contact }`, `A redundant by B`},
	{"only under more", `clause A { we may use email given gift } clause B { we may use contact given age > 3 }`, ``},
	{"two together", `clause A { we may use email } clause B { we may use contact given gift } clause C { we may use contact unless gift }`, `A redundant by B, C`},
	{"it says how", `clause A { we may use email by "letter" } clause B { we may use contact }`, ``},
	{"a duty stays", `clause A { we must use email } clause B { we may use contact }`, ``},
	{"prohibitions", `clause A { we must not use email unless consent } clause B { we must not use contact }`, `A redundant by B`},
	{"one way and the other", `clause A { by default, we may use contact } clause B { we may use contact given gift } clause C { we must not use contact unless gift }`, `A shadowed by B, C may we use contact given nothing else?`},
	{"as its default says", `clause A { by default, we must not use contact } clause B { we must not use email }`, ``},
	{"needed to prevail", `clause A { we must not use contact } clause B { notwithstanding A, we may use email } clause C { we may use contact }`, `C shadowed by A, B may we use contact given nothing else?`},
}

func TestDead(t *testing.T) {
	for _, c := range deadCases {
		t.Run(c.name, func(t *testing.T) {
			p := load(t, conflictHead+"judgement fitting \"it fits\" by we\n"+c.policy)
			found, err := New(p).Dead()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range found {
				got = append(got, deadText(p, &d))
			}
			if all := strings.Join(got, "\n"); all != c.want {
				t.Errorf("got\n%s\nand not\n%s", all, c.want)
			}
			other, err := bounded(p, undrawn()).Dead()
			if err != nil || deadTexts(p, other) != deadTexts(p, found) {
				t.Errorf("%v: without diagrams\n%s\nand not\n%s", err, deadTexts(p, other), deadTexts(p, found))
			}
		})
	}
}

func deadText(p *model.Policy, d *Dead) string {
	out := p.Clauses[p.Norms[d.Norm].Clause].ID + " " + d.Fate.String()
	for _, i := range d.Conditions {
		out += " (" + p.Norms[d.Norm].ActWhen()[i].Words + ")"
	}
	for i, b := range d.Because {
		if i == 0 {
			out += " by "
		} else {
			out += ", "
		}
		out += p.Clauses[p.Norms[b].Clause].ID
	}
	if d.Witness != nil {
		out += " " + d.Witness.Sentence()
	}
	return out
}

// Where many norms under many facts are about one thing, their diagram is too large; which of them decide something is found out all the same.
func TestDeadOfManyIsDecided(t *testing.T) {
	many := 60
	if testing.Short() {
		many = 40
	}
	r := rand.New(rand.NewPCG(1, 1)).IntN
	var b strings.Builder
	b.WriteString("policy p \"P\" {}\nuse core\nfact g \"g\"\n")
	for i := range many {
		fmt.Fprintf(&b, "fact f%d \"f\"\n", i)
	}
	for i := range many {
		fmt.Fprintf(&b, "clause %d { we must not use email given (f%d or f%d) and (f%d or no f%d) and (no f%d or f%d) }\n", i, r(many), r(many), r(many), r(many), r(many), r(many))
	}
	b.WriteString("clause A { we must not use email given g } clause B { we must not use email given g and f1 }\n")
	p := load(t, b.String())
	found, err := New(p).Dead()
	if err != nil || !slices.ContainsFunc(found, func(d Dead) bool { return deadText(p, &d) == "B redundant by A" }) {
		t.Errorf("%v, %s", err, deadTexts(p, found))
	}
	t.Logf("%d of %d are dead", len(found), many+2)
}
