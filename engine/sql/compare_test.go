package sql_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/sql"
)

// load compiles a policy.
func load(t testing.TB, text string) *engine.Engine {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return e
}

// bind binds a mapping.
func bind(t testing.TB, e *engine.Engine, mapping string) *events.Bound {
	t.Helper()
	m, err := events.Read("mapping.yaml", []byte(mapping))
	if err != nil {
		t.Fatalf("%v\n%s", err, mapping)
	}
	b, err := m.Bind(e)
	if err != nil {
		t.Fatalf("%v\n%s", err, mapping)
	}
	return b
}

// answer is what the engine says of a row.
func answer(b *events.Bound, row []any) string {
	r, err := b.Answer(row)
	var bad *events.BadRow
	switch {
	case errors.As(err, &bad):
		return "bad"
	case err != nil:
		return err.Error()
	}
	return r.Answer.String()
}

// TestValueIsTheEnginesAnswer compares, on random policies and mappings, what the expression says of random rows with the engine.
func TestValueIsTheEnginesAnswer(t *testing.T) {
	policies, rows := 300, 100
	if testing.Short() {
		policies = 60
	}
	tally, compared := map[string]int{}, 0
	for i := range policies {
		r := rand.New(rand.NewPCG(5, uint64(i)))
		text := generate.New(r.IntN).Policy()
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
		if err != nil {
			continue
		}
		mapping := randomMapping(r, e)
		b := bind(t, e, mapping)
		x, err := sql.Compile(b, sql.DuckDB)
		var bad *events.BadRow
		if errors.As(err, &bad) {
			continue // an action that is always the same does not take another part that is
		}
		if err != nil {
			t.Fatalf("%v\n%s\n%s", err, mapping, text)
		}
		for range rows {
			row := randomRow(r, b)
			want, got := answer(b, row), x.Value(row)
			if got != want {
				t.Fatalf("row %v\n got %s\nwant %s\n%s\n%s", row, got, want, mapping, text)
			}
			tally[want]++
			compared++
		}
	}
	t.Logf("%d rows compared: %v", compared, tally)
	if compared < policies*rows*8/10 {
		t.Errorf("only %d rows were compared", compared)
	}
	for _, a := range []string{"permitted", "prohibited", "undetermined", "not-addressed", "out-of-scope", "bad"} {
		if tally[a] < compared/500 {
			t.Errorf("only %d of %d rows are %s", tally[a], compared, a)
		}
	}
}

// randomMapping maps some parts and facts of a random policy.
func randomMapping(r *rand.Rand, e *engine.Engine) string {
	var b strings.Builder
	b.WriteString("columns:\n")
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	line := func(key string, names []string, often int) {
		switch n := r.IntN(100); {
		case n >= often:
		case n%5 == 0:
			fmt.Fprintf(&b, "  %s: {column: c-%s, values: {X: %s, \"\": null}}\n", key, key, pick(names))
		case n%11 == 1:
			fmt.Fprintf(&b, "  %s: {always: %s}\n", key, pick(names))
		default:
			fmt.Fprintf(&b, "  %s: c-%s\n", key, key)
		}
	}
	g := e.Policy().Graphs
	names := func(kind model.Kind) (out []string) {
		for _, n := range g[kind].All() {
			out = append(out, n.ID)
		}
		return out
	}
	data, purpose, party, action, place := names(model.DataKind), names(model.PurposeKind), names(model.PartyKind), names(model.ActionKind), names(model.PlaceKind)
	if r.IntN(10) == 0 {
		fmt.Fprintf(&b, "  action: {always: %s}\n", pick(action))
	} else {
		b.WriteString("  action: op\n")
	}
	line("data", data, 90)
	line("purpose", purpose, 70)
	line("recipient", party, 50)
	line("from", party, 30)
	line("of", party, 25)
	line("actor", party, 25)
	line("place", place, 30)
	b.WriteString("given:\n")
	consent, objection := r.IntN(3), r.IntN(3)
	for _, fact := range []string{"f0", "f1", "proper", "anonymised"} {
		switch r.IntN(7) {
		case 0:
			fmt.Fprintf(&b, "  %s: {always: %v}\n", fact, r.IntN(2) == 0)
		case 1:
			fmt.Fprintf(&b, "  %s: {column: c-%s, values: {Y: true, N: false, \"?\": null}}\n", fact, fact)
		case 2, 3, 4:
			fmt.Fprintf(&b, "  %s: c-%s\n", fact, fact)
		}
	}
	if r.IntN(3) > 0 {
		b.WriteString("  age: c-age\n")
	}
	if r.IntN(3) > 0 {
		b.WriteString("  channel: c-channel\n")
	}
	if r.IntN(3) > 0 {
		b.WriteString("  country: c-country\n")
	}
	if r.IntN(3) > 0 {
		b.WriteString("  reading: c-reading\n")
	}
	if r.IntN(3) > 0 {
		fmt.Fprintf(&b, "  closed: {column: c-closed, unit: %s, values: {%s: false, 3: null}}\n", pick([]string{"days", "hours"}), pick([]string{"-1", "never"}))
	}
	if consent == 1 {
		b.WriteString("  consent: c-consent\n")
	}
	if objection == 1 {
		b.WriteString("  objection: c-objection\n")
	}
	if consent == 2 {
		b.WriteString("consents:\n")
		for i := range 1 + r.IntN(3) {
			fmt.Fprintf(&b, "  - {column: g-%d, kind: %s, data: %s%s}\n", i, pick([]string{"explicit", "written", "deemed"}), pick(data),
				pick([]string{"", "", `, values: {"?": null, Y: true, N: false}`}))
		}
		if r.IntN(2) == 0 {
			b.WriteString("no_other_consent: true\n")
		}
	}
	if objection == 2 {
		fmt.Fprintf(&b, "objections: [{column: o-0, purpose: %s}]\n", pick(purpose))
		if r.IntN(2) == 0 {
			b.WriteString("no_other_objection: true\n")
		}
	}
	if r.IntN(2) == 0 {
		b.WriteString("nothing_else: true\n")
	}
	return strings.ReplaceAll(b.String(), "given:\nconsents", "consents")
}

// randomRow draws a row: some cells are null, few are no values.
func randomRow(r *rand.Rand, b *events.Bound) []any {
	p := b.Engine().Policy()
	var row []any
	for _, c := range b.Columns() {
		var texts []string
		for text := range c.Values {
			texts = append(texts, text)
		}
		slices.Sort(texts)
		switch c.Kind {
		case events.Name:
			for _, n := range p.Graph(c.Dim).All() {
				texts = append(texts, n.ID)
			}
		case events.Place:
			for _, n := range p.Graphs[model.PlaceKind].All() {
				texts = append(texts, n.ID)
			}
		case events.Option:
			texts = append(texts, p.Facts[c.Fact].Options...)
		}
		row = append(row, cell(r, &c, texts))
	}
	if r.IntN(8) > 0 {
		taken(b, row)
	}
	return row
}

// taken makes null what the row's action does not take.
func taken(b *events.Bound, row []any) {
	p := b.Engine().Policy()
	for i, c := range b.Columns() {
		if c.Role != events.Part || c.Dim != model.Action {
			continue
		}
		name, _ := row[i].(string)
		if m, ok := c.Values[name]; ok {
			name = m.Name
		}
		n, ok := p.Graphs[model.ActionKind].Lookup(name)
		if !ok {
			return
		}
		set := model.Only(n)
		if n == model.Root {
			set = model.Any()
		}
		for k, c := range b.Columns() {
			if c.Role == events.Part && c.Dim >= model.Data && !p.Taken(set).Has(c.Dim) {
				row[k] = nil
			}
		}
	}
}

func cell(r *rand.Rand, c *events.Column, texts []string) any {
	n := r.IntN(100)
	switch {
	case n < 20 && c.Says != "action" || n < 2:
		return nil
	case c.Kind == events.Number || c.Kind == events.Elapsed:
		number := int64(r.IntN(60) - 3)
		if len(c.Cuts) > 0 && n >= 40 {
			number = c.Cuts[r.IntN(len(c.Cuts))] + int64(r.IntN(3)-1)
		}
		if _, written := c.Values["never"]; !written {
			return number
		}
		return []string{"never", "+3", "0003", "-0", "5 ", "", "1.5", "5\n", fmt.Sprint(number), fmt.Sprint(number), fmt.Sprint(number)}[r.IntN(11)]
	case c.Kind == events.YesNo && len(c.Values) == 0:
		return n%2 == 0
	case n < 21 || len(texts) == 0:
		return "nonsense"
	case c.Kind == events.YesNo && n < 50:
		return []string{"true", "false"}[n%2]
	}
	return texts[r.IntN(len(texts))]
}

// TestEveryRow compares every row of a policy in which much meets that random policies have too seldom: data that belong to a class under a
// condition, consents with a scope in that class, thresholds that are the same in days.
func TestEveryRow(t *testing.T) {
	const policy = `policy p "P" { version "1" }
action use "use" takes for
action stop "stop" takes nothing
data personal "personal" { device "device"  email "e-mail" }
purpose marketing "marketing"
fact combined "combined"
fact age number "age"
event closed "closed"
clause 1 { treat device as not personal given combined }
clause 2 { we may use any for marketing given consent }
clause 3 { we must not use personal given age < 18 }
clause 4 { we may stop given age >= 18 more than 36 hours after closed }
clause 5 { we must not stop within 40 hours after closed }
clause 6 { by default, we must not use email unless explicit consent }
`
	const mapping = `
columns: {action: op, data: field, purpose: why}
given: {combined: k, age: n, closed: {column: ago, unit: UNIT, values: {never: false}}}
consents: [{column: c, data: personal}, {column: d, kind: explicit, data: device}]
no_other_consent: true
`
	cells := [][]any{{"use", "stop", "x"}, {"personal", "device", "email", "any", nil}, {"marketing", nil}, {true, false, nil}, {int64(17), int64(18), nil},
		{"0", "1", "2", "36", "37", "40", "41", "never", nil}, {true, false, nil}, {true, false, nil}}
	e, compared := load(t, policy), 0
	for _, unit := range []string{"days", "hours"} {
		b := bind(t, e, strings.Replace(mapping, "UNIT", unit, 1))
		x, err := sql.Compile(b, sql.ClickHouse)
		if err != nil {
			t.Fatal(err)
		}
		each(cells, func(row []any) {
			if want, got := answer(b, row), x.Value(row); got != want {
				t.Fatalf("in %s, row %v: got %s, want %s", unit, row, got, want)
			}
			compared++
		})
	}
	t.Logf("%d rows compared", compared)
}

// each calls f with every row of some cells.
func each(cells [][]any, f func(row []any)) {
	row := make([]any, len(cells))
	var fill func(i int)
	fill = func(i int) {
		if i == len(cells) {
			f(row)
			return
		}
		for _, row[i] = range cells[i] {
			fill(i + 1)
		}
	}
	fill(0)
}
