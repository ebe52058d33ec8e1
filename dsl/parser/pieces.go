package parser

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A feed hands a part of the token list to participle.
type feed struct {
	r    *reader
	next int
	end  int
}

// Next returns the next token, in participle's form. Its column holds the offset of the token's end.
func (f *feed) Next() (lexer.Token, error) {
	if f.next >= f.end {
		at := f.r.endOf(f.end - 1)
		return lexer.EOFToken(lexer.Position{Offset: at, Column: at}), nil
	}
	t := f.r.tokens[f.next]
	f.next++
	value := f.r.src[t.start:t.end]
	if t.kind == word && len(value) > 7 { // may be a pair, whatever white space is between
		value = pairOf(value)
	}
	return lexer.Token{
		Type:  lexer.TokenType(t.kind),
		Value: value,
		Pos:   lexer.Position{Offset: int(t.start), Column: int(t.end)},
	}, nil
}

// maxPiece is how many tokens a sentence, or another piece, has at most: a list of 50,000 names. While a piece is read, each of
// its tokens is held several times, at some 700 bytes.
const maxPiece = 100_000

// parse reads the tokens from..to as one production. It reports what it cannot read, unless
// a problem in the same place has been reported already, and returns nil then.
func parse[P any](r *reader, p *participle.Parser[P], from, to int) *P {
	if r.onPiece != nil {
		r.onPiece(*new(P), from, to)
	}
	if to-from > maxPiece {
		r.report(r.tokens[from].span(), "limit", fmt.Sprintf("what begins here has %d words and marks; a sentence or a declaration has at most %d: write several, or a name for what the list holds",
			to-from, maxPiece))
		return nil
	}
	lex, err := lexer.Upgrade(&feed{r, from, to})
	if err != nil {
		panic(err) // a feed has no errors
	}
	out, err := p.ParseFromLexer(lex)
	if err == nil {
		return out
	}
	r.reportSyntax(err, from, to)
	return nil
}

// reportSyntax turns participle's error into a problem of ours.
func (r *reader) reportSyntax(err error, from, to int) {
	if r.faulty(from, to) {
		return
	}
	if r.problems.full() {
		r.problems.more++
		return
	}
	var w *wanted
	var f *refused
	var u *participle.UnexpectedTokenError
	var p participle.Error
	switch {
	case errors.As(err, &f):
		r.report(source.Span{Start: start(&f.token), End: end(&f.token)}, "syntax", f.why)
	case errors.As(err, &w):
		r.unexpected(w.token, w.what, from, to)
	case errors.As(err, &u):
		r.unexpected(u.Unexpected, "", from, to)
	case errors.As(err, &p):
		r.unexpected(lexer.Token{Pos: p.Position()}, "", from, to)
	default:
		r.unexpected(lexer.Token{}, "", from, to)
	}
}

// unexpected reports a token that cannot stand where it stands.
func (r *reader) unexpected(t lexer.Token, what string, from, to int) {
	i := from
	for i < to && int(r.tokens[i].start) < t.Pos.Offset {
		i++
	}
	problem := diag.Problem{Code: "syntax", File: r.file}
	until := i + 1
	if at, end, advice := r.slip(i, from, to); advice != "" {
		i, until, problem.Message = at, end, "unexpected "+r.showAll(at, end)+"; "+advice
	} else {
		problem.Message = r.describe(i, from, to, what)
		if i < to && r.sideBySide(i) {
			problem.Words = []string{r.at(i - 1), r.at(i)}
		}
	}
	switch inside := i < to && (i == from || !r.tokens[i].first); {
	case inside && r.isInnerMark(i): // the mark before it is what ended the text
		end := int(r.tokens[i-1].end)
		problem.Span = source.Span{Start: end - 1, End: end}
	case inside:
		problem.Span = r.spanOf(i, until).At
	default: // at the end, or at the start of the next line: the mistake is behind what stands before
		problem.Span = r.tokens[max(i-1, 0)].span()
	}
	if problem.Words != nil {
		problem.Span.Start = int(r.tokens[i-1].start)
	}
	r.problems.add(problem)
}

// faulty reports whether the lexer has already found a fault within these tokens, or beside them on their lines.
func (r *reader) faulty(from, to int) bool {
	if from >= to || len(r.faults) == 0 {
		return false
	}
	end := r.border(to)
	if to < len(r.tokens) && !r.tokens[to].first {
		end = int(r.tokens[to].start)
	}
	return r.hasFault(r.border(from), end)
}

// hasFault reports whether the lexer has found a fault in a part of the text.
func (r *reader) hasFault(start, end int) bool {
	i := sort.SearchInts(r.faults, start)
	return i < len(r.faults) && r.faults[i] < end
}

// faultOnLine reports whether the lexer has found a fault on the line of token i.
func (r *reader) faultOnLine(i int) bool {
	if len(r.faults) == 0 {
		return false
	}
	at := int(r.tokens[i].start)
	end := strings.IndexByte(r.src[at:], '\n')
	if end < 0 {
		end = len(r.src) - at
	}
	return r.hasFault(strings.LastIndexByte(r.src[:at], '\n')+1, at+end)
}

// border returns where what was left out before token i belongs to it: at the start of its line, or behind
// the token before.
func (r *reader) border(i int) int {
	if i >= len(r.tokens) {
		return len(r.src)
	}
	behind := r.endOf(i - 1)
	return behind + 1 + strings.LastIndexByte(r.src[behind:r.tokens[i].start], '\n')
}

// dropped reports whether a line begins at token i, but for a character that was left out.
func (r *reader) dropped(i int) bool {
	return len(r.faults) > 0 && r.tokens[i].first && r.hasFault(r.border(i), int(r.tokens[i].start))
}

func (r *reader) endOf(i int) int {
	if i < 0 {
		return 0
	}
	return int(r.tokens[i].end)
}

func (r *reader) spanOf(from, to int) ast.At {
	if to <= from {
		to = from + 1
	}
	return ast.At{At: source.Span{Start: int(r.tokens[from].start), End: r.endOf(to - 1)}}
}
