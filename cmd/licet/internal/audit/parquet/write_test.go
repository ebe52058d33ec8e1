package parquet_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/encoding"
)

// A layout is how a column is written.
type layout struct {
	name     string
	node     parquet.Node
	encoding encoding.Encoding
	optional bool
	value    func(r *rand.Rand) parquet.Value
}

// A written file, and what its cells are as text: nil is null.
type written struct {
	file  []byte
	names []string
	cells [][]*string // by column and row
}

var codecs = []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Zstd, &parquet.Gzip}

// kinds are the types of columns with the encodings that they are written in.
func kinds() []layout {
	text := func(r *rand.Rand) parquet.Value {
		return parquet.ByteArrayValue([]byte("v" + strconv.Itoa(r.IntN(50))))
	}
	long := func(r *rand.Rand) parquet.Value {
		return parquet.ByteArrayValue([]byte("long-" + strconv.Itoa(r.IntN(9000))))
	}
	whole := func(r *rand.Rand) parquet.Value { return parquet.Int64Value(int64(r.IntN(300) - 100)) }
	huge := func(r *rand.Rand) parquet.Value { return parquet.Int64Value(-int64(r.IntN(2)) + int64(r.IntN(9))) }
	small := func(r *rand.Rand) parquet.Value { return parquet.Int32Value(int32(r.IntN(70) - 20)) }
	real := func(r *rand.Rand) parquet.Value { return parquet.DoubleValue(float64(r.IntN(30)) / 2) }
	single := func(r *rand.Rand) parquet.Value { return parquet.FloatValue(float32(r.IntN(30)) / 2) }
	truth := func(r *rand.Rand) parquet.Value { return parquet.BooleanValue(r.IntN(3) == 0) }
	return []layout{
		{name: "text", node: parquet.String(), encoding: &parquet.RLEDictionary, value: text},
		{name: "text", node: parquet.String(), encoding: &parquet.RLEDictionary, value: long},
		{name: "text", node: parquet.String(), encoding: &parquet.Plain, value: text},
		{name: "text", node: parquet.String(), encoding: &parquet.Plain, value: long},
		{name: "text", node: parquet.String(), encoding: &parquet.DeltaLengthByteArray, value: text},
		{name: "text", node: parquet.String(), encoding: &parquet.DeltaByteArray, value: long},
		{name: "int64", node: parquet.Leaf(parquet.Int64Type), encoding: &parquet.RLEDictionary, value: whole},
		{name: "int64", node: parquet.Leaf(parquet.Int64Type), encoding: &parquet.Plain, value: whole},
		{name: "int64", node: parquet.Leaf(parquet.Int64Type), encoding: &parquet.DeltaBinaryPacked, value: whole},
		{name: "int32", node: parquet.Leaf(parquet.Int32Type), encoding: &parquet.RLEDictionary, value: small},
		{name: "int32", node: parquet.Leaf(parquet.Int32Type), encoding: &parquet.Plain, value: small},
		{name: "int32", node: parquet.Leaf(parquet.Int32Type), encoding: &parquet.DeltaBinaryPacked, value: small},
		{name: "int32", node: parquet.Leaf(parquet.Int32Type), encoding: &parquet.ByteStreamSplit, value: small},
		{name: "uint64", node: parquet.Uint(64), encoding: &parquet.Plain, value: huge},
		{name: "double", node: parquet.Leaf(parquet.DoubleType), encoding: &parquet.RLEDictionary, value: real},
		{name: "double", node: parquet.Leaf(parquet.DoubleType), encoding: &parquet.ByteStreamSplit, value: real},
		{name: "float", node: parquet.Leaf(parquet.FloatType), encoding: &parquet.Plain, value: single},
		{name: "truth", node: parquet.Leaf(parquet.BooleanType), encoding: &parquet.Plain, value: truth},
		{name: "truth", node: parquet.Leaf(parquet.BooleanType), encoding: &parquet.RLE, value: truth},
	}
}

// random writes a file of some columns, which are drawn with their encodings, in a layout that is drawn.
func random(t testing.TB, r *rand.Rand, rows int) written {
	all := kinds()
	var w written
	group := parquet.Group{}
	var layouts []layout
	for i := range 1 + r.IntN(4) {
		l := all[r.IntN(len(all))]
		l.optional = r.IntN(3) > 0
		name := fmt.Sprintf("c%d", i)
		node := parquet.Compressed(parquet.Encoded(l.node, l.encoding), codecs[r.IntN(len(codecs))])
		if l.optional {
			node = parquet.Optional(node)
		}
		group[name] = node
		layouts = append(layouts, l)
		w.names = append(w.names, name)
	}
	w.cells = make([][]*string, len(layouts))
	var out bytes.Buffer
	to := parquet.NewWriter(&out, parquet.NewSchema("events", group),
		parquet.DataPageVersion(1+r.IntN(2)), parquet.PageBufferSize(64<<r.IntN(9)), parquet.MaxRowsPerRowGroup(int64(1+r.IntN(rows+1))),
		parquet.DictionaryMaxBytes(int64(r.IntN(2))*600))
	nulls := r.IntN(4) * 30 // in a hundred
	run := 1 + r.IntN(20)
	var row parquet.Row
	var last [8]parquet.Value // the values of the row before
	for i := range rows {
		row = row[:0]
		for c, l := range layouts {
			v := l.value(r)
			if n := len(w.cells[c]); r.IntN(run) > 0 && n > 0 && i > 0 {
				v = last[c]
			}
			last[c] = v
			if l.optional && r.IntN(100) < nulls {
				row = append(row, parquet.Value{}.Level(0, 0, c))
				w.cells[c] = append(w.cells[c], nil)
				continue
			}
			level := 0
			if l.optional {
				level = 1
			}
			row = append(row, v.Level(0, level, c))
			s := said(v)
			if l.name == "uint64" {
				s = strconv.FormatUint(v.Uint64(), 10)
			}
			w.cells[c] = append(w.cells[c], &s)
		}
		if _, err := to.WriteRows([]parquet.Row{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	w.file = out.Bytes()
	return w
}

// said is a value as text, by the library that wrote it.
func said(v parquet.Value) string {
	switch v.Kind() {
	case parquet.Float:
		return strconv.FormatFloat(float64(v.Float()), 'f', -1, 32)
	case parquet.Double:
		return strconv.FormatFloat(v.Double(), 'f', -1, 64)
	}
	return v.String()
}
