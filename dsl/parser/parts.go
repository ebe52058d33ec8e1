package parser

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/seed-90f8eabc/licet/dsl/ast"
)

// The parts of a sentence stand in any order. What a rule says behind its data is the
// production Parts; what a question says there is Asked.

// parts is the production Parts.
type parts struct{ list []*ast.Part }

// Parse reads parts.
func (p *parts) Parse(lex *lexer.PeekingLexer) error {
	for {
		part, err := readPart(lex)
		if err != nil {
			return err
		}
		if part == nil {
			break
		}
		p.list = append(p.list, part)
	}
	if len(p.list) == 0 {
		return participle.NextMatch
	}
	return nil
}

// readPart reads one part, or returns nil where none begins.
func readPart(lex *lexer.PeekingLexer) (*ast.Part, error) {
	first := lex.Peek()
	only := isWord(first, "only")
	if only {
		lex.Next()
	}
	t := lex.Peek()
	part := &ast.Part{Only: only, Word: t.Value}
	var node ast.Node
	var err error
	switch {
	case isPreposition(t):
		lex.Next()
		part.Names, err = readNames(lex, false)
		node = part.Names
	case isWord(t, "on"):
		lex.Next()
		part.Names, err = readBases(lex)
		node = part.Names
	case isWord(t, "given"), isWord(t, "unless"):
		lex.Next()
		part.Cond, err = readCondition(lex, 0)
		node = part.Cond
	case isWord(t, "by"), isWord(t, "under"):
		lex.Next()
		how := lex.Peek()
		if !is(how, text) {
			return nil, &wanted{*how, "a text in quotation marks after `" + t.Value + "`"}
		}
		lex.Next()
		part.Text = textOf(how)
		node = part.Text
	case opensTime(t):
		part.Word = "time"
		part.Time, err = readTime(lex)
		node = part.Time
	case only:
		return nil, &wanted{*t, "one part after `only`: of, from, to, with, for, in or given"}
	default:
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	part.At.At = at(first).At.To(node.Span())
	return part, nil
}

// readBases reads a list of lawful bases. One of them has the name of a word of sentences: consent.
func readBases(lex *lexer.PeekingLexer) (*ast.Names, error) {
	t := lex.Peek()
	if !isWord(t, "consent") {
		return readNames(lex, false)
	}
	lex.Next()
	list := &ast.Names{At: at(t), Items: []ast.Name{nameOf(t)}}
	if readJoint(lex, list, false) {
		rest, err := readList(lex, false)
		if err != nil {
			return nil, err
		}
		list.Items = append(list.Items, rest.Items...)
		list.At.At.End = rest.At.At.End
	}
	return readExcept(lex, list, false)
}

// asked is the production Asked: what a question says behind its data.
type asked struct {
	parts       []*ast.Part
	given       []ast.Cond
	nothingElse bool
}

// Parse reads parts, what is given, times and `nothing else`.
func (a *asked) Parse(lex *lexer.PeekingLexer) error {
	start := lex.Cursor()
	for {
		more, err := a.next(lex)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	if lex.Cursor() == start {
		return participle.NextMatch
	}
	return nil
}

func (a *asked) next(lex *lexer.PeekingLexer) (more bool, err error) {
	before := lex.MakeCheckpoint()
	if t := lex.Peek(); isWord(t, "and") || isPunct(t, ",") {
		lex.Next()
		if n := lex.Peek(); isPunct(t, ",") && isWord(n, "and") {
			lex.Next()
		}
		if n := lex.Peek(); !opensTime(n) && !isWord(n, "nothing else") {
			lex.LoadCheckpoint(before)
			return false, nil
		}
	}
	switch t := lex.Peek(); {
	case isPreposition(t):
		lex.Next()
		list, err := readNames(lex, false)
		if err != nil {
			return false, err
		}
		a.parts = append(a.parts, &ast.Part{At: ast.At{At: at(t).At.To(list.At.At)}, Word: t.Value, Names: list})
	case isWord(t, "given"):
		lex.Next()
		if isWord(lex.Peek(), "nothing else") {
			return true, nil
		}
		cond, err := readCondition(lex, 0)
		if err != nil {
			return false, err
		}
		a.addGiven(cond)
	case isWord(t, "nothing else"):
		lex.Next()
		a.nothingElse = true
		return false, nil
	case opensTime(t):
		time, err := readTime(lex)
		if err != nil {
			return false, err
		}
		a.given = append(a.given, time)
	default:
		return false, nil
	}
	return true, nil
}

func (a *asked) addGiven(cond ast.Cond) {
	if j, ok := cond.(*ast.Join); ok && !j.Or {
		a.given = append(a.given, j.Terms...)
		return
	}
	a.given = append(a.given, cond)
}
