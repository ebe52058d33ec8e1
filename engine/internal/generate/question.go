package generate

import (
	"fmt"
	"strings"
)

// Question returns a question about the policy that was generated last.
func (g *Generator) Question() string {
	var s strings.Builder
	action := g.of("use", "use", "profile", "store", "share", "share", "sell", "delete", "require", "use or share", "stop", "refuse")
	fmt.Fprintf(&s, "may %s %s", g.actor(), action)
	if action != "stop" {
		if g.chance(95) {
			s.WriteString(" " + g.list(g.data))
		}
		g.askParts(&s, action)
	}
	given := g.knowledge()
	if len(given) > 0 {
		s.WriteString(" given " + strings.Join(given, " and "))
	}
	if g.chance(45) {
		if len(given) > 0 {
			s.WriteString(" and")
		}
		s.WriteString(" nothing else")
	}
	return s.String()
}

func (g *Generator) askParts(s *strings.Builder, action string) {
	if g.chance(50) {
		s.WriteString(" from " + g.who())
	}
	if action == "share" || action == "sell" {
		s.WriteString(g.maybe(85, " with "+g.who()))
	}
	if action != "delete" {
		s.WriteString(g.maybe(85, " for "+g.list(g.purpose)))
	}
	if action == "use" || action == "profile" {
		s.WriteString(g.maybe(85, " in "+g.of(g.place...)))
	}
}

// knowledge returns facts, each in one literal, so that they do not contradict each other.
func (g *Generator) knowledge() []string {
	var out []string
	add := func(percent int, literals ...string) {
		if g.chance(percent) {
			out = append(out, g.of(literals...))
		}
	}
	add(35, "f0", "no f0")
	add(35, "f1", "no f1")
	add(35, "age = 13", "age = 14", "age = 40", "age < 15", "age >= 16", "minor", "no minor")
	add(35, "channel is web", "channel is phone", "not (channel is app)")
	add(35, "country in "+g.of(g.place...), "country is "+g.of(g.place...), "no country in "+g.of(g.place...))
	add(30, "proper", "no proper")
	add(25, "reading is narrow", "reading is wide")
	add(20, "anonymised", "no anonymised")
	add(35, "before closed", "after closed", "10 days after closed", "11 days after closed", "within 15 days after closed", "more than 5 days after closed")
	add(55, "consent", "no consent", "explicit consent", "no explicit consent", "consent to use "+g.of(g.data...),
		"consent to share "+g.of(g.data...)+" with "+g.of(g.party...), "explicit consent to use any for "+g.of(g.purpose...))
	add(20, "deemed consent", "no deemed consent")
	add(25, "objection", "no objection", "objection to use "+g.of(g.data...))
	if len(g.vague) > 0 {
		add(40, "overdue "+g.vague[0], "no overdue "+g.vague[0])
	}
	return out
}
