package events_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// decideInOrder decides rows of texts one after another with one decider, so that each may be answered by what was found out about those
// before it; and again from the last to the first, by another.
func decideInOrder(t *testing.T, policy, mapping string, rows [][]string, want []string) {
	t.Helper()
	e := load(t, policy)
	for _, backwards := range []bool{false, true} {
		b := bind(t, e, mapping)
		d := b.NewDecider()
		for i := range rows {
			if backwards {
				i = len(rows) - 1 - i
			}
			batch := &events.Batch{Rows: 1}
			for _, text := range rows[i] {
				v := events.Vector{Codes: []int32{0}, Dictionary: &events.Dictionary{Values: []string{text}}}
				if text == "" {
					v.Codes[0] = -1
				}
				batch.Columns = append(batch.Columns, v)
			}
			got, err := d.Outcomes(nil, batch)
			check(t, err)
			if s := said(got[0]); s != want[i] {
				t.Errorf("backwards %v: %v is %s, and must be %s", backwards, rows[i], s, want[i])
			}
		}
	}
}

const twins = `policy twins "Twins" { version "1" }
action use "use" takes for
action share "share" takes with, for
data contact "contact" { email "e-mail" phone "phone" letter "letter" }
data strange "strange" is contact
data both "both" is strange, phone
party partner "a partner"
purpose marketing "marketing"
fact age number "your age"
clause A.1 { we must not use contact for marketing unless consent or age >= 60 }
clause A.2 { we must not share contact with anyone unless age >= 16 }
clause A.3 { we must not share contact with partner unless age >= 18 }
clause A.4 { this policy does not cover strange given age < 10 }
`

// TestAlike has rows that are the same question, and such that only seem to be.
func TestAlike(t *testing.T) {
	decideInOrder(t, twins, "columns: {action: op, data: d, purpose: p}\nconsents: [{column: c, data: email}]\nno_other_consent: true\ngiven: {age: a}", [][]string{
		{"use", "email", "marketing", "70", "false"}, {"use", "letter", "marketing", "20", "true"}, {"use", "email", "marketing", "20", "true"},
		{"use", "letter", "marketing", "20", "false"}, {"use", "letter", "marketing", "20", ""}, {"use", "letter", "marketing", "70", "true"},
	}, []string{"not-addressed", "prohibited", "not-addressed", "prohibited", "undetermined", "not-addressed"})
	decideInOrder(t, twins, "columns: {action: op, data: d, recipient: r}\ngiven: {age: a}", [][]string{
		{"share", "email", "", "15"}, {"share", "email", "", "17"}, {"share", "email", "", "19"}, {"share", "email", "", ""}, {"share", "email", "partner", "17"},
	}, []string{"prohibited", "undetermined", "not-addressed", "undetermined", "prohibited"})
	decideInOrder(t, twins, "columns: {action: op, data: d, recipient: {always: partner}}\ngiven: {age: a}", [][]string{
		{"share", "email", "9"}, {"share", "phone", "9"}, {"share", "phone", "19"}, {"share", "strange", "9"}, {"share", "contact", "9"}, {"share", "both", "9"},
	}, []string{"prohibited", "prohibited", "not-addressed", "out-of-scope", "prohibited", "out-of-scope"})
	decideInOrder(t, twins, "columns: {action: op, data: d, purpose: p}\ngiven: {age: a, consent: {always: true}}", [][]string{
		{"use", "email", "marketing", "9"}, {"use", "phone", "marketing", "9"}, {"use", "phone", "marketing", "10"},
	}, []string{"not-addressed", "out-of-scope", "not-addressed"})
}
