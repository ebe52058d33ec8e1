package sql

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// Select returns a query of all columns of a table, and of the expression as `answer`. A point in the table's name divides the names of the database or
// schema and of the table; each is quoted.
func (e *Expression) Select(table string) (string, error) {
	from, text, err := e.over(table)
	if err != nil {
		return "", err
	}
	return "SELECT events.*,\n" + text + " AS answer\nFROM " + from + " AS events\n", nil
}

// Summary returns a query of how many rows have each answer, by the system that reported them if the mapping names its column.
func (e *Expression) Summary(table string) (string, error) {
	from, text, err := e.over(table)
	if err != nil {
		return "", err
	}
	system, by := "", ""
	for _, c := range e.b.Columns() {
		if c.Role == events.System {
			name, err := e.dialect.Name(c.Name)
			if err != nil {
				return "", err
			}
			system, by = "events."+name+" AS reported_by,\n", "reported_by, "
		}
	}
	return fmt.Sprintf("SELECT %sanswer, COUNT(*) AS events\nFROM (SELECT %s%s AS answer\nFROM %s AS events) AS answers\nGROUP BY %sanswer\nORDER BY %sanswer\n",
		by, system, text, from, by, by), nil
}

// over returns a table's quoted name, and the expression over it.
func (e *Expression) over(table string) (from, text string, err error) {
	var parts []string
	for _, part := range strings.Split(table, ".") {
		name, err := e.dialect.Name(part)
		if err != nil {
			return "", "", fmt.Errorf("the table %q cannot be named: %w", table, err)
		}
		parts = append(parts, name)
	}
	text, err = e.write("events.")
	return strings.Join(parts, "."), text, err
}
