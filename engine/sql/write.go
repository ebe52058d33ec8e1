package sql

import (
	"fmt"
	"strconv"
	"strings"
)

// String returns the expression. Its value is one of the five answers or bad, and never null.
func (e *Expression) String() string {
	text, err := e.write("")
	if err != nil {
		panic("sql: " + err.Error()) // Compile has written it before
	}
	return text
}

// write writes the expression. Table is what columns are called by, quoted, with its point.
func (e *Expression) write(table string) (string, error) {
	s := &speller{d: e.dialect, table: table}
	var b strings.Builder
	answers := make([]string, ends)
	for p := range answers {
		answers[p], _ = s.d.Text(place(p).answer())
	}
	for _, line := range howToRead {
		b.WriteString("-- " + line + "\n")
	}
	b.WriteString("COALESCE(" + s.openAnswers(answers) + "\n")
	for i := len(e.chain.steps) - 1; i > 0; i-- {
		st := &e.chain.steps[i]
		fmt.Fprintf(&b, "-- %d. where a row stands behind %s\n", i+1, st.says())
		e.writeRemarks(&b, i)
		b.WriteString(s.openTable(st) + "\n")
	}
	if len(e.chain.steps) == 0 {
		b.WriteString(strconv.Itoa(e.chain.first) + "\n")
	}
	for i := range e.chain.steps {
		st := &e.chain.steps[i]
		value := func(code int) int { return code }
		plus := "+ "
		if i == 0 {
			value, plus = func(code int) int { return st.table[code] }, ""
		}
		fmt.Fprintf(&b, "-- %d. %s\n%s%s\n", i+1, st.says(), plus, s.cases(st, value))
		if i > 0 {
			b.WriteString(s.closeTable(st) + "\n")
		}
	}
	b.WriteString(s.closeAnswers(answers) + ", 'bad')")
	return b.String(), s.err
}

// howToRead stands above an expression.
var howToRead = []string{
	"A row goes through numbered steps, from the first CASE outwards. Each CASE reads a column as a code. Where the row stands, plus the code,",
	"is a place in the table of the step, counted from 0; what stands there is where the row stands next, and at the end which answer it has.",
}

// writeRemarks writes what the lines of a step's table are.
func (e *Expression) writeRemarks(b *strings.Builder, i int) {
	if len(e.remarks[i]) == 0 {
		return
	}
	b.WriteString("-- some of its lines, by the clauses about what was done (or others that say the same):\n")
	for line, text := range e.remarks[i] {
		if text == "" {
			continue
		}
		fmt.Fprintf(b, "--   %d: %s\n", e.chain.steps[i].width*line, remark(text))
	}
}

// says says what a step is about.
func (st *step) says() string {
	x := st.axis
	if x.column == nil {
		return "whether there may be " + x.about
	}
	return remark(x.about + ", by the column " + x.column.Name)
}

// In most databases a table is an array, and what is looked up stands behind it. Its items are counted from 1. In ClickHouse, where an array of the
// query is copied for every row by some versions, it is a hash table, behind what is looked up.

// open begins to look up in an array.
func (s *speller) open(array string) string {
	switch s.d {
	case DuckDB:
		return "list_extract(" + array + ", 1 +"
	case Postgres:
		return "(" + array + ")[1 +"
	case ClickHouse:
		return "transform("
	}
	return "element_at(" + array + ", 1 +"
}

// close ends it. In ClickHouse, what is in from becomes what is at the same place in to, and all else is otherwise.
func (s *speller) close(from, to []string, otherwise string) string {
	switch s.d {
	case Postgres:
		return "]"
	case ClickHouse:
		return ",\n  [" + wrapped(from, "  ") + "],\n  [" + wrapped(to, "  ") + "], " + otherwise + ")"
	}
	return ")"
}

func (s *speller) openTable(st *step) string {
	switch s.d {
	case DuckDB:
		return s.open("CAST('[\n" + tableRows(st) + "]' AS INTEGER[])")
	case Postgres:
		return s.open("CAST('{\n" + tableRows(st) + "}' AS integer[])")
	case ClickHouse:
		return s.open("")
	case Spark:
		return s.open("array(\n" + tableRows(st) + ")")
	}
	return s.open("CAST(JSON '[\n" + tableRows(st) + "]' AS ARRAY(INTEGER))")
}

// tableRows writes a table, a line for each place where a row may stand.
func tableRows(st *step) string {
	rows := st.rows()
	var b strings.Builder
	for i, row := range rows {
		items := make([]string, len(row))
		for k, n := range row {
			items[k] = strconv.Itoa(n)
		}
		b.WriteString("  " + wrapped(items, "  "))
		if i < len(rows)-1 {
			b.WriteString(",")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (s *speller) closeTable(st *step) string {
	if s.d != ClickHouse {
		return s.close(nil, nil, "")
	}
	most := commonest(st.table)
	var from, to []string
	for at, n := range st.table {
		if n != most {
			from, to = append(from, strconv.Itoa(at)), append(to, strconv.Itoa(n))
		}
	}
	return s.close(from, to, strconv.Itoa(most))
}

// commonest returns the number that comes most often; of those that come equally often, the least.
func commonest(list []int) int {
	count := map[int]int{}
	best := list[0]
	for _, n := range list {
		count[n]++
	}
	for n, c := range count {
		if c > count[best] || c == count[best] && n < best {
			best = n
		}
	}
	return best
}

func (s *speller) openAnswers(answers []string) string {
	list := strings.Join(answers, ", ")
	switch s.d {
	case DuckDB:
		return s.open("[" + list + "]")
	case Spark:
		return s.open("array(" + list + ")")
	}
	return s.open("ARRAY[" + list + "]")
}

func (s *speller) closeAnswers(answers []string) string {
	var from []string
	for p := range answers {
		from = append(from, strconv.Itoa(p))
	}
	return s.close(from, answers, "'bad'")
}
