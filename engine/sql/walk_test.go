package sql

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// What the expression computes can be computed here, too. Tests compare this with the engine on many rows, and databases with this.

// Value returns what the expression's value is for a row, whose cells are those of the mapping's columns in the order of Bound.Columns: nil, a
// string, an int64 or a bool, of the type that the column has in the database.
func (e *Expression) Value(row []any) string {
	at := map[string]any{}
	for i, c := range e.b.Columns() {
		at[c.Name] = row[i]
	}
	stand := e.chain.first
	for i := range e.chain.steps {
		st := &e.chain.steps[i]
		stand = st.table[stand+st.read(at)]
	}
	return place(stand).answer()
}

// read returns the code that some cells are read as.
func (st *step) read(cells map[string]any) int {
	for i := range st.branches {
		if t := &st.branches[i].test; t.holds(cells[t.column]) {
			return st.branches[i].code
		}
	}
	return st.otherwise
}

func (t *test) holds(cell any) bool {
	if cell == nil || t.op == isNull {
		return cell == nil && t.op == isNull
	}
	number, whole := cell.(int64)
	if text, ok := cell.(string); ok && t.op >= isNumberText {
		number, whole = numberSaid(text)
	}
	switch t.op {
	case isYes:
		return cell == true
	case isNo:
		return cell == false
	case isText:
		return slices.Contains(t.texts, fmt.Sprint(cell))
	case isNumber, isNumberText:
		return whole && slices.Contains(t.numbers, number)
	case isBelow, isBelowText:
		return whole && number < t.numbers[0]
	}
	return !whole
}

// numberSaid returns the number that a text says.
func numberSaid(text string) (n int64, ok bool) {
	digits := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(text, "+"), "-"), "0")
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && len(digits) <= maxDigits
}
