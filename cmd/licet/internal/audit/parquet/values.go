package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/parquet-go/parquet-go/format"
)

// values read the values of a data page, without its nulls, as codes.
type values interface {
	read(dst []int32) error
	skip(n int) error
}

// indices are codes into the dictionary of the file.
type indices struct {
	hybrid
	size uint32 // of the dictionary
}

func (x *indices) read(dst []int32) error {
	if err := x.hybrid.read(dst); err != nil {
		return err
	}
	last := int32(x.size) - 1
	var beyond int32
	for _, v := range dst { // without a branch: the sign tells
		beyond |= (last - v) | v
	}
	if beyond < 0 {
		return fmt.Errorf("a value that is in no dictionary, which has %d", x.size)
	}
	return nil
}

// fixed are numbers of four or eight bytes each.
type fixed struct {
	interner *interner
	text     []byte
	width    int
}

func (x *fixed) read(dst []int32) error {
	size := len(dst) * x.width
	if size > len(x.text) {
		return errShort
	}
	for i := range dst {
		dst[i] = x.interner.number(bitsOf(x.text[i*x.width : (i+1)*x.width]))
	}
	x.text = x.text[size:]
	return nil
}

func (x *fixed) skip(n int) error {
	if n > len(x.text)/x.width {
		return errShort
	}
	x.text = x.text[n*x.width:]
	return nil
}

// texts are values each of which begins with its length.
type texts struct {
	interner *interner
	text     []byte
}

func (x *texts) read(dst []int32) error {
	for i := range dst {
		v, n, err := x.interner.column.plain(x.text)
		if err != nil {
			return err
		}
		dst[i] = x.interner.text(v)
		x.text = x.text[n:]
	}
	return nil
}

func (x *texts) skip(n int) error {
	for range n {
		_, size, err := x.interner.column.plain(x.text)
		if err != nil {
			return err
		}
		x.text = x.text[size:]
	}
	return nil
}

// split are numbers whose first bytes stand first, then their second bytes, and so on (BYTE_STREAM_SPLIT).
type split struct {
	interner *interner
	text     []byte
	width    int
	at       int
}

func (x *split) read(dst []int32) error {
	count := len(x.text) / x.width
	if len(dst) > count-x.at {
		return errShort
	}
	for i := range dst {
		var bits uint64
		for b := range x.width {
			bits |= uint64(x.text[b*count+x.at+i]) << (8 * b)
		}
		dst[i] = x.interner.number(bits)
	}
	x.at += len(dst)
	return nil
}

func (x *split) skip(n int) error {
	if n > len(x.text)/x.width-x.at {
		return errShort
	}
	x.at += n
	return nil
}

// open returns what reads the values of a page: as codes, or as numbers. inFile is how many values the dictionary of the file has, -1
// where there is none.
func (p *dataPage) open(c *Column, d *interner, inFile int) (values, numbers, error) {
	switch p.encoding {
	case oldDictionary, format.RLEDictionary:
		v, err := p.indices(inFile)
		return v, nil, err
	case format.Plain:
		return p.plain(c, d)
	case format.RLE:
		if c.Kind == Truth {
			v, err := p.runs()
			return v, nil, err
		}
	case format.ByteStreamSplit:
		if c.Kind == Whole || c.Kind == Real {
			return &split{interner: d, text: p.values, width: c.width()}, nil, nil
		}
	case format.DeltaBinaryPacked:
		if c.fits() {
			x := &deltaNumbers{column: c}
			return nil, x, x.reset(p.values)
		}
	case format.DeltaLengthByteArray, format.DeltaByteArray:
		if c.Kind == Text {
			v, err := deltaOf(d, *p)
			return v, nil, err
		}
	}
	return nil, nil, fmt.Errorf("its values are in encoding %s, which is not read for such a column", p.encoding)
}

func (p *dataPage) indices(inFile int) (values, error) {
	x := &indices{size: uint32(max(inFile, 0))}
	switch {
	case len(p.values) == 0: // all null
		return x, nil
	case inFile < 0:
		return nil, errors.New("a page refers to a dictionary, and there is none")
	}
	return x, x.reset(p.values[1:], uint(p.values[0]))
}

func (p *dataPage) plain(c *Column, d *interner) (values, numbers, error) {
	switch {
	case c.Kind == Truth: // eight in a byte
		x := &indices{size: 2}
		err := x.reset(nil, 1)
		x.packed = p.values
		return x, nil, err
	case c.Kind == Text:
		return &texts{d, p.values}, nil, nil
	case c.fits():
		return nil, &plainNumbers{fixed{d, p.values, c.width()}}, nil
	}
	return &fixed{d, p.values, c.width()}, nil, nil
}

// runs returns what reads truths in runs, which begin with their length.
func (p *dataPage) runs() (values, error) {
	x := &indices{size: 2}
	switch {
	case len(p.values) == 0: // all null
		return x, nil
	case len(p.values) < 4 || uint64(binary.LittleEndian.Uint32(p.values)) > uint64(len(p.values)-4):
		return nil, errShort
	}
	return x, x.reset(p.values[4:4+binary.LittleEndian.Uint32(p.values)], 1)
}
