package lint

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A Mark is a run of words of the text.
type Mark struct {
	In         model.Pos // the source, or the quote where there is none
	Start, End int       // in it, in bytes
}

// Mark returns the words of a passage from start up to, not including, end: byte offsets in its text.
func (p *Passage) Mark(start, end int) Mark {
	if p.file != nil {
		return Mark{model.Pos{File: p.file.Name}, p.start + start, p.start + end}
	}
	return Mark{p.pos, start, end}
}

func (m Mark) meets(n Mark) bool { return m.In == n.In && m.Start < n.End && n.Start < m.End }

// absorb leaves out what rules about how the text is written find in words of which a rule that absorbs has said all, be it accepted or
// not.
func (r *Result) absorb() {
	said := map[model.Pos][]Mark{}
	note := func(f Finding) {
		for _, m := range f.Marks {
			said[m.In] = append(said[m.In], m)
		}
	}
	for _, f := range r.Findings {
		if r.absorbs(f.Rule) {
			note(f)
		}
	}
	for _, a := range r.Accepted {
		if r.absorbs(a.Rule) {
			note(a.Finding)
		}
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		return isAboutWriting(f.Category) && !r.absorbs(f.Rule) && slices.ContainsFunc(f.Marks, func(m Mark) bool {
			return slices.ContainsFunc(said[m.In], m.meets)
		})
	})
}

// isAboutWriting reports whether rules of a category find fault with words, whatever they come to.
func isAboutWriting(c Category) bool { return c == Clarity || c == Consistency }

func (r *Result) absorbs(rule string) bool {
	return slices.ContainsFunc(r.Rules, func(s Status) bool { return s.Rule.Name == rule && s.Rule.Absorbs })
}
