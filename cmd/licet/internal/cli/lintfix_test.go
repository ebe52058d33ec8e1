package cli

import (
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

func TestEdits(t *testing.T) {
	edit := func(line, column, endLine, endColumn int, text string) lint.Edit {
		return lint.Edit{File: "f", Line: line, Column: column, EndLine: endLine, EndColumn: endColumn, Text: text}
	}
	for name, c := range map[string]struct {
		text  string
		edits []lint.Edit
		want  string
	}{
		"none":                        {"a\nb\n", nil, "a\nb\n"},
		"within a line":               {"aé字b\n", []lint.Edit{edit(1, 3, 1, 4, "x")}, "aéxb\n"},
		"several, in any order":       {"abc\ndef\n", []lint.Edit{edit(1, 1, 1, 2, "A"), edit(2, 3, 2, 4, "F"), edit(1, 3, 1, 4, "C")}, "AbC\ndeF\n"},
		"over lines":                  {"abc\ndef\nghi", []lint.Edit{edit(1, 3, 3, 2, "-")}, "ab-hi"},
		"whole lines":                 {"a\nb\nc\n", []lint.Edit{edit(2, 1, 3, 1, "")}, "a\nc\n"},
		"to the end":                  {"a\nb", []lint.Edit{edit(2, 1, 2, 2, "c\n")}, "a\nc\n"},
		"behind the end":              {"a\n", []lint.Edit{edit(9, 1, 10, 1, "b\n")}, "a\nb\n"},
		"an insertion":                {"ac", []lint.Edit{edit(1, 2, 1, 2, "b")}, "abc"},
		"a byte-order mark stays":     {"\uFEFFab", []lint.Edit{edit(1, 2, 1, 3, "c")}, "\uFEFFac"},
		"or goes with what it is for": {"\uFEFFab", []lint.Edit{edit(1, 1, 1, 3, "c")}, "c"},
		"CR LF":                       {"a\r\nb\r\n", []lint.Edit{edit(2, 1, 3, 1, "c\r\n")}, "a\r\nc\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := edited(c.text, c.edits); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestEditsThatTouchWait collects edits of which some overlap.
func TestEditsThatTouchWait(t *testing.T) {
	made := map[string][]lint.Edit{"f": {{File: "f", Line: 2, Column: 1, EndLine: 4, EndColumn: 1}}}
	for name, c := range map[string]struct {
		edit lint.Edit
		want bool
	}{
		"before":       {lint.Edit{File: "f", Line: 1, Column: 1, EndLine: 2, EndColumn: 1}, true},
		"behind":       {lint.Edit{File: "f", Line: 4, Column: 1, EndLine: 5, EndColumn: 1}, true},
		"within":       {lint.Edit{File: "f", Line: 2, Column: 5, EndLine: 2, EndColumn: 9}, false},
		"around":       {lint.Edit{File: "f", Line: 1, Column: 1, EndLine: 9, EndColumn: 1}, false},
		"the same":     {lint.Edit{File: "f", Line: 2, Column: 1, EndLine: 4, EndColumn: 1}, false},
		"another file": {lint.Edit{File: "g", Line: 2, Column: 1, EndLine: 4, EndColumn: 1}, true},
	} {
		if got := apart(made, []lint.Edit{c.edit}); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
	}
}
