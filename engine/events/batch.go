package events

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

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

// code returns what a cell comes to.
func (v *Vector) code(d *decoder, row int) code {
	switch {
	case d.kind == Text:
		return 0 // nothing depends on it
	case len(v.Codes) > 0:
		c := v.Codes[row]
		switch {
		case c == -1:
			return codeNull
		case c < 0 || int(c) >= len(v.Dictionary.Values):
			return codeWrongType
		}
		return d.text(v.Dictionary.Values[c])
	case len(v.Numbers) > 0 && !isNull(v.Nulls, row):
		return d.number(v.Numbers[row])
	case len(v.YesNo) > 0 && (v.YesNo[row] == No || v.YesNo[row] == Yes):
		return d.yes(v.YesNo[row] == Yes)
	}
	return codeNull
}

// cell returns a cell, to be shown: nil, a string, an int64 or a bool.
func (v *Vector) cell(row int) any {
	switch {
	case len(v.Codes) > 0:
		c := v.Codes[row]
		switch {
		case c == -1:
			return nil
		case c < 0 || int(c) >= len(v.Dictionary.Values):
			return "#" + strconv.Itoa(int(c)) // an index that is not in the dictionary
		}
		return v.Dictionary.Values[c]
	case len(v.Numbers) > 0 && !isNull(v.Nulls, row):
		return v.Numbers[row]
	case len(v.YesNo) > 0 && (v.YesNo[row] == No || v.YesNo[row] == Yes):
		return v.YesNo[row] == Yes
	}
	return nil
}

func isNull(nulls []uint64, row int) bool {
	return row/64 < len(nulls) && nulls[row/64]>>(row%64)&1 == 1
}

// bad returns the cell that the reader could not make out, if it is one.
func (b *Batch) bad(row, column int) (string, bool) {
	if len(b.Bad) == 0 {
		return "", false
	}
	i, ok := slices.BinarySearchFunc(b.Bad, Cell{Row: row, Column: column}, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	if !ok {
		return "", false
	}
	return b.Bad[i].Text, true
}

// cell returns a cell of a row, to be shown: nil, a string, an int64 or a bool.
func (b *Batch) cell(row, column int) any {
	if text, bad := b.bad(row, column); bad {
		return text
	}
	return b.Columns[column].cell(row)
}

// code returns what a cell comes to.
func (b *Batch) code(d *decoder, row, column int) code {
	if _, bad := b.bad(row, column); bad && d.kind != Text {
		return codeWrongType
	}
	return b.Columns[column].code(d, row)
}

// sample returns the cells of a row, to be shown.
func (b *Batch) sample(row int) []any {
	out := make([]any, len(b.Columns))
	for c := range out {
		out[c] = b.cell(row, c)
		if s, ok := out[c].(string); ok {
			out[c] = strings.Clone(s[:min(len(s), maxSampled)])
		}
	}
	return out
}

// maxSampled is how many bytes of a text are kept in a sample.
const maxSampled = 200
