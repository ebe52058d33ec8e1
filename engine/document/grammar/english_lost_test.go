package grammar_test

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestEnglishLosesNothing looks, in the sentences of policies that nobody would write, for every name, condition, number and word of
// their norms, and for the modal word. The names of generated policies stand for nothing, so each is in its sentence as it is, or nowhere.
func TestEnglishLosesNothing(t *testing.T) {
	rounds, looked := 400, 0
	if testing.Short() {
		rounds = 40
	}
	for seed := range uint64(rounds) {
		text := generate.New(rand.New(rand.NewPCG(seed, 11)).IntN).Policy()
		p, err := dsl.Load(fstest.MapFS{"p/p.licet": {Data: []byte(text)}}, "p", policies.Libraries())
		if err != nil {
			continue // some take away what they name
		}
		looked += losesNothing(t, p, english(t, p))
	}
	for _, name := range policies.Names() {
		p := load(t, name)
		losesNothing(t, p, english(t, p))
	}
	if looked < 30*rounds {
		t.Errorf("only %d words were looked for", looked)
	}
	t.Logf("%d words were looked for", looked)
}

func losesNothing(t *testing.T, p *model.Policy, g grammar.Grammar) (looked int) {
	t.Helper()
	find := func(n *model.Norm, said string, words []string) {
		for _, w := range words {
			looked++
			if !strings.Contains(plain(said), plain(w)) {
				t.Errorf("%s: %q is not in %q", p.Clauses[n.Clause].ID, w, said)
			}
		}
	}
	for _, group := range grammar.Statements(p) {
		var norms []*model.Norm
		for _, i := range group {
			n := &p.Norms[i]
			norms = append(norms, n)
			alone := g.Norm(n)
			find(n, alone, append(scopeWords(p, n), conditionWords(p, n)...))
			hasModal(t, n, alone)
		}
		if norms[0].Origin == model.ByRefusing {
			continue
		}
		together := g.Norm(norms[0], norms[1:]...)
		find(norms[0], together, scopeWords(p, norms[0]))
		for _, n := range norms {
			find(n, together, conditionWords(p, n))
			hasModal(t, norms[0], together)
		}
	}
	return looked
}

func hasModal(t *testing.T, n *model.Norm, said string) {
	t.Helper()
	want := n.Modality.String()
	if n.Modality == model.MustNot && strings.Contains(strings.ToLower(said), "no one ") {
		want = "may"
	}
	if !strings.Contains(said, " "+want+" ") || n.Modality == model.Must && strings.HasPrefix(strings.SplitN(said, " must ", 2)[1], "not ") {
		t.Errorf("%q does not say %q", said, want)
	}
	if n.Default && !strings.Contains(said, "nless this policy says otherwise") {
		t.Errorf("%q does not yield", said)
	}
}

// plain takes away quotation marks, which are typeset, and capitals.
func plain(s string) string {
	s = strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'").Replace(strings.ToLower(s))
	return strings.ReplaceAll(s, `"`, "")
}

func scopeWords(p *model.Policy, n *model.Norm) (out []string) {
	for d := range model.Dim(model.DimCount) {
		if d != model.Actor && d != model.Action && !n.Stated.Has(d) {
			continue
		}
		for _, x := range append(append([]model.NodeID{}, n.Scope[d].In...), n.Scope[d].Except...) {
			if d.Kind() == model.PartyKind && (x == model.We || x == model.You) {
				continue
			}
			out = append(out, parted(p.Graph(d).Node(x).Labels.In("")))
		}
	}
	for _, o := range n.Over {
		if n.Default {
			break // of what yields to all else, that changes nothing
		}
		out = append(out, p.Clauses[o].ID)
	}
	return append(append(out, n.By...), n.Under...)
}

// parted returns the longest word of a label: it stands in the sentence however the rest is turned. "Partners telling" is "partners can tell".
func parted(label string) string {
	longest := ""
	for _, w := range strings.Fields(strings.Trim(label, ",")) {
		w = strings.Trim(w, ",")
		if stem, ok := strings.CutSuffix(w, "ing"); ok {
			w = stem[:len(stem)-1]
		}
		if len(w) > len(longest) {
			longest = w
		}
	}
	return longest
}

var digits = regexp.MustCompile(`[0-9]+`)

func conditionWords(p *model.Policy, n *model.Norm) (out []string) {
	for _, w := range n.When {
		if w.Vague != "" {
			out = append(out, w.Vague)
		} else if w.Role == model.Timing && n.Origin != model.AfterDeadline {
			out = append(out, digits.FindAllString(w.Words, -1)...)
		}
		model.Walk(w.Stated, func(c model.Cond) bool {
			if f := model.FactOf(c); f != model.NoFact && !strings.HasPrefix(p.Facts[f].ID, "overdue ") {
				label := p.Facts[f].Labels.In("")
				if label == "" {
					label = strings.ReplaceAll(p.Facts[f].ID, "-", " ")
				}
				out = append(out, parted(label))
			}
			switch c := c.(type) {
			case *model.Compare:
				out = append(out, strconv.FormatInt(c.Value, 10))
			case *model.OptionIs:
				out = append(out, strings.ReplaceAll(p.Facts[c.Fact].Options[c.Option], "-", " "))
			case *model.PlaceIn:
				out = append(out, p.Graphs[model.PlaceKind].Node(c.Place).Labels.In(""))
			case *model.HasConsent:
				out = append(out, "consent")
			case *model.HasObjection:
				out = append(out, "objected")
			case *model.Named:
				out = append(out, p.Terms[c.Term].Labels.In(""))
			}
			return true
		})
	}
	return out
}
