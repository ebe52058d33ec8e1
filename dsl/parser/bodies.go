package parser

import (
	"github.com/seed-90f8eabc/licet/dsl/ast"
)

// expectBlock reports a head that no block follows, unless the head itself could not be read.
func (r *reader) expectBlock(read bool, from, to int) bool {
	if r.is(r.pos, "{") {
		return true
	}
	r.lost++
	if read && !r.faulty(from, to) {
		r.report(r.spanOf(from, to).At, "syntax", "expected `{` after "+r.show(to-1))
	}
	return false
}

func (r *reader) header(from, to int) ast.Decl {
	h := parse(r, r.prods.header, from, to)
	if !r.expectBlock(h != nil, from, to) {
		return r.bad(from, to)
	}
	r.open()
	var fields []*ast.Field
	for {
		if r.misplaced(from, "header", 0) != nil {
			continue
		}
		if r.blockEnds() {
			break
		}
		start := r.pos
		end := r.cut(start, func(i int) bool {
			return r.kindOf(i) == name && !r.goesOn(i) && (fieldWords[r.at(i)] || r.tokens[i].first)
		})
		r.pos = end
		if r.is(end, "{") {
			r.surplusOpen(" in a header")
		}
		if w := r.at(start); !fieldWords[w] || r.kindOf(start) != name {
			r.unknownField(start, end)
		} else if f := parse(r, r.prods.field, start, end); f != nil {
			fields = append(fields, r.lowerField(f, start, end))
		}
	}
	r.close(from)
	if h == nil {
		return r.bad(from, to)
	}
	return r.lowerHeader(h, fields, from)
}

func (r *reader) unknownField(from, to int) {
	if r.faulty(from, to) {
		return
	}
	message := "unexpected " + r.show(from) + "; a header holds controller, contact, version, language, effective, jurisdiction and source"
	if near := nearest(r.at(from), fieldWords); near != "" && r.kindOf(from) == name {
		message = "a header has no `" + r.at(from) + "`; did you mean `" + near + "`?"
	}
	r.report(r.tokens[from].span(), "syntax", message)
}

// blockEnds reports whether the block of a header, a clause or an example ends here: with its brace, with the file,
// or before a declaration, which cannot stand in it.
func (r *reader) blockEnds() bool {
	return r.kindOf(r.pos) == eof || r.is(r.pos, "}") || r.mustBeOutside(r.pos)
}

// mustBeOutside reports whether a declaration begins at token i that cannot stand in a header, a clause or an example.
func (r *reader) mustBeOutside(i int) bool {
	return r.tokens[i].first && r.declares(i)
}

// declares reports whether token i opens such a declaration, wherever on its line it stands.
func (r *reader) declares(i int) bool {
	w := r.at(i)
	return r.kindOf(i) == name && w != "todo" && w != "allow" && !statementWords[w] && !fieldWords[w] &&
		(declarationWords[w] || nearest(w, declarationWords) != "") && r.opens(i)
}

// misplaced reads a declaration that stands in a block where none can stand, or returns nil: where it stands no deeper than the
// block's head, a brace is missing before it.
func (r *reader) misplaced(head int, block string, depth int) *ast.Bad {
	from := r.pos
	first := r.tokens[from].first
	if !first && !r.is(from-1, "{") || !r.declares(from) || first && r.column(from) <= r.column(head) {
		return nil
	}
	if w := r.at(from); declarationWords[w] && (w != "clause" || r.is(from+2, "{")) {
		r.report(r.tokens[from].span(), "syntax", "`"+w+"` cannot stand in a "+block+"; declare it outside")
	}
	if depth < maxDepth {
		r.outside = append(r.outside, r.decl(depth+1))
	} else if r.pos = r.cut(from, r.declStart); r.is(r.pos, "{") {
		r.skipBlock()
	}
	return r.bad(from, r.pos)
}

// entriesEnd is blockEnds for the names of a vocabulary. Words that declare may be names there, so only a clause is sure to be
// outside, and where the file's braces do not match, any declaration.
func (r *reader) entriesEnd() bool {
	return r.kindOf(r.pos) == eof || r.is(r.pos, "}") || r.mustBeOutside(r.pos) && (r.unclosed || r.at(r.pos) == "clause")
}

// vocabulary reads a top-level item of a vocabulary and what stands in its braces.
func (r *reader) vocabulary(from, to, depth int) ast.Decl {
	parsed := parse(r, r.prods.item, from, to)
	var out *ast.Item
	if parsed != nil {
		out = r.lowerItem(parsed, from, to)
	}
	r.missingOpen(from, to, parsed != nil)
	if r.is(r.pos, "{") || r.opened {
		children, bad := r.entries(from, depth+1)
		if out != nil {
			out.Block, out.Children = true, children
		}
		if bad != nil && out == nil {
			return r.bad(from, r.pos)
		}
	}
	if out == nil {
		if r.excess > 0 && r.is(r.pos, "}") && !r.tokens[r.pos].first { // the other brace of its block is missing
			r.excess--
			r.pos++
		}
		return r.bad(from, r.pos)
	}
	out.At.At.End = r.endOf(r.pos - 1)
	return out
}

// missingOpen reports a vocabulary item behind which its brace is missing: the entries and the other brace are there.
func (r *reader) missingOpen(from, to int, read bool) {
	r.opened = !r.is(r.pos, "{") && r.excess > 0 && r.lostLabel(r.pos) && r.column(r.pos) > r.indent(from)
	if r.opened {
		r.excess--
		if read {
			r.report(r.tokens[to-1].span(), "syntax", "expected `{` after "+r.show(to-1))
		}
	}
}

// entries reads the block of a vocabulary item.
func (r *reader) entries(head, depth int) (items []*ast.Item, bad *ast.Bad) {
	if depth > maxDepth {
		r.report(r.tokens[r.pos].span(), "limit", "braces nest deeper than 64; use `is` to name parents instead")
		return nil, r.skipBlock()
	}
	if !r.opened {
		r.open()
	}
	r.opened = false
	for r.surplusBrace(head) || !r.entriesEnd() {
		from := r.pos
		if r.is(from, "{") {
			bad = r.surplusOpen(": it must follow a name")
			continue
		}
		to := r.entryEnd(from)
		r.pos = to
		parsed := parse(r, r.prods.entry, from, to)
		var item *ast.Item
		if parsed != nil && !r.faultOnLine(from) {
			item = r.lowerEntry(parsed, from, to)
		} else {
			item = &ast.Item{At: r.spanOf(from, to), Labels: []ast.Label{{}}} // keeps its children's place
			if k := r.kindOf(from); k == name && (r.tokens[from].first || !r.faultOnLine(from)) {
				item.Name = ast.Name{At: r.spanOf(from, from+1), Text: r.at(from)}
			}
		}
		if r.is(r.pos, "{") {
			item.Block = true
			item.Children, _ = r.entries(from, depth+1)
			item.At.At.End = r.endOf(r.pos - 1)
		}
		items = append(items, item)
	}
	r.close(head)
	return items, bad
}

// entryEnd returns the end of the vocabulary entry that begins at from. Entries need no separator: a
// name begins the next one unless the words before it ask for it.
func (r *reader) entryEnd(from int) int {
	takes := false // the words before are what an action takes, and no names follow
	for i := from + 1; ; i++ {
		k := r.kindOf(i)
		switch {
		case k == eof, r.is(i, "{"), r.is(i, "}"):
			return i
		case r.opensTail(i):
			takes = r.is(i, "takes")
		case k == name, r.is(i, "we"), r.is(i, "you"), r.is(i, "consent"):
			if takes || !r.goesOn(i) {
				return i
			}
		}
	}
}

// opensTail reports whether token i opens a further part of a vocabulary entry, and is no name itself.
func (r *reader) opensTail(i int) bool {
	switch r.at(i) {
	case "is", "unless":
		return true
	case "same":
		return r.is(i+1, "as")
	case "takes", "ends":
		next := r.at(i + 1)
		return r.kindOf(i+1) == name && !r.tokens[i+1].first && next != "is" || r.kindOf(i+1) == word && next != "is"
	}
	return false
}

func (r *reader) section(from, to, depth int) ast.Decl {
	s := parse(r, r.prods.section, from, to)
	if !r.expectBlock(s != nil, from, to) {
		return r.bad(from, to)
	}
	if depth >= maxDepth {
		r.report(r.tokens[r.pos].span(), "limit", "sections nest deeper than 64")
		return r.skipBlock()
	}
	r.open()
	decls := r.decls(depth+1, from)
	r.close(from)
	out := &ast.Section{At: r.spanOf(from, r.pos), Decls: decls}
	if s != nil {
		out.Title = *textOf(&s.Title)
	}
	return out
}

func (r *reader) example(from, to int) ast.Decl {
	head := parse(r, r.prods.exampleHead, from, to)
	if !r.expectBlock(head != nil, from, to) {
		return r.bad(from, to)
	}
	r.open()
	start := r.pos
	for !r.blockEnds() {
		if r.is(r.pos, "{") {
			r.surplusOpen(" in an example")
			if r.pos-1 == start {
				start = r.pos
				continue
			}
			r.close(from)
			return r.bad(from, r.pos)
		}
		r.pos++
	}
	end := r.pos
	r.close(from)
	if start == end {
		r.report(r.spanOf(from, to).At, "syntax", "the example is empty; write a question, `?` and its answer")
		return r.bad(from, r.pos)
	}
	if !r.marked(start, end) {
		return r.bad(from, r.pos)
	}
	r.asking = true
	body := parse(r, r.prods.example, start, end)
	r.asking = false
	if head == nil || body == nil {
		return r.bad(from, r.pos)
	}
	return r.lowerExample(head, body, from, start)
}

// answerWords begin the answer that an example expects.
var answerWords = map[string]bool{
	"permitted": true, "prohibited": true, "undetermined": true, "not-addressed": true, "out-of-scope": true, "never": true, "always": true,
}

// marked reports an example whose question has no question mark.
func (r *reader) marked(start, end int) bool {
	for i := start; i < end; i++ {
		if r.is(i, "?") {
			return true
		}
	}
	if !r.faulty(start, end) {
		last := start
		for i := start; i < end && last == start; i++ {
			if answerWords[r.at(i)] {
				last = max(start, i-1)
			}
		}
		if last == start {
			last = end - 1
		}
		message := "the question does not end; write `?` behind " + r.show(last)
		if last == end-1 {
			message += ", and then its answer"
		}
		r.report(r.tokens[last].span(), "syntax", message)
	}
	return false
}
