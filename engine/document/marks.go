package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spans goes through a sentence's text in order: it calls text for each run of characters, and mark where a mark begins and where it
// ends. Marks that do not nest, or lie outside of the text, are skipped.
func (s *Sentence) Spans(text func(run string), mark func(m Mark, begins bool)) {
	at := 0
	run := func(to int) {
		if to > at {
			text(s.Text[at:to])
			at = to
		}
	}
	var open []Mark
	end := func(before int) {
		for len(open) > 0 && open[len(open)-1].End <= before {
			m := open[len(open)-1]
			open = open[:len(open)-1]
			run(m.End)
			mark(m, false)
		}
	}
	for _, m := range s.Marks {
		end(m.Start)
		if m.Start < at || m.End < m.Start || m.End > len(s.Text) || len(open) > 0 && m.End > open[len(open)-1].End {
			continue
		}
		run(m.Start)
		mark(m, true)
		open = append(open, m)
	}
	end(len(s.Text))
	run(len(s.Text))
}

// Cite adds the ids of the clauses that the sentence states, marked as such: " [A.4, A.14]".
func (s *Sentence) Cite() {
	ids := clauses(s.States)
	if len(ids) == 0 {
		return
	}
	start := len(s.Text) + 1
	s.Text += " [" + strings.Join(ids, ", ") + "]"
	s.Marks = append(s.Marks, Mark{Start: start, End: len(s.Text), Kind: "cite"})
}

// Space is what stands between a text and one that follows it: nothing behind a mark that has its own space, as those of Chinese do.
func Space(before string) string {
	if r, _ := utf8.DecodeLastRuneInString(before); before == "" || strings.ContainsRune("。：；？！，、”）》」", r) {
		return ""
	}
	return " "
}

// Visible is text for a form that may be shown on a terminal: what would steer it is replaced by a mark.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
