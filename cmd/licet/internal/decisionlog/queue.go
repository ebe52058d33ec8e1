package decisionlog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// The queue is one buffer of lines that grows up to a bound, and that the writer takes as a whole: many lines cost one write, and adding costs
// a copy. From the first line that finds no room on, lines are dropped until the writer comes for the buffer, so that the gap is in one
// place, at its end, where the line that says so stands.

// A Log writes decisions. It is safe for concurrent use.
type Log struct {
	options  Options
	sink     Sink
	wake     chan struct{} // has room for one: something is queued, or it is to end
	abort    chan struct{} // closed when there is no more time
	done     chan struct{} // closed when the writer has ended
	failing  bool          // whether the last write failed; the writer's
	unclosed error         // why the sink could not be closed; the writer's, until it has ended

	mu      sync.Mutex
	pending []byte
	spare   []byte // the buffer that was written last
	writing int    // bytes that the writer has taken
	gap     uint64 // lines that had no room behind pending
	since   time.Time
	closed  bool
	stats   Stats
}

// add queues a line, or drops it.
func (l *Log) add(line []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch room := l.options.Queue - len(l.pending); {
	case l.closed:
		l.stats.Dropped++
	case l.gap > 0 || len(line) > room:
		if l.gap == 0 {
			l.since = l.options.Now()
		}
		l.gap++
		l.stats.Dropped++
	default:
		l.pending = append(l.pending, line...)
	}
	l.signal()
}

func (l *Log) signal() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// Stats returns the figures.
func (l *Log) Stats() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.stats
	s.Queued = len(l.pending) + l.writing
	return s
}

// run writes until the log is closed and nothing is queued, and closes the sink.
func (l *Log) run() {
	defer close(l.done)
	l.write()
	l.unclosed = l.sink.Close()
}

func (l *Log) write() {
	for range l.wake {
		for {
			lines, more := l.take()
			if len(lines) == 0 {
				if !more {
					return
				}
				break
			}
			l.deliver(lines)
		}
	}
}

// take returns what is queued, with the line that says what is missing behind it, and whether more may come.
func (l *Log) take() (lines []byte, more bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lines = l.pending
	if l.gap > 0 {
		lines = append(lines, encodeGap(l.options.Now(), l.since, l.gap)...)
	}
	l.pending, l.spare, l.gap, l.writing = l.spare[:0], lines, 0, len(lines)
	return lines, !l.closed
}

// Pauses between attempts to write.
const (
	firstPause   = 20 * time.Millisecond
	longestPause = 2 * time.Second
)

// deliver writes lines, as often as it takes.
func (l *Log) deliver(lines []byte) {
	pause := l.options.pause
	for len(lines) > 0 {
		n, err := l.sink.Write(lines)
		if n == 0 && err == nil {
			err = io.ErrShortWrite
		}
		l.count(lines[:n], err)
		lines = lines[n:]
		if (err != nil) != l.failing {
			l.failing = err != nil
			l.options.Report(err)
		}
		if n > 0 {
			pause = l.options.pause
		}
		if err != nil && !l.wait(pause) {
			l.lose(lines)
			return
		}
		pause = min(2*pause, longestPause)
	}
}

// wait pauses; false where there is no time left.
func (l *Log) wait(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-l.abort:
		return false
	}
}

// count notes a write.
func (l *Log) count(written []byte, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stats.Written += uint64(bytes.Count(written, newline))
	l.stats.Bytes += uint64(len(written))
	l.writing -= len(written)
	if err != nil {
		l.stats.Failures++
	}
}

var newline = []byte("\n")

// lose notes that lines are not written. A line that only says what is missing is none of the decisions, and its own are counted.
func (l *Log) lose(lines []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for line := range bytes.Lines(lines) {
		if !isGap(line) {
			l.stats.Dropped++
		}
	}
	l.writing = 0
}

// close is Close. A sink that blocks for ever is left alone, with its goroutine.
func (l *Log) close(ctx context.Context) error {
	l.mu.Lock()
	first := !l.closed
	l.closed = true
	l.mu.Unlock()
	l.signal()
	select {
	case <-l.done:
	case <-ctx.Done():
		if first {
			close(l.abort)
		}
	}
	return l.end()
}

// settle is how long a writer that is told to give up may take to do so; one that is blocked does not.
const settle = 100 * time.Millisecond

// end says what was lost.
func (l *Log) end() (err error) {
	t := time.NewTimer(settle)
	defer t.Stop()
	select {
	case <-l.done:
		err = l.unclosed
	case <-t.C:
		l.abandon()
	}
	if s := l.Stats(); s.Dropped > 0 {
		return errors.Join(fmt.Errorf("%d decisions are not in the log, which could not be written fast enough, or at all", s.Dropped), err)
	}
	return err
}

// abandon counts what a writer that is blocked leaves. What it took has its place at the end of the spare buffer.
func (l *Log) abandon() {
	l.mu.Lock()
	left := append(l.spare[len(l.spare)-l.writing:len(l.spare):len(l.spare)], l.pending...)
	l.pending = nil
	l.mu.Unlock()
	l.lose(left)
}
