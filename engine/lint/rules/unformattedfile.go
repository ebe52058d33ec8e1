package rules

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func unformattedFile() lint.Rule {
	return lint.Rule{Name: "unformatted-file", Category: lint.Style, Severity: lint.Note, Vocabularies: true,
		Summary: "a file is not in the one layout", Check: findUnformattedFiles}
}

func findUnformattedFiles(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for _, f := range c.Files() {
		if f.Layout == "" || f.Layout == f.Text {
			continue
		}
		edit := lineEdit(f)
		out = append(out, lint.Finding{About: f.Name, At: model.Pos{File: f.Name, Line: edit.Line, Column: 1},
			Message: "from here on the file is not in the one layout; run licet fmt",
			Fix:     &lint.Fix{Message: "lay it out", Edits: []lint.Edit{edit}}})
	}
	return out
}

// lineEdit replaces the lines from the first that differs to the last.
func lineEdit(f lint.File) lint.Edit {
	old, laid := strings.SplitAfter(f.Text, "\n"), strings.SplitAfter(f.Layout, "\n")
	same := 0
	for same < min(len(old), len(laid)) && old[same] == laid[same] {
		same++
	}
	behind := 0
	for behind < min(len(old), len(laid))-same && old[len(old)-1-behind] == laid[len(laid)-1-behind] {
		behind++
	}
	e := lint.Edit{File: f.Name, Line: same + 1, Column: 1, EndLine: len(old) - behind + 1, EndColumn: 1,
		Text: strings.Join(laid[same:len(laid)-behind], "")}
	if behind == 0 { // the last line has no line feed behind it
		e.EndLine, e.EndColumn = len(old), len([]rune(old[len(old)-1]))+1
	}
	return e
}
