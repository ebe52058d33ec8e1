package sqltest

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// rowColumn numbers the rows of a table, from 0.
const rowColumn = "licet row"

// A kind is the type of a column.
type kind int

const (
	text     kind = iota
	yesNo         // cells are bools
	number        // cells are int64s
	small         // the same, of 16 bits
	fraction      // cells are float64s
	kinds
)

// A types is how a database calls the kinds.
type types [kinds]string

// A column is what one column of a table may hold: cells are a string, a bool, an int64, a float64, or nil for NULL.
type column struct {
	name  string
	kind  kind
	cells []any // what may occur in it; the first is nil
}

// A table is random rows. rows[i][r] is the index, in columns[i].cells, of what row r has there.
type table struct {
	columns []column
	rows    [][]uint16
	file    string // the same as CSV, with the number of the row before the rest
}

func (t *table) len() int { return len(t.rows[0]) }

func (t *table) cell(column, row int) any { return t.columns[column].cells[t.rows[column][row]] }

// describe says what a row holds.
func (t *table) describe(row int) string {
	var s []string
	for i, c := range t.columns {
		if v := t.cell(i, row); v == nil {
			s = append(s, fmt.Sprintf("%q: NULL", c.name))
		} else {
			s = append(s, fmt.Sprintf("%q: %#v", c.name, v))
		}
	}
	return strings.Join(s, ", ")
}

// write writes the table as a file that each of the databases reads in the same way: strings are quoted, NULL is \N without quotes.
func (t *table) write(tt *testing.T, path string) {
	f, err := os.Create(path)
	if err != nil {
		tt.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	written := make([][]string, len(t.columns))
	for i, c := range t.columns {
		for _, cell := range c.cells {
			written[i] = append(written[i], inCSV(cell))
		}
	}
	for r := range t.len() {
		w.WriteString(strconv.Itoa(r))
		for i := range t.columns {
			w.WriteByte(',')
			w.WriteString(written[i][t.rows[i][r]])
		}
		w.WriteByte('\n')
	}
	if err := w.Flush(); err != nil {
		tt.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tt.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil { // PostgreSQL reads it as somebody else
		tt.Fatal(err)
	}
	t.file = path
}

func inCSV(cell any) string {
	switch v := cell.(type) {
	case nil:
		return `\N`
	case bool:
		if v {
			return "1"
		}
		return "0"
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strings.ToLower(strings.TrimPrefix(strconv.FormatFloat(v, 'g', -1, 64), "+"))
	case string:
		return `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
	}
	panic(fmt.Sprintf("%T is no cell", cell))
}

// create returns the statement that makes an empty table for these columns.
func (t *table) create(name string, quote func(string) string, names types, rowType string) string {
	s := []string{quote(rowColumn) + " " + rowType}
	for _, c := range t.columns {
		s = append(s, quote(c.name)+" "+names[c.kind])
	}
	return "CREATE TABLE " + name + " (" + strings.Join(s, ", ") + ")"
}

// inDoubleQuotes quotes a name as standard SQL does; inBackticks as ClickHouse and Spark do.
func inDoubleQuotes(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func inBackticks(name string) string {
	return "`" + strings.NewReplacer(`\`, `\\`, "`", "\\`").Replace(name) + "`"
}
