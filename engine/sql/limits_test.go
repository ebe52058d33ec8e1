package sql_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/sql"
)

// TestTooLarge reaches each bound.
func TestTooLarge(t *testing.T) {
	b := bind(t, load(t, generate.NewSynthetic(60).Text()), "columns: {action: a, data: d, purpose: p, recipient: r}\ngiven: {age: n, consent: c}")
	const plenty = 1_000_000
	for name, x := range map[string]struct{ nodes, work, entries int }{
		"nodes":   {100, 10 * plenty, plenty},
		"work":    {plenty, 1_000, plenty},
		"entries": {plenty, 10 * plenty, 1_000},
	} {
		_, err := sql.CompileWithin(b, sql.DuckDB, x.nodes, x.work, x.entries)
		var tooLarge *sql.TooLarge
		if !errors.As(err, &tooLarge) || !errors.Is(err, engine.ErrLimit) || !strings.Contains(err.Error(), "map fewer columns") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := sql.CompileWithin(b, sql.DuckDB, plenty, 10*plenty, plenty); err != nil {
		t.Errorf("with plenty of each: %v", err)
	}
}

// TestHeader checks that a header holds no line that is no comment, and tells what a long expression needs.
func TestHeader(t *testing.T) {
	b := small(t)
	for _, d := range sql.Dialects() {
		x, err := sql.Compile(b, d)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(x.Header(sql.About{Mapping: "a\nb\r${c}", Licet: "v1"})) {
			if !strings.HasPrefix(line, "-- ") || strings.ContainsAny(line, "\r") || strings.Contains(line, "${") {
				t.Errorf("%s: %q", d, line)
			}
		}
		short, long := d.Note(100_000), d.Note(2_000_000)
		if short != "" || (long != "") != (d == sql.ClickHouse || d == sql.Trino) {
			t.Errorf("%s: of a short expression it notes %q, of a long one %q", d, short, long)
		}
	}
}

// TestColumns checks which columns an expression reads: those whose cells matter, or may be bad.
func TestColumns(t *testing.T) {
	const policy = `policy p "P" { version "1" }
action use "use" takes for
data email "e-mail"
fact member "member"
fact idle "idle"
fact age number "age"
clause 1 { we may use email given member }`
	b := bind(t, load(t, policy), "columns: {action: op, data: field}\ngiven: {member: m, idle: i, age: a}\nsystem: s")
	x, err := sql.Compile(b, sql.Trino)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(x.Columns(), " "); got != "op field m a" {
		t.Errorf("it reads %s", got)
	}
}

// TestConstant has a policy that says the same whatever the columns are.
func TestConstant(t *testing.T) {
	b := bind(t, load(t, "policy p \"P\" { version \"1\" }\naction use \"use\" takes for\ndata email \"e-mail\"\nclause 1 { we may use any }"), "columns: {action: {always: use}}")
	for _, d := range sql.Dialects() {
		x, err := sql.Compile(b, d)
		if err != nil {
			t.Fatal(err)
		}
		if got := x.Value(nil); got != "permitted" || len(x.Columns()) != 0 {
			t.Errorf("%s: got %s of %v\n%s", d, got, x.Columns(), x)
		}
	}
}
