package parquet

import (
	"encoding/binary"
	"math/bits"
)

// levels read which rows of a page have a value. In a flat column a definition level is 1 for those that have, and else 0, so that runs of levels
// are bits already: bit i%64 of word i/64 is row i.
type levels struct {
	runs hybrid
	bit  int // of the first byte of the run's: how many were read
}

func (l *levels) reset(src []byte) error {
	l.bit = 0
	return l.runs.reset(src, 1)
}

// read reads the bits of n rows. What is left of the last word is 0.
func (l *levels) read(dst []uint64, n int) error {
	clear(dst[:(n+63)/64])
	for at := 0; at < n; {
		switch {
		case l.runs.repeat > 0:
			m := min(n-at, l.runs.repeat)
			if l.runs.value == 1 {
				setBits(dst, at, m)
			}
			l.runs.repeat -= m
			at += m
		case len(l.runs.packed) > 0:
			at += l.packed(dst, at, n-at)
		default:
			if err := l.next(); err != nil {
				return err
			}
		}
	}
	return nil
}

// next begins the next run. Runs are short where nulls are strewn about; so those whose headers take one byte go without a detour.
func (l *levels) next() error {
	src := l.runs.src
	if len(src) < 2 || src[0] >= 0x80 {
		return l.runs.next()
	}
	n := int(src[0] >> 1)
	switch {
	case src[0]&1 == 0:
		l.runs.repeat, l.runs.value, l.runs.src = n, int32(src[1]&1), src[2:]
	case n < len(src):
		l.runs.packed, l.runs.src = src[1:1+n], src[1+n:]
	default:
		return errRun
	}
	return nil
}

// packed copies bits of a packed run, as many as fit into one step.
func (l *levels) packed(dst []uint64, at, most int) int {
	p := l.runs.packed
	m := min(most, 8*len(p)-l.bit, 56)
	word := binary.LittleEndian.Uint64(p[:8]) >> l.bit & (1<<m - 1)
	dst[at/64] |= word << (at % 64)
	if over := at%64 + m - 64; over > 0 {
		dst[at/64+1] |= word >> (m - over)
	}
	l.bit += m
	l.runs.packed, l.bit = p[l.bit/8:], l.bit%8
	return m
}

// setBits sets n bits.
func setBits(dst []uint64, at, n int) {
	for n > 0 {
		m := min(n, 64-at%64)
		dst[at/64] |= (^uint64(0) >> (64 - m)) << (at % 64)
		at, n = at+m, n-m
	}
}

// skip passes over n rows, and returns how many of them have a value.
func (l *levels) skip(n int) (ones int, err error) {
	var buffer [64]uint64
	for n > 0 {
		m := min(n, 64*len(buffer))
		if err := l.read(buffer[:], m); err != nil {
			return 0, err
		}
		ones += count(buffer[:(m+63)/64])
		n -= m
	}
	return ones, nil
}

func count(words []uint64) (n int) {
	for _, w := range words {
		n += bits.OnesCount64(w)
	}
	return n
}

// spread moves values, which stand at the beginning, to the rows that have one, and puts null for the others. It goes backwards, so that the
// values need no room of their own, and does the same for every row: where nulls are strewn about, a branch for each would be guessed wrong.
func spread[T int32 | int64](cells []T, level []uint64, values int, null T) {
	for w := len(level) - 1; w >= 0; w-- {
		block := cells[64*w : min(64*w+64, len(cells))]
		word := level[w] << (64 - len(block))
		for i := len(block) - 1; i >= 0; i-- {
			has := T(word >> 63)
			word <<= 1
			values -= int(has)
			block[i] = cells[values]&-has | null&(has-1)
		}
	}
}
