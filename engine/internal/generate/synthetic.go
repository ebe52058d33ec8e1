package generate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A Synthetic is the policy of the benchmarks, with questions about it: n rules over a generated vocabulary of max(50, n/5)
// kinds of data, three or four levels deep, max(20, n/20) purposes and max(10, n/50) recipients; four
// fifths of the rules permit, under up to three conditions, and one fifth prohibit, with exceptions.
type Synthetic struct {
	r         *rand.Rand
	rules     []rule
	data      tree
	purpose   tree
	recipient tree
	country   tree
}

type rule struct {
	action, data, recipient, purpose int
	prohibits                        bool
	conditions                       []string
}

// A SyntheticRule is one rule in names, for those who write it in another language: it permits where all of its conditions hold, or
// prohibits unless all of them hold. A condition is "consent", "no objection", "age >= 16" or "country in " and a place.
type SyntheticRule struct {
	Action, Data, Recipient, Purpose string
	Prohibits                        bool
	Conditions                       []string
}

// SyntheticQuestion is a question in four names.
type SyntheticQuestion struct{ Action, Data, Recipient, Purpose string }

var syntheticActions = []string{"share", "sell", "provide"}

// NewSynthetic draws a policy with n rules, always the same one for n.
func NewSynthetic(n int) *Synthetic {
	s := &Synthetic{r: rand.New(rand.NewPCG(uint64(n), 7))}
	s.data = s.newTree("data", max(50, n/5), 4)
	s.purpose = s.newTree("purpose", max(20, n/20), 2)
	s.recipient = s.newTree("recipient", max(10, n/50), 2)
	s.country = s.newTree("country", 40, 2)
	for range n {
		s.rules = append(s.rules, rule{action: s.r.IntN(len(syntheticActions)), data: s.data.any(s.r), recipient: s.recipient.any(s.r), purpose: s.purpose.any(s.r)})
	}
	for i := range s.rules {
		s.draw(&s.rules[i])
	}
	return s
}

// A tree is names with parents: the first ones are roots.
type tree struct {
	prefix   string
	parent   []int
	children [][]int
	leaves   []int
}

// newTree makes a tree of n nodes with at most depth levels, of about equal width at each node.
func (s *Synthetic) newTree(prefix string, n, depth int) tree {
	t := tree{prefix: prefix, parent: make([]int, n), children: make([][]int, n)}
	level := make([]int, n)
	width := 1
	for pow(width+1, depth) <= n {
		width++
	}
	for i := range n {
		t.parent[i] = -1
		if i < width {
			continue
		}
		p := (i - width) / width
		if level[p]+1 >= depth {
			p = s.r.IntN(width)
		}
		t.parent[i], level[i] = p, level[p]+1
		t.children[p] = append(t.children[p], i)
	}
	for i := range n {
		if len(t.children[i]) == 0 {
			t.leaves = append(t.leaves, i)
		}
	}
	return t
}

func pow(b, e int) int {
	out := 1
	for range e {
		out *= b
	}
	return out
}

func (t *tree) name(i int) string { return fmt.Sprintf("%s-%d", t.prefix, i) }

// any picks a node: a leaf half of the time.
func (t *tree) any(r *rand.Rand) int {
	if r.IntN(2) == 0 {
		return t.leaves[r.IntN(len(t.leaves))]
	}
	return r.IntN(len(t.parent))
}

// below picks a leaf beneath a node.
func (t *tree) below(r *rand.Rand, i int) int {
	for len(t.children[i]) > 0 {
		i = t.children[i][r.IntN(len(t.children[i]))]
	}
	return i
}

// Text returns the policy in the language.
func (s *Synthetic) Text() string {
	var b strings.Builder
	b.WriteString("policy synthetic \"A synthetic policy\" { version \"1\" }\n" +
		"action share \"share\" takes to, for { sell \"sell\" }\naction provide \"provide\" takes to, for\n" +
		"fact age number \"your age\"\nfact country place \"your country\"\n")
	s.declare(&b, "data", &s.data)
	s.declare(&b, "purpose", &s.purpose)
	s.declare(&b, "party", &s.recipient)
	s.declare(&b, "place", &s.country)
	for i := range s.rules {
		s.rule(&b, i)
	}
	return b.String()
}

func (s *Synthetic) declare(b *strings.Builder, kind string, t *tree) {
	for i, p := range t.parent {
		fmt.Fprintf(b, "%s %s \"%s %d\"", kind, t.name(i), t.prefix, i)
		if p >= 0 {
			fmt.Fprintf(b, " is %s", t.name(p))
		}
		b.WriteByte('\n')
	}
}

// draw says what a rule does, and under which conditions.
func (s *Synthetic) draw(r *rule) {
	r.prohibits = s.r.IntN(5) == 0
	all := []string{"consent", "no objection", "country in " + s.country.name(s.r.IntN(len(s.country.parent))), "age >= 16"}
	s.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	r.conditions = all[:s.r.IntN(4)]
	if r.prohibits {
		r.conditions = all[:1+s.r.IntN(2)]
	}
}

func (s *Synthetic) rule(b *strings.Builder, i int) {
	r := s.rules[i]
	modal, word := "may", "given"
	if r.prohibits {
		modal, word = "must not", "unless"
	}
	fmt.Fprintf(b, "clause R.%d {\n  we %s %s %s to %s for %s", i, modal, syntheticActions[r.action], s.data.name(r.data),
		s.recipient.name(r.recipient), s.purpose.name(r.purpose))
	if len(r.conditions) > 0 {
		b.WriteString(" " + word + " " + strings.Join(r.conditions, " and "))
	}
	b.WriteString("\n}\n")
}

// Rules returns what Text says, rule by rule.
func (s *Synthetic) Rules() []SyntheticRule {
	out := make([]SyntheticRule, len(s.rules))
	for i, r := range s.rules {
		out[i] = SyntheticRule{syntheticActions[r.action], s.data.name(r.data), s.recipient.name(r.recipient), s.purpose.name(r.purpose),
			r.prohibits, r.conditions}
	}
	return out
}

// Parents returns, for every name of the vocabulary, the one that it lies beneath, or "" for a root. No two names of the four kinds
// are the same.
func (s *Synthetic) Parents() map[string]string {
	out := map[string]string{"share": "", "sell": "share", "provide": ""}
	for _, t := range []*tree{&s.data, &s.purpose, &s.recipient, &s.country} {
		for i, p := range t.parent {
			out[t.name(i)] = ""
			if p >= 0 {
				out[t.name(i)] = t.name(p)
			}
		}
	}
	return out
}

// Question draws a question about what some rule is about: leaves of the vocabulary, or, for some of a hundred, the inner
// nodes that the rule names.
func (s *Synthetic) Question(inner int) SyntheticQuestion {
	r := s.rules[s.r.IntN(len(s.rules))]
	pick := func(t *tree, i int) string {
		if s.r.IntN(100) < inner && len(t.children[i]) == 0 && t.parent[i] >= 0 {
			return t.name(t.parent[i])
		}
		if s.r.IntN(100) < inner {
			return t.name(i)
		}
		return t.name(t.below(s.r, i))
	}
	return SyntheticQuestion{syntheticActions[r.action], pick(&s.data, r.data), pick(&s.recipient, r.recipient), pick(&s.purpose, r.purpose)}
}

// Countries returns the names of the places.
func (s *Synthetic) Countries() []string {
	out := make([]string, len(s.country.parent))
	for i := range out {
		out[i] = s.country.name(i)
	}
	return out
}
