package decisionlog

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// patient is more time than anything here takes.
func patient(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// past is a context that has ended.
func past() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// TestAWriterThatBlocks adds more than has room while the first write hangs: nobody waits, and then the log shows the gap where it is.
func TestAWriterThatBlocks(t *testing.T) {
	hangs, goesOn := make(chan bool, 1), make(chan bool)
	b := &buffer{}
	l := New(sinkFunc(func(lines []byte) (int, error) {
		select {
		case hangs <- true:
		default:
		}
		<-goesOn
		return b.Write(lines)
	}), Options{Now: noon, Queue: 1000})
	l.add(numbered(0))
	<-hangs
	for i := range 1000 {
		l.add(numbered(i + 1))
	}
	s := l.Stats()
	if s.Written != 0 || s.Dropped == 0 || s.Queued > 2000 {
		t.Errorf("while it hangs: %+v", s)
	}
	close(goesOn)
	for l.Stats().Queued > 0 {
		time.Sleep(time.Millisecond)
	}
	l.add(numbered(2000))
	if err := l.Close(patient(t)); err == nil || !strings.Contains(err.Error(), "decisions are not in the log") {
		t.Errorf("Close says %v", err)
	}
	lines, dropped := numbers(t, b.written())
	if len(lines)+dropped != 1002 || uint64(dropped) != s.Dropped || lines[len(lines)-1] != 2000 {
		t.Errorf("%d lines, %d dropped, the last %d; %+v", len(lines), dropped, lines[len(lines)-1], s)
	}
	gap := bytes.Index(b.written(), []byte("dropped"))
	if before, _ := numbers(t, b.written()[:bytes.LastIndexByte(b.written()[:gap], '\n')+1]); before[len(before)-1] != len(before)-1 {
		t.Errorf("the gap is not where lines are missing: before it stand %v", before)
	}
}

// sinkFunc is a sink that is a function.
type sinkFunc func([]byte) (int, error)

func (f sinkFunc) Write(lines []byte) (int, error) { return f(lines) }
func (f sinkFunc) Close() error                    { return nil }

// TestAWriterThatBlocksForEver checks that Close ends nevertheless, and counts what is lost.
func TestAWriterThatBlocksForEver(t *testing.T) {
	hangs := make(chan bool, 1)
	l := New(sinkFunc(func([]byte) (int, error) { hangs <- true; select {} }), Options{Now: noon})
	l.add(numbered(1))
	<-hangs
	l.add(numbered(2))
	if err := l.Close(past()); err == nil || l.Stats().Dropped != 2 || l.Stats().Queued != 0 {
		t.Errorf("Close says %v, %+v", err, l.Stats())
	}
	l.add(numbered(3))
	if err := l.Close(past()); err == nil || l.Stats().Dropped != 3 {
		t.Errorf("after Close: %v, %+v", err, l.Stats())
	}
}

// TestASinkThatDoesNotClose is left alone, too; one that closes with an error says it.
func TestASinkThatDoesNotClose(t *testing.T) {
	l := New(&closing{close: func() error { select {} }}, Options{Now: noon})
	l.add(numbered(1))
	for l.Stats().Written == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := l.Close(past()); err != nil || l.Stats().Dropped != 0 {
		t.Errorf("Close says %v, %+v", err, l.Stats())
	}
	l = New(&closing{close: func() error { return io.ErrClosedPipe }}, Options{Now: noon})
	for range 2 {
		if err := l.Close(patient(t)); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("Close says %v", err)
		}
	}
}

// closing is a sink that closes as a function does.
type closing struct {
	buffer
	close func() error
}

func (c *closing) Close() error { return c.close() }

// TestAWriteThatFails is tried again: nothing is lost that has room, and who reads the reports learns of the beginning and of the end.
func TestAWriteThatFails(t *testing.T) {
	full := errors.New("no space left on device")
	var left atomic.Int32
	left.Store(3)
	b := &buffer{fail: func(lines []byte) (int, error) {
		if left.Add(-1) >= 0 {
			return 0, full
		}
		return len(lines), nil
	}}
	var reports []error
	l := New(b, Options{Now: noon, Report: func(err error) { reports = append(reports, err) }})
	for i := range 100 {
		l.add(numbered(i))
	}
	if err := l.Close(patient(t)); err != nil {
		t.Error(err)
	}
	lines, dropped := numbers(t, b.written())
	if s := l.Stats(); len(lines) != 100 || dropped != 0 || !slices.IsSorted(lines) || s.Written != 100 || s.Failures != 3 || s.Bytes != uint64(len(b.written())) {
		t.Errorf("%d lines, %d dropped, %+v", len(lines), dropped, s)
	}
	if !slices.Equal(reports, []error{full, nil}) || !b.closed {
		t.Errorf("reports %v, closed %v", reports, b.closed)
	}
}

// TestAWriteThatFailsForEver checks that Close gives up in time, and that a sink that does nothing counts as one that fails.
func TestAWriteThatFailsForEver(t *testing.T) {
	for name, err := range map[string]error{"an error": io.ErrClosedPipe, "nothing": nil} {
		b := &buffer{fail: func([]byte) (int, error) { return 0, err }}
		l := New(b, Options{Now: noon, Queue: 20})
		for i := range 10 {
			l.add(numbered(i))
		}
		if err := l.Close(past()); err == nil || l.Stats().Dropped != 10 || l.Stats().Written != 0 || !b.closed {
			t.Errorf("%s: Close says %v, %+v", name, err, l.Stats())
		}
	}
}

// TestALineThatIsTooLong has no room, and the next one has.
func TestALineThatIsTooLong(t *testing.T) {
	b := &buffer{}
	l := New(b, Options{Now: noon, Queue: 100})
	l.add(bytes.Repeat([]byte("x"), 101))
	for l.Stats().Written == 0 {
		time.Sleep(time.Millisecond)
	}
	l.add(numbered(1))
	if err := l.Close(patient(t)); err == nil {
		t.Error("Close says that nothing is missing")
	}
	if lines, dropped := numbers(t, b.written()); len(lines) != 1 || dropped != 1 {
		t.Errorf("%s", b.written())
	}
}

// TestTheGapIsInOnePlace drops also what would have room behind a line that had none: else the line that says what is missing would stand in the
// wrong place.
func TestTheGapIsInOnePlace(t *testing.T) {
	hangs, goesOn := make(chan bool, 1), make(chan bool)
	b := &buffer{}
	l := New(sinkFunc(func(lines []byte) (int, error) {
		select {
		case hangs <- true:
		default:
		}
		<-goesOn
		return b.Write(lines)
	}), Options{Now: noon, Queue: 100})
	l.add(numbered(0))
	<-hangs
	l.add(numbered(1))
	l.add(bytes.Repeat([]byte("x"), 100))
	l.add(numbered(2))
	close(goesOn)
	if err := l.Close(patient(t)); err == nil {
		t.Error("Close says that nothing is missing")
	}
	want := string(numbered(0)) + string(numbered(1)) + string(encodeGap(noon(), noon(), 2))
	if got := string(b.written()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// BenchmarkAdd is what a decision costs whoever decides it.
func BenchmarkAdd(b *testing.B) {
	d := ask(b, load(b), sentence, nil)
	d.Trace = strings.Repeat("a1", 16)
	l := New(NewStream(io.Discard), Options{Now: noon})
	b.ReportAllocs()
	for b.Loop() {
		l.Add(d, IDs{Span: "00f067aa0ba902b7"})
	}
	if err := l.Close(b.Context()); err != nil {
		b.Log(err)
	}
}

// TestManyAtOnce adds from many goroutines to a sink that fails and tears at random: every decision is a line or is counted, in every order.
func TestManyAtOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		cuts := rapid.SliceOfN(rapid.IntRange(0, 200), 1, 20).Draw(r, "cuts")
		torn := &tearing{cuts: cuts}
		l := New(NewStream(torn), Options{Now: noon, pause: time.Microsecond, Queue: rapid.IntRange(50, 5000).Draw(r, "queue")})
		var all sync.WaitGroup
		for g := range 4 {
			all.Go(func() {
				for i := range 50 {
					l.add(numbered(g*50 + i))
				}
			})
		}
		all.Wait()
		err := l.Close(patient(t))
		lines, dropped := numbers(t, torn.text)
		slices.Sort(lines)
		if s := l.Stats(); len(lines)+dropped != 200 || len(slices.Compact(lines))+dropped != 200 || uint64(dropped) != s.Dropped || (err != nil) != (dropped > 0) {
			r.Fatalf("%d lines, %d dropped, %+v, %v", len(lines), dropped, s, err)
		}
	})
}

// A tearing writer stops within what it is to write, a few times, and says so by an error or not at all.
type tearing struct {
	buffer
	cuts []int
}

func (w *tearing) Write(p []byte) (n int, err error) {
	if n = len(p); len(w.cuts) > 0 && w.cuts[0] < len(p) {
		n = w.cuts[0]
		if n%2 == 0 {
			err = io.ErrClosedPipe
		}
	}
	if len(w.cuts) > 0 {
		w.cuts = w.cuts[1:]
	}
	w.text = append(w.text, p[:n]...)
	return n, err
}

// TestHalfALineThatDoesNotComeAgain stays alone.
func TestHalfALineThatDoesNotComeAgain(t *testing.T) {
	w := &tearing{cuts: []int{9, 0, 2}}
	s := NewStream(w)
	for _, c := range []struct{ lines, written string }{{"ab\ncd\nefgh\n", "ab\ncd\n"}, {"x\n", ""}, {"x\n", "x\n"}, {"y\n", "y\n"}} {
		if n, _ := s.Write([]byte(c.lines)); c.lines[:n] != c.written {
			t.Errorf("of %q were written %q", c.lines, c.lines[:n])
		}
	}
	if want := "ab\ncd\nefg\nx\ny\n"; string(w.text) != want {
		t.Errorf("got %q, want %q", w.text, want)
	}
}
