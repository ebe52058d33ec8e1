package parquet

import (
	"encoding/binary"
	"errors"

	"github.com/parquet-go/parquet-go/encoding/thrift"
)

var errThrift = errors.New("its description of itself is damaged")

// decode decodes a structure in Thrift's compact protocol, after it was walked: the library allocates what the lengths in the text say.
// It returns how many bytes it took.
func decode(text []byte, into any) (int, error) {
	w := walker{structs: maxStructs}
	n, err := w.structure(text, 0)
	if err != nil {
		return 0, err
	}
	var p thrift.CompactProtocol
	if err := thrift.NewDecoder(p.NewReaderFromBytes(text[:n])).Decode(into); err != nil {
		return 0, errThrift
	}
	return n, nil
}

// deepest is how deep structures nest; those of Parquet nest less than ten deep.
const deepest = 32

// The types of the compact protocol.
const (
	typeStop = iota
	typeTrue
	typeFalse
	typeByte
	typeI16
	typeI32
	typeI64
	typeDouble
	typeBinary
	typeList
	typeSet
	typeMap
	typeStruct
)

// A walker passes over structures. It refuses lengths for which there is no text, and more structures than may be.
type walker struct{ structs int }

// structure returns how long a structure is.
func (w *walker) structure(text []byte, depth int) (int, error) {
	if w.structs--; depth > deepest || w.structs < 0 {
		return 0, errThrift
	}
	at := 0
	for at < len(text) {
		head := text[at]
		at++
		if head&0xF == typeStop {
			return at, nil
		}
		if head>>4 == 0 { // the id of the field follows
			n, err := walkVarint(text[at:])
			if err != nil {
				return 0, err
			}
			at += n
		}
		if head&0xF == typeTrue || head&0xF == typeFalse {
			continue
		}
		n, err := w.value(text[at:], head&0xF, depth)
		if err != nil {
			return 0, err
		}
		at += n
	}
	return 0, errThrift
}

// value returns how long a value is.
func (w *walker) value(text []byte, kind byte, depth int) (int, error) {
	switch kind {
	case typeTrue, typeFalse, typeByte: // as items of a list, truths take a byte too
		return atLeast(1, text)
	case typeI16, typeI32, typeI64:
		return walkVarint(text)
	case typeDouble:
		return atLeast(8, text)
	case typeBinary:
		size, n := binary.Uvarint(text)
		if n <= 0 || size > uint64(len(text)-n) {
			return 0, errThrift
		}
		return n + int(size), nil
	case typeList, typeSet:
		return w.list(text, depth+1)
	case typeStruct:
		return w.structure(text, depth+1)
	}
	return 0, errThrift // Parquet has no maps
}

// list returns how long a list is. Each item takes a byte at least, so that a list that is longer than its
// text ends with it.
func (w *walker) list(text []byte, depth int) (int, error) {
	if len(text) == 0 || depth > deepest {
		return 0, errThrift
	}
	size, at := uint64(text[0]>>4), 1
	if size == 0xF {
		long, n := binary.Uvarint(text[1:])
		if n <= 0 {
			return 0, errThrift
		}
		size, at = long, at+n
	}
	for range size {
		n, err := w.value(text[at:], text[0]&0xF, depth)
		if err != nil {
			return 0, err
		}
		at += n
	}
	return at, nil
}

func walkVarint(text []byte) (int, error) {
	_, n := binary.Uvarint(text)
	if n <= 0 {
		return 0, errThrift
	}
	return n, nil
}

func atLeast(n int, text []byte) (int, error) {
	if len(text) < n {
		return 0, errThrift
	}
	return n, nil
}
