package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"

	"github.com/parquet-go/parquet-go/format"
)

// A chunk reads the pages of one column in one row group, one after the other.
type chunk struct {
	file   *File
	codec  *codec
	meta   *format.ColumnMetaData
	at     int64 // in the file
	end    int64
	rows   int64 // that are to come
	head   []byte
	raw    []byte // a page as it stands in the file
	text   []byte // decompressed
	header format.PageHeader
}

// open begins with a column of a row group.
func (c *chunk) open(f *File, group int, column Column) error {
	c.file, c.meta, c.rows = f, f.chunk(group, column), f.Rows(group)
	c.at = c.meta.DataPageOffset
	if d := c.meta.DictionaryPageOffset; d > 0 && d < c.at {
		c.at = d
	}
	c.end = c.at + c.meta.TotalCompressedSize
	switch {
	case f.meta.RowGroups[group].Columns[column.leaf].CryptoMetadata.Value != nil:
		return errEncrypted
	case f.meta.RowGroups[group].Columns[column.leaf].FilePath != "":
		return errors.New("its values are in another file; read that one")
	case c.at < int64(len(magic)) || c.meta.TotalCompressedSize < 0 || c.end > f.size || c.end < c.at:
		return errors.New("it lies outside of the file")
	case c.meta.Type != column.physical || c.meta.NumValues != c.rows:
		return errThrift
	}
	return knownCodec(c.meta.Codec)
}

// next reads the header of the next page, and moves to what follows it. io.EOF is the end of the column.
func (c *chunk) next() error {
	if c.at >= c.end {
		return io.EOF
	}
	var err error
	for _, size := range []int64{4 << 10, 1 << 20} { // statistics may be long
		size = min(size, c.end-c.at)
		c.head = slices.Grow(c.head[:0], int(size))[:size]
		if err = c.file.readAt(c.head, c.at); err != nil {
			return err
		}
		c.header = format.PageHeader{}
		var n int
		if n, err = decode(c.head, &c.header); err == nil {
			c.at += int64(n)
			return c.checkHeader()
		}
	}
	return err
}

func (c *chunk) checkHeader() error {
	h := &c.header
	if h.CompressedPageSize < 0 || int64(h.CompressedPageSize) > c.end-c.at {
		return errors.New("a page reaches beyond its column")
	}
	if h.UncompressedPageSize < 0 || h.UncompressedPageSize > maxPage || h.CompressedPageSize > maxPage {
		return fmt.Errorf("a page of %d bytes; up to %d are read", max(h.UncompressedPageSize, h.CompressedPageSize), maxPage)
	}
	if n := int64(c.values()); n < 0 || n > c.rows {
		return errors.New("its pages have more values than it has rows")
	}
	return nil
}

// values returns how many values a data page has, nulls included; of a flat column, that is how many rows.
func (c *chunk) values() int {
	switch h := &c.header; {
	case h.Type == format.DataPage && h.DataPageHeader.Valid:
		return int(h.DataPageHeader.V.NumValues)
	case h.Type == format.DataPageV2 && h.DataPageHeaderV2.Valid:
		return int(h.DataPageHeaderV2.V.NumValues)
	}
	return 0
}

// pass passes over the page whose header was read.
func (c *chunk) pass() {
	c.at += int64(c.header.CompressedPageSize)
	c.rows -= int64(c.values())
}

// body reads the page whose header was read, as it stands in the file.
func (c *chunk) body() ([]byte, error) {
	c.raw = sized(c.raw, int(c.header.CompressedPageSize))
	if err := c.file.readAt(c.raw, c.at); err != nil {
		return nil, err
	}
	if sum := c.header.CRC; sum != 0 && crc32.ChecksumIEEE(c.raw) != uint32(sum) {
		return nil, errors.New("a page is damaged: its checksum is another one")
	}
	c.pass()
	return c.raw, nil
}

// sized returns a buffer of a size, with slack behind it.
func sized(buffer []byte, size int) []byte {
	if cap(buffer) < size+slack {
		buffer = make([]byte, size+slack)
	}
	return buffer[:size]
}

// inflate decompresses a text to a size.
func (c *chunk) inflate(src []byte, size int) ([]byte, error) {
	if size < 0 {
		return nil, errSize
	}
	c.text = sized(c.text, size)
	return c.text, c.codec.decode(c.meta.Codec, c.text, src)
}

// A data page is what a page holds, apart from where it stands.
type dataPage struct {
	rows     int
	encoding format.Encoding
	levels   []byte // of definition; nil where the page has none, and no nulls
	values   []byte
}

// data reads the page whose header was read, which is one of data. It is good until the next one is read.
func (c *chunk) data(optional bool) (dataPage, error) {
	rows := c.values()
	raw, err := c.body()
	if err != nil {
		return dataPage{}, err
	}
	if c.header.Type == format.DataPageV2 {
		return c.version2(raw, rows, optional)
	}
	return c.version1(raw, rows, optional)
}

func (c *chunk) version1(raw []byte, rows int, optional bool) (dataPage, error) {
	h := &c.header.DataPageHeader.V
	text, err := c.inflate(raw, int(c.header.UncompressedPageSize))
	if err != nil || !optional {
		return dataPage{rows, h.Encoding, nil, text}, err
	}
	if h.DefinitionLevelEncoding != format.RLE {
		return dataPage{}, errors.New("its nulls are written in an encoding that is no longer in use; write the file anew")
	}
	if len(text) < 4 || uint64(binary.LittleEndian.Uint32(text)) > uint64(len(text)-4) {
		return dataPage{}, errShort
	}
	n := 4 + int(binary.LittleEndian.Uint32(text))
	return dataPage{rows, h.Encoding, text[4:n], text[n:]}, nil
}

func (c *chunk) version2(raw []byte, rows int, optional bool) (dataPage, error) {
	h := &c.header.DataPageHeaderV2.V
	repeats, levels := int(h.RepetitionLevelsByteLength), int(h.DefinitionLevelsByteLength)
	if repeats < 0 || levels < 0 || repeats+levels > len(raw) {
		return dataPage{}, errShort
	}
	p := dataPage{rows, h.Encoding, nil, raw[repeats+levels:]}
	if optional && levels > 0 {
		p.levels = raw[repeats : repeats+levels]
	} else if optional && h.NumNulls != 0 {
		return dataPage{}, errShort
	}
	if c.meta.Codec == format.Uncompressed || h.IsCompressed.Valid && !h.IsCompressed.V {
		return p, nil
	}
	var err error
	p.values, err = c.inflate(p.values, int(c.header.UncompressedPageSize)-repeats-levels)
	return p, err
}

// dictionary reads the page whose header was read, which is one of a dictionary. It returns its values, in plain encoding; they are
// good until the next page is read.
func (c *chunk) dictionary() (text []byte, count int, err error) {
	h := &c.header.DictionaryPageHeader
	if !h.Valid || h.V.NumValues < 0 || h.V.Encoding != format.Plain && h.V.Encoding != oldDictionary {
		return nil, 0, errThrift
	}
	raw, err := c.body()
	if err != nil {
		return nil, 0, err
	}
	text, err = c.inflate(raw, int(c.header.UncompressedPageSize))
	return text, int(h.V.NumValues), err
}

// oldDictionary is how writers of the format's first version call a dictionary, and the indexes into it. It is deprecated for those who write; files
// that have it are still to be read.
//
//lint:ignore SA1019 it is read, and never written
const oldDictionary = format.PlainDictionary
