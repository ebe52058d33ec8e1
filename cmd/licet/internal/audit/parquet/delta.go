package parquet

import (
	"encoding/binary"
	"errors"

	"github.com/parquet-go/bitpack"
	"github.com/parquet-go/parquet-go/format"
)

var errDelta = errors.New("its values in a delta encoding are damaged")

// A delta reads numbers in DELTA_BINARY_PACKED, a block of at most mostMini at a time (parquet-format, Encodings.md).
type delta struct {
	src    []byte // slack bytes behind it are readable
	mini   int    // how many values a miniblock has
	minis  int    // miniblocks of a block
	widths []byte // of the miniblocks that are left of the block
	least  int64  // the least difference of the block
	last   int64
	total  int // values that are left, the first included
	first  bool
	buffer [mostMini]int64
	ready  []int64 // of buffer
}

const mostMini = 1024

// reset begins with a text.
func (x *delta) reset(src []byte) error {
	var head [4]uint64
	for i := range head {
		v, n := binary.Uvarint(src)
		if n <= 0 {
			return errDelta
		}
		head[i], src = v, src[n:]
	}
	size, minis, total := head[0], head[1], head[2]
	if minis == 0 || minis > 256 || size == 0 || size > 1<<20 || size%minis != 0 || size/minis%32 != 0 || size/minis > mostMini || total > 1<<31 {
		return errDelta
	}
	*x = delta{src: src, mini: int(size / minis), minis: int(minis), last: zigzag(head[3]), total: int(total), first: true}
	return nil
}

func zigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// next returns the next number.
func (x *delta) next() (int64, error) {
	if x.total == 0 {
		return 0, errShort
	}
	x.total--
	if x.first {
		x.first = false
		return x.last, nil
	}
	if len(x.ready) == 0 {
		if err := x.miniblock(); err != nil {
			return 0, err
		}
	}
	x.last += x.least + x.ready[0]
	x.ready = x.ready[1:]
	return x.last, nil
}

// miniblock unpacks the next miniblock. The last one may be cut off.
func (x *delta) miniblock() error {
	if len(x.widths) == 0 {
		if err := x.block(); err != nil {
			return err
		}
	}
	width := uint(x.widths[0])
	x.widths = x.widths[1:]
	size := x.mini * int(width) / 8
	if width > 64 {
		return errDelta
	}
	x.ready = x.buffer[:x.mini]
	clear(x.ready)
	if width == 0 {
		return nil
	}
	src := x.src[:min(size, len(x.src))]
	x.src = x.src[len(src):]
	if len(src) < size || cap(src) < size+slack/2 {
		whole := make([]byte, size+slack)
		copy(whole, src)
		src = whole
	}
	bitpack.Unpack(x.ready, src[:size+slack/2], width)
	return nil
}

// block begins a block.
func (x *delta) block() error {
	least, n := binary.Uvarint(x.src)
	if n <= 0 || len(x.src)-n < x.minis {
		return errDelta
	}
	x.least = zigzag(least)
	x.widths, x.src = x.src[n:n+x.minis], x.src[n+x.minis:]
	return nil
}

// rest returns what follows the numbers, which must have been read. Where a block is not full, its miniblocks without values have a width
// and no text.
func (x *delta) rest() []byte { return x.src }

// all reads the numbers, which are lengths, as many as a page may have, and returns what follows them.
func (x *delta) all(src []byte, most int) (lengths []int32, rest []byte, err error) {
	if err := x.reset(src); err != nil {
		return nil, nil, err
	}
	if x.total > most {
		return nil, nil, errDelta
	}
	for x.total > 0 {
		v, err := x.next()
		if err != nil {
			return nil, nil, err
		}
		if v < 0 || v > maxPage {
			return nil, nil, errDelta
		}
		lengths = append(lengths, int32(v))
	}
	return lengths, x.rest(), nil
}

// deltaOf returns what reads the values of a page in one of the delta encodings of texts.
func deltaOf(d *interner, p dataPage) (values, error) {
	if len(p.values) == 0 { // all null
		return &indices{}, nil
	}
	return deltaTextsOf(d, p, p.encoding == format.DeltaByteArray)
}

// deltaNumbers are whole numbers.
type deltaNumbers struct {
	delta
	column *Column
}

func (x *deltaNumbers) skip(n int) error {
	for range n {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// deltaTexts are texts whose lengths stand in front; with prefixes, each begins as the one before.
type deltaTexts struct {
	interner *interner
	prefixes []int32 // nil where there are none
	lengths  []int32
	text     []byte
	last     []byte
}

func deltaTextsOf(d *interner, p dataPage, prefixed bool) (values, error) {
	var numbers delta
	var err error
	x := &deltaTexts{interner: d, text: p.values}
	if prefixed {
		if x.prefixes, x.text, err = numbers.all(x.text, p.rows); err != nil {
			return nil, err
		}
	}
	x.lengths, x.text, err = numbers.all(x.text, p.rows)
	if err == nil && prefixed && len(x.prefixes) != len(x.lengths) {
		err = errDelta
	}
	return x, err
}

// next returns the next text, good until the one after.
func (x *deltaTexts) next() ([]byte, error) {
	if len(x.lengths) == 0 {
		return nil, errShort
	}
	n := int(x.lengths[0])
	if n > len(x.text) {
		return nil, errDelta
	}
	own := x.text[:n]
	x.lengths, x.text = x.lengths[1:], x.text[n:]
	if x.prefixes == nil {
		return own, nil
	}
	shared := int(x.prefixes[0])
	if x.prefixes = x.prefixes[1:]; shared > len(x.last) {
		return nil, errDelta
	}
	x.last = append(x.last[:shared], own...)
	return x.last, nil
}

func (x *deltaTexts) read(dst []int32) error {
	for i := range dst {
		v, err := x.next()
		if err != nil {
			return err
		}
		dst[i] = x.interner.text(v)
	}
	return nil
}

func (x *deltaTexts) skip(n int) error {
	for range n {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}
