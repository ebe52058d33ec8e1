package parser

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Lists of names and conditions are what most of a policy is made of. Their productions
// are read by hand (participle's Parseable), straight into the tree.

// A wanted error says what should have stood at a token.
type wanted struct {
	token lexer.Token
	what  string
}

func (w *wanted) Error() string            { return "expected " + w.what }
func (w *wanted) Message() string          { return w.Error() }
func (w *wanted) Position() lexer.Position { return w.token.Pos }

// A refused error says why a token cannot stand where it stands.
type refused struct {
	token lexer.Token
	why   string
}

func (r *refused) Error() string            { return r.why }
func (r *refused) Message() string          { return r.why }
func (r *refused) Position() lexer.Position { return r.token.Pos }

// start and end are the offsets of a grammar token. The place of a token's end travels in the column.
func start(t *lexer.Token) int { return t.Pos.Offset }
func end(t *lexer.Token) int   { return t.Pos.Column }

func at(t *lexer.Token) ast.At { return ast.At{At: source.Span{Start: start(t), End: end(t)}} }

func is(t *lexer.Token, k kind) bool { return t.Type == lexer.TokenType(k) }

func isWord(t *lexer.Token, w string) bool { return is(t, word) && t.Value == w }

func isPunct(t *lexer.Token, p string) bool { return is(t, punct) && t.Value == p }

func nameOf(t *lexer.Token) ast.Name { return ast.Name{At: at(t), Text: t.Value} }

// names is the production Names.
type names struct{ list *ast.Names }

// Parse reads a list of names.
func (n *names) Parse(lex *lexer.PeekingLexer) error {
	if !startsName(lex.Peek()) {
		return participle.NextMatch
	}
	list, err := readNames(lex, false)
	n.list = list
	return err
}

func startsName(t *lexer.Token) bool {
	if is(t, word) {
		return t.Value == "we" || t.Value == "you" || t.Value == "any" || t.Value == "anyone"
	}
	return is(t, name) || is(t, text)
}

// readNames reads a list, and what `except` takes from it. In what a consent covers, `and` ends it, since more conditions
// may follow.
func readNames(lex *lexer.PeekingLexer, andEnds bool) (*ast.Names, error) {
	list, err := readList(lex, andEnds)
	if err != nil {
		return nil, err
	}
	return readExcept(lex, list, andEnds)
}

func readExcept(lex *lexer.PeekingLexer, list *ast.Names, andEnds bool) (*ast.Names, error) {
	if !isWord(lex.Peek(), "except") {
		return list, nil
	}
	lex.Next()
	var err error
	if list.Except, err = readList(lex, andEnds); err != nil {
		return nil, err
	}
	list.At.At.End = list.Except.At.At.End
	if t := lex.Peek(); isWord(t, "except") {
		return nil, &refused{*t, "`except` within `except` is hard to read; write two sentences"}
	}
	return list, nil
}

func readList(lex *lexer.PeekingLexer, andEnds bool) (*ast.Names, error) {
	list := &ast.Names{}
	for {
		n, err := readName(lex)
		if err != nil {
			return nil, err
		}
		list.Items = append(list.Items, n)
		if !readJoint(lex, list, andEnds) {
			break
		}
	}
	list.At.At = list.Items[0].At.At.To(list.Items[len(list.Items)-1].At.At)
	return list, nil
}

func readName(lex *lexer.PeekingLexer) (ast.Name, error) {
	t := lex.Peek()
	if !startsName(t) {
		return ast.Name{}, &wanted{*t, "a name"}
	}
	lex.Next()
	n := nameOf(t)
	switch {
	case is(t, text):
		n.Quoted, n.Text = true, unquote(t.Value)
	case isWord(t, "any"), isWord(t, "anyone"):
		n.Any = true
		if next := lex.Peek(); t.Value == "any" && is(next, name) {
			lex.Next()
			n.Text = next.Value
			n.At.At.End = end(next)
		}
	}
	return n, nil
}

// readJoint reads what stands between two items: a comma, `and`, `or`, or a comma and one of them.
func readJoint(lex *lexer.PeekingLexer, list *ast.Names, andEnds bool) bool {
	before := lex.MakeCheckpoint()
	comma := isPunct(lex.Peek(), ",")
	if comma {
		lex.Next()
	}
	switch t := lex.Peek(); {
	case isWord(t, "and") && !andEnds:
		list.And = true
		lex.Next()
	case isWord(t, "or"):
		list.Or = true
		lex.Next()
	case !comma:
		return false
	}
	if t := lex.Peek(); isWord(t, "nothing else") || isWord(t, "but not") || andEnds && isWord(t, "and") {
		lex.LoadCheckpoint(before)
		return false
	}
	if t := lex.Peek(); startsName(t) {
		return true
	}
	if opensLiteral(lex.Peek()) { // a question: `... with partner and 10 days after ...`
		lex.LoadCheckpoint(before)
		return false
	}
	return true // readName reports what is missing
}

// opensLiteral reports whether the token begins a condition and cannot be a name.
func opensLiteral(t *lexer.Token) bool {
	if is(t, number) || isPunct(t, "(") {
		return true
	}
	if !is(t, word) {
		return false
	}
	switch t.Value {
	case "no", "not", "consent", "objection", "overdue", "within", "more", "after", "before", "nothing else":
		return true
	}
	return isConsentKind(t)
}
