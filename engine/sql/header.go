package sql

import (
	"cmp"
	"fmt"
	"strings"
)

// About is what a header says of where an expression comes from.
type About struct {
	Mapping string // the name of the mapping's file
	Licet   string // the program's version
}

// Header returns comments to stand above a query: which policy it is, and how to use it.
func (e *Expression) Header(a About) string {
	p := e.Policy()
	lines := []string{
		fmt.Sprintf("What the policy %s, version %s, says of each event: permitted, prohibited, undetermined, not-addressed or out-of-scope;", p.ID, cmp.Or(p.Version, "not stated")),
		"bad where a row is no question (a name that the policy does not have, a cell of the wrong kind). It is never null.",
		p.Digest,
		fmt.Sprintf("Made by licet %s from the mapping %s, for %s. Do not edit it: make it anew when the policy changes.", a.Licet, a.Mapping, e.dialect.Title()),
	}
	if note := e.dialect.note(len(e.String())); note != "" {
		lines = append(lines, note)
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString("-- " + remark(line) + "\n")
	}
	return b.String()
}

// note says what a database needs for an expression of a size.
func (d Dialect) note(size int) string {
	const headroom = 10_000
	switch {
	case d == ClickHouse && size > 256<<10-headroom:
		return fmt.Sprintf("Before it: SET max_query_size = %d, max_ast_elements = 1000000, max_expanded_ast_elements = 1000000;", 2*(size+headroom))
	case d == Trino && size > 1_000_000-headroom:
		return fmt.Sprintf("The server must allow it: query.max-length of at least %d.", size+headroom)
	}
	return ""
}
