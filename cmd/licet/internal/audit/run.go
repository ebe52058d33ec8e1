package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/lines"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// Options say how an audit runs, and never what it finds.
type Options struct {
	Workers  int       // how many units are decided at a time; 1 where it is less
	Standard io.Reader // what Standard stands for
	Progress *Progress // may be nil
}

// A Progress says how far an audit has come. It may be read at any time.
type Progress struct {
	Rows  atomic.Int64 // decided, or found to be bad
	Bytes atomic.Int64 // of the files
	Total int64        // bytes of the files; less than 0 where that is not known
}

// A Result is what an audit has counted.
type Result struct {
	Sources []Source
	Tally   *events.Tally
	bound   *events.Bound
	faults  faults
	found   []bool // the columns that some file has
}

// ErrInterrupted is the error of an audit whose context ended.
var ErrInterrupted = errors.New("interrupted")

// Run audits the events of some files. Its error is a UsageError where the mapping does not go with the files, and ErrInterrupted where ctx ends.
func Run(ctx context.Context, b *events.Bound, sources []Source, o Options) (*Result, error) {
	if o.Progress == nil {
		o.Progress = &Progress{}
	}
	o.Workers = max(o.Workers, 1)
	o.Progress.total(sources)
	p := newPipeline(ctx, b, o)
	defer p.stop()
	workers := make([]*worker, o.Workers)
	var group sync.WaitGroup
	for i := range workers {
		workers[i] = p.worker()
		group.Go(workers[i].run)
	}
	done := make(chan struct{})
	go func() {
		p.produce(sources)
		group.Wait()
		close(done)
	}()
	if !p.wait(done) {
		return nil, ErrInterrupted
	}
	if err := p.failure(); err != nil {
		return nil, err
	}
	r := &Result{Sources: sources, Tally: b.NewTally(), bound: b, faults: faults{}, found: make([]bool, len(b.Columns()))}
	for _, w := range workers {
		r.Tally.Merge(w.tally)
		r.faults.merge(w.faults)
		either(r.found, w.found)
	}
	return r, nil
}

// patience is how long those who read may take to see that they are to stop. One who waits for standard input does not see it.
const patience = time.Second

// wait waits for the end; false where the context ends, and not everybody has seen it.
func (p *pipeline) wait(done chan struct{}) bool {
	select {
	case <-done:
		return true
	case <-p.ctx.Done():
	}
	select {
	case <-done:
		return true
	case <-time.After(patience):
		return false
	}
}

// total sums what there is to read.
func (p *Progress) total(sources []Source) {
	p.Total = 0
	for _, s := range sources {
		if s.size < 0 {
			p.Total = -1
			return
		}
		p.Total += s.size
	}
}

// A pipeline hands units from the one who reads the files to those who decide.
type pipeline struct {
	ctx     context.Context // of the user
	reading context.Context // ends, too, where a unit fails; those that have been handed out go on
	stop    context.CancelFunc
	bound   *events.Bound
	options Options
	units   chan unit
	buffers chan []byte // those of blocks that nobody uses
	next    int         // the number of the next unit

	lock   sync.Mutex
	failed error
	at     int // the number of the unit that failed
}

// A unit is a part of a file, small enough to be one of several in memory.
type unit struct {
	number int
	decide func(*worker) error
}

func newPipeline(ctx context.Context, b *events.Bound, o Options) *pipeline {
	p := &pipeline{ctx: ctx, bound: b, options: o, units: make(chan unit), buffers: make(chan []byte, o.Workers+1)}
	p.reading, p.stop = context.WithCancel(ctx)
	for range cap(p.buffers) {
		p.buffers <- nil // made when they are needed
	}
	return p
}

// produce cuts the files into units, in their order.
func (p *pipeline) produce(sources []Source) {
	defer close(p.units)
	for i := range sources {
		if err := p.open(i, &sources[i]); err != nil {
			p.fail(p.next, fmt.Errorf("%s: %w", sources[i].name(), err))
			return
		}
	}
}

// send hands out a unit.
func (p *pipeline) send(decide func(*worker) error) error {
	u := unit{p.next, decide}
	p.next++
	select {
	case p.units <- u:
		return nil
	case <-p.reading.Done():
		return p.reading.Err()
	}
}

// fail keeps the error of the first unit of those that failed: those before it have been handed out, and end as they would. So the error does
// not depend on who was first.
func (p *pipeline) fail(number int, err error) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if !errors.Is(err, context.Canceled) && (p.failed == nil || number < p.at) {
		p.failed, p.at = err, number
	}
	p.stop()
}

// failure returns why the audit did not come to its end.
func (p *pipeline) failure() error {
	if p.ctx.Err() != nil {
		return ErrInterrupted
	}
	return p.failed
}

// A worker decides units.
type worker struct {
	pipeline *pipeline
	decider  *events.Decider
	tally    *events.Tally
	faults   faults
	found    []bool
	batch    events.Batch
	text     *text // whose parser is kept
	parser   *lines.Parser
}

func (p *pipeline) worker() *worker {
	return &worker{pipeline: p, decider: p.bound.NewDecider(), tally: p.bound.NewTally(), faults: faults{},
		found: make([]bool, len(p.bound.Columns())), batch: events.Batch{Columns: make([]events.Vector, len(p.bound.Columns()))}}
}

// either adds what is set in another list.
func either(list, other []bool) {
	for i, set := range other {
		list[i] = list[i] || set
	}
}

func (w *worker) run() {
	for u := range w.pipeline.units {
		if err := u.decide(w); err != nil {
			w.pipeline.fail(u.number, err)
		}
	}
}

// decide decides a batch of a file. The rows of the batch are numbered within the file.
func (w *worker) decide(file int, b *events.Batch) error {
	if b.First+int64(b.Rows) >= 1<<placeBits {
		return errors.New("it has too many rows")
	}
	b.First = number(file, b.First)
	err := w.decider.Decide(b, w.tally)
	w.pipeline.options.Progress.Rows.Add(int64(b.Rows))
	return err
}

// columnNames returns the names of the columns to read.
func (p *pipeline) columnNames() (out []string) {
	for _, c := range p.bound.Columns() {
		out = append(out, c.Name)
	}
	return out
}
