package events

import "fmt"

// Size says how much is kept.
func (b *Bound) Size() string {
	m := b.memo.Load()
	v := m.view.Load()
	return fmt.Sprintf("%d questions, %d outcomes in tables, %d different, tuples of %d bits, %d offsets, weight %d", len(v.all)-1, len(v.table), len(v.outcomes)-1, v.total, len(v.offsets), m.weight)
}

// Tiny makes a Bound keep next to nothing, in one of several ways, so that tests meet what happens where it is full.
func (b *Bound) Tiny(way int) {
	x := defaultBounds()
	switch way {
	case 1:
		x.tupleBits = 4 // tuples are in a cache
	case 2:
		x.table, x.kept = 2, 3 // hardly any question has a table
	case 3:
		x.questions = 4
	case 4:
		x.outcomes = 40
	case 5:
		x.named, x.tupleBits, x.cacheBits = 9, 4, 6 // hardly any tuple is kept
	case 6:
		x = bounds{tupleBits: 1, cacheBits: 30, questions: 2, weight: 10, outcomes: 8, table: 4, kept: 1, named: 8, valueBits: 100, groups: 10, systems: 2}
	case 7:
		x.valueBits, x.groups, x.systems = 500, 11, 1
	}
	b.setBounds(x)
}

// Caps returns how many groups, and systems, a tally keeps apart.
func (b *Bound) Caps() (groups, systems int) { return b.bounds.groups, b.bounds.systems }

// Kept returns how many questions are kept.
func (b *Bound) Kept() int { return len(b.memo.Load().view.Load().all) - 1 }
