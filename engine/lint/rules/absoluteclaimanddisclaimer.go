package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

func absoluteClaimAndDisclaimer() lint.Rule {
	return lint.Rule{Name: "absolute-claim-and-disclaimer", Category: lint.Consistency, Severity: lint.Warning,
		Summary: "the text promises something without limit, and takes it back elsewhere", Check: findClaims}
}

// findClaims reports the first claim about each topic that the text takes back, and points to what does so and to the other claims.
func findClaims(c *lint.Context) []lint.Finding {
	claims, disclaimers := map[string][]spot{}, map[string][]spot{}
	var topics []string
	for i := range c.Passages() {
		x := &c.Passages()[i]
		takenBack := c.Words("disclaimer", x.Language).Find(x.Text)
		for _, m := range takenBack {
			for _, topic := range topicsOf(c, x, m) {
				disclaimers[topic] = append(disclaimers[topic], spot{x, m})
			}
		}
		for _, m := range c.Words("absolute-claim", x.Language).Find(x.Text) {
			if !slices.ContainsFunc(takenBack, m.Overlaps) && !denied(c, x, m) {
				if !slices.Contains(topics, m.Advice) {
					topics = append(topics, m.Advice)
				}
				claims[m.Advice] = append(claims[m.Advice], spot{x, m})
			}
		}
	}
	var out []lint.Finding
	for _, topic := range topics {
		if len(disclaimers[topic]) > 0 {
			out = append(out, claimed(claims[topic], disclaimers[topic]))
		}
	}
	return out
}

// A spot is where a phrase stands.
type spot struct {
	passage *lint.Passage
	lint.Match
}

// words returns the phrase as it stands there, without quotation marks, since messages have some around it.
func (s spot) words() string {
	return strings.Join(strings.Fields(strings.NewReplacer("\"", "", "“", "", "”", "").Replace(s.passage.Text[s.Start:s.End])), " ")
}

func (s spot) related(message string) lint.Related {
	return lint.Related{At: s.passage.Finding("", s.Start, s.End).At, Message: message}
}

// topicsOf returns what a disclaimer is about: what the list says, or, of an exception that can be one of anything, what its sentence names.
func topicsOf(c *lint.Context, x *lint.Passage, m lint.Match) []string {
	if m.Advice != "exception" {
		return []string{m.Advice}
	}
	var out []string
	for _, t := range c.Words("claim-topic", x.Language).Find(x.Text) {
		if !slices.Contains(out, t.Advice) {
			out = append(out, t.Advice)
		}
	}
	return out
}

// denied reports whether a word that denies stands before a phrase in its sentence: "we do not claim that it is completely secure".
func denied(c *lint.Context, x *lint.Passage, m lint.Match) bool {
	from := strings.LastIndexAny(x.Text[:m.Start], ".;:") + 1
	return len(c.Words("denies", x.Language).Find(x.Text[from:m.Start])) > 0
}

func claimed(claims, disclaimers []spot) lint.Finding {
	first, back := claims[0], disclaimers[0]
	f := first.passage.Finding(fmt.Sprintf("\"%s\" promises without limit what the text takes back: \"%s\"; promise in the text what is kept, and say its limits in the same sentence",
		first.words(), back.words()), first.Start, first.End)
	f.Related = append(f.Related, back.related("it is taken back here"))
	for _, x := range claims[1:min(len(claims), maxInstead)] {
		f.Related = append(f.Related, x.related("it is promised here as well"))
	}
	return f
}
