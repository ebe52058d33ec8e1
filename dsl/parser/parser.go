// Package parser turns text into a tree, and reports every mistake it meets.
//
// A file is read in three steps: the text is cut into tokens (lexer.go), the tokens into
// pieces at declarations, statements and braces (blocks.go), and each piece is
// parsed on its own (pieces.go, grammar.go), so that one mistake costs one piece.
// Package participle stays behind this one.
//
//	file, problems := parser.ParseFile(source.New("shop.licet", text))
//	question, problems := parser.ParseQuestion("may we use email for marketing?")
package parser

import (
	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// ParseFile reads a file of the language. What could not be read is reported and stands
// in the tree as ast.Bad. The problems are in the order in which they were found.
func ParseFile(file *source.File) (*ast.File, diag.List) {
	var problems diag.List
	out := &ast.File{Source: file, At: ast.At{At: source.Span{End: len(file.Text)}}}
	if offset, reason := file.Fault(); reason != "" {
		problems.Add(diag.Problem{Code: "bad-file", File: file, Span: source.Span{Start: offset, End: offset}, Message: reason})
		out.Decls = []ast.Decl{&ast.Bad{At: out.At}}
		return out, problems
	}
	r := newReader(file, &problems)
	out.Comments = r.comments
	out.Decls = r.decls(0)
	for i := range problems {
		if problems[i].Code == "limit" { // what else seems wrong follows from that
			out.Decls = []ast.Decl{&ast.Bad{At: out.At}}
			return out, problems[:i+1]
		}
	}
	return out, problems
}

// QuestionForm is how a question is written, for messages.
const QuestionForm = "may WHO ACTION DATA [of|from|to|with|for|in ...] [given ... and nothing else]?"

// ParseQuestion reads one question. The question is nil where there are problems.
func ParseQuestion(file *source.File) (*ast.Question, diag.List) {
	var problems diag.List
	if offset, reason := file.Fault(); reason != "" {
		problems.Add(diag.Problem{Code: "bad-file", File: file, Span: source.Span{Start: offset, End: offset}, Message: reason})
		return nil, problems
	}
	r := newReader(file, &problems)
	r.asking = true
	from, to := 0, len(r.tokens)-1
	if to > from && r.is(to-1, "?") {
		to--
	}
	if to == from && len(r.faults) == 0 {
		problems.Add(diag.Problem{Code: "syntax", File: file, Message: "the question is empty; write: " + QuestionForm})
		return nil, problems
	}
	q := parse(r, r.prods.question, from, to)
	if q == nil || len(problems) > 0 {
		return nil, problems
	}
	return r.lowerQuestion(q, from, to), problems
}

// ParseGiven reads what may stand behind `given` in a question: conditions joined by `and`, and times. It also
// takes `nothing else`, and says so.
func ParseGiven(file *source.File) (given []ast.Cond, nothingElse bool, problems diag.List) {
	if offset, reason := file.Fault(); reason != "" {
		problems.Add(diag.Problem{Code: "bad-file", File: file, Span: source.Span{Start: offset, End: offset}, Message: reason})
		return nil, false, problems
	}
	r := newReader(file, &problems)
	to := len(r.tokens) - 1
	if to == 0 {
		if len(problems) == 0 {
			problems.Add(diag.Problem{Code: "syntax", File: file, Message: "nothing is given; write a fact, as in `member` or `age = 12`"})
		}
		return nil, false, problems
	}
	g := parse(r, r.prods.given, 0, to)
	if g == nil || len(problems) > 0 {
		return nil, false, problems
	}
	return g.conds(), g.NothingElse != nil, problems
}

// A reader holds the tokens of a file while it is read.
type reader struct {
	file     *source.File
	src      string
	tokens   []token
	comments []ast.Comment
	pos      int
	problems *diag.List
	faults   []int  // offsets of what the lexer reported
	unclosed bool   // the braces of the file do not match
	verbs    []bool // for each token, whether a sentence's verb follows it: see findVerbs
	prods    *productions
	asking   bool                               // a question is read
	onPiece  func(production any, from, to int) // for tests: called for each piece, with the zero value of its production
}

func newReader(file *source.File, problems *diag.List) *reader {
	l := lex(file, problems)
	r := &reader{file: file, src: file.Text, tokens: l.tokens, comments: l.comments, problems: problems, prods: allProductions()}
	for _, p := range *problems {
		r.faults = append(r.faults, p.Span.Start)
	}
	r.findVerbs()
	depth := 0
	for i, t := range r.tokens {
		if t.kind == punct && r.src[t.start] == '{' {
			depth++
		} else if t.kind == punct && r.src[t.start] == '}' {
			depth--
		}
		r.unclosed = r.unclosed || depth < 0 || depth > 0 && i == len(r.tokens)-1
	}
	return r
}

// at returns the text of token i.
func (r *reader) at(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	t := r.tokens[i]
	if w := r.src[t.start:t.end]; t.kind != word || len(w) < 7 {
		return w
	} else {
		return pairOf(w)
	}
}

// is reports whether token i is this word, keyword or mark.
func (r *reader) is(i int, s string) bool {
	return i >= 0 && i < len(r.tokens) && r.tokens[i].kind != text && r.at(i) == s
}

func (r *reader) kindOf(i int) kind {
	if i < 0 || i >= len(r.tokens) {
		return eof
	}
	return r.tokens[i].kind
}

func (r *reader) report(span source.Span, code, message string) *diag.Problem {
	r.problems.Add(diag.Problem{Code: code, File: r.file, Span: span, Message: message})
	return &(*r.problems)[len(*r.problems)-1]
}
