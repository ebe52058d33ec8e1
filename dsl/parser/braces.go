package parser

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
)

// Where the braces of a file do not match, where lines begin tells which one is missing or too many: people, and their
// editors, put the brace that closes a block where its first line begins.

// countBraces notes how many braces are missing or too many.
func (r *reader) countBraces() {
	depth, lowest := 0, 0
	for _, t := range r.tokens {
		if t.kind == punct && r.src[t.start] == '{' {
			depth++
		} else if t.kind == punct && r.src[t.start] == '}' {
			depth--
			lowest = min(lowest, depth)
		}
	}
	r.fewer, r.excess = depth-lowest, -lowest
	r.unclosed = r.fewer > 0 || r.excess > 0
}

// tooDeepToClose reports whether the brace at this place stands too deep to close the block whose head is at token head.
func (r *reader) tooDeepToClose(head int) bool {
	return r.excess > 0 && r.is(r.pos, "}") && r.tokens[r.pos].first && r.column(r.pos) > r.indent(head)
}

// surplusBrace reports a brace that stands too deep to close the block whose head is at token head, and steps over it.
func (r *reader) surplusBrace(head int) bool {
	if !r.tooDeepToClose(head) {
		return false
	}
	r.excess--
	r.report(r.tokens[r.pos].span(), "syntax", "unexpected `}`: nothing is open here; remove it")
	r.pos++
	return true
}

// endsBefore reports whether a declaration stands no deeper than the head of the block around it, although others in the block do: the
// brace that closes the block is missing before it.
func (r *reader) endsBefore(head int, indented bool) bool {
	return indented && r.fewer > 0 && r.tokens[r.pos].first && r.column(r.pos) <= r.indent(head) && !r.is(r.pos, "}")
}

// surplusOpen reports an opening brace that opens nothing. Where one too few closes in this file, this one is too many, and what
// stands behind it is read; otherwise it passes over the block.
func (r *reader) surplusOpen(why string) *ast.Bad {
	span := r.tokens[r.pos].span()
	if r.fewer == 0 {
		r.report(span, "syntax", "unexpected `{`"+why)
		return r.skipBlock()
	}
	r.fewer--
	r.report(span, "syntax", "unexpected `{`; remove it")
	r.pos++
	return r.bad(r.pos-1, r.pos)
}

// closesOther reports whether the brace at this place stands too far left to close the block whose head is at token head.
func (r *reader) closesOther(head int) bool {
	return r.fewer > 0 && r.tokens[r.pos].first && r.column(r.pos) < r.indent(head)
}

// indent returns how many blanks begin the line of a token.
func (r *reader) indent(i int) int {
	line := strings.LastIndexByte(r.src[:r.tokens[i].start], '\n') + 1
	return indentOf(r.src[line:r.tokens[i].start])
}

// open steps over an opening brace.
func (r *reader) open() { r.pos++ }

// close steps over the closing brace of the block whose head is at token head, or reports that it is missing.
func (r *reader) close(head int) {
	place := "at the end of the file"
	if head := r.head(r.pos); head != "" {
		place = "before `" + head + "`"
	} else if r.part {
		place = fmt.Sprintf("before line %d, where its block ends", r.file.Position(int(r.tokens[r.pos].start)).Line)
	}
	if r.is(r.pos, "}") {
		if !r.closesOther(head) {
			r.pos++
			return
		}
		place = fmt.Sprintf("before line %d", r.file.Position(int(r.tokens[r.pos].start)).Line)
	}
	if !r.unclosed {
		r.lost++
	}
	if r.fewer > 0 {
		r.fewer--
	}
	if !r.faulty(r.pos-1, r.pos) {
		span := r.tokens[head].span()
		if k := r.kindOf(head + 1); k == name || k == ref || k == number || k == text {
			span.End = r.endOf(head + 1)
		}
		r.report(span, "unclosed-block", "`"+r.head(head)+"` is not closed; add a `}` "+place)
	}
}
