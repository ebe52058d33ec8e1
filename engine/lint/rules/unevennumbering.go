package rules

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/prose"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func unevenNumbering() lint.Rule {
	return lint.Rule{Name: "uneven-numbering", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "a number or letter of the text does not follow the one before", Check: findUnevenNumbering}
}

// A marker is the number or letter before a heading or an item of a list.
type marker struct {
	text  string // as it stands there: "(b)"
	style string // what stands around the number: "()"; those of one style count together
	start int    // in the text
}

// marked matches the markers that are looked at: "7.", "(b)", "(One)", "3、", also behind the marks of a heading of Markdown. Numbers such as
// "1.1" and Roman numerals are not.
var marked = regexp.MustCompile(`^(?:#{1,6}[ \t]+)?(?:([0-9]{1,2}[.)])\s+\pL|([0-9]{1,2}、)|([(（](?:[0-9]{1,2}|[a-z]|[A-Z][a-z]{2,5}|[一二三四五六七八九十])[)）])|([a-z]\))\s)`)

func findUnevenNumbering(c *lint.Context) []lint.Finding {
	p := c.Policy()
	if len(p.Sources) == 0 {
		return unevenQuotes(p)
	}
	var out []lint.Finding
	for i := range p.Sources {
		file := source.New(p.Sources[i].Path, p.Sources[i].Text)
		for _, u := range uneven(file.Text) {
			at := file.Position(u.start)
			f := u.finding()
			f.Clauses, f.At, f.Length = quoting(p, i, u.start), model.Pos{File: file.Name, Line: at.Line, Column: at.Rune}, utf8.RuneCountInString(u.text)
			out = append(out, f)
		}
	}
	return out
}

// unevenQuotes looks at the quotes of a policy that names no source.
func unevenQuotes(p *model.Policy) []lint.Finding {
	var text strings.Builder
	var ends, clauses []int
	var at []model.Pos
	for i := range p.Clauses {
		for _, q := range p.Clauses[i].Quotes {
			text.WriteString(q.Text + "\n\n")
			ends, clauses, at = append(ends, text.Len()), append(clauses, i), append(at, q.Pos)
		}
	}
	var out []lint.Finding
	for _, u := range uneven(text.String()) {
		q := sort.SearchInts(ends, u.start+1)
		f := u.finding()
		f.Clauses, f.At = []int{clauses[q]}, at[q]
		out = append(out, f)
	}
	return out
}

func (u *unevenMarker) finding() lint.Finding {
	return lint.Finding{About: u.text, Message: fmt.Sprintf("the numbering is broken at \"%s\": %s; find what is lost before it, or number anew", u.text, u.before)}
}

func markers(text string) []marker {
	const longest = 40
	var out []marker
	for _, u := range prose.Units(text) {
		if u.Kind == prose.Sentence || u.Kind == prose.Marks {
			continue
		}
		head := text[u.Start:min(u.End, u.Start+longest)]
		m := marked.FindStringSubmatchIndex(head)
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				s := head[m[g]:m[g+1]]
				out = append(out, marker{s, strings.Map(notNumber, s), u.Start + m[g]})
			}
		}
	}
	return out
}

// notNumber drops the number or letters of a marker.
func notNumber(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return -1
	}
	return r
}

type unevenMarker struct {
	marker
	before string // what is there instead of the one before
}

// uneven returns the markers that neither begin a list nor go on with one that is open.
func uneven(text string) []unevenMarker {
	var out []unevenMarker
	open := map[string][]int{} // the last numbers of the lists that are open, by style and kind, the innermost last
	lastAt := map[string]int{} // where the last of them stands
	for _, m := range markers(text) {
		n, kind := numberOf(m.text)
		key := m.style + kind
		on := lastIndex(open[key], n-1)
		if n == 0 || on < 0 && kind == "letter" && strings.Contains("ivx", letter(n)) { // a Roman numeral, for all that is known
			continue
		}
		switch {
		case on >= 0:
			open[key] = open[key][:on]
		case n > 1 && !inline(text[lastAt[key]:m.start], kind, n-1):
			out = append(out, unevenMarker{m, before(open[key], kind)})
		}
		open[key], lastAt[key] = innermost(append(open[key], n)), m.start
	}
	return out
}

func lastIndex(all []int, n int) int {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i] == n {
			return i
		}
	}
	return -1
}

// innermost drops lists that were left long ago: nobody goes on with them.
func innermost(open []int) []int {
	const most = 20
	return open[max(0, len(open)-most):]
}

func letter(n int) string { return string('a' + rune(n-1)) }

// before says what the last of its kind was.
func before(open []int, kind string) string {
	if len(open) == 0 {
		return "none of its kind stands before it"
	}
	last := open[len(open)-1]
	if kind == "letter" {
		return fmt.Sprintf("the last of its kind is %s", letter(last))
	}
	return fmt.Sprintf("the last of its kind is %d", last)
}

// inline reports whether a number stands in brackets within a line: "the following: (a) your name;".
func inline(text, kind string, n int) bool {
	one := strconv.Itoa(n)
	if kind == "letter" {
		one = letter(n)
	}
	return strings.Contains(text, "("+one+")") || strings.Contains(text, "（"+one+"）")
}

var numerals = []string{"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"}

// numberOf returns the number of a marker and what it is written in; 0 where it is none.
func numberOf(text string) (int, string) {
	s := strings.Trim(text, "()（）.、")
	if n, err := strconv.Atoi(s); err == nil {
		return n, "number"
	}
	for i, w := range numerals {
		if s == w {
			return i + 1, "word"
		}
	}
	if i := strings.Index("一二三四五六七八九十", s); i >= 0 {
		return i/len("一") + 1, "numeral"
	}
	if len(s) == 1 && s[0] >= 'a' && s[0] <= 'z' {
		return int(s[0]-'a') + 1, "letter"
	}
	return 0, ""
}

// quoting returns the clause that quotes what a marker of a source stands before.
func quoting(p *model.Policy, source, start int) []int {
	best, at := -1, 0
	for i := range p.Clauses {
		for _, q := range p.Clauses[i].Quotes {
			if q.Source != source {
				continue
			}
			for _, r := range q.At {
				if r.End > start && (best < 0 || r.Start < at) {
					best, at = i, r.Start
				}
			}
		}
	}
	if best < 0 {
		return nil
	}
	return []int{best}
}
