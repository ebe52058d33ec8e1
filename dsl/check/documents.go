package check

import (
	"path"
	"slices"
	"sort"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A document is a source for the clauses that stand in it: its own words, without markup, are what they encode.

// documents adds the documents to the policy's sources, unless the header names them already, and so gives them a name for `quote`.
func (c *checker) documents() {
	for _, d := range c.in.Documents {
		i := slices.IndexFunc(c.policy.Sources, func(s model.Source) bool { return s.Path == d.Path })
		if i < 0 {
			i = len(c.policy.Sources)
			c.policy.Sources = append(c.policy.Sources, model.Source{ID: path.Base(d.Path), Path: d.Path, Text: c.in.Sources[d.Path].Text})
		}
		c.policy.Sources[i].Prose, c.policy.Sources[i].Passages = d.Prose, d.Passages
	}
}

// documentHere returns the index of the source that is the file that is being read; -1 where it is no document.
func (c *checker) documentHere() int {
	i := slices.IndexFunc(c.in.Documents, func(d Document) bool { return d.File == c.file })
	if i < 0 {
		return -1
	}
	return slices.IndexFunc(c.policy.Sources, func(s model.Source) bool { return s.Path == c.in.Documents[i].Path })
}

// sourcesHere returns the sources in which quotes are looked for: a document before the others.
func (c *checker) sourcesHere() []int {
	var all []int
	here := c.documentHere()
	if here >= 0 {
		all = append(all, here)
	}
	for i := range c.policy.Sources {
		if i != here {
			all = append(all, i)
		}
	}
	return all
}

// implied returns the quote of the paragraph above a clause, whose place is known.
func (c *checker) implied(out model.Quote, q *ast.Quote) (model.Quote, bool) {
	if out.Source = c.documentHere(); out.Source < 0 {
		return out, true
	}
	if text := c.plain(out.Source); text != nil {
		out.At = []model.Range{text.takeSpan(q.At.At.Start, q.At.At.End)}
		out.Line = text.file.Position(out.At[0].Start).Line
	}
	return out, true
}

// takeSpan notes that a quote has all the words of a part of the file, and returns their range.
func (p *plainSource) takeSpan(start, end int) model.Range {
	first := sort.Search(len(p.offsets), func(i int) bool { return int(p.offsets[i]) >= start })
	last := sort.Search(len(p.offsets), func(i int) bool { return int(p.offsets[i]) >= end })
	for first < last && p.text[first] == ' ' {
		first++
	}
	for first < last && p.text[last-1] == ' ' {
		last--
	}
	return p.take([]string{p.text[first:last]}, []int{first})[0]
}

// howToQuote says how a clause gets the words that it encodes.
func (c *checker) howToQuote(cl *clauseDecl) string {
	if slices.ContainsFunc(c.in.Documents, func(d Document) bool { return d.File == cl.at.file }) {
		return "write the paragraph that it encodes just above its block, without `<!-- prose -->`, or add its words"
	}
	return "add the words that it encodes"
}
