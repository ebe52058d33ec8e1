package document_test

import (
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/document"
)

// In its own words, a literate policy is said whole: every paragraph of the document stands in it once, those that nothing rests on too.
func TestQuotedIsWhole(t *testing.T) {
	e := load(t, "shop")
	var b strings.Builder
	var each func(list []document.Section)
	each = func(list []document.Section) {
		for i := range list {
			for _, x := range list[i].Blocks {
				if x.Quotation != nil {
					b.WriteString(strings.Join(x.Quotation.Words, " ") + "\n")
				}
			}
			each(list[i].Sections)
		}
	}
	each(write(t, e, document.Options{Mode: document.Quoted}).Sections)
	said := b.String()
	paragraphs, loose := 0, 0
	for _, s := range e.Policy().Sources {
		for _, p := range s.Passages {
			text := strings.Join(strings.Fields(s.Text[p.Start:p.End]), " ")
			if p.Level > 0 || text == "" {
				continue
			}
			paragraphs++
			if n := strings.Count(said, text); n != 1 {
				t.Errorf("this stands %d times in the document: %s", n, text)
			}
			if strings.Contains(said, "\n"+text+"\n") {
				loose++
			}
		}
	}
	if paragraphs < 40 || loose < 5 {
		t.Errorf("only %d paragraphs, and %d on their own, were looked for", paragraphs, loose)
	}
}
