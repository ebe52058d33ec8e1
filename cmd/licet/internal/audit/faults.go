package audit

import (
	"cmp"
	"slices"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/lines"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// faults counts records that could not be read, by their codes. It is bounded in memory, and belongs to one goroutine.
type faults map[string]*faultGroup

type faultGroup struct {
	rows    int64
	samples []faultSample // those with the lowest numbers
}

// A faultSample is a record that could not be read.
type faultSample struct {
	row     int64 // as events.Batch numbers rows
	message string
}

func (f faults) count(file int, x lines.Fault) {
	f.add(x.Code, 1, faultSample{number(file, x.Line), x.Message})
}

func (f faults) add(code string, rows int64, samples ...faultSample) {
	g := f[code]
	if g == nil {
		g = &faultGroup{}
		f[code] = g
	}
	g.rows += rows
	for _, s := range samples {
		at, _ := slices.BinarySearchFunc(g.samples, s, func(a, b faultSample) int { return cmp.Compare(a.row, b.row) })
		if at < events.MaxSamples {
			g.samples = slices.Insert(g.samples, at, s)
			g.samples = g.samples[:min(len(g.samples), events.MaxSamples)]
		}
	}
}

func (f faults) merge(other faults) {
	for code, g := range other {
		f.add(code, g.rows, g.samples...)
	}
}

// rows returns how many records there were.
func (f faults) rows() (n int64) {
	for _, g := range f {
		n += g.rows
	}
	return n
}

// The number of a row says in which file it is, and where: its line, or the number of a row, counted from 1.
const placeBits = 40

func number(file int, place int64) int64 { return int64(file)<<placeBits | place }

// placeOf divides the number of a row.
func placeOf(row int64) (file int, place int64) {
	return int(row >> placeBits), row & (1<<placeBits - 1)
}
