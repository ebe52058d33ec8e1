// Package generate makes random policies and questions for tests, and the synthetic policies of the
// benchmarks, as text of the language.
//
// Nothing but tests and benchmarks imports it.
//
//	g := generate.New(rand.New(rand.NewPCG(1, 2)).IntN)
//	text := g.Policy()
//	question := g.Question()
package generate

import (
	"fmt"
	"strings"
)

// A Generator makes one policy and questions about it. Its choices are those of the function it was made with.
type Generator struct {
	pick    func(n int) int // in [0, n)
	b       strings.Builder
	clauses int
	parts   Parts
	vague   []string // clauses with a vague length of time
	data    []string
	purpose []string
	party   []string
	place   []string
}

// New returns a generator that takes its choices from pick, which returns a number in [0, n).
func New(pick func(n int) int) *Generator { return &Generator{pick: pick} }

func (g *Generator) chance(percent int) bool { return g.pick(100) < percent }

func (g *Generator) of(list ...string) string { return list[g.pick(len(list))] }

func (g *Generator) line(format string, args ...any) { fmt.Fprintf(&g.b, format+"\n", args...) }

// Actions with what they take: enough to have children, recipients, places and none of them.
const actions = `action use "use" takes for, in { profile "profile" }
action store "store" takes for
action share "share" takes with, for { sell "sell" }
action delete "delete" ends store, use unless anonymised
action require "require" takes for
action refuse "refuse" takes for
action stop "stop" takes nothing
fact anonymised "the data are anonymised"
`

// Parts are a policy in pieces, which may be put together in any order.
type Parts struct {
	Head    string   // everything but clauses and precedence
	Clauses []Clause // C.1, C.2 and so on
	Tail    string   // precedence
}

// A Clause is one clause in pieces.
type Clause struct {
	ID         string
	Statements []string
}

func (c Clause) String() string {
	return "clause " + c.ID + " {\n" + strings.Join(c.Statements, "\n") + "\n}\n"
}

func (p Parts) String() string {
	var b strings.Builder
	b.WriteString(p.Head)
	for _, c := range p.Clauses {
		b.WriteString(c.String())
	}
	b.WriteString(p.Tail)
	return b.String()
}

// Policy returns a policy that checks without problems, but for contradictions in its precedence and
// conditions that leave nothing, which are rare.
func (g *Generator) Policy() string { return g.Parts().String() }

// take returns what was written since the last take.
func (g *Generator) take() string {
	out := g.b.String()
	g.b.Reset()
	return out
}

// Parts returns such a policy in pieces.
func (g *Generator) Parts() Parts {
	g.line(`policy random "A random policy" { version "1" }`)
	g.b.WriteString(actions)
	g.data = g.graph("data", 4+g.pick(4))
	g.purpose = g.graph("purpose", 2+g.pick(3))
	g.party = g.graph("party", 2+g.pick(3))
	g.place = g.graph("place", 2+g.pick(2))
	g.line(`fact f0 "f0"`)
	g.line(`fact f1 "f1"`)
	g.line(`fact age number`)
	g.line(`fact channel one of web, app, phone`)
	g.line(`fact country place`)
	g.line(`event closed "closed"`)
	g.line(`judgement proper "proper" by we`)
	g.line(`judgement reading "reading" one of narrow, wide by we`)
	g.line(`term minor "a minor" means age < 14`)
	if g.chance(30) {
		g.line(`reading is %s because "so" decided by "counsel" on 2026-01-02`, g.of("narrow", "wide"))
	}
	g.parts = Parts{Head: g.take()}
	for range 2 + g.pick(8) {
		g.clause()
	}
	if g.clauses > 2 && g.chance(25) {
		a, b := 1+g.pick(g.clauses), 1+g.pick(g.clauses)
		if a != b {
			g.line(`C.%d prevails over C.%d because "so" decided by "counsel" on 2026-01-02`, a, b)
		}
	}
	g.parts.Tail = g.take()
	return g.parts
}

// graph declares n names of a kind with random parents, and returns them.
func (g *Generator) graph(kind string, n int) []string {
	var names []string
	for i := range n {
		name := fmt.Sprintf("%c%s%d", kind[0], kind[1:2], i)
		is := ""
		if i > 0 && g.chance(70) {
			is = " is " + names[g.pick(i)]
			if i > 1 && g.chance(25) {
				is += ", " + names[g.pick(i)]
			}
		}
		g.line(`%s %s "%s"%s`, kind, name, name, is)
		names = append(names, name)
	}
	return names
}

func (g *Generator) clause() {
	g.clauses++
	c := Clause{ID: fmt.Sprintf("C.%d", g.clauses)}
	for range 1 + g.pick(2) {
		g.statement()
		c.Statements = append(c.Statements, strings.TrimSuffix(g.take(), "\n"))
	}
	g.parts.Clauses = append(g.parts.Clauses, c)
}

// Norm returns one more sentence with a modal word, `may` or `must not`, specific or by default, without precedence and without `only`.
func (g *Generator) Norm(modal string, byDefault bool) string {
	for {
		g.norm(modal)
		s := strings.TrimSpace(g.take())
		if strings.HasPrefix(s, "by default") == byDefault && !strings.HasPrefix(s, "notwithstanding") && !strings.Contains(s, " only ") && !strings.Contains(s, "then ") {
			return s
		}
	}
}

func (g *Generator) statement() {
	switch n := g.pick(100); {
	case n < 38:
		g.norm("may")
	case n < 70:
		g.norm("must not")
	case n < 80:
		g.duty()
	case n < 84:
		g.line("this policy does not cover %s%s%s", g.list(g.data), g.maybe(30, " from "+g.who()), g.given(25, g.factCond))
	case n < 88:
		g.line("consent is not needed to %s %s%s", g.of("use", "share", "store or sell"), g.list(g.data), g.given(60, g.factCond))
	case n < 91:
		g.line("%s counts as deemed consent to %s %s%s", g.of("f0", "f1"), g.of("use", "share"), g.list(g.data), g.given(20, g.factCond))
	case n < 96:
		a := g.pick(len(g.data))
		b := (a + 1 + g.pick(len(g.data)-1)) % len(g.data)
		g.line("treat %s as %s%s%s", g.data[a], g.of("", "", "not "), g.data[b], g.given(70, g.factCond))
	default:
		g.line("refusing %s costs %s%s", g.list(g.data), g.list(g.purpose), g.maybe(50, " but not "+g.of(g.purpose...)))
	}
}

func (g *Generator) maybe(percent int, s string) string {
	if g.chance(percent) {
		return s
	}
	return ""
}

// list returns one or two names, or `any`, at times with an exception.
func (g *Generator) list(names []string) string {
	if g.chance(25) {
		return "any" + g.maybe(30, " except "+g.of(names...))
	}
	out := g.high(names)
	if g.chance(20) {
		out += ", " + g.of(names...)
	}
	return out
}

// high returns a name, rather one of the first: much lies beneath them.
func (g *Generator) high(names []string) string {
	return names[min(g.pick(len(names)), g.pick(len(names)))]
}

func (g *Generator) who() string {
	if g.chance(35) {
		return "anyone"
	}
	return g.high(g.party)
}

func (g *Generator) actor() string {
	if g.chance(85) {
		return "we"
	}
	return g.of(append([]string{"you"}, g.party...)...)
}

// norm writes a permission or a prohibition. Consent helps permissions and lifts prohibitions.
func (g *Generator) norm(modal string) {
	var s strings.Builder
	prefix := ""
	if g.chance(20) {
		prefix = "by default, "
	} else if g.clauses > 1 && g.chance(12) {
		prefix = fmt.Sprintf("notwithstanding C.%d, ", 1+g.pick(g.clauses-1))
	}
	if g.chance(4) {
		g.line("%s%s %s stop%s", prefix, g.actor(), modal, g.given(50, g.factCond))
		return
	}
	action := g.of("use", "use", "profile", "store", "share", "share", "sell", "use and store")
	fmt.Fprintf(&s, "%s%s %s %s %s", prefix, g.actor(), modal, action, g.list(g.data))
	only := modal == "may" && g.chance(15)
	say := func(part string) string {
		if only && g.chance(50) {
			only = false
			return " only" + part
		}
		return part
	}
	if g.chance(10) {
		s.WriteString(" from " + g.who())
	}
	if action == "share" || action == "sell" {
		if modal == "may" || g.chance(60) {
			s.WriteString(say(" to " + g.who() + g.maybe(15, " except "+g.of(g.party...))))
		}
	}
	if g.chance(30) {
		s.WriteString(say(" for " + g.list(g.purpose)))
	}
	if action == "use" && g.chance(20) {
		s.WriteString(say(" in " + g.of(g.place...)))
	}
	cond := g.given(60, func() string { return g.cond(modal == "may") })
	if strings.HasPrefix(cond, " given") && !strings.Contains(cond, "consent") {
		cond = say(cond)
	}
	s.WriteString(cond)
	if !strings.Contains(s.String(), " only") || !strings.Contains(cond, "consent") {
		s.WriteString(g.maybe(15, " "+g.time()))
	}
	text := s.String()
	if strings.Contains(text, " only") && strings.Contains(text, "consent") {
		text = strings.Replace(text, " only", "", 1)
	}
	if modal == "may" && g.chance(8) {
		text += fmt.Sprintf("\n    then %s must not use %s after closed", g.of(g.party...), g.list(g.data))
	}
	g.line("  %s", text)
}

func (g *Generator) duty() {
	act := g.of("delete", "delete", "use", "store", "stop", "delete or store")
	if act == "stop" {
		g.line("  we must stop%s", g.given(50, g.factCond))
		return
	}
	g.line("  we must %s %s%s%s", act, g.list(g.data), g.given(40, func() string { return g.cond(false) }), g.maybe(60, " "+g.time()))
}

func (g *Generator) time() string {
	switch g.pick(6) {
	case 0:
		return "before closed"
	case 1:
		return fmt.Sprintf("within %d days after closed", 10*(1+g.pick(2)))
	case 2:
		return fmt.Sprintf("more than %d days after closed", 10*(1+g.pick(2)))
	case 3:
		return "10 days after closed"
	case 4:
		g.vague = append(g.vague, fmt.Sprintf("C.%d", g.clauses))
		return `within "a short time" after closed`
	}
	return "after closed"
}

// given returns a condition with its word, or nothing.
func (g *Generator) given(percent int, cond func() string) string {
	if !g.chance(percent) {
		return ""
	}
	c := cond()
	if strings.HasPrefix(c, "unless ") {
		return " " + c
	}
	return " given " + c
}

// cond returns a condition in which more consent makes a permission, and lifts anything else.
func (g *Generator) cond(permission bool) string {
	kind := g.of("", "", "", "prior ", "explicit ", "deemed ")
	switch n := g.pick(10); {
	case n < 3 && permission:
		return kind + "consent" + g.maybe(30, " or "+g.of("f0", "age >= 16"))
	case n < 3:
		return "unless " + kind + "consent" + g.maybe(30, " and "+g.of("f0", "age >= 16"))
	case n < 4:
		return g.of("objection", "no objection", "unless objection")
	}
	return g.factCond()
}

// factCond returns a condition on facts.
func (g *Generator) factCond() string {
	switch g.pick(5) {
	case 0:
		return g.literal() + " and " + g.literal()
	case 1:
		return g.literal() + " or " + g.literal()
	case 2:
		return "not (" + g.literal() + " and (" + g.literal() + " or " + g.literal() + "))"
	}
	return g.literal()
}

func (g *Generator) literal() string {
	switch g.pick(9) {
	case 0:
		return "no f0"
	case 1:
		return "f1"
	case 2:
		return g.of("age < 14", "age >= 16", "age = 14", "age <= 16", "age > 18")
	case 3:
		return "channel is " + g.of("web", "app", "phone")
	case 4:
		return "country in " + g.of(g.place...)
	case 5:
		return g.of("proper", "no proper")
	case 6:
		return "reading is " + g.of("narrow", "wide")
	case 7:
		return g.of("minor", "no minor")
	}
	return "f0"
}
