// Package decisionlog writes what was decided, one decision a line, as JSON Lines (the kind "decision" of package schema).
//
// A line has the names of what was asked and of the facts that were given: names of the vocabulary, never values, and never whose data it was
// about. What consents cover is a value, too: a line says that consents were given, not which. Of a request that was wrong it has the code
// alone, since a name that nobody knows may be anything, a person's name included. With Options.Values the values stand there as well.
//
// Whoever asks never waits for the log. Lines go to a bounded queue; what finds no room there is counted, and where the log goes on a line
// says how many are missing. A write that fails is tried again, so that a disk that was full for a while loses nothing, as long as the queue
// has room. It does not sync: lines that the operating system has not yet written are lost when the machine itself fails.
//
//	file, err := decisionlog.OpenFile("decisions.jsonl", decisionlog.Limits{Size: 100 << 20, Keep: 10}, time.Now, report)
//	log := decisionlog.New(file, decisionlog.Options{Now: time.Now, Report: report})
//	log.Add(&decision.Decision{Endpoint: "ask", Asked: q, Answer: "permitted", Clauses: clauses}, decisionlog.IDs{})
package decisionlog

import (
	"context"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
)

// Format is the value of "format" in each line.
const Format = "licet.decision/1"

// IDs are how others call the request that a decision answers, beside its trace.
type IDs struct {
	Span    string // the span of the W3C trace context: 16 hexadecimal digits
	Request string // what the client calls it; written if it has the shape of a random id
}

// Options are how a Log works.
type Options struct {
	Values bool             // write the values of facts, and Decision.Identity
	Now    func() time.Time // the clock
	Queue  int              // how many bytes may wait to be written; 0: DefaultQueue
	Report func(error)      // is told that writing began to fail, and, with nil, that it works again; nil: nobody is
	pause  time.Duration    // before the second attempt to write; 0: firstPause
}

// DefaultQueue is some ten thousand lines.
const DefaultQueue = 4 << 20

// A Sink takes lines. Write gets whole lines, each with its end, and returns how many bytes of whole lines are written; what is behind them
// comes again, unless there is no more time. If it writes a part of a line it must see to it that nothing else follows in the same line. It may block.
type Sink interface {
	Write(lines []byte) (int, error)
	Close() error
}

// Stats are figures since the start.
type Stats struct {
	Written  uint64 // lines
	Bytes    uint64 // of them
	Dropped  uint64 // decisions that have no line
	Failures uint64 // writes that failed; they were tried again
	Queued   int    // bytes that wait
}

// New starts a log, which owns the sink. Close ends it.
func New(to Sink, o Options) *Log {
	if o.Queue == 0 {
		o.Queue = DefaultQueue
	}
	if o.pause == 0 {
		o.pause = firstPause
	}
	if o.Report == nil {
		o.Report = func(error) {}
	}
	l := &Log{options: o, sink: to, wake: make(chan struct{}, 1), abort: make(chan struct{}), done: make(chan struct{})}
	go l.run()
	return l
}

// Add logs a decision. It never blocks on what the lines are written to, and keeps nothing of what it is given.
func (l *Log) Add(d *decision.Decision, ids IDs) { l.add(l.encode(d, ids)) }

// Close writes what is queued, for as long as the context lasts, and closes the sink. What was not written then is counted as dropped,
// and is the error. A decision that is added later is dropped.
func (l *Log) Close(ctx context.Context) error { return l.close(ctx) }
