package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

func danglingReference() lint.Rule {
	return lint.Rule{Name: "dangling-reference", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "words refer to something that the text does not have", Check: findDanglingReferences}
}

func findDanglingReferences(c *lint.Context) []lint.Finding {
	headings := headingsOf(c)
	read := map[string]bool{} // the stems of the words before
	var out []lint.Finding
	for i := range c.Passages() {
		p := &c.Passages()[i]
		out = append(out, headings.dangling(p)...)
		from := 0
		for _, m := range c.Words("refers-back", p.Language).Find(p.Text) {
			learn(read, p.Text[from:m.Start])
			from = m.Start
			if noun, end := nounAfter(p.Text, m.End); noun != "" && !read[stem(noun)] && !refersToNothing(c, p, noun) {
				out = append(out, p.Finding(fmt.Sprintf("\"%s\" refers back, and nothing before is called so; name what is meant",
					strings.Join(strings.Fields(p.Text[m.Start:end]), " ")), m.Start, end))
			}
		}
		learn(read, p.Text[from:])
	}
	return out
}

// nounAfter returns the noun that follows, where the next word is surely one: a plural, or the last word before a mark. Another word may be
// an adjective ("such sensitive data").
func nounAfter(text string, from int) (noun string, end int) {
	rest := strings.TrimLeftFunc(text[from:], unicode.IsSpace)
	start := len(text) - len(rest)
	n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	if n < 0 {
		n = len(rest)
	}
	next, _ := utf8.DecodeRuneInString(rest[n:])
	if start == from || n == 0 || !isPlural(rest[:n]) && unicode.IsSpace(next) {
		return "", 0
	}
	return rest[:n], start + n
}

// isPlural reports whether a word ends as plurals do, and adjectives ("serious", "less") do not.
func isPlural(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us")
}

func refersToNothing(c *lint.Context, p *lint.Passage, noun string) bool {
	list := c.Words("refers-to-nothing", p.Language)
	return len(list.Find(noun)) > 0 || len(list.Find(strings.TrimSuffix(strings.ToLower(noun), "s"))) > 0 || strings.Contains(noun, "-")
}

// learn notes the stems of the words of a text.
func learn(read map[string]bool, text string) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		read[stem(w)] = true
	}
}

// stem returns the beginning of a word, which its forms share: "process" for processing and processed. "Data" and "information" are one.
func stem(word string) string {
	const most = 5
	word = strings.ToLower(word)
	if word == "data" {
		word = "information"
	}
	n := 0
	for i := range word {
		if n == most {
			return word[:i]
		}
		n++
	}
	return strings.TrimSuffix(word, "s")
}

// headings are the numbers that sections of the text have.
type headings map[string]bool

var numberedLine = regexp.MustCompile(`(?i)^[ \t]*(?:#{1,6}[ \t]+)?(?:section|article|chapter|§)?[ \t]*([0-9]{1,2})(?:[.):、 \t]|$)`)

func headingsOf(c *lint.Context) headings {
	out := headings{}
	note := func(text string) {
		for line := range strings.Lines(text) {
			if m := numberedLine.FindStringSubmatch(line); m != nil {
				out[m[1]] = true
			}
		}
	}
	p := c.Policy()
	for i := range p.Sources {
		note(p.Sources[i].Text)
	}
	for i := range p.Clauses {
		for _, s := range p.Clauses[i].Sections {
			note(s)
		}
		for _, q := range p.Clauses[i].Quotes {
			note(q.Text)
		}
	}
	return out
}

// toSection matches a reference to a section of the text itself.
var toSection = regexp.MustCompile(`(?i)\bsections?\s+([0-9]{1,2})\b`)

// dangling returns the references of a passage to sections that are not there. Where a law is named in the sentence, the section is its.
func (h headings) dangling(p *lint.Passage) []lint.Finding {
	var out []lint.Finding
	for _, m := range toSection.FindAllStringSubmatchIndex(p.Text, -1) {
		n := p.Text[m[2]:m[3]]
		if h[n] || ofALaw(p.Text) {
			continue
		}
		out = append(out, p.Finding(fmt.Sprintf("there is no section %s in the text; correct the number, or name the section by its title", n), m[0], m[3]))
	}
	return out
}

// ofOthers matches names of laws and contracts, which have sections of their own.
var ofOthers = regexp.MustCompile(`\b(?:Act|Law|Code|Regulation|Directive|GDPR|CCPA|CPRA|PIPL|HIPAA|COPPA|FTC|U\.?S\.?C|Agreement|Terms)\b`)

// ofALaw reports whether a sentence names a law or a contract.
func ofALaw(text string) bool { return ofOthers.MatchString(text) }
