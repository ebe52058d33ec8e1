package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go/format"
)

// The limits of what a file may say of itself.
const (
	maxFooter  = 64 << 20  // bytes of the description at its end
	maxStructs = 2_000_000 // in it: columns of row groups, above all
	maxPage    = 256 << 20 // bytes of a page
	maxRows    = 1 << 40   // of a row group
)

// A File is an open Parquet file. It is safe for concurrent use if its reader is, as an os.File is.
type File struct {
	from    io.ReaderAt
	size    int64
	meta    format.FileMetaData
	columns []Column
}

// Open reads what a file says of itself: of which columns and row groups it consists.
func Open(from io.ReaderAt, size int64) (f *File, err error) {
	defer caught(&err)
	f = &File{from: from, size: size}
	footer, err := f.footer()
	if err != nil {
		return nil, err
	}
	if _, err := decode(footer, &f.meta); err != nil {
		return nil, err
	}
	if f.columns, err = columnsOf(f.meta.Schema); err != nil {
		return nil, err
	}
	return f, f.check()
}

// magic begins and ends a file.
const magic = "PAR1"

var errNoParquet = errors.New("it is no Parquet file, or it was cut off: it does not end with PAR1")

// footer reads the description at the end of the file.
func (f *File) footer() ([]byte, error) {
	var end [8]byte
	if f.size < int64(len(magic)+len(end)) {
		return nil, errNoParquet
	}
	if err := f.readAt(end[:], f.size-int64(len(end))); err != nil {
		return nil, err
	}
	switch string(end[4:]) {
	case magic:
	case "PARE":
		return nil, errEncrypted
	default:
		return nil, errNoParquet
	}
	n := int64(binary.LittleEndian.Uint32(end[:4]))
	if n > f.size-int64(len(magic)+len(end)) {
		return nil, errThrift
	}
	if n > maxFooter {
		return nil, fmt.Errorf("its description of itself takes %d bytes; up to %d are read, so write fewer and larger row groups", n, maxFooter)
	}
	footer := make([]byte, n)
	return footer, f.readAt(footer, f.size-int64(len(end))-n)
}

var errEncrypted = errors.New("it is encrypted; write the columns that are audited without encryption")

// readAt fills a buffer.
func (f *File) readAt(buffer []byte, at int64) error {
	n, err := f.from.ReadAt(buffer, at)
	if n == len(buffer) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return errors.New("it ends before it should")
	}
	return err
}

// check holds the row groups against the schema and the file.
func (f *File) check() error {
	leaves := 0
	for i := range f.meta.Schema {
		if f.meta.Schema[i].Type.Valid {
			leaves++
		}
	}
	left := f.meta.NumRows
	for g := range f.meta.RowGroups {
		group := &f.meta.RowGroups[g]
		if group.NumRows < 0 || group.NumRows > maxRows || len(group.Columns) != leaves {
			return fmt.Errorf("row group %d: %w", g+1, errThrift)
		}
		left -= group.NumRows
	}
	if left != 0 {
		return errors.New("its row groups have other rows than it says")
	}
	return nil
}

// Groups returns how many row groups there are.
func (f *File) Groups() int { return len(f.meta.RowGroups) }

// Rows returns how many rows a row group has.
func (f *File) Rows(group int) int64 { return f.meta.RowGroups[group].NumRows }

// Columns returns the columns of the file at its top.
func (f *File) Columns() []Column { return f.columns }

func (f *File) chunk(group int, c Column) *format.ColumnMetaData {
	return &f.meta.RowGroups[group].Columns[c.leaf].MetaData
}
