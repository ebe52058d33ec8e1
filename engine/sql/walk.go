package sql

import (
	"fmt"
	"slices"
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
		stand = st.table[stand+st.code(st.axis.reading.state(at))]
	}
	return place(stand).answer()
}

// state returns the state that some cells are in.
func (r *reading) state(cells map[string]any) int {
	for _, x := range r.rules {
		if x.test.holds(cells[x.test.column]) {
			return x.state
		}
	}
	return r.otherwise
}

func (t *test) holds(cell any) bool {
	if cell == nil || t.op == isNull {
		return cell == nil && t.op == isNull
	}
	number, whole := cell.(int64)
	switch t.op {
	case isYes:
		return cell == true
	case isNo:
		return cell == false
	case isText:
		return slices.Contains(t.texts, fmt.Sprint(cell))
	case isNumber:
		return whole && slices.Contains(t.numbers, number)
	case isBelow:
		return whole && number < t.numbers[0]
	}
	return !whole
}
