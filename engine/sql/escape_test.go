package sql_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/sql"
)

// FuzzNames puts any text where a mapping has names of columns and cells, and reads the query as a lexer does: it has the same tokens as with
// harmless names.
func FuzzNames(f *testing.F) {
	for _, name := range []string{"op", `a"b`, "a'b", "a`b", `a\`, `\"; DROP TABLE events; --`, "a -- b", "a\nFROM x", "a\r'", "/* a", "*/", "a\u2028b", "a\u0085b", "${x}", "电话", " "} {
		f.Add(name, "cell")
		f.Add("column", name)
	}
	e := load(f, read(f, "small.licet"))
	query := func(d sql.Dialect, column, text string) (string, bool) {
		quoted := func(s string) string {
			b, _ := json.Marshal(s)
			return string(b)
		}
		m, err := events.Read("m.yaml", []byte("columns: {action: {column: "+quoted(column)+", values: {"+quoted(text)+": use}}, data: other}\ngiven: {age: {column: third, values: {"+quoted("x"+text)+": 3}}}\nsystem: "+quoted(column+"2")+"\n"))
		if err != nil {
			return "", false
		}
		b, err := m.Bind(e)
		if err != nil {
			return "", false
		}
		x, err := sql.Compile(b, d)
		if err != nil {
			return "", false
		}
		q, err := x.Select("t")
		if err != nil {
			return "", false
		}
		s, err := x.Summary("t")
		return x.Header(sql.About{Mapping: text, Licet: column}) + q + s, err == nil
	}
	want := map[sql.Dialect]string{}
	for _, d := range sql.Dialects() {
		q, ok := query(d, "column", "cell")
		if !ok {
			f.Fatal("harmless names are refused")
		}
		want[d] = tokens(q, d)
	}
	f.Fuzz(func(t *testing.T, column, text string) {
		if column == "other" || column == "third" || text == "use" || text == "share" || text == "stop" || text == "any" {
			return // which mean something else
		}
		for _, d := range sql.Dialects() {
			q, ok := query(d, column, text)
			if !ok {
				continue
			}
			if got := tokens(q, d); got != want[d] {
				t.Errorf("%s: with the column %q and the cell %q the query reads\n%s\nwant\n%s", d, column, text, got, want[d])
			}
		}
	})
}

// tokens returns a query without comments and white space, with S for each text and N for each quoted name.
func tokens(q string, d sql.Dialect) string {
	nameQuote := byte('"')
	if d == sql.ClickHouse || d == sql.Spark {
		nameQuote = '`'
	}
	var b strings.Builder
	for i := 0; i < len(q); i++ {
		switch c := q[i]; {
		case strings.HasPrefix(q[i:], "--"):
			end := strings.IndexAny(q[i:], "\n\r")
			if end < 0 {
				return b.String() + "unfinished comment"
			}
			i += end
		case c == '\'':
			escapes := d == sql.ClickHouse || d == sql.Spark || d == sql.Postgres && i > 0 && q[i-1] == 'E'
			i = skipQuoted(q, i, escapes)
			b.WriteByte('S')
		case c == nameQuote:
			i = skipQuoted(q, i, d == sql.ClickHouse)
			b.WriteByte('N')
		case c == ' ' || c == '\n':
		default:
			b.WriteByte(c)
		}
	}
	out := strings.ReplaceAll(b.String(), "ES", "S")
	return strings.ReplaceAll(out, "decode(unhex(S),S)", "S")
}

// skipQuoted returns where what is quoted at a place ends.
func skipQuoted(q string, at int, escapes bool) int {
	for i := at + 1; i < len(q); i++ {
		switch {
		case escapes && q[i] == '\\':
			i++
		case q[i] == q[at] && i+1 < len(q) && q[i+1] == q[at]:
			i++
		case q[i] == q[at]:
			return i
		}
	}
	return len(q)
}
