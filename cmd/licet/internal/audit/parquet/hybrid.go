package parquet

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"github.com/parquet-go/bitpack"
)

// slack is how many bytes must be readable behind what is unpacked.
const slack = 64

var (
	errRun   = errors.New("a run of values is longer than its page")
	errWidth = errors.New("values of more than 32 bits")
	errShort = errors.New("a page has fewer values than it says")
)

// A hybrid reads numbers in the RLE/bit-packing hybrid encoding (parquet-format, Encodings.md), a few at a time, so that a page is never
// unpacked as a whole. Indices into dictionaries are written so, and truths. The zero hybrid has no values.
type hybrid struct {
	src    []byte // what follows the run that is read; slack bytes behind it are readable
	width  uint
	repeat int // how many of value are left
	value  int32
	packed []byte // what is left of a bit-packed run: whole groups of eight values
	left   [8]int32
	taken  int // of left
	rest   int // in left
}

// reset begins with a new text. Behind its end, slack bytes must be readable.
func (h *hybrid) reset(src []byte, width uint) error {
	if width > 32 {
		return errWidth
	}
	*h = hybrid{src: src, width: width}
	return nil
}

// read reads as many values as dst has.
func (h *hybrid) read(dst []int32) error {
	for len(dst) > 0 {
		n, err := h.some(dst)
		if err != nil {
			return err
		}
		dst = dst[n:]
	}
	return nil
}

// some reads at least one value.
func (h *hybrid) some(dst []int32) (int, error) {
	switch {
	case h.taken < h.rest:
		n := copy(dst, h.left[h.taken:h.rest])
		h.taken += n
		return n, nil
	case h.repeat > 0:
		n := min(h.repeat, len(dst))
		for i := range dst[:n] {
			dst[i] = h.value
		}
		h.repeat -= n
		return n, nil
	case len(h.packed) > 0:
		return h.unpack(dst), nil
	}
	return 0, h.next()
}

// unpack unpacks whole groups of eight values, or one of which a part is left for later.
func (h *hybrid) unpack(dst []int32) int {
	groups := min(len(h.packed)/int(h.width), len(dst)/8)
	if groups == 0 {
		h.take(h.left[:], 1)
		h.taken, h.rest = 0, 8
		return 0
	}
	h.take(dst, groups)
	return 8 * groups
}

// take unpacks groups of eight values, which are there.
func (h *hybrid) take(dst []int32, groups int) {
	size := groups * int(h.width)
	bitpack.Unpack(dst[:8*groups], h.packed[:size+slack/2], h.width)
	h.packed = h.packed[size:]
}

// skip passes over n values.
func (h *hybrid) skip(n int) error {
	for n > 0 {
		switch {
		case h.taken < h.rest:
			m := min(n, h.rest-h.taken)
			h.taken += m
			n -= m
		case h.repeat > 0:
			m := min(n, h.repeat)
			h.repeat -= m
			n -= m
		case len(h.packed) > 0:
			n -= h.skipPacked(n)
		default:
			if err := h.next(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (h *hybrid) skipPacked(n int) int {
	groups := min(len(h.packed)/int(h.width), n/8)
	if groups == 0 {
		return h.unpack(nil)
	}
	h.packed = h.packed[groups*int(h.width):]
	return 8 * groups
}

// next begins the next run.
func (h *hybrid) next() error {
	header, n := binary.Uvarint(h.src)
	if n <= 0 {
		return errShort
	}
	h.src = h.src[n:]
	count := header >> 1
	if header&1 == 0 {
		return h.repeated(count)
	}
	if h.width == 0 { // values that take no space
		h.value = 0
		return h.repeats(count, 8)
	}
	high, size := bits.Mul64(count, uint64(h.width))
	if high != 0 || size > uint64(len(h.src)) {
		return errRun
	}
	h.packed, h.src = h.src[:size], h.src[size:]
	return nil
}

// repeated begins a run of one value.
func (h *hybrid) repeated(count uint64) error {
	size := bitpack.ByteCount(h.width)
	if size > len(h.src) {
		return errRun
	}
	h.value = 0
	for i, b := range h.src[:size] {
		h.value |= int32(b) << (8 * i)
	}
	h.value &= 1<<h.width - 1
	h.src = h.src[size:]
	return h.repeats(count, 1)
}

func (h *hybrid) repeats(count, each uint64) error {
	const most = 1 << 40 // no page has so many values
	if count > most {
		return errRun
	}
	h.repeat = int(count * each)
	return nil
}
