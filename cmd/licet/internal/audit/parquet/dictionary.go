package parquet

import (
	"encoding/binary"
	"math"
	"strconv"

	"github.com/parquet-go/parquet-go/format"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// dictionaryOf reads the values of a dictionary page.
func (c *Column) dictionaryOf(text []byte, count int) (*events.Dictionary, error) {
	d := &events.Dictionary{}
	for range count {
		v, n, err := c.plain(text)
		if err != nil {
			return nil, err
		}
		d.Values = append(d.Values, c.said(v))
		text = text[n:]
	}
	return d, nil
}

// plain returns the first of some values in plain encoding, as its bytes, and how many bytes it takes with its length.
func (c *Column) plain(text []byte) (value []byte, size int, err error) {
	if size = c.width(); size > 0 {
		if len(text) < size {
			return nil, 0, errShort
		}
		return text[:size], size, nil
	}
	if len(text) < 4 || uint64(binary.LittleEndian.Uint32(text)) > uint64(len(text)-4) {
		return nil, 0, errShort
	}
	size = 4 + int(binary.LittleEndian.Uint32(text))
	return text[4:size], size, nil
}

// width returns how many bytes a value takes; 0 where each says it itself.
func (c *Column) width() int {
	switch c.physical {
	case format.Int32, format.Float:
		return 4
	case format.Int64, format.Double:
		return 8
	}
	return 0
}

// said returns a value as text, of its bytes in plain encoding.
func (c *Column) said(b []byte) string {
	switch c.Kind {
	case Whole:
		return c.whole(bitsOf(b))
	case Real:
		return c.real(bitsOf(b))
	}
	return string(b)
}

func bitsOf(b []byte) uint64 {
	if len(b) == 4 {
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}

func (c *Column) whole(bits uint64) string {
	if c.unsigned {
		return strconv.FormatUint(bits, 10)
	}
	return strconv.FormatInt(c.signed(bits), 10)
}

func (c *Column) signed(bits uint64) int64 {
	if c.physical == format.Int32 && !c.unsigned {
		return int64(int32(bits))
	}
	return int64(bits)
}

// real returns a number that need not be whole. One that is reads as a whole number does; no policy knows any other.
func (c *Column) real(bits uint64) string {
	f, size := math.Float64frombits(bits), 64
	if c.physical == format.Float {
		f, size = float64(math.Float32frombits(uint32(bits))), 32
	}
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return strconv.FormatInt(int64(f), 10)
	}
	return strconv.FormatFloat(f, 'g', -1, size)
}

// mostInterned is how many values an interner keeps before it begins anew.
const mostInterned = 4096

// An interner makes the dictionary of values that are in none of the file.
type interner struct {
	column *Column
	values []string
	texts  map[string]int32
	bits   map[uint64]int32
	sealed *events.Dictionary
}

// begin forgets the values where they have become many. Codes that were given before stand for them no more.
func (x *interner) begin() {
	if len(x.values) > mostInterned || x.texts == nil {
		*x = interner{column: x.column, texts: map[string]int32{}, bits: map[uint64]int32{}}
	}
}

// text returns the code of a text.
func (x *interner) text(b []byte) int32 {
	code, ok := x.texts[string(b)]
	if !ok {
		code = x.add(string(b))
		x.texts[x.values[code]] = code
	}
	return code
}

// number returns the code of a number, by its bits.
func (x *interner) number(bits uint64) int32 {
	code, ok := x.bits[bits]
	if !ok {
		if x.column.Kind == Real {
			code = x.add(x.column.real(bits))
		} else {
			code = x.add(x.column.whole(bits))
		}
		x.bits[bits] = code
	}
	return code
}

func (x *interner) add(s string) int32 {
	x.values = append(x.values, s)
	return int32(len(x.values) - 1)
}

// dictionary returns the values so far. It is another one where there are more than before: what was given out never changes.
func (x *interner) dictionary() *events.Dictionary {
	if x.sealed == nil || len(x.sealed.Values) < len(x.values) {
		x.sealed = &events.Dictionary{Values: x.values[:len(x.values):len(x.values)]}
	}
	return x.sealed
}
