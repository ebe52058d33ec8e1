package events_test

import (
	"fmt"
	"log"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/policies"
)

// A service decides what it has in slices of its own: here, to whom it sent e-mail addresses, and what for. Where it does not know
// whether there was consent, the answer is undetermined, and not a permission.
func Example() {
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		log.Fatal(err)
	}
	mapping, err := events.Read("mapping.yaml", []byte(`
columns:
  action: {always: share}
  data: {column: field, values: {EMAIL_ADDR: email}}
  recipient: to
  purpose: why
given:
  consent: consented
nothing_else: true
`))
	if err != nil {
		log.Fatal(err)
	}
	bound, err := mapping.Bind(e)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range bound.Columns() {
		fmt.Println(c.Name, "is", c.Says)
	}
	names := &events.Dictionary{Values: []string{"EMAIL_ADDR", "partner", "partner-offers", "e-mail"}}
	batch := &events.Batch{Rows: 4, Columns: []events.Vector{
		{Dictionary: names, Codes: []int32{0, 0, 0, 3}},
		{Dictionary: names, Codes: []int32{1, 1, 1, 1}},
		{Dictionary: names, Codes: []int32{2, 2, 2, 2}},
		{YesNo: []events.Tri{events.Yes, events.No, events.Null, events.Yes}},
	}}
	tally := bound.NewTally()
	if err := bound.NewDecider().Decide(batch, tally); err != nil {
		log.Fatal(err)
	}
	for _, g := range tally.Groups() {
		fmt.Println(g.Rows, g.Answer, g.Clauses, "such as row", g.Samples[0].Row)
	}
	for _, g := range tally.Bad() {
		fmt.Println(g.Rows, g.Code, g.Samples[0].Cells)
	}
	// Output:
	// field is data
	// to is recipient
	// why is purpose
	// consented is consent
	// 1 prohibited [A.4] such as row 1
	// 1 permitted [A.19 A.21] such as row 0
	// 1 undetermined [] such as row 2
	// 1 unknown-name [e-mail partner partner-offers true]
}
