package events

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A Decider decides batches. It belongs to one goroutine; those of one Bound share what they have found out. Memory is bounded,
// whatever is decided. It does not allocate for rows whose question and facts have been met before.
type Decider struct {
	bound *Bound
	memo  *memo
	view  *view
	texts []texts           // of each column: what the dictionary's texts come to
	block block             // the rows at hand
	kept  map[string]uint32 // outcomes of questions without a table
	known compile.Known
	stale bool   // the view lacks what has just been found
	codes []code // of one row
	ids   []uint32
	cells []uint16
	key   []byte
}

// blockRows is how many rows are taken through each step together, so that what the steps hand on stays in the processor's first cache.
const blockRows = 1024

// A block is some rows of a batch, in the numbers that the steps hand on.
type block struct {
	batch    *Batch
	from, n  int
	tuples   []uint64
	slots    []uint16 // of each row, the codes of its slots
	places   []uint32 // first the questions, then where in the table the outcomes are
	outcomes []uint32
}

// badTuple is added to the tuple of a row for each bad cell. Tuples themselves are less.
const badTuple = 1 << 50

// NewDecider returns a decider.
func (b *Bound) NewDecider() *Decider {
	d := &Decider{bound: b, texts: make([]texts, len(b.columns)), codes: make([]code, len(b.columns)), ids: make([]uint32, len(b.layout.asks)),
		cells: make([]uint16, len(b.layout.slots)), kept: map[string]uint32{}}
	d.block = block{tuples: make([]uint64, blockRows), slots: make([]uint16, blockRows*len(b.layout.slots)), places: make([]uint32, blockRows), outcomes: make([]uint32, blockRows)}
	d.follow()
	return d
}

// follow takes the memo that is in use, and replaces one that is full.
func (d *Decider) follow() {
	m := d.bound.memo.Load()
	if m.isFull() {
		d.bound.memo.CompareAndSwap(m, newMemo(d.bound))
		m = d.bound.memo.Load()
	}
	if m != d.memo {
		d.memo = m
		clear(d.kept)
		clear(d.texts)
	}
	d.view = m.view.Load()
}

// Decide answers each row of a batch, and counts the answers in a tally of the same Bound. The error says what is wrong with the batch
// itself, which is then not counted: a wrong number of columns, or of cells. A bad row is no error.
func (d *Decider) Decide(batch *Batch, into *Tally) error {
	if into.bound != d.bound {
		return errors.New("the tally was made by another Bound; make it with NewTally of the one that decides")
	}
	if err := d.bound.check(batch); err != nil {
		return err
	}
	into.systems.begin(batch)
	for from := 0; from < batch.Rows; from += blockRows {
		d.decide(batch, from)
		into.count(d.memo, d.view, &d.block)
	}
	into.end()
	return nil
}

// Outcomes appends to a slice, which may be nil, what each row of a batch comes to.
func (d *Decider) Outcomes(to []*Outcome, batch *Batch) ([]*Outcome, error) {
	if err := d.bound.check(batch); err != nil {
		return to, err
	}
	for from := 0; from < batch.Rows; from += blockRows {
		d.decide(batch, from)
		for _, o := range d.block.outcomes[:d.block.n] {
			to = append(to, d.view.outcomes[o])
		}
	}
	return to, nil
}

// decide finds the outcomes of a block.
func (d *Decider) decide(batch *Batch, from int) {
	d.follow()
	b := &d.block
	b.batch, b.from, b.n = batch, from, min(blockRows, batch.Rows-from)
	d.asks()
	if d.view.tuples == nil && d.view.cache == nil {
		clear(b.outcomes[:b.n]) // each row by itself
	} else {
		for s := range d.bound.layout.slots {
			d.slot(s)
		}
		d.unreadable()
		d.find()
		d.look()
	}
	for i, o := range b.outcomes[:b.n] {
		if o == 0 {
			b.outcomes[i] = d.resolve(i)
		}
	}
	d.view = d.memo.view.Load()
}

// asks makes the tuples of the block.
func (d *Decider) asks() {
	for again := true; again; {
		d.stale = false
		clear(d.block.tuples[:d.block.n])
		for k := range d.bound.layout.asks {
			d.ask(k)
		}
		if again = d.stale; again {
			d.view = d.memo.view.Load()
		}
	}
}

// find finds the questions of the block's tuples.
func (d *Decider) find() {
	v, b := d.view, &d.block
	questions := b.places[:b.n]
	switch {
	case v.tuples != nil:
		for i, t := range b.tuples[:b.n] {
			questions[i] = 0
			if t < uint64(len(v.tuples)) {
				questions[i] = atomic.LoadUint32(&v.tuples[t])
			}
		}
	case v.cache != nil:
		for i, t := range b.tuples[:b.n] {
			questions[i] = v.cached(t)
		}
	}
}

// look finds the outcomes of the block's questions.
func (d *Decider) look() {
	v, b := d.view, &d.block
	slots := len(d.bound.layout.slots)
	wide := slots + 1
	known := uint32(len(v.records) / wide)
	for i, q := range b.places[:b.n] {
		if q >= known { // somebody else has added it
			q = 0
		}
		record := v.records[int(q)*wide : int(q)*wide+wide]
		place := record[0]
		codes := b.slots[i*slots : i*slots+slots]
		for s, at := range record[1:] {
			place += v.offsets[at+uint32(codes[s])]
		}
		b.places[i] = place
	}
	for i, p := range b.places[:b.n] {
		b.outcomes[i] = atomic.LoadUint32(&v.table[p])
	}
}

// resolve finds the outcome of a row that is bad, or that has not been met before.
func (d *Decider) resolve(i int) uint32 {
	b := d.bound
	row := d.block.from + i
	for c := range b.columns {
		d.codes[c] = d.block.batch.code(&b.columns[c].decoder, row, c)
		if d.codes[c] < codeNull {
			return d.memo.bad[codeUnknown-d.codes[c]]
		}
	}
	for s := range b.layout.slots {
		d.cells[s] = b.layout.slots[s].read(b, d.codes)
	}
	for k, a := range b.layout.asks {
		d.ids[k] = d.memo.valueID(k, d.codes[a.column])
	}
	q := d.memo.question(d.codes, d.ids)
	v := d.memo.view.Load()
	switch {
	case q.outcome != 0:
		return q.outcome
	case q.large:
		return d.keep(q)
	}
	place := v.at(q.id, d.cells)
	if o := atomic.LoadUint32(&v.table[place]); o != 0 {
		return o
	}
	o := d.memo.answer(q, d.codes, d.cells, &d.known)
	atomic.StoreUint32(&d.memo.view.Load().table[place], o)
	return o
}

// keep finds the outcome of a row whose question has no table.
func (d *Decider) keep(q *question) uint32 {
	d.key = binary.LittleEndian.AppendUint32(d.key[:0], q.id)
	for _, c := range d.cells {
		d.key = binary.LittleEndian.AppendUint16(d.key, c)
	}
	o, ok := d.kept[string(d.key)]
	if !ok {
		if len(d.kept) >= d.bound.bounds.kept {
			clear(d.kept)
		}
		o = d.memo.answer(q, d.codes, d.cells, &d.known)
		d.kept[string(d.key)] = o
	}
	return o
}

// unreadable marks the rows of cells that the reader could not make out.
func (d *Decider) unreadable() {
	b := &d.block
	bad := b.batch.Bad
	first, _ := slices.BinarySearchFunc(bad, b.from, func(c Cell, row int) int { return cmp.Compare(c.Row, row) })
	for _, c := range bad[first:] {
		i := c.Row - b.from
		if i >= b.n {
			return
		}
		if d.bound.columns[c.Column].Role != System {
			b.tuples[i] += badTuple
		}
	}
}

// check says what is wrong with a batch.
func (b *Bound) check(batch *Batch) error {
	if len(batch.Columns) != len(b.columns) {
		return fmt.Errorf("a batch has %d columns, as Columns says, and not %d", len(b.columns), len(batch.Columns))
	}
	for i := range batch.Columns {
		if !batch.Columns[i].valid(batch.Rows) {
			return fmt.Errorf("the column `%s` has not one value for each of %d rows, in one form", b.columns[i].Name, batch.Rows)
		}
	}
	last := Cell{Row: -1}
	for _, c := range batch.Bad {
		if c.Row < last.Row || c.Row == last.Row && c.Column <= last.Column || c.Row < 0 || c.Row >= batch.Rows || c.Column < 0 || c.Column >= len(batch.Columns) {
			return errors.New("the bad cells of a batch are not those of its rows and columns, in their order")
		}
		last = c
	}
	return nil
}
