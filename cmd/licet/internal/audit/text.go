package audit

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/lines"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// open cuts a file into units.
func (p *pipeline) open(file int, s *Source) error {
	if s.Format == Parquet {
		return p.openParquet(file, s)
	}
	from := p.options.Standard
	if s.Path != Standard {
		f, err := os.Open(s.Path)
		if err != nil {
			return cause(err)
		}
		defer f.Close()
		from = f
	}
	from = &counted{from, &p.options.Progress.Bytes}
	unpacked, err := unpack(from, s.packed)
	if err != nil {
		return damaged(s.packed, err)
	}
	defer unpacked.Close()
	return damaged(s.packed, p.split(&text{file: file, source: s}, unpacked))
}

// damaged says what is wrong with a compressed text. One that is empty is cut, too: it lacks even its head.
func damaged(packed string, err error) error {
	switch {
	case packed == "":
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("it was cut off: what is compressed in it has no end")
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, zstd.ErrMagicMismatch):
		return fmt.Errorf("it is not compressed, or not as its name says: .%s", packed)
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zstd.ErrCRCMismatch):
		return errors.New("it is damaged: its checksum is that of another text")
	}
	return err
}

// A counted reader counts what is read.
type counted struct {
	io.Reader
	n *atomic.Int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n.Add(int64(n))
	return n, err
}

// mostWindow is how much memory a compressed text may ask for to be read.
const mostWindow = 128 << 20

// unpack decompresses a text.
func unpack(from io.Reader, packed string) (io.ReadCloser, error) {
	switch packed {
	case "gz":
		return gzip.NewReader(from)
	case "zst":
		d, err := zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(mostWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	return io.NopCloser(from), nil
}

// A text is a file of lines.
type text struct {
	file   int
	source *Source
	header []string // of CSV
}

// split hands out the blocks of a text.
func (p *pipeline) split(t *text, from io.Reader) error {
	s := lines.NewSplitter(from, t.source.Format.lines())
	for first := true; ; first = false {
		buffer, err := p.buffer()
		if err != nil {
			return err
		}
		b, err := s.Next(buffer)
		if first && t.source.Format != JSON && (err == nil || errors.Is(err, io.EOF)) { // what is empty names no columns; an object may leave any out
			b, err = p.header(t, b)
		}
		if err != nil {
			p.buffers <- buffer
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if err := p.send(func(w *worker) error { return w.block(t, b, buffer) }); err != nil {
			return err
		}
	}
}

// buffer waits for a buffer that nobody uses.
func (p *pipeline) buffer() ([]byte, error) {
	select {
	case b := <-p.buffers:
		if b == nil {
			b = make([]byte, lines.BlockSize)
		}
		return b, nil
	case <-p.reading.Done():
		return nil, p.reading.Err()
	}
}

// header takes the names of the columns from the first block of CSV, and looks for those that are wanted.
func (p *pipeline) header(t *text, b lines.Block) (lines.Block, error) {
	var err error
	if t.header, b, err = lines.Header(t.source.Format.lines(), b); err != nil {
		return b, err
	}
	for _, c := range p.bound.Columns() {
		if err := wanted(c.Name, t.header); err != nil {
			return b, err
		}
	}
	return b, nil
}

// block decides the records of a block.
func (w *worker) block(t *text, b lines.Block, buffer []byte) error {
	defer func() { w.pipeline.buffers <- buffer }()
	if w.text != t {
		w.text, w.parser = t, lines.NewParser(t.source.Format.lines(), w.pipeline.columnNames(), t.header)
	}
	err := w.parser.Parse(b, func(b *events.Batch) error { return w.decide(t.file, b) }, func(f lines.Fault) {
		w.faults.count(t.file, f)
		w.pipeline.options.Progress.Rows.Add(1)
	})
	either(w.found, w.parser.Found())
	if err != nil {
		return fmt.Errorf("%s: %w", t.source.name(), err)
	}
	return nil
}
