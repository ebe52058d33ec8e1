package document_test

import (
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/document"
)

// Marks that nest are told in their order; one that crosses another, or lies outside of the text, is skipped.
func TestSpans(t *testing.T) {
	s := document.Sentence{Text: "abcdef", Marks: []document.Mark{{Start: 0, End: 3, Kind: "outer"}, {Start: 1, End: 2, Kind: "inner"},
		{Start: 2, End: 5, Kind: "crossing"}, {Start: 4, End: 9, Kind: "outside"}, {Start: 5, End: 4, Kind: "backwards"}, {Start: 5, End: 6, Kind: "last"}}}
	var b strings.Builder
	s.Spans(func(run string) { b.WriteString(run) }, func(m document.Mark, begins bool) {
		if begins {
			b.WriteString("<" + m.Kind + ">")
			return
		}
		b.WriteString("</" + m.Kind + ">")
	})
	if want := "<outer>a<inner>b</inner>c</outer>de<last>f</last>"; b.String() != want {
		t.Errorf("got %s, want %s", b.String(), want)
	}
}
