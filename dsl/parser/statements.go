package parser

import "github.com/seed-90f8eabc/licet/dsl/ast"

func (r *reader) clause(from, to, depth int) ast.Decl {
	strayID := false
	if k := r.kindOf(from + 1); k == ref || k == number {
		r.pos = r.behindID(from+2, to)
		to = from + 2
		strayID = r.pos > to
	}
	if w := r.at(r.pos); nearest(w, prevailing) != "" || prevailing[w] {
		r.report(r.tokens[from].span(), "syntax", "unexpected `clause`; write the id alone: `"+r.at(from+1)+"`")
		r.pos = r.cut(from, r.declStart)
		return r.bad(from, r.pos)
	}
	head := parse(r, r.prods.clause, from, to)
	var stmts []ast.Stmt
	if r.expectBlock(head != nil, from, to) {
		r.open()
		stmts = r.stmts(from, depth)
		r.close(from)
	} else if stmts = r.withoutBrace(from, depth); len(stmts) == 0 {
		return r.bad(from, r.pos)
	}
	unsure := strayID || r.hasFault(int(r.tokens[from].start), r.endOf(from+1)+1) // its id may be any
	if head == nil || unsure {
		b := r.bad(from, from+2)
		b.At = r.spanOf(from, r.pos)
		if strayID || r.kindOf(from+1) != name {
			b.Nameless = "clause"
		}
		if head == nil {
			return b
		}
		r.outside = append(r.outside, b)
	}
	return &ast.Clause{At: r.spanOf(from, r.pos), ID: refOf(&head.ID), Stmts: stmts}
}

// behindID reports what stands between a clause's id and its brace, and returns where the brace is; i where none is on the line.
func (r *reader) behindID(i, to int) int {
	brace := i
	for brace < to && !r.tokens[brace].first {
		brace++
	}
	if brace == i || !r.is(brace, "{") || r.tokens[brace].first {
		return i
	}
	if !r.faulty(i, brace) {
		r.report(r.spanOf(i, brace).At, "syntax", "unexpected "+r.show(i)+"; a clause has an id and nothing else: `clause "+r.at(i-1)+" {`")
	}
	return brace
}

// withoutBrace reads the statements of a clause whose opening brace is missing, so that they are not reported as well.
func (r *reader) withoutBrace(head, depth int) []ast.Stmt {
	if r.kindOf(r.pos) == punct { // another bracket in its place
		for !r.tokens[r.pos].first && r.kindOf(r.pos) != eof && !r.is(r.pos, "}") {
			r.pos++
		}
	}
	out := r.stmts(head, depth)
	if r.is(r.pos, "}") && (depth == 0 || r.unclosed) {
		r.lost--
		r.pos++
	}
	return out
}

// stmts reads the statements of a clause.
func (r *reader) stmts(head, depth int) []ast.Stmt {
	var out []ast.Stmt
	for {
		if bad := r.misplaced(head, "clause", depth); bad != nil {
			out = append(out, bad)
			continue
		}
		if r.surplusBrace(head) {
			continue
		}
		if r.blockEnds() {
			return out
		}
		if r.is(r.pos, "{") {
			out = append(out, r.surplusOpen(" in a clause"))
			continue
		}
		from := r.pos
		to := r.stmtEnd(from)
		r.pos = to
		out = append(out, r.stmt(from, to, true)...)
	}
}

// stmt reads the tokens from..to as one statement. Where that fails, and lines in it stand as far
// left as it does, they are read one by one: the mistake may have hidden where a statement begins.
func (r *reader) stmt(from, to int, whole bool) []ast.Stmt {
	var cuts []int
	if whole {
		cuts = r.sameColumn(from, to)
	}
	before := r.problems.count()
	if s := r.parseStmt(from, to); s != nil && (len(cuts) == 0 || r.problems.count() == before) {
		return []ast.Stmt{s}
	}
	if len(cuts) == 0 {
		return []ast.Stmt{r.bad(from, to)}
	}
	r.problems.keep(before)
	var out []ast.Stmt
	for _, cut := range append(cuts, to) {
		out = append(out, r.stmt(from, cut, false)...)
		from = cut
	}
	return out
}

// sameColumn returns the tokens in from..to that begin a line in the column of the first.
func (r *reader) sameColumn(from, to int) []int {
	var out []int
	if !r.tokens[from].first {
		return nil
	}
	column := r.column(from)
	for i := from + 1; i < to; i++ {
		if r.tokens[i].first && r.column(i) == column && (r.kindOf(i) != word || r.is(i, "we") || r.is(i, "you") || r.is(i, "may") || r.is(i, "must") || r.is(i, "this") || r.is(i, "by default")) {
			out = append(out, i)
		}
	}
	return out
}

func (r *reader) column(i int) int {
	start := int(r.tokens[i].start)
	n := start
	for n > 0 && r.src[n-1] != '\n' {
		n--
	}
	return start - n
}

func (r *reader) parseStmt(from, to int) ast.Stmt {
	if r.mayNot(from, to) || r.tooDeep(from, to) {
		return nil
	}
	switch w := r.at(from); r.kindOf(from) {
	case name:
		switch w {
		case "quote":
			return lowerStmt(r, parse(r, r.prods.quote, from, to), from, to, r.lowerQuote)
		case "prose":
			return lowerStmt(r, parse(r, r.prods.prose, from, to), from, to, r.lowerProse)
		case "defect":
			return lowerStmt(r, parse(r, r.prods.defect, from, to), from, to, r.lowerDefect)
		case "todo":
			return lowerStmt(r, parse(r, r.prods.todo, from, to), from, to, r.lowerTodo)
		case "allow":
			return lowerStmt(r, parse(r, r.prods.allow, from, to), from, to, r.lowerAllow)
		case "treat":
			return lowerStmt(r, parse(r, r.prods.treat, from, to), from, to, r.lowerTreat)
		case "refusing":
			return lowerStmt(r, parse(r, r.prods.refusing, from, to), from, to, r.lowerRefusing)
		}
	case word:
		switch w {
		case "this":
			return lowerStmt(r, parse(r, r.prods.exclusion, from, to), from, to, r.lowerExclusion)
		case "consent":
			return lowerStmt(r, parse(r, r.prods.waiver, from, to), from, to, r.lowerWaiver)
		}
	case ref, number:
		if r.prevails(from) {
			return lowerStmt(r, parse(r, r.prods.prevail, from, to), from, to, r.lowerPrevail)
		}
	}
	return lowerStmt(r, parse(r, r.prods.sentence, from, to), from, to, r.lowerSentence)
}

// prevails reports whether the clause id at token i is one of those that prevail.
func (r *reader) prevails(i int) bool {
	switch w := r.at(i + 1); w {
	case ",", "and", "prevail", "prevails", "over":
		return true
	default:
		return r.is(i+2, "over") || nearest(w, prevailing) != ""
	}
}

var prevailing = map[string]bool{"prevail": true, "prevails": true}

// mayNot reports `may not`, which people read in two ways.
func (r *reader) mayNot(from, to int) bool {
	for i := from; i < to; i++ {
		if r.is(i, "may not") && r.kindOf(i) == word {
			p := r.report(r.tokens[i].span(), "may-not",
				"`may not` can mean \"is not permitted to\" or \"might not\"; write `must not` for a prohibition, and encode nothing for a possibility")
			p.Fix = fixTo("must not")
			return true
		}
	}
	return false
}

// tooDeep reports a chain of `then` that is longer than anybody reads.
func (r *reader) tooDeep(from, to int) bool {
	depth := 0
	for i := from; i < to; i++ {
		if r.kindOf(i) != word || !r.is(i, "then") {
			continue
		}
		if depth++; depth > maxDepth {
			r.report(r.tokens[i].span(), "syntax", "`then` nests deeper than 64; write several sentences")
			return true
		}
	}
	return false
}

// stmtEnd returns the end of the statement that begins at from.
func (r *reader) stmtEnd(from int) int {
	modal := false // the statement has its verb already
	return r.cut(from, func(i int) bool {
		if w := r.at(i - 1); r.kindOf(i-1) == word {
			switch w {
			case "may", "must", "must not", "may not":
				modal = true
			case "then":
				modal = false
			}
		}
		return r.stmtStart(i, from, modal) || r.mustBeOutside(i)
	})
}

// stmtStart reports whether a statement begins at token i, within the one that began at from.
func (r *reader) stmtStart(i, from int, modal bool) bool {
	w := r.at(i)
	if r.kindOf(from) == name && r.at(from) == "prose" {
		return true
	}
	if r.kindOf(i) == name && statementWords[w] && !r.goesOn(i) {
		return r.tokens[i].first || r.kindOf(i-1) == text && !r.isInnerMark(i) || w == "prose" && r.is(i+1, "}")
	}
	if r.kindOf(from) == name && r.at(from) == "quote" && r.kindOf(i-1) == text {
		return !r.isInnerMark(i) // one quote, then anything
	}
	if !r.tokens[i].first {
		return false
	}
	switch {
	case r.is(i, "by default"), r.is(i, "notwithstanding"), r.is(i, "this"):
		return !r.goesOn(i) || modal
	case r.is(i, "by") && nearest(r.at(i+1), defaultWord) != "":
		return !r.goesOn(i)
	case r.is(i, "consent") && r.is(i+1, "is"):
		return true
	case r.kindOf(i) == ref:
		return !r.goesOn(i)
	}
	return (modal || !r.goesOn(i)) && r.sentenceStart(i)
}

// sentenceStart reports whether a sentence with a subject begins at token i: a list of names,
// and then its verb.
func (r *reader) sentenceStart(i int) bool {
	return r.tokens[i].first && r.inSubject(i) && !r.isVerb(i) && r.verbs[i]
}

// findVerbs notes for each token whether a verb follows it, with nothing but a list between. One
// pass from the end does it for all.
func (r *reader) findVerbs() {
	r.verbs = make([]bool, len(r.tokens)+1)
	for i := len(r.tokens) - 1; i >= 0; i-- {
		switch {
		case r.isVerb(i):
			r.verbs[i] = true
		case r.verbs[i+1] && r.inSubject(i):
			r.verbs[i] = !r.tokens[i+1].first || r.goesOn(i+1)
		}
	}
}

// isVerb reports whether token i is what makes a list of names the subject of a sentence.
func (r *reader) isVerb(i int) bool {
	switch r.kindOf(i) {
	case name:
		return r.is(i+1, "as") && r.at(i) == "counts"
	case word:
		switch r.at(i) {
		case "may", "must", "must not", "may not":
			return true
		case "is":
			return (r.kindOf(i+1) == name || r.is(i+1, "no")) && r.is(i+2, "because")
		}
	}
	return false
}

// inSubject reports whether token i can be a part of a sentence's subject.
func (r *reader) inSubject(i int) bool {
	switch r.kindOf(i) {
	case name:
		return true
	case word:
		switch r.at(i) {
		case "we", "you", "any", "anyone", "except", "and", "or":
			return true
		}
	case punct:
		return r.at(i) == ","
	}
	return false
}
