package lint

import (
	"slices"
	"sort"

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

// marks are the words of one text, sorted by where they begin.
type marks struct {
	list []Mark
	ends []int // the greatest end of each and of all before it
}

func newMarks(list []Mark) *marks {
	slices.SortFunc(list, func(a, b Mark) int { return a.Start - b.Start })
	m := &marks{list: list}
	end := 0
	for _, x := range list {
		end = max(end, x.End)
		m.ends = append(m.ends, end)
	}
	return m
}

// meet reports whether some of them have words in common with others of the same text.
func (m *marks) meet(x Mark) bool {
	n := sort.Search(len(m.list), func(i int) bool { return m.list[i].Start >= x.End })
	return n > 0 && m.ends[n-1] > x.Start
}

// absorb leaves out what rules about how the text is written find in words of which a rule that absorbs has said all, be it accepted or
// not.
func (r *Result) absorb() {
	said := r.absorbing()
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		return isAboutWriting(f.Category) && !r.absorbs(f.Rule) && slices.ContainsFunc(f.Marks, func(m Mark) bool {
			in := said[m.In]
			return in != nil && in.meet(m)
		})
	})
}

// absorbing returns the words of what rules that absorb have found, by their texts.
func (r *Result) absorbing() map[model.Pos]*marks {
	lists := map[model.Pos][]Mark{}
	note := func(f Finding) {
		if r.absorbs(f.Rule) {
			for _, m := range f.Marks {
				lists[m.In] = append(lists[m.In], m)
			}
		}
	}
	for _, f := range r.Findings {
		note(f)
	}
	for _, a := range r.Accepted {
		note(a.Finding)
	}
	out := map[model.Pos]*marks{}
	for in, list := range lists {
		out[in] = newMarks(list)
	}
	return out
}

// isAboutWriting reports whether rules of a category find fault with words, whatever they come to.
func isAboutWriting(c Category) bool { return c == Clarity || c == Consistency }

func (r *Result) absorbs(rule string) bool {
	return slices.ContainsFunc(r.Rules, func(s Status) bool { return s.Rule.Name == rule && s.Rule.Absorbs })
}
