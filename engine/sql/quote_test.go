package sql_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/engine/sql"
)

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		d                        sql.Dialect
		text, wantName, wantText string
	}{
		{sql.DuckDB, `a`, `"a"`, `'a'`},
		{sql.DuckDB, `select`, `"select"`, `'select'`},
		{sql.DuckDB, `a"b'c\d`, `"a""b'c\d"`, `'a"b''c\d'`},
		{sql.Postgres, `a"b'c`, `"a""b'c"`, `'a"b''c'`},
		{sql.Postgres, `c\'; --`, `"c\'; --"`, `E'c\\''; --'`},
		{sql.ClickHouse, "a`b\"c", "`a\\`b\"c`", `'a` + "`" + `b"c'`},
		{sql.ClickHouse, `a\'b`, "`a\\\\\\'b`", `'a\\\'b'`},
		{sql.Spark, "a`b", "`a``b`", "'a`b'"},
		{sql.Spark, `it's`, "`it's`", `decode(unhex('69742773'), 'UTF-8')`},
		{sql.Spark, `a\`, "`a\\`", `decode(unhex('615C'), 'UTF-8')`},
		{sql.Spark, `${x}`, "", `decode(unhex('247B787D'), 'UTF-8')`},
		{sql.Trino, `a"b'c\d`, `"a""b'c\d"`, `'a"b''c\d'`},
		{sql.Trino, "用户\n", "\"用户\n\"", "'用户\n'"},
		{sql.Postgres, strings.Repeat("é", 32), "", "'" + strings.Repeat("é", 32) + "'"},
		{sql.DuckDB, "a\x00", "", ""},
		{sql.DuckDB, "a\xff", "", ""},
		{sql.Trino, "", "", "''"},
	} {
		name, err := c.d.Name(c.text)
		if (err != nil) != (c.wantName == "") || err == nil && name != c.wantName {
			t.Errorf("%s: the name %q: got %s %v, want %s", c.d, c.text, name, err, c.wantName)
		}
		text, err := c.d.Text(c.text)
		if (err != nil) != (c.wantText == "") || err == nil && text != c.wantText {
			t.Errorf("%s: the text %q: got %s %v, want %s", c.d, c.text, text, err, c.wantText)
		}
	}
}

// FuzzQuotes reads back what is quoted, as each database's lexer does: the quotes hold the text, and nothing is left behind them.
func FuzzQuotes(f *testing.F) {
	for _, text := range []string{"a", `'`, `"`, "`", `\`, `\'`, `''`, `\"`, "\\`", `'; DROP TABLE events; --`, "a\nb", "用户", "${x}", `\u0027`, "\u2019", "/*", "*/", "--"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range sql.Dialects() {
			if got, err := d.Name(text); err == nil {
				quote := map[sql.Dialect]byte{sql.ClickHouse: '`', sql.Spark: '`'}[d]
				if quote == 0 {
					quote = '"'
				}
				if back, ok := unquote(got, quote, d == sql.ClickHouse); !ok || back != text {
					t.Errorf("%s reads the name %s as %q, and not as %q", d, got, back, text)
				}
			}
			got, err := d.Text(text)
			if (err == nil) != (utf8.ValidString(text) && !strings.Contains(text, "\x00")) {
				t.Errorf("%s: %q: %v", d, text, err)
			}
			if err != nil || d == sql.Spark && strings.HasPrefix(got, "decode(") {
				continue
			}
			escapes := d == sql.ClickHouse || d == sql.Spark
			if d == sql.Postgres {
				if rest, ok := strings.CutPrefix(got, "E"); ok {
					got, escapes = rest, true
				} else if strings.Contains(got, `\`) {
					t.Errorf("whether the backslash in %s stands for itself is a setting", got)
				}
			}
			if back, ok := unquote(got, '\'', escapes); !ok || back != text {
				t.Errorf("%s reads the text %s as %q, and not as %q", d, got, back, text)
			}
		}
	})
}

// unquote reads a quoted text: a doubled quote is one, and where the backslash escapes, it stands before what is meant.
func unquote(s string, quote byte, escapes bool) (string, bool) {
	if len(s) < 2 || s[0] != quote {
		return "", false
	}
	var out []byte
	for i := 1; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\' && i+1 < len(s):
			i++
			if !strings.ContainsRune("\\'`", rune(s[i])) {
				return "", false // it would stand for something else
			}
			out = append(out, s[i])
		case s[i] == quote && i+1 < len(s) && s[i+1] == quote:
			i++
			out = append(out, quote)
		case s[i] == quote:
			return string(out), i == len(s)-1
		default:
			out = append(out, s[i])
		}
	}
	return "", false
}
