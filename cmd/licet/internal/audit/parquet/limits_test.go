package parquet

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/parquet-go/parquet-go/format"
)

// padded is a text with slack behind it.
func padded(text ...byte) []byte {
	return append(text, make([]byte, slack)...)[:len(text)]
}

// TestRunsThatAreNone reads runs that reach beyond their page, or have too few values, or too wide ones.
func TestRunsThatAreNone(t *testing.T) {
	for name, src := range map[string][]byte{
		"packed beyond the page": padded(2<<1|1, 0xFF), "no value": padded(8 << 1), "a length that goes on": padded(0xFF, 0xFF),
		"a run without end": padded(0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1), "too few": padded(3<<1, 1), "nothing": padded(),
	} {
		var h hybrid
		if err := h.reset(src, 8); err != nil {
			t.Fatal(err)
		}
		if err := h.read(make([]int32, 9)); err == nil {
			t.Errorf("%s: it was read", name)
		}
	}
	if err := new(hybrid).reset(nil, 33); err == nil {
		t.Error("values of 33 bits were read")
	}
}

// TestIndicesBeyondTheDictionary reads indices, the last of which is in no dictionary.
func TestIndicesBeyondTheDictionary(t *testing.T) {
	for index, good := range map[int32]bool{0: true, 2: true, 3: false, -1: false} {
		x := indices{size: 3}
		src := binary.LittleEndian.AppendUint32([]byte{2 << 1}, uint32(index))
		if err := x.reset(padded(src...), 32); err != nil {
			t.Fatal(err)
		}
		if err := x.read(make([]int32, 2)); (err == nil) != good {
			t.Errorf("%d: %v", index, err)
		}
	}
}

// TestLengthsThatAreNone reads lengths in delta encoding, which cannot be.
func TestLengthsThatAreNone(t *testing.T) {
	header := func(total, first uint64) []byte {
		out := binary.AppendUvarint(nil, 128)
		for _, v := range []uint64{4, total, first} {
			out = binary.AppendUvarint(out, v)
		}
		return padded(out...)
	}
	for name, c := range map[string]struct {
		src  []byte
		good bool
	}{
		"a length": {header(1, 2*5), true}, "less than 0": {header(1, 2*5-1), false}, "longer than a page": {header(1, 2*(maxPage+1)), false},
		"more than there may be": {header(11, 0), false}, "no block": {header(2, 0), false}, "nothing": {padded(), false},
		"no miniblocks": {padded(128, 1, 0, 1, 0), false},
	} {
		var x delta
		if _, _, err := x.all(c.src, 10); (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDescriptionsThatAreNone decodes structures that say that they are longer than their text.
func TestDescriptionsThatAreNone(t *testing.T) {
	deep := bytes.Repeat([]byte{0x1C}, 2*deepest)
	for name, text := range map[string][]byte{
		"nothing": {}, "no end": {0x15, 2}, "a long text": {0x18, 0x7F, 'a', 0}, "a long list": {0x19, 0xFC, 0xFF, 0xFF, 0xFF, 0x7F, 0},
		"a list of empty structures": append([]byte{0x19, 0xFC, 9}, 0, 0, 0, 0), "a map": {0x1B, 0, 0}, "too deep": deep, "no type": {0x1F},
	} {
		w := walker{structs: 3}
		if n, err := w.structure(text, 0); err == nil {
			t.Errorf("%s: it is %d bytes long", name, n)
		}
	}
	few := walker{structs: 3}
	if _, err := few.structure([]byte{0x19, 0x4C, 0, 0, 0, 0, 0}, 0); err == nil {
		t.Error("more structures were read than may be")
	}
	enough := walker{structs: 5}
	if n, err := enough.structure([]byte{0x19, 0x4C, 0, 0, 0, 0, 0, 9}, 0); err != nil || n != 7 {
		t.Errorf("%d bytes: %v", n, err)
	}
}

// TestPageHeaders checks what pages say of themselves.
func TestPageHeaders(t *testing.T) {
	for name, c := range map[string]struct {
		compressed, uncompressed, values int32
		good                             bool
	}{
		"ordinary": {10, 20, 5, true}, "all that is left": {100, 20, 50, true}, "beyond the column": {101, 20, 5, false}, "less than nothing": {-1, 20, 5, false},
		"much": {10, maxPage + 1, 5, false}, "less than nothing in it": {10, -1, 5, false}, "more rows than there are": {10, 20, 51, false},
		"less rows than none": {10, 20, -1, false},
	} {
		x := chunk{at: 100, end: 200, rows: 50, header: format.PageHeader{Type: format.DataPage, CompressedPageSize: c.compressed, UncompressedPageSize: c.uncompressed}}
		x.header.DataPageHeader.Set(format.DataPageHeader{NumValues: c.values})
		if err := x.checkHeader(); (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestInternerForgets keeps few values of many.
func TestInternerForgets(t *testing.T) {
	x := interner{column: &Column{Kind: Text}}
	for i := range 10 * mostInterned {
		x.begin()
		code := x.text(binary.AppendUvarint(nil, uint64(i)))
		if d := x.dictionary(); int(code) >= len(d.Values) || len(d.Values) > mostInterned+1 {
			t.Fatalf("value %d has code %d of %d", i, code, len(d.Values))
		}
	}
	before := x.dictionary()
	if x.begin(); before != x.dictionary() {
		t.Error("a dictionary without new values is another one")
	}
}
