package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/prose"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func undefinedTerm() lint.Rule {
	return lint.Rule{Name: "undefined-term", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "words are written as a defined term, and nothing defines it", Check: findUndefinedTerms}
}

// findUndefinedTerms reports each term once, where it first stands.
func findUndefinedTerms(c *lint.Context) []lint.Finding {
	known := glossaryOf(c)
	var out []lint.Finding
	for i := range c.Passages() {
		x := &c.Passages()[i]
		if x.Kind == prose.Heading || mostlyCapitals(x.Text) {
			continue
		}
		for _, t := range termsIn(c, x.Language, x.Text, known.small) {
			if words := oneSpace(x.Text[t[0]:t[1]]); !known.has(words) {
				known.define(words)
				out = append(out, x.Finding(fmt.Sprintf("\"%s\" is written as a defined term, and nothing defines it; define it in the text, or write it in small letters", words), t[0], t[1]))
			}
		}
	}
	return out
}

// A glossary holds what a text and its encoding define, and the words that the text has in small letters.
type glossary struct {
	terms map[string]bool // in small letters, in the singular
	small map[string]bool
}

func (g glossary) define(term string)   { g.terms[singular(term)] = true }
func (g glossary) has(term string) bool { return g.terms[singular(term)] }

// singular returns a term in small letters, without an article before it and the s of a plural behind it.
func singular(term string) string {
	term = strings.ToLower(oneSpace(term))
	for _, article := range []string{"the ", "our ", "your ", "a ", "an "} {
		term = strings.TrimPrefix(term, article)
	}
	return strings.TrimSuffix(term, "s")
}

func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

func glossaryOf(c *lint.Context) glossary {
	g := glossary{map[string]bool{}, map[string]bool{}}
	g.labels(c.Policy())
	for _, t := range c.Texts() {
		for _, term := range definitionsIn(c, t) {
			g.define(term)
		}
		for _, w := range strings.FieldsFunc(t.Words, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if first, _ := utf8.DecodeRuneInString(w); unicode.IsLower(first) {
				g.small[singular(w)] = true
			}
		}
	}
	return g
}

// labels notes what the encoding has a name for.
func (g glossary) labels(p *model.Policy) {
	note := func(labels model.Labels) {
		for _, l := range labels {
			g.define(l.Text)
		}
	}
	note(p.Title)
	note(p.Controller)
	for _, graph := range p.Graphs {
		for _, n := range graph.All() {
			note(n.Labels)
			g.define(strings.ReplaceAll(n.ID, "-", " "))
		}
	}
	for i := range p.Facts {
		note(p.Facts[i].Labels)
	}
	for i := range p.Terms {
		note(p.Terms[i].Labels)
	}
}

var (
	capitals = regexp.MustCompile(`\p{Lu}\p{Ll}+(?:[ \t\r\n]+\p{Lu}\p{Ll}+)*`)
	inQuotes = regexp.MustCompile(`["“]([^"“”]{2,60})["”]`)
)

// definitionsIn returns the terms that a text defines: those in quotation marks within brackets or beside a word that defines; those just
// before such a word or a colon; and the whole of a short text, such as a heading.
func definitionsIn(c *lint.Context, t lint.Text) []string {
	const fewWords = 6
	var out []string
	defines := c.Words("defines", t.Language).Find(t.Words)
	for _, at := range inQuotes.FindAllStringSubmatchIndex(t.Words, -1) {
		if before := t.Words[:at[0]]; len(defines) > 0 || strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')') {
			out = append(out, t.Words[at[2]:at[3]])
		}
	}
	for _, at := range capitals.FindAllStringIndex(t.Words, -1) {
		rest := strings.TrimLeftFunc(t.Words[at[1]:], unicode.IsSpace)
		if strings.HasPrefix(rest, ":") || startsAt(defines, len(t.Words)-len(rest)) {
			out = append(out, t.Words[at[0]:at[1]])
		}
	}
	if len(strings.Fields(t.Words)) <= fewWords {
		out = append(out, strings.TrimFunc(t.Words, func(r rune) bool { return !unicode.IsLetter(r) }))
	}
	return out
}

func startsAt(matches []lint.Match, at int) bool {
	for _, m := range matches {
		if m.Start == at {
			return true
		}
	}
	return false
}

// termsIn returns where a text has words in the style of defined terms: with a capital letter within a sentence, ending in a noun that texts
// define ("Services"), and made of words that the text has in small letters too, which the names of companies are not.
func termsIn(c *lint.Context, language, text string, small map[string]bool) [][2]int {
	nouns, elsewhere := c.Words("defined-nouns", language), c.Words("defined-elsewhere", language)
	var out [][2]int
	for _, at := range capitals.FindAllStringIndex(text, -1) {
		start := withinSentence(text, at[0], at[1])
		if start == at[1] || strings.HasPrefix(text[at[1]:], ":") {
			continue
		}
		words := strings.Fields(text[start:at[1]])
		if len(nouns.Find(words[len(words)-1])) > 0 && len(elsewhere.Find(text[start:at[1]])) == 0 && commonWords(words[:len(words)-1], small) {
			out = append(out, [2]int{start, at[1]})
		}
	}
	return out
}

// withinSentence returns where the words begin that have capital letters for another reason than that a sentence begins; the end where none has.
func withinSentence(text string, start, end int) int {
	before := strings.TrimRightFunc(text[:start], unicode.IsSpace)
	if before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?:;") && !strings.HasSuffix(before, "•") && !strings.HasSuffix(before, "-") {
		return start
	}
	first := strings.IndexFunc(text[start:end], unicode.IsSpace)
	if first < 0 {
		return end
	}
	return end - len(strings.TrimLeftFunc(text[start+first:end], unicode.IsSpace))
}

func commonWords(words []string, small map[string]bool) bool {
	for _, w := range words {
		if !small[singular(w)] {
			return false
		}
	}
	return true
}

// mostlyCapitals reports whether a text is written as titles are.
func mostlyCapitals(text string) bool {
	words, capital := 0, 0
	for _, w := range strings.Fields(text) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) {
			words++
			if unicode.IsUpper(r) {
				capital++
			}
		}
	}
	return 2*capital > words
}
