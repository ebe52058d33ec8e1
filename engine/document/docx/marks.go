package docx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/docx/internal/wml"
)

// refText names one sentence of the policy.
func refText(r *document.Ref) string {
	text := strings.TrimSpace(r.Clause + " (" + r.Kind)
	if r.File != "" {
		text += fmt.Sprintf(", %s:%d", r.File, r.Line)
	}
	return text + ")"
}

// marked returns the runs of a sentence: one for each stretch of its text that has the same marks.
func (x *writer) marked(s *document.Sentence) wml.Kids {
	var out wml.Kids
	for _, p := range stretches(s) {
		var marks []*document.Mark
		for i := range s.Marks {
			if m := &s.Marks[i]; m.Start <= p[0] && p[1] <= m.End {
				marks = append(marks, m)
			}
		}
		out = append(out, x.stretch(s.Text[p[0]:p[1]], marks))
	}
	return out
}

// stretches divides a sentence where marks begin and end. Marks that lie outside of the text mark nothing.
func stretches(s *document.Sentence) [][2]int {
	cuts := []int{0, len(s.Text)}
	for _, m := range s.Marks {
		for _, at := range []int{m.Start, m.End} {
			if at > 0 && at < len(s.Text) {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out [][2]int
	for i := 1; i < len(cuts); i++ {
		out = append(out, [2]int{cuts[i-1], cuts[i]})
	}
	return out
}

// stretch returns a run, in a link where one of its marks is a link that can be followed.
func (x *writer) stretch(text string, marks []*document.Mark) *wml.Element {
	properties := wml.El("w:rPr")
	has := func(kind string) bool {
		return slices.ContainsFunc(marks, func(m *document.Mark) bool { return m.Kind == kind })
	}
	link := x.link(marks)
	if link != nil {
		properties.Add(wml.Val("w:rStyle", "Hyperlink"))
	}
	if has("cite") && link == nil {
		properties.Add(wml.Val("w:rStyle", "Cite"))
	}
	if has("code") {
		properties.Add(wml.El("w:rFonts", wml.A("w:ascii", "Consolas"), wml.A("w:hAnsi", "Consolas"), wml.A("w:cs", "Consolas")))
	}
	if has("strong") {
		properties.Add(wml.El("w:b"), wml.El("w:bCs"))
	}
	if has("emphasis") {
		properties.Add(wml.El("w:i"), wml.El("w:iCs"))
	}
	if has("code") {
		properties.Add(wml.Val("w:sz", "19"), wml.Val("w:szCs", "19"))
	}
	if len(marks) == 0 {
		properties = nil
	}
	run := wml.Run(properties, text)
	if link == nil || run == nil {
		return run
	}
	return link.Add(run)
}

// link returns the link around a run; nil where there is none, or it leads to nothing.
func (x *writer) link(marks []*document.Mark) *wml.Element {
	for _, m := range marks {
		if m.Kind != "link" {
			continue
		}
		if id, inside := strings.CutPrefix(m.To, "#"); inside {
			if place := x.places[id]; place != "" {
				return wml.El("w:hyperlink", wml.A("w:anchor", place), wml.A("w:history", "1"))
			}
			continue
		}
		if id := x.file.Link(m.To); id != "" {
			return wml.El("w:hyperlink", wml.A("r:id", id), wml.A("w:history", "1"))
		}
	}
	return nil
}
