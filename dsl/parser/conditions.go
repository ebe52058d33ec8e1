package parser

import (
	"strconv"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/seed-90f8eabc/licet/dsl/ast"
)

// maxDepth is how deep brackets and braces may nest.
const maxDepth = 64

// condition is the production Condition.
type condition struct{ cond ast.Cond }

// Parse reads a condition.
func (c *condition) Parse(lex *lexer.PeekingLexer) error {
	cond, err := readCondition(lex, 0)
	c.cond = cond
	return err
}

// readCondition reads literals joined by `and` or by `or`.
func readCondition(lex *lexer.PeekingLexer, depth int) (ast.Cond, error) {
	if depth > maxDepth {
		return nil, &refused{*lex.Peek(), "brackets nest deeper than 64; name parts of the condition as terms"}
	}
	first, err := readLiteral(lex, depth)
	if err != nil {
		return nil, err
	}
	terms, joint := []ast.Cond{first}, ""
	for {
		before := lex.MakeCheckpoint()
		t := lex.Peek()
		if !isWord(t, "and") && !isWord(t, "or") {
			break
		}
		lex.Next()
		if isWord(lex.Peek(), "nothing else") {
			lex.LoadCheckpoint(before)
			break
		}
		if joint != "" && joint != t.Value {
			return nil, &refused{*t, "`and` and `or` stand in one condition; put brackets around what belongs together"}
		}
		joint = t.Value
		term, err := readLiteral(lex, depth)
		if err != nil {
			return nil, err
		}
		terms = append(terms, term)
	}
	if len(terms) == 1 {
		return first, nil
	}
	return &ast.Join{At: ast.At{At: first.Span().To(terms[len(terms)-1].Span())}, Or: joint == "or", Terms: terms}, nil
}

func readLiteral(lex *lexer.PeekingLexer, depth int) (ast.Cond, error) {
	t := lex.Peek()
	switch {
	case isWord(t, "no"), isWord(t, "not"):
		lex.Next()
		if depth > maxDepth {
			return nil, &refused{*t, "negations nest deeper than 64; take pairs of them away"}
		}
		cond, err := readLiteral(lex, depth+1)
		if err != nil {
			return nil, err
		}
		return &ast.Not{At: ast.At{At: at(t).At.To(cond.Span())}, Cond: cond}, nil
	case isPunct(t, "("):
		return readBrackets(lex, depth)
	case isConsentKind(t), isWord(t, "consent"):
		return readConsent(lex)
	case isWord(t, "objection"):
		lex.Next()
		grant, err := readGrant(lex)
		o := &ast.Objection{At: at(t), Grant: grant}
		if grant != nil {
			o.At.At.End = grant.At.At.End
		}
		return o, err
	case isWord(t, "overdue"):
		lex.Next()
		r := lex.Peek()
		if !is(r, ref) && !is(r, number) {
			return nil, &wanted{*r, "the clause whose deadline it is, as in `overdue B.6`"}
		}
		lex.Next()
		return &ast.Overdue{At: ast.At{At: at(t).At.To(at(r).At)}, Clause: refOf(r)}, nil
	case opensTime(t):
		return readTime(lex)
	case is(t, name), is(t, text):
		return readFact(lex)
	}
	return nil, &wanted{*t, "a condition"}
}

func readBrackets(lex *lexer.PeekingLexer, depth int) (ast.Cond, error) {
	open := lex.Next()
	cond, err := readCondition(lex, depth+1)
	if err != nil {
		return nil, err
	}
	t := lex.Peek()
	if !isPunct(t, ")") {
		return nil, &wanted{*t, "`)`"}
	}
	lex.Next()
	return &ast.Brackets{At: ast.At{At: at(open).At.To(at(t).At)}, Cond: cond}, nil
}

func isConsentKind(t *lexer.Token) bool {
	if !is(t, word) {
		return false
	}
	switch t.Value {
	case "prior", "explicit", "separate", "written", "parental", "deemed":
		return true
	}
	return false
}

func readConsent(lex *lexer.PeekingLexer) (ast.Cond, error) {
	c := &ast.Consent{At: at(lex.Peek())}
	for isConsentKind(lex.Peek()) {
		c.Kinds = append(c.Kinds, nameOf(lex.Next()))
	}
	t := lex.Peek()
	if !isWord(t, "consent") {
		return nil, &wanted{*t, "`consent`"}
	}
	lex.Next()
	c.At.At.End = end(t)
	grant, err := readGrant(lex)
	if grant != nil {
		c.Grant, c.At.At.End = grant, grant.At.At.End
	}
	return c, err
}

// readGrant reads what a consent or an objection covers: `to use email for marketing`.
func readGrant(lex *lexer.PeekingLexer) (*ast.Grant, error) {
	t := lex.Peek()
	if !isWord(t, "to") {
		return nil, nil
	}
	lex.Next()
	g := &ast.Grant{At: at(t)}
	var err error
	if g.Actions, err = readNames(lex, true); err != nil {
		return nil, err
	}
	g.At.At.End = g.Actions.At.At.End
	if startsName(lex.Peek()) {
		if g.Data, err = readNames(lex, true); err != nil {
			return nil, err
		}
		g.At.At.End = g.Data.At.At.End
	}
	for isPreposition(lex.Peek()) {
		w := lex.Next()
		list, err := readNames(lex, true)
		if err != nil {
			return nil, err
		}
		g.Parts = append(g.Parts, &ast.Part{At: ast.At{At: at(w).At.To(list.At.At)}, Word: w.Value, Names: list})
		g.At.At.End = list.At.At.End
	}
	return g, nil
}

func isPreposition(t *lexer.Token) bool {
	if !is(t, word) {
		return false
	}
	switch t.Value {
	case "of", "from", "to", "with", "for", "in":
		return true
	}
	return false
}

func opensTime(t *lexer.Token) bool {
	return is(t, number) || isWord(t, "within") || isWord(t, "more") || isWord(t, "after") || isWord(t, "before")
}

func readTime(lex *lexer.PeekingLexer) (*ast.Time, error) {
	first := lex.Peek()
	out := &ast.Time{Rel: ast.After}
	switch {
	case isWord(first, "before"):
		lex.Next()
		out.Rel = ast.Before
		return out, readEvent(lex, out, first)
	case isWord(first, "within"):
		lex.Next()
		out.Rel = ast.Within
	case isWord(first, "more"):
		lex.Next()
		if t := lex.Next(); !isWord(t, "than") {
			return nil, &wanted{*t, "`than`"}
		}
		out.Rel = ast.MoreThan
	case is(first, number):
		out.Rel = ast.Since
	}
	if out.Rel != ast.After {
		d, err := readDuration(lex)
		if err != nil {
			return nil, err
		}
		out.Length = d
	}
	if t := lex.Peek(); !isWord(t, "after") {
		return nil, &wanted{*t, "`after` and an event"}
	}
	lex.Next()
	return out, readEvent(lex, out, first)
}

func readEvent(lex *lexer.PeekingLexer, out *ast.Time, first *lexer.Token) error {
	t := lex.Peek()
	if is(t, number) && out.Rel == ast.After {
		return &wanted{*t, "an event; a length of time stands in front, as in `more than 30 days after ...`"}
	}
	if !is(t, name) && !is(t, text) {
		return &wanted{*t, "an event"}
	}
	n, err := readName(lex)
	out.Event = n
	out.At.At = spanOf(first, t)
	return err
}

var unitHours = map[string]int64{"hour": 1, "day": 24, "month": 30 * 24, "year": 365 * 24}

// maxHours keeps lengths of time far from overflow: about 100,000 years.
const maxHours = 100_000 * 365 * 24

func readDuration(lex *lexer.PeekingLexer) (*ast.Duration, error) {
	t := lex.Peek()
	if is(t, text) {
		lex.Next()
		return &ast.Duration{At: at(t), Vague: textOf(t)}, nil
	}
	if !is(t, number) {
		return nil, &wanted{*t, "a length of time, as in `30 days` or `\"as soon as possible\"`"}
	}
	lex.Next()
	u := lex.Peek()
	unit := u.Value
	if len(unit) > 1 && unit[len(unit)-1] == 's' {
		unit = unit[:len(unit)-1]
	}
	hours := unitHours[unit]
	if weeks, err := strconv.Atoi(t.Value); unit == "week" && err == nil && weeks < 10_000 {
		both := *u
		both.Pos.Offset = start(t)
		return nil, &refused{both, "unexpected `" + t.Value + " " + u.Value + "`; write `" + strconv.Itoa(7*weeks) + " days`"}
	}
	if hours == 0 || !is(u, name) {
		return nil, &wanted{*u, "hours, days, months or years"}
	}
	lex.Next()
	n, err := strconv.ParseInt(t.Value, 10, 64)
	if err != nil || n < 0 || n > maxHours/hours {
		return nil, &wanted{*t, "a length of time between 0 and 100,000 years"}
	}
	return &ast.Duration{At: ast.At{At: spanOf(t, u)}, Count: n, Unit: unit, Hours: n * hours}, nil
}

// readFact reads `FACT`, `FACT is VALUE`, `FACT < NUMBER` or `FACT in PLACE`.
func readFact(lex *lexer.PeekingLexer) (ast.Cond, error) {
	first := lex.Peek()
	fact, err := readName(lex)
	if err != nil {
		return nil, err
	}
	switch t := lex.Peek(); {
	case isWord(t, "is"):
		lex.Next()
		return readIs(lex, fact)
	case is(t, punct) && (t.Value == "=" || t.Value[0] == '<' || t.Value[0] == '>'):
		lex.Next()
		n, err := readNumber(lex)
		if err != nil {
			return nil, err
		}
		return &ast.Compare{At: ast.At{At: fact.At.At.To(n.At.At)}, Fact: fact, Op: t.Value, Number: *n}, nil
	case isWord(t, "in"):
		lex.Next()
		if v := lex.Peek(); !startsName(v) {
			return nil, &wanted{*v, "a place"}
		}
		place, err := readName(lex)
		return &ast.In{At: ast.At{At: at(first).At.To(place.At.At)}, Fact: fact, Place: place}, err
	}
	return &ast.Has{At: at(first), Fact: fact}, nil
}

func readIs(lex *lexer.PeekingLexer, fact ast.Name) (ast.Cond, error) {
	t := lex.Peek()
	switch {
	case is(t, number):
		n, err := readNumber(lex)
		if err != nil {
			return nil, err
		}
		return &ast.Is{At: ast.At{At: fact.At.At.To(n.At.At)}, Fact: fact, Number: n}, nil
	case isWord(t, "not"), isWord(t, "no"):
		return nil, &wanted{*t, "`not` in front: `not (" + fact.Text + " is ...)`"}
	case !is(t, name) && !is(t, text):
		return nil, &wanted{*t, "a value"}
	}
	v, err := readName(lex)
	return &ast.Is{At: ast.At{At: fact.At.At.To(v.At.At)}, Fact: fact, Value: v}, err
}

func readNumber(lex *lexer.PeekingLexer) (*ast.Number, error) {
	t := lex.Peek()
	if !is(t, number) {
		return nil, &wanted{*t, "a number"}
	}
	n, err := strconv.ParseInt(t.Value, 10, 64)
	if err != nil || n > maxNumber || n < -maxNumber {
		return nil, &wanted{*t, "a number between -1,000,000,000,000 and 1,000,000,000,000"}
	}
	lex.Next()
	return &ast.Number{At: at(t), Value: n}, nil
}

// maxNumber bounds the numbers that facts are compared with.
const maxNumber = 1_000_000_000_000
