package parser

import (
	"github.com/seed-90f8eabc/licet/dsl/ast"
)

// Blocks are read by hand: which declaration, its braces, and what stands in them. A block
// knows where its next piece begins, and goes on there after a mistake.

// decls reads declarations up to the end of the file or of the section around them, whose head is a token; -1 for the file.
func (r *reader) decls(depth, head int) []ast.Decl {
	var out []ast.Decl
	stray := false    // a piece before may have lost its block, so that a brace is left over
	indented := false // what stands in this block stands deeper than its head
	for {
		switch {
		case r.kindOf(r.pos) == eof:
			return out
		case depth > 0 && r.tooDeepToClose(head):
			r.strayInside(stray)
			stray = false
		case depth > 0 && (r.is(r.pos, "}") || r.endsBefore(head, indented)):
			return out
		case r.is(r.pos, "}"):
			r.strayBrace(stray)
			stray = false
		case r.is(r.pos, "{"):
			out = append(out, r.surplusOpen(": it must follow the head of a declaration"))
		default:
			from := r.pos
			indented = depth > 0 && r.tokens[from].first && r.column(from) > r.indent(head)
			r.stray = false
			if d := r.decl(depth); d != nil {
				out = append(out, d)
			}
			out, r.outside = append(out, r.outside...), nil
			r.outer = r.lostStatement(from) || r.lostLabel(from)
			stray = r.outer || r.stray || r.faulty(from, r.pos) || stray && !r.is(r.pos-1, "}")
		}
	}
}

// strayBrace passes over closing braces that close nothing. One mistake has left all of them over.
func (r *reader) strayBrace(expected bool) {
	if r.lost == 0 && !expected && !r.faulty(r.pos, r.pos+1) {
		r.report(r.tokens[r.pos].span(), "syntax", "unexpected `}`: nothing is open here; remove it")
	}
	r.lost = 0
	for r.is(r.pos, "}") {
		r.pos++
	}
}

// strayInside passes over a closing brace that closes nothing, in a block whose own is still to come.
func (r *reader) strayInside(expected bool) {
	if r.lost == 0 && !expected && !r.faulty(r.pos, r.pos+1) {
		r.report(r.tokens[r.pos].span(), "syntax", "unexpected `}`: nothing is open here; remove it")
	}
	r.excess--
	r.lost = max(0, r.lost-1)
	r.pos++
}

// lostStatement reports whether a statement begins at token i, outside every clause.
func (r *reader) lostStatement(i int) bool {
	return statementWords[r.at(i)] && !declarationWords[r.at(i)] || r.sentenceStart(i) && r.declKind(i) == ""
}

func (r *reader) decl(depth int) ast.Decl {
	from, to := r.headTwice(r.pos, r.cut(r.pos, r.declStart))
	r.pos = to
	kind := r.declKind(from)
	switch kind {
	case "policy", "vocabulary":
		return r.header(from, to)
	case "use":
		return lower(r, parse(r, r.prods.use, from, to), from, to, r.lowerUse)
	case "data", "purpose", "party", "action", "place", "basis":
		return r.vocabulary(from, to, depth)
	case "fact", "event", "judgement":
		return lower(r, parse(r, r.prods.fact, from, to), from, to, r.lowerFact)
	case "term":
		return lower(r, parse(r, r.prods.term, from, to), from, to, r.lowerTerm)
	case "section":
		return r.section(from, to, depth)
	case "clause":
		return r.clause(from, to, depth)
	case "example":
		return r.example(from, to)
	case "todo":
		return lower(r, parse(r, r.prods.todo, from, to), from, to, r.lowerTodo)
	case "allow":
		return lower(r, parse(r, r.prods.allow, from, to), from, to, r.lowerAllow)
	case "prevail":
		return lower(r, parse(r, r.prods.prevail, from, to), from, to, r.lowerPrevail)
	case "settle":
		if s := parse(r, r.prods.sentence, from, to); s != nil && s.Settle != nil {
			return r.lowerSettle(s, from, to)
		}
		return r.bad(from, to)
	}
	return r.strayDecl(from, to, depth)
}

// declKind tells what is declared at token i; empty where it is nothing.
func (r *reader) declKind(i int) string {
	w := r.at(i)
	switch r.kindOf(i) {
	case ref, number:
		if r.prevails(i) {
			return "prevail"
		}
	case name:
		if declarationWords[w] {
			return w
		}
		if r.is(i+1, "is") {
			return "settle"
		}
	}
	return ""
}

// strayDecl reports what is no declaration, and passes over the block behind it.
func (r *reader) strayDecl(from, to, depth int) ast.Decl {
	w := r.at(from)
	near := r.nearDeclaration(from)
	message := "unexpected " + r.show(from) + "; a declaration begins with a word such as clause, section, data or fact"
	switch {
	case r.lostStatement(from):
		message = "a statement stands in a clause, since every answer cites one: clause ID { ... }"
	case r.lostLabel(from):
		message = "what `" + w + "` is stands before it: data, purpose, party, action, place, basis, fact, event or judgement"
	case r.kindOf(from) == text && r.is(from+1, "{"):
		near = "section"
		if r.is(from+2, "may") {
			near = "example"
		}
		message = "unexpected " + r.show(from) + "; write `" + near + "` before it"
	case r.kindOf(from) == word && w == "may":
		message = "a question stands in an example: example \"...\" { ... }"
	case r.kindOf(from) == name && fieldWords[w]:
		message = "`" + w + "` stands in a header: policy ID \"Title\" { ... }"
	case (r.kindOf(from) == ref || r.kindOf(from) == number) && r.is(r.pos, "{"):
		near, message = "clause", "unexpected "+r.show(from)+"; a clause begins with its word: `clause "+w+"`"
	case r.kindOf(from) == name && declaredInstead[w] != "":
		near = declaredInstead[w]
		message = "no declaration begins with `" + w + "`; write `" + near + "`"
	case r.kindOf(from) == name && near != "":
		message = "no declaration begins with `" + w + "`; did you mean `" + near + "`?"
	}
	if !r.faulty(from, to) && !(r.outer && (r.lostStatement(from) || r.lostLabel(from))) { // one line that opens a clause is missing for all of them
		r.report(r.tokens[from].span(), "syntax", message)
	}
	if !r.is(r.pos, "{") {
		r.stray = true
		return r.bad(from, to)
	}
	if near == "clause" { // its statements can still be read
		r.open()
		r.stmts(from, depth)
		r.close(from)
		b := r.bad(from, r.pos)
		if r.kindOf(from) != name {
			b.Names = append(b.Names, w)
		}
		return b
	}
	if near == "section" && depth < maxDepth {
		r.open()
		return &ast.Section{At: r.spanOf(from, to), Decls: append(r.decls(depth+1, from), r.closeBad(from))}
	}
	r.skipBlock()
	return r.bad(from, r.pos)
}

func (r *reader) closeBad(from int) *ast.Bad {
	r.close(from)
	return &ast.Bad{At: r.spanOf(from, from+1)}
}

// cut returns the end of the piece that begins at from: a brace, the end of the file, or
// the first token for which next holds.
func (r *reader) cut(from int, next func(int) bool) int {
	for i := from + 1; ; i++ {
		switch {
		case r.kindOf(i) == eof, r.is(i, "{"), r.is(i, "}"):
			return i
		case next(i), r.dropped(i):
			return i
		}
	}
}

// declStart reports whether a declaration begins at token i.
func (r *reader) declStart(i int) bool {
	if !r.tokens[i].first {
		return false
	}
	if r.kindOf(i) == ref || r.kindOf(i) == number {
		return !r.goesOn(i)
	}
	w := r.at(i)
	if r.kindOf(i) == name && declarationWords[w] {
		return !r.goesOn(i) || r.opens(i)
	}
	if r.kindOf(i) == name && !r.goesOn(i) && r.nearDeclaration(i) != "" && r.opens(i) {
		return true // a misspelt one
	}
	if r.lostLabel(i) && !r.goesOn(i) || r.kindOf(i) == text && r.is(i+1, "{") && !r.goesOn(i) && r.kindOf(i-1) != name {
		return true // its first word is missing
	}
	if r.kindOf(i) == name && statementWords[w] {
		return r.kindOf(i+1) == text && !r.goesOn(i)
	}
	return !r.goesOn(i) && r.sentenceStart(i)
}

// goesOn reports whether the token before i asks for more, so that i continues its sentence.
func (r *reader) goesOn(i int) bool {
	switch r.at(i - 1) {
	case ",", "and", "or", "(", "is", "as", "of", "from", "to", "with", "for", "in", "on", "given", "unless", "except",
		"not", "no", "only", "by", "under", "then", "<", "<=", "=", ">=", ">", ":", "over", "because", "decided", "until",
		"costs", "but not", "after", "before", "within", "than", "takes", "one", "means", "use", "ends":
		return r.kindOf(i-1) != text
	}
	return false
}

// head returns the first words of a declaration: "clause A.4".
func (r *reader) head(i int) string {
	switch r.kindOf(i) {
	case eof:
		return ""
	case name, ref, number:
	default:
		return clip(r.at(i))
	}
	out := r.at(i)
	if k := r.kindOf(i + 1); k == name || k == ref || k == number || k == text {
		out += " " + clip(r.at(i+1))
	}
	return out
}

// skipBlock passes over a block in braces, however deep.
func (r *reader) skipBlock() *ast.Bad {
	from, depth := r.pos, 0
	for ; r.kindOf(r.pos) != eof; r.pos++ {
		if r.is(r.pos, "{") {
			depth++
		} else if r.is(r.pos, "}") {
			if depth--; depth == 0 {
				r.pos++
				break
			}
		}
	}
	return r.bad(from, r.pos)
}

// bad stands for tokens that could not be read. It remembers the names that they may have declared: a name before a
// text, and what stands behind a word that declares.
func (r *reader) bad(from, to int) *ast.Bad {
	b := &ast.Bad{At: r.spanOf(from, to)}
	for i := from; i < to && len(b.Names) < 1000; i++ {
		k := r.kindOf(i)
		declared := i > 0 && (declarationWords[r.at(i-1)] || nearest(r.at(i-1), declarationWords) != "")
		if k == name && (declared || i == from && r.lostLabel(i) || r.kindOf(i+1) == text || r.kindOf(i+1) == badText) || (k == ref || k == number) && declared {
			b.Names = append(b.Names, r.at(i))
		}
		if declared && (k == text && !titled[r.at(i-1)] || r.is(i, "one") && r.is(i+1, "of")) {
			b.Nameless = r.at(i - 1)
		}
	}
	return b
}
