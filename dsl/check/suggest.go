package check

import (
	"iter"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// nearest looks for what was meant by an unknown name. It does so for a bounded number of names, since each costs a
// pass over all candidates; where these are many, for fewer.
func (c *checker) nearest(name string, candidates iter.Seq[string]) string {
	if c.suggested++; c.suggested > maxSuggested {
		return ""
	}
	looked := 0
	near := diag.Nearest(name, func(yield func(string) bool) {
		for x := range candidates {
			if looked++; !yield(x) {
				return
			}
		}
	})
	if c.suggested += looked / namesPerSuggestion; near != "" {
		return near
	}
	return withWords(name, candidates)
}

// namesPerSuggestion is how many candidates make a name count as one more.
const namesPerSuggestion = 1_000

// withWords returns the shortest candidate that has all the words of a name among others: cookie-data for cookie.
func withWords(name string, candidates iter.Seq[string]) string {
	words, best := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == ' ' }), ""
	if len(name) < 3 {
		return ""
	}
	for c := range candidates {
		parts := strings.Split(c, "-")
		if (best == "" || len(c) < len(best)) && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(parts, w) }) {
			best = c
		}
	}
	return best
}

// labelled returns the name of the kind that has a text, with spaces or hyphens, for its label; "" where none or several have.
func (c *checker) labelled(k model.Kind, text string) string {
	if c.suggested > maxSuggested {
		return ""
	}
	key, found := labelKey(strings.ReplaceAll(text, "-", " ")), ""
	for _, n := range c.order[k] {
		for _, l := range n.node.Labels {
			switch {
			case labelKey(strings.ReplaceAll(l.Text, "-", " ")) != key:
			case found != "" && found != n.node.ID:
				return ""
			default:
				found = n.node.ID
			}
		}
	}
	return found
}

// negatedName reports a name that begins with `no`, where the rest is a fact: the fact alone would say the opposite.
func (c *checker) negatedName(name ast.Name) bool {
	for _, prefix := range []string{"no ", "no-", "not ", "not-", "non-"} {
		fact, ok := strings.CutPrefix(name.Text, prefix)
		_, isFact := c.policy.Fact(fact)
		_, isTerm := c.policy.Term(fact)
		if !ok || !isFact && !isTerm {
			continue
		}
		fields := ""
		if c.asking {
			fields = "; by fields: \"" + fact + "\": false"
		}
		c.report(name, "unknown-name", "`%s` is no part of a fact's name; write `no %s`%s", strings.TrimRight(prefix, " -"), fact, fields)
		return true
	}
	return false
}

// loneOption returns the first value that stands alone in a list of alternatives, behind a test of its fact, and reports it:
// in `channel is web or app`, app is no fact.
func (b *binder) loneOption(c *ast.Join) ast.Cond {
	var is *ast.Is
	for _, t := range c.Terms {
		switch t := t.(type) {
		case *ast.Is:
			is = t
		case *ast.Has:
			id, known := model.NoFact, false
			if is != nil {
				id, known = b.policy.Fact(is.Fact.Text)
			}
			if _, isFact := b.policy.Fact(t.Fact.Text); known && !isFact && b.option(id, t.Fact.Text) >= 0 {
				joint := "and"
				if c.Or {
					joint = "or"
				}
				b.report(t, "unknown-name", "no fact is called `%s`; write `%s is %s %s %s is %s`", t.Fact.Text,
					is.Fact.Text, is.Value.Text, joint, is.Fact.Text, t.Fact.Text)
				return t
			}
		}
	}
	return nil
}
