package sql

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// What a cell is read as is written as a CASE of the form CASE WHEN ... THEN ..., since databases differ in what CASE x WHEN makes of null. That
// a cell is null is asked first: behind it, no condition is null, whatever NOT, IN and AND make of it.

// A branch is a WHEN of a CASE.
type branch struct {
	test test
	code int
}

// branch makes the branches of a step's CASE, and what it is else; as few as say it.
func (st *step) branch() {
	r := st.axis.reading
	var out []branch
	st.otherwise = st.code(r.otherwise)
	rules := r.rules
	if n := len(rules); n > 0 && rules[n-1].test.op == isNo { // what is neither null nor yes
		st.otherwise, rules = st.code(rules[n-1].state), rules[:n-1]
	}
	for _, x := range rules {
		b := branch{x.test, st.code(x.state)}
		if b.test.op == isText {
			out = addTexts(out, b)
			continue
		}
		if n := len(out); n > 0 && (b.test.op == isBelow || b.test.op == isBelowText) && out[n-1].test.op == b.test.op && out[n-1].code == b.code {
			out = out[:n-1] // the higher bound says it
		}
		out = append(out, b)
	}
	for len(out) > 0 && out[len(out)-1].code == st.otherwise {
		out = out[:len(out)-1]
	}
	st.branches = out
}

// addTexts adds a branch about texts; to another about texts of the same column, where there is one. Since no text is in two branches, their
// order does not matter.
func addTexts(to []branch, b branch) []branch {
	for i := range to {
		if t := &to[i].test; t.op == isText && t.column == b.test.column && to[i].code == b.code {
			t.texts = append(t.texts, b.test.texts...)
			return to
		}
	}
	b.test.texts = slices.Clone(b.test.texts) // what is added is not the reading's
	return append(to, b)
}

// A speller writes a dialect's SQL. What is wrong with a name or a text is kept, and the rest is of no use then.
type speller struct {
	d     Dialect
	table string // the quoted name by which columns are called, with its point; "" where they are called by their own
	err   error
}

func (s *speller) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// column writes a column.
func (s *speller) column(name string) string {
	out, err := s.d.Name(name)
	if err != nil {
		s.fail(err)
	}
	return s.table + out
}

// text writes a column as a text that is compared byte by byte.
func (s *speller) text(column string) string {
	c := s.column(column)
	switch s.d {
	case DuckDB:
		return "CAST(" + c + ` AS VARCHAR) COLLATE "binary"`
	case Postgres:
		return "CAST(" + c + ` AS text) COLLATE "C"`
	case ClickHouse:
		return "toString(" + c + ")"
	case Spark:
		return "CAST(" + c + " AS STRING)"
	}
	return "CAST(" + c + " AS VARCHAR)"
}

// texts writes a list of texts.
func (s *speller) texts(list []string) string {
	sorted := slices.Sorted(slices.Values(list))
	for i, text := range sorted {
		quoted, err := s.d.Text(text)
		if err != nil {
			s.fail(err)
		}
		sorted[i] = quoted
	}
	return wrapped(sorted, "    ")
}

// width is how long lines become, if they can be broken.
const width = 110

// wrapped joins items by commas, over several lines where they are long.
func wrapped(items []string, indent string) string {
	var b strings.Builder
	line := 0
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
			line++
			if line+len(item) > width {
				b.WriteString("\n" + indent)
				line = 0
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(item)
		line += len(item) + 1
	}
	return b.String()
}

// whole is the condition that a number is a whole one of 64 bits. Not a number is none of its own size or larger than all others, by the database.
func (s *speller) whole(column string) string {
	c := s.column(column)
	return c + " = FLOOR(" + c + ") AND " + c + " >= -9223372036854775807 - 1 AND " + c + " <= 9223372036854775807"
}

func numbers(list []int64) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = strconv.FormatInt(n, 10)
	}
	return strings.Join(out, ", ")
}

// condition writes a test.
func (s *speller) condition(t *test) string {
	c := s.column(t.column)
	switch t.op {
	case isNull:
		return c + " IS NULL"
	case isYes:
		if s.d == ClickHouse { // where yes and no are numbers, in versions without BOOL
			return c + " <> 0"
		}
		return c
	case isText:
		return s.text(t.column) + " IN (" + s.texts(t.texts) + ")"
	case isNumber:
		return c + " IN (" + numbers(t.numbers) + ")"
	case isBroken:
		return "NOT (" + s.whole(t.column) + ")"
	case isBelow:
		return c + " < " + numbers(t.numbers)
	case isNumberText:
		return s.number(t.column) + " IN (" + numbers(t.numbers) + ")"
	case isBelowText:
		return s.number(t.column) + " < " + numbers(t.numbers)
	}
	return "NOT " + s.says(t.column)
}

// number writes the number that a text says, where it says one.
func (s *speller) number(column string) string {
	switch c := s.column(column); s.d {
	case Postgres:
		return "CAST(" + c + " AS bigint)"
	case ClickHouse: // what it does with a text that says none does not matter, but it must not fail
		return "toInt64OrZero(" + s.text(column) + ")"
	default:
		return "TRY_CAST(" + c + " AS BIGINT)"
	}
}

// says is the condition that a text says a number that every database reads into 64 bits. In the expressions of Java, $ also matches before a
// line's end, so that there something is put behind the text.
func (s *speller) says(column string) string {
	digits := fmt.Sprintf("^[+-]?0*[0-9]{1,%d}", maxDigits)
	switch c := s.text(column); s.d {
	case DuckDB:
		return "regexp_matches(" + c + ", '" + digits + "$')"
	case Postgres:
		return "(" + c + " ~ '" + digits + "$')"
	case ClickHouse:
		return "match(" + c + ", '" + digits + "$')"
	case Spark:
		return "(" + c + " || '.' RLIKE '" + digits + "[.]$')"
	default:
		return "regexp_like(" + c + " || '.', '" + digits + "[.]$')"
	}
}

// cases writes the CASE of a step. Value says what a code is written as.
func (s *speller) cases(st *step, value func(code int) int) string {
	branches, rest := st.branches, strconv.Itoa(value(st.otherwise))
	if at := firstText(branches); s.d == ClickHouse && at < len(branches) {
		rest = s.lookUpText(branches[at:], rest, value)
		branches = branches[:at]
	}
	var b strings.Builder
	b.WriteString("CASE\n")
	for i := range branches {
		b.WriteString("  WHEN " + s.condition(&branches[i].test) + " THEN " + strconv.Itoa(value(branches[i].code)) + "\n")
	}
	b.WriteString("  ELSE " + rest + "\nEND")
	return b.String()
}

// lookUpText writes branches about texts of one column as one look-up in ClickHouse, whose old versions need the square of the number of
// branches to plan a CASE.
func (s *speller) lookUpText(branches []branch, rest string, value func(code int) int) string {
	var texts, codes []string
	for _, x := range branches {
		for _, text := range slices.Sorted(slices.Values(x.test.texts)) {
			texts, codes = append(texts, s.texts([]string{text})), append(codes, strconv.Itoa(value(x.code)))
		}
	}
	column := s.text(branches[0].test.column)
	return "transform(ifNull(" + column + ", ''),\n    [" + wrapped(texts, "    ") + "],\n    [" + wrapped(codes, "    ") + "], " + rest + ")"
}

// firstText returns from which branch on all are about texts of one column.
func firstText(branches []branch) int {
	i := len(branches)
	for i > 0 && branches[i-1].test.op == isText && branches[i-1].test.column == branches[len(branches)-1].test.column {
		i--
	}
	return i
}
