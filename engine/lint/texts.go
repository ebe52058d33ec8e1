package lint

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A Text is a sentence, a list item or a heading of the policy's words, whether a clause quotes it or not. Rules that ask whether the
// policy says a thing at all read texts; those that find fault with words read passages.
type Text struct {
	Words    string
	Language string // as that of a passage
	Encoded  bool   // a clause that decides something quotes it
}

// Texts returns the policy's words, in the order of its sources or clauses, the titles of its sections included. They must not be changed.
func (c *Context) Texts() []Text { return c.texts() }

// Says reports whether a phrase of a list stands anywhere in the policy's words.
func (c *Context) Says(list string) bool {
	return slices.ContainsFunc(c.Texts(), func(t Text) bool { return len(c.Words(list, t.Language).Find(t.Words)) > 0 })
}

// SaysInProse reports whether a phrase of a list stands in words that are not encoded: the encoding does not show what they come to.
func (c *Context) SaysInProse(list string) bool {
	return slices.ContainsFunc(c.Texts(), func(t Text) bool { return !t.Encoded && len(c.Words(list, t.Language).Find(t.Words)) > 0 })
}

func textsOf(p *model.Policy) []Text {
	out := titles(p)
	for _, s := range coverage.Of(p) {
		for _, u := range s.Units {
			out = append(out, Text{p.Sources[s.Index].Text[u.At.Words:u.At.End], languageOf(p, s.Index), u.Kind == coverage.Encoded})
		}
	}
	if len(p.Sources) > 0 {
		return out
	}
	for _, x := range quotesAlone(p) {
		out = append(out, Text{x.Text, x.Language, x.As == coverage.Encoded})
	}
	return out
}

// titles returns the titles of the sections, each once.
func titles(p *model.Policy) []Text {
	var out []Text
	seen := map[string]bool{}
	for i := range p.Clauses {
		for _, title := range p.Clauses[i].Sections {
			if !seen[title] {
				seen[title] = true
				out = append(out, Text{Words: title, Language: languageOf(p, -1)})
			}
		}
	}
	return out
}
