package events

import "strconv"

// A Batch is some rows of events, column by column.
type Batch struct {
	First   int64 // the number of its first row; samples name rows by their numbers
	Rows    int
	Columns []Vector // one for each of Bound.Columns, in their order
	Bad     []Cell   // cells that are no values at all, sorted by row and then by column: the reader could not make them out
}

// A Cell is a cell that a reader could not make out. What its Vector holds in its place does not count.
type Cell struct {
	Row    int    // in the batch
	Column int    // in Bound.Columns
	Text   string // what stands there, for samples
}

// A Vector is one column of a batch. One of Codes, Numbers and YesNo has a value for each row; a vector that has none of them is null
// in all rows. Any kind of column may come in any of the forms: a text says a number in decimal, and yes or no as "true" or "false", unless the
// column's Values say otherwise. A form that does not go with the kind, such as a number where a name is wanted, makes its rows bad.
type Vector struct {
	Codes      []int32     // indexes in Dictionary; -1 is null
	Dictionary *Dictionary // of Codes

	Numbers []int64
	Nulls   []uint64 // of Numbers: bit i%64 of word i/64 is set where row i is null; rows beyond it are not

	YesNo []Tri
}

// A Dictionary is texts that cells consist of. It must not be changed once a Decider has seen it: what each text means is found out once for each
// Dictionary, by its address.
type Dictionary struct{ Values []string }

// Tri is yes, no or null.
type Tri uint8

// The values of a Tri.
const (
	Null Tri = iota
	No
	Yes
)

// valid reports whether a vector has a value for each of some rows.
func (v *Vector) valid(rows int) bool {
	forms := 0
	for _, n := range []int{len(v.Codes), len(v.Numbers), len(v.YesNo)} {
		if n > 0 {
			forms++
			if n != rows {
				return false
			}
		}
	}
	return forms <= 1 && (len(v.Codes) == 0 || v.Dictionary != nil)
}

// cell returns the cell of a row: nil, a string, an int64 or a bool.
func (v *Vector) cell(row int) any {
	switch {
	case len(v.Codes) > 0:
		c := v.Codes[row]
		switch {
		case c == -1:
			return nil
		case c < 0 || int(c) >= len(v.Dictionary.Values):
			return badIndex("#" + strconv.Itoa(int(c)))
		}
		return v.Dictionary.Values[c]
	case len(v.Numbers) > 0:
		if isNull(v.Nulls, row) {
			return nil
		}
		return v.Numbers[row]
	case len(v.YesNo) > 0:
		switch v.YesNo[row] {
		case No:
			return false
		case Yes:
			return true
		}
	}
	return nil
}

func isNull(nulls []uint64, row int) bool {
	return row/64 < len(nulls) && nulls[row/64]>>(row%64)&1 == 1
}

// badIndex is a cell whose index is not in its dictionary.
type badIndex string
