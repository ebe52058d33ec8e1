package decisionlog

import (
	"bytes"
	"io"
)

// wholeLines returns how much of what was written are whole lines.
func wholeLines(written []byte) int { return bytes.LastIndexByte(written, '\n') + 1 }

// A Stream is a sink that cannot take back what it wrote, as standard output is. Where it stopped within a line it goes on, when that line comes
// again; behind half a line that does not, the next one begins on a line of its own.
type Stream struct {
	to   io.Writer
	half []byte
}

// NewStream returns a sink for a writer, which Close leaves open.
func NewStream(to io.Writer) *Stream { return &Stream{to: to} }

// Write is Sink's.
func (s *Stream) Write(lines []byte) (int, error) {
	if !bytes.HasPrefix(lines, s.half) {
		if _, err := s.to.Write(newline); err != nil {
			return 0, err
		}
		s.half = nil
	}
	n, err := s.to.Write(lines[len(s.half):])
	n = min(len(s.half)+max(0, n), len(lines))
	whole := wholeLines(lines[:n])
	s.half = bytes.Clone(lines[whole:n])
	if err == nil && n < len(lines) {
		err = io.ErrShortWrite
	}
	return whole, err
}

// Close is Sink's.
func (s *Stream) Close() error { return nil }
