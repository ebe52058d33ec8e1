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
	out := &ast.File{Source: file, At: ast.At{At: source.Span{End: len(file.Text)}}}
	if fault := faultOf(file); fault != nil {
		out.Decls = []ast.Decl{&ast.Bad{At: out.At}}
		return out, fault
	}
	r := newReader(file, false)
	out.Comments = r.comments
	out.Decls = r.decls(0, -1)
	if r.problems.limited() {
		out.Decls = []ast.Decl{&ast.Bad{At: out.At}}
	} else {
		r.problems.sum(file)
	}
	return out, r.problems.list
}

// ParseParts reads parts of a file, such as the blocks of a Markdown document, in their order. Each is read as though it were a
// file of its own, so that nothing crosses from one to the next; all places are those of the file. The declarations are one list for
// each part.
func ParseParts(file *source.File, parts []source.Span) ([][]ast.Decl, []ast.Comment, diag.List) {
	decls := make([][]ast.Decl, len(parts))
	var comments []ast.Comment
	var found problems
	for i, part := range parts {
		r := newPartReader(file, part, false, found)
		comments = append(comments, r.comments...)
		decls[i] = r.decls(0, -1)
		found = r.problems
	}
	if found.limited() {
		return make([][]ast.Decl, len(parts)), comments, found.list
	}
	found.sum(file)
	return decls, comments, found.list
}

// faultOf returns the problem of a file that is no text of the language at all.
func faultOf(file *source.File) diag.List {
	offset, reason := file.Fault()
	if reason == "" {
		return nil
	}
	return diag.List{{Code: "bad-file", File: file, Span: source.Span{Start: offset, End: offset}, Message: reason}}
}

// QuestionForm is how a question is written, for messages.
const QuestionForm = "may WHO ACTION DATA [of|from|to|with|for|in ...] [given ... and nothing else]?"

// ParseQuestion reads one question. The question is nil where there are problems.
func ParseQuestion(file *source.File) (*ast.Question, diag.List) {
	if fault := faultOf(file); fault != nil {
		return nil, fault
	}
	r := newReader(file, true)
	from, to := 0, len(r.tokens)-1
	if to > from && r.is(to-1, "?") {
		to--
	}
	if to == from && len(r.faults) == 0 {
		r.report(source.Span{}, "syntax", "the question is empty; write: "+QuestionForm)
		return nil, r.problems.list
	}
	q := parse(r, r.prods.question, from, to)
	if q == nil || r.problems.count() > 0 {
		return nil, r.problems.list
	}
	return r.lowerQuestion(q, from, to), nil
}

// ParseGiven reads what may stand behind `given` in a question: conditions joined by `and`, and times. It also
// takes `nothing else`, and says so.
func ParseGiven(file *source.File) (given []ast.Cond, nothingElse bool, problems diag.List) {
	if fault := faultOf(file); fault != nil {
		return nil, false, fault
	}
	r := newReader(file, false)
	to := len(r.tokens) - 1
	if to == 0 && r.problems.count() == 0 {
		r.report(source.Span{}, "syntax", "nothing is given; write a fact, as in `member` or `age = 12`")
	}
	if to == 0 {
		return nil, false, r.problems.list
	}
	g := parse(r, r.prods.given, 0, to)
	if g == nil || r.problems.count() > 0 {
		return nil, false, r.problems.list
	}
	return g.conds(), g.NothingElse != nil, nil
}

// A reader holds the tokens of a file while it is read.
type reader struct {
	file     *source.File
	src      string
	tokens   []token
	comments []ast.Comment
	pos      int
	problems problems
	faults   []int  // offsets of what the lexer could not read, in order
	opened   bool   // the brace of the next block is missing, which has been reported
	stray    bool   // a piece that declares nothing was read, which may have lost its block
	outer    bool   // the piece before was a statement outside every clause
	unclosed bool   // the braces of the file do not match
	fewer    int    // braces that close something and are missing, as far as none is too many elsewhere
	excess   int    // braces that close nothing, as far as none is missing elsewhere
	verbs    []bool // for each token, whether a sentence's verb follows it: see findVerbs
	prods    *productions
	lost     int                                // blocks whose brace was missing, so that the other may be left over
	outside  []ast.Decl                         // declarations that were read in a block where none can stand
	asking   bool                               // a question is read
	part     bool                               // a block of a document is read, and no whole file
	onPiece  func(production any, from, to int) // for tests: called for each piece, with the zero value of its production
}

func newReader(file *source.File, asking bool) *reader {
	return newPartReader(file, source.Span{End: len(file.Text)}, asking, problems{})
}

// newPartReader returns a reader of a part of a file. What was found in parts before is given.
func newPartReader(file *source.File, part source.Span, asking bool, found problems) *reader {
	l := lex(file, part, asking, found)
	r := &reader{file: file, src: l.lowerCase(), tokens: l.tokens, comments: l.comments, problems: l.problems, faults: l.faults,
		asking: asking, part: part != (source.Span{End: len(file.Text)}), prods: allProductions()}
	r.findVerbs()
	r.countBraces()
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
	return r.problems.add(diag.Problem{Code: code, File: r.file, Span: span, Message: message})
}
