package parquet

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/format"
)

var errSize = errors.New("a page is of another size than it says")

// A codec decompresses the pages of one reader. It never writes more than a page says that it holds.
type codec struct {
	zstd *zstd.Decoder
	gzip *gzip.Reader
}

// knownCodec refuses what is not read, before anything is.
func knownCodec(c format.CompressionCodec) error {
	switch c {
	case format.Uncompressed, format.Snappy, format.Gzip, format.Zstd:
		return nil
	}
	return fmt.Errorf("it is compressed with %s; write it with snappy, zstd, gzip or none", c)
}

// decode fills dst, exactly.
func (c *codec) decode(with format.CompressionCodec, dst, src []byte) error {
	switch with {
	case format.Snappy:
		return unsnappy(dst, src)
	case format.Zstd:
		return c.unzstd(dst, src)
	case format.Gzip:
		return c.ungzip(dst, src)
	}
	if copy(dst, src) != len(dst) || len(src) != len(dst) {
		return errSize
	}
	return nil
}

func unsnappy(dst, src []byte) error {
	if n, err := snappy.DecodedLen(src); err != nil || n != len(dst) {
		return errSize
	}
	_, err := snappy.Decode(dst, src)
	return err
}

func (c *codec) unzstd(dst, src []byte) error {
	if c.zstd == nil {
		var err error
		c.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true))
		if err != nil {
			return err
		}
	}
	out, err := c.zstd.DecodeAll(src, dst[:0:len(dst)])
	if err == nil && len(out) != len(dst) {
		err = errSize
	}
	return err
}

func (c *codec) ungzip(dst, src []byte) error {
	if c.gzip == nil {
		c.gzip = new(gzip.Reader)
	}
	if err := c.gzip.Reset(bytes.NewReader(src)); err != nil {
		return err
	}
	if _, err := io.ReadFull(c.gzip, dst); err != nil {
		return err
	}
	if n, err := c.gzip.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		return errSize
	}
	return nil
}

func (c *codec) close() {
	if c.zstd != nil {
		c.zstd.Close()
	}
}
