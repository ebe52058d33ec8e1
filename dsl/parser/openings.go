package parser

// The words that open declarations, statements and lines of a header, and what stands in their place by mistake.

// declarationWords open a declaration where one may start.
var declarationWords = map[string]bool{
	"policy": true, "vocabulary": true, "use": true,
	"data": true, "purpose": true, "party": true, "action": true, "place": true, "basis": true,
	"fact": true, "event": true, "judgement": true, "term": true,
	"section": true, "clause": true, "example": true, "allow": true, "todo": true,
}

// declaredInstead are the words of other languages, and of lawyers, for what these words declare.
var declaredInstead = map[string]string{
	"import": "use", "include": "use", "require": "use", "article": "clause", "paragraph": "clause", "rule": "clause",
	"chapter": "section", "heading": "section", "test": "example", "question": "example", "define": "term", "definition": "term",
	"recipient": "party", "actor": "party", "reason": "purpose", "variable": "fact", "flag": "fact",
}

// statementWords open a statement in a clause.
var statementWords = map[string]bool{
	"quote": true, "prose": true, "defect": true, "todo": true, "allow": true, "treat": true, "refusing": true,
}

// fieldWords open a line of a header.
var fieldWords = map[string]bool{
	"controller": true, "contact": true, "version": true, "language": true, "effective": true, "jurisdiction": true, "source": true,
}

// opens reports whether token i is followed by what the declaration needs, so that it cannot be a name.
func (r *reader) opens(i int) bool {
	next := r.kindOf(i + 1)
	w := r.at(i)
	if near := r.nearDeclaration(i); near != "" {
		w = near
	}
	switch w {
	case "clause":
		return next == ref || next == number
	case "section", "example":
		return next == text && r.is(i+2, "{")
	case "todo":
		return next == text
	}
	if next != name && !(w == "use" && next == text) {
		return false
	}
	switch r.at(i + 2) {
	case "{", "is", "number", "place", "one", "means", "takes", "same", "ends", "by", ",":
		return true
	}
	k := r.kindOf(i + 2)
	return k == text || k == eof || r.tokens[i+2].first
}

// nearDeclaration returns the word that declares and that token i misspells, or "".
func (r *reader) nearDeclaration(i int) string {
	w := r.at(i)
	if r.kindOf(i) != name || declarationWords[w] {
		return ""
	}
	if near := nearest(w, titled); near != "" && r.kindOf(i+1) == text && r.is(i+2, "{") {
		return near
	}
	return nearest(w, declarationWords)
}

// titled are the declarations that a title follows.
var titled = map[string]bool{"section": true, "example": true}

// lostLabel reports whether a name and its label stand at token i, without the word that says what they declare.
func (r *reader) lostLabel(i int) bool {
	w := r.at(i)
	labelled := r.kindOf(i+1) == text || (r.is(i+1, "number") || r.is(i+1, "place")) && r.kindOf(i+2) == text || r.is(i+1, "one") && r.is(i+2, "of")
	return r.kindOf(i) == name && r.tokens[i].first && labelled && !goesOnWith[w] && !declarationWords[w] && !statementWords[w] && !fieldWords[w] &&
		r.nearDeclaration(i) == "" && nearest(w, statementWords) == "" && declaredInstead[w] == ""
}

// goesOnWith are the words that go on with a declaration, and no names in it, on whatever line they stand.
var goesOnWith = map[string]bool{
	"because": true, "decided": true, "owner": true, "until": true, "means": true, "number": true, "place": true, "one": true,
	"same": true, "takes": true, "ends": true, "over": true,
}

// headTwice reports a head that stands twice, each with its brace, and returns the second.
func (r *reader) headTwice(from, to int) (int, int) {
	n := to - from + 1
	if !r.is(to, "{") || r.fewer == 0 || to+n >= len(r.tokens) {
		return from, to
	}
	for i := range n {
		if r.at(from+i) != r.at(to+1+i) || r.kindOf(from+i) != r.kindOf(to+1+i) {
			return from, to
		}
	}
	r.fewer--
	r.report(r.spanOf(to+1, to+1+n).At, "syntax", "`"+r.head(from)+"` is opened twice; remove one of the two lines")
	return to + 1, to + n
}
