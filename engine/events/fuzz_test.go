package events_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// FuzzCells decides a batch of one row, whose cells come in each of the forms that they may have, and compares it with the row by
// itself.
func FuzzCells(f *testing.F) {
	f.Add("use", "email", int64(16), uint8(2), int32(0), true)
	f.Add("", "é", int64(-1), uint8(0), int32(-1), false)
	f.Add("true", "7", int64(1<<62), uint8(9), int32(77), true)
	b := bind(f, load(f, shop), `
columns: {action: op, data: {column: field, values: {"7": phone, "": null}}, purpose: why}
given: {age: age, country: cc, closed: {column: gone, unit: days, values: {-1: false}}, member: member, consent: c}
system: s
`)
	f.Fuzz(func(t *testing.T, action, text string, number int64, yes uint8, code int32, native bool) {
		dict := &events.Dictionary{Values: []string{text, action}}
		coded := func(c int32) events.Vector { return events.Vector{Codes: []int32{c}, Dictionary: dict} }
		batch := &events.Batch{Rows: 1, Columns: []events.Vector{coded(1), coded(0), coded(code), {Numbers: []int64{number}}, coded(0),
			{Numbers: []int64{number}}, {YesNo: []events.Tri{events.Tri(yes)}}, {YesNo: []events.Tri{events.Tri(yes)}}, coded(0)}}
		row := []any{action, text, nil, number, text, number, nil, nil, text}
		if !native {
			batch.Columns[3], batch.Columns[6] = coded(0), coded(0)
			row[3], row[6] = text, text
		}
		if yes == uint8(events.No) || yes == uint8(events.Yes) {
			for i := range batch.Columns {
				if len(batch.Columns[i].YesNo) > 0 {
					row[i] = yes == uint8(events.Yes)
				}
			}
		}
		switch code {
		case 0:
			row[2] = text
		case 1:
			row[2] = action
		case -1:
		default:
			row[2] = 3.5 // nothing that a cell can be
		}
		tally, d := b.NewTally(), b.NewDecider()
		got, err := d.Outcomes(nil, batch)
		check(t, err)
		check(t, d.Decide(batch, tally))
		if tally.Rows() != 1 || len(tally.Groups())+len(tally.Bad()) != 1 {
			t.Fatal("the row was not counted once")
		}
		r, err := b.Answer(row)
		var bad *events.BadRow
		switch {
		case errors.As(err, &bad):
			if got[0].Code != bad.Code {
				t.Fatalf("%v: %v in a batch, and by itself %s", row, got[0], bad.Code)
			}
		case err != nil:
			t.Fatal(err)
		case got[0].Answer != r.Answer.Decision() || !slices.Equal(got[0].Clauses, b.Engine().Clauses(r)):
			t.Fatalf("%v: %v in a batch, and by itself %v", row, got[0], r)
		}
	})
}
