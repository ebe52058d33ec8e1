package literate

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document"
)

// words are the words of a block with their marks, and the rules that it states.
func (r *reader) words(n ast.Node) document.Sentence {
	w := &writer{src: r.src}
	w.inline(n)
	s := document.Sentence{Text: strings.TrimRight(w.b.String(), " ")}
	for _, m := range w.marks {
		if m.End = min(m.End, len(s.Text)); m.Start < m.End {
			s.Marks = append(s.Marks, m)
		}
	}
	slices.SortStableFunc(s.Marks, func(a, b document.Mark) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	if from, to, ok := span(n); ok && n.Kind() != ast.KindHeading { // a heading is no sentence
		s.States = r.states(from, to)
		if r.cites {
			s.Cite()
		}
	}
	return s
}

// span is the part of the text that a block's lines take.
func span(n ast.Node) (from, to int, ok bool) {
	if n.Type() != ast.TypeBlock || n.Lines() == nil || n.Lines().Len() == 0 {
		return 0, 0, false
	}
	return n.Lines().At(0).Start, n.Lines().At(n.Lines().Len() - 1).Stop, true
}

// A writer writes inline Markdown as text with marks.
type writer struct {
	src   []byte
	b     strings.Builder
	marks []document.Mark
}

func (w *writer) inline(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.node(n)
	}
}

func (w *writer) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		text := n.Segment.Value(w.src)
		if !n.IsRaw() && n.Parent().Kind() != ast.KindCodeSpan {
			text = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(text)))
		}
		w.say(string(text))
		if n.SoftLineBreak() || n.HardLineBreak() {
			w.say(" ")
		}
	case *ast.String:
		w.say(string(n.Value))
	case *ast.AutoLink:
		label, to := string(n.Label(w.src)), string(n.URL(w.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(to, "mailto:") {
			to = "mailto:" + to
		}
		w.marked("link", to, func() { w.say(label) })
	case *ast.Link:
		w.marked("link", string(n.Destination), func() { w.inline(n) })
	case *ast.Emphasis:
		w.marked([...]string{"emphasis", "emphasis", "strong"}[min(n.Level, 2)], "", func() { w.inline(n) })
	case *ast.CodeSpan:
		w.marked("code", "", func() { w.inline(n) })
	case *ast.RawHTML:
		if s := n.Segments; s.Len() > 0 && strings.HasPrefix(strings.ToLower(string(s.Value(w.src))), "<br") {
			w.say(" ")
		}
	default: // an image says its alternative text
		w.inline(n)
	}
}

// say writes text with white space made one.
func (w *writer) say(text string) {
	for _, c := range text {
		if c == '\n' || c == '\r' || c == '\t' {
			c = ' '
		}
		if c == ' ' && (w.b.Len() == 0 || strings.HasSuffix(w.b.String(), " ")) {
			continue
		}
		w.b.WriteRune(c)
	}
}

func (w *writer) marked(kind, to string, inner func()) {
	i := len(w.marks)
	w.marks = append(w.marks, document.Mark{Start: w.b.Len(), Kind: kind, To: to})
	inner()
	w.marks[i].End = w.b.Len()
}

// A stated is a place in the text that a clause quotes, and the rules of the clause.
type stated struct {
	at   model.Range
	refs []document.Ref
}

// refsOf returns what the clauses say that quote a text.
func refsOf(p *model.Policy, path string) []stated {
	var out []stated
	for i := range p.Clauses {
		refs := document.Rules(p, i)
		for _, q := range p.Clauses[i].Quotes {
			if q.Source < 0 || p.Sources[q.Source].Path != path {
				continue
			}
			for _, at := range q.At {
				out = append(out, stated{at, refs})
			}
		}
	}
	return out
}

// states returns the rules that a part of the text states, each where it is stated first.
func (r *reader) states(from, to int) []document.Ref {
	var out []document.Ref
	for _, s := range r.refs {
		if s.at.Start >= to || s.at.End <= from {
			continue
		}
		for _, ref := range s.refs {
			if !r.told[ref] {
				r.told[ref] = true
				out = append(out, ref)
			}
		}
	}
	return out
}
