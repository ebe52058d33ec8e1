package turns

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// A World is what all peers are asked about: the synthetic policy of the engine's own benchmark, and questions with all of their facts.
type World struct {
	Rules   []generate.SyntheticRule
	Parents map[string]string // of every name; "" for a root
	Text    string            // the policy in Licet's language
	Places  []string          // the countries
	About   []Ask             // each of the questions once
	Asks    []Ask             // questions in random order, each time with other facts
}

// An Ask is one question in strings and four facts: what a service holds in its hands when it must decide.
type Ask struct {
	Action, Data, Recipient, Purpose string
	Consent, Objection               bool
	Age                              int
	Country                          string

	Question, Place int // which of the questions and which of the countries this is, for those who look them up beforehand
}

const (
	questions = 10_000
	draws     = 1 << 15
)

// NewWorld draws the policy with n rules, always the same one for n. Every question is about leaves of the vocabulary, since the peers
// have no question about all that lies beneath a name: what the engine's benchmark asks about sharing, which contains selling, is
// asked about selling here. Every fact is known, since the peers know nothing unknown.
func NewWorld(n int) *World {
	s := generate.NewSynthetic(n)
	w := &World{Rules: s.Rules(), Parents: s.Parents(), Text: s.Text(), Places: s.Countries()}
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for i := range questions {
		q := s.Question(0)
		if q.Action == "share" {
			q.Action = "sell"
		}
		w.About = append(w.About, w.facts(r, Ask{Action: q.Action, Data: q.Data, Recipient: q.Recipient, Purpose: q.Purpose, Question: i}))
	}
	for range draws {
		w.Asks = append(w.Asks, w.facts(r, w.About[r.IntN(questions)]))
	}
	return w
}

func (w *World) facts(r *rand.Rand, a Ask) Ask {
	a.Age, a.Place = r.IntN(80), r.IntN(len(w.Places))
	a.Country = w.Places[a.Place]
	a.Consent, a.Objection = r.IntN(2) == 0, r.IntN(2) == 0
	return a
}

// Above returns, of every name, itself and all that it lies beneath, the nearest first.
func (w *World) Above() map[string][]string {
	out := make(map[string][]string, len(w.Parents))
	for name := range w.Parents {
		for n := name; n != ""; n = w.Parents[n] {
			out[name] = append(out[name], n)
		}
	}
	return out
}

// Below returns, of every name, itself and all that lies beneath it, in order.
func (w *World) Below() map[string][]string {
	out := map[string][]string{}
	for name, above := range w.Above() {
		for _, n := range above {
			out[n] = append(out[n], name)
		}
	}
	for _, names := range out {
		slices.Sort(names)
	}
	return out
}

// Kind returns which graph a name is of: data, purpose, recipient, country or action.
func Kind(name string) string {
	if prefix, _, ok := strings.Cut(name, "-"); ok {
		return prefix
	}
	return "action"
}

// Needs is a rule's conditions, one by one. The zero Needs holds always.
type Needs struct {
	Consent, NoObjection bool
	Age                  int    // at least; 0 where it does not matter
	Country              string // or within it; "" where it does not matter
}

// NeedsOf reads the conditions of a rule.
func NeedsOf(r generate.SyntheticRule) Needs {
	var out Needs
	for _, c := range r.Conditions {
		switch place, ok := strings.CutPrefix(c, "country in "); {
		case ok:
			out.Country = place
		case c == "consent":
			out.Consent = true
		case c == "no objection":
			out.NoObjection = true
		case c == "age >= 16":
			out.Age = 16
		default:
			panic("turns: the generator has a new condition: " + c)
		}
	}
	return out
}

// Words says the needs in another language, which has a word for each.
func (n Needs) Words(consent, noObjection string, age func(int) string, country func(string) string) []string {
	var out []string
	if n.Consent {
		out = append(out, consent)
	}
	if n.NoObjection {
		out = append(out, noObjection)
	}
	if n.Age > 0 {
		out = append(out, age(n.Age))
	}
	if n.Country != "" {
		out = append(out, country(n.Country))
	}
	return out
}
