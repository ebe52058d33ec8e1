package sqltest

import (
	"strings"
	"testing"
)

// A grammar reads statements of a dialect, and runs none.
type grammar struct {
	node    *node
	dialect string
}

// startGrammars returns the grammars of those dialects that are to be tried.
func startGrammars(t *testing.T) []*grammar {
	var out []*grammar
	for _, name := range []string{"spark", "trino"} {
		if chosen(name) {
			out = append(out, &grammar{dialect: name})
		}
	}
	if len(out) > 0 {
		n := startNode(t, "dt-sql-parser", "--import", "./modules.mjs", "grammar.mjs")
		for _, g := range out {
			g.node = n
		}
	}
	return out
}

// problems returns what the grammar cannot read.
func (g *grammar) problems(t *testing.T, statement string) []string {
	t.Helper()
	var out []string
	g.node.ask(t, map[string]string{"dialect": g.dialect, "statement": statement}, &out)
	return out
}

// read checks that a grammar reads what is compiled for its dialect, and, in small expressions, nothing that is broken. It says nothing of what
// would be answered.
func (x *trial) read(t *testing.T, g *grammar, breaks bool) {
	e := x.in(t, g.dialect)
	for _, query := range []func(string) (string, error){e.Select, e.Summary} {
		text, err := query(tableName)
		if err != nil {
			t.Fatal(err)
		}
		if p := g.problems(t, text); len(p) > 0 {
			t.Errorf("%v\n%.2000s", p, text)
		}
	}
	if !breaks {
		return
	}
	for what, text := range broken(e.String()) {
		if len(g.problems(t, "SELECT "+text+" AS answer FROM events")) == 0 {
			t.Errorf("the grammar reads %s", what)
		}
	}
}

// broken returns an expression as it must not be.
func broken(text string) map[string]string {
	text = strings.TrimSpace(text)
	return map[string]string{
		"what ends too soon":    text[:len(text)-1],
		"a bracket too many":    "(" + text,
		"a word too many":       text + " THEN",
		"a comma too many":      text + ", , 1",
		"a quote without end":   text + "'",
		"half of an expression": text[:len(text)/2],
	}
}
