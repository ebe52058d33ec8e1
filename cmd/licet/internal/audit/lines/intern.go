package lines

import "github.com/seed-90f8eabc/licet/engine/events"

// A column gathers the cells of one column.
type column struct {
	codes  []int32
	values []string
	index  map[string]int32
	sealed *events.Dictionary
}

// mostValues is how many different cells a column keeps before it begins anew.
const mostValues = 4096

// begin begins a batch.
func (c *column) begin() {
	c.codes = c.codes[:0]
	if c.index == nil || len(c.values) > mostValues {
		c.values, c.index, c.sealed = nil, map[string]int32{}, nil
	}
}

func (c *column) null() { c.codes = append(c.codes, -1) }

// text adds a cell.
func (c *column) text(cell []byte) {
	code, ok := c.index[string(cell)]
	if !ok {
		code = int32(len(c.values))
		c.values = append(c.values, string(cell))
		c.index[c.values[code]] = code
	}
	c.codes = append(c.codes, code)
}

// vector returns the cells. Its dictionary is another one where there are more values than before.
func (c *column) vector() events.Vector {
	if c.sealed == nil || len(c.sealed.Values) < len(c.values) {
		c.sealed = &events.Dictionary{Values: c.values[:len(c.values):len(c.values)]}
	}
	return events.Vector{Codes: c.codes, Dictionary: c.sealed}
}
