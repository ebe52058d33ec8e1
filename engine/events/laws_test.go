package events_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
)

var (
	seedOf       = flag.Uint64("seed", 20261126, "where random rows begin")
	rowsCompared = flag.Int("rows", 12_000, "how many random rows are compared with the engine")
)

// said is what a cell says: nothing, or a string, bool or int64; or with which code its row is bad.
func (w *world) said(c *column, cell any) (v any, bad string) {
	if cell == nil || c.system {
		return nil, ""
	}
	text := fmt.Sprint(cell)
	if text == unreadable {
		return nil, events.WrongType
	}
	if v, ok := c.values[text]; ok {
		return v, ""
	}
	p := w.engine.Policy()
	id, isFact := p.Fact(c.fact)
	switch {
	case c.part != "" || isFact && (p.Facts[id].Type == model.OneOf || p.Facts[id].Type == model.AtPlace):
		return w.name(c, text)
	case !isFact || p.Facts[id].Type == model.YesNo:
		if text == "true" || text == "false" {
			return text == "true", ""
		}
		return nil, events.WrongType
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, events.WrongType
	}
	if n < 0 && p.Facts[id].Type == model.Event {
		return nil, events.NegativeAge
	}
	return n, ""
}

func (w *world) name(c *column, text string) (any, string) {
	p := w.engine.Policy()
	ok := false
	if id, isFact := p.Fact(c.fact); isFact && p.Facts[id].Type == model.OneOf {
		ok = slices.Contains(p.Facts[id].Options, text)
	} else if isFact {
		_, ok = p.Graphs[model.PlaceKind].Lookup(text)
	} else {
		ok = slices.Contains(w.names(dimNamed(c.part).Kind()), text)
	}
	if !ok {
		return nil, events.UnknownName
	}
	return text, ""
}

func dimNamed(s string) model.Dim {
	for d := range model.Dim(model.DimCount) {
		if d.String() == s {
			return d
		}
	}
	panic(s)
}

// ask decides a row as a service would: a question in names, and facts set one by one. It returns the answer or the code, and what explains it.
func (w *world) ask(t testing.TB, row []any) (string, func() []string) {
	var fields dsl.Fields
	var open model.Dims
	f := w.engine.NewFacts()
	null := map[string]bool{}
	var grants [2]struct{ null bool }
	add := func(c *column, v any) {
		switch {
		case c.part != "" && v == nil:
			open = open.With(dimNamed(c.part))
		case c.part != "":
			fields.Dims[dimNamed(c.part)] = []string{v.(string)}
		case c.grant != nil && v == nil:
			grants[map[bool]int{true: 1}[c.object]].null = true
		case c.grant != nil && v == true && c.object:
			check(t, f.AddObjection(*c.grant))
		case c.grant != nil && v == true:
			check(t, f.AddConsent(*c.grant))
		case c.grant != nil || c.system:
		case v == nil:
			null[c.fact] = true
		default:
			w.set(t, f, c, v)
		}
	}
	for i := range w.columns {
		v, bad := w.said(&w.columns[i], row[i])
		if bad != "" {
			return bad, nil
		}
		add(&w.columns[i], v)
	}
	for i := range w.consts {
		add(&w.consts[i], w.consts[i].always)
	}
	w.others(t, f, null, grants[0].null, grants[1].null)
	q, err := w.engine.Asker().Fields(fields)
	var list diag.List
	if errors.As(err, &list) {
		return list[0].Code, nil
	}
	check(t, err)
	q.Open |= open & (1<<model.Actor | 1<<model.Of) & w.engine.Policy().Taken(q.Scope[model.Action])
	prepared, err := w.engine.PrepareQuestion(q)
	if errors.Is(err, engine.ErrLimit) {
		return events.Limit, nil
	}
	check(t, err)
	a, err := prepared.Decide(f)
	if errors.Is(err, engine.ErrNothing) {
		return events.EmptyScope, nil
	}
	check(t, err)
	return a.String(), func() []string {
		x, err := prepared.Explain(f)
		check(t, err)
		return x.Clauses()
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// set sets one fact.
func (w *world) set(t testing.TB, f *engine.Facts, c *column, v any) {
	if n, ok := v.(int64); ok && w.isEvent(c) {
		hours := n
		if c.days {
			hours = 24 * min(n, 1<<16)
		}
		v = time.Duration(min(hours, 1<<20)) * time.Hour
	}
	check(t, f.SetValue(c.fact, v))
}

// others says what there is not.
func (w *world) others(t testing.TB, f *engine.Facts, null map[string]bool, noConsentNull, noObjectionNull bool) {
	if w.closed && len(null) == 0 && !noConsentNull && !noObjectionNull {
		f.NothingElse()
		return
	}
	if (w.closed || w.noOther[0]) && !null["consent"] && !noConsentNull {
		f.NoOtherConsent()
	}
	if (w.closed || w.noOther[1]) && !null["objection"] && !noObjectionNull {
		f.NoOtherObjection()
	}
	if !w.closed {
		return
	}
	mapped := func(fact string) bool {
		has := func(c column) bool { return c.fact == fact }
		return slices.ContainsFunc(w.columns, has) || slices.ContainsFunc(w.consts, has)
	}
	for i := range w.engine.Policy().Facts {
		fact := &w.engine.Policy().Facts[i]
		if mapped(fact.ID) || fact.Settled != nil {
			continue
		}
		if fact.Type == model.YesNo || fact.Type == model.Event {
			check(t, f.SetValue(fact.ID, false))
		}
	}
}

// mapping is the mapping with what no_other_consent says.
func (w *world) mapping() string {
	out := w.yaml
	for i, key := range []string{"no_other_consent", "no_other_objection"} {
		if w.noOther[i] {
			out += key + ": true\n"
		}
	}
	return out
}

// bind binds the mapping.
func (w *world) bind(t testing.TB) *events.Bound {
	m, err := events.Read("random.yaml", []byte(w.mapping()))
	if err != nil {
		t.Fatalf("%v\n%s", err, w.mapping())
	}
	b, err := m.Bind(w.engine)
	if err != nil {
		t.Fatalf("%v\n%s", err, w.mapping())
	}
	var names []string
	for _, c := range b.Columns() {
		names = append(names, c.Name)
	}
	var mine []string
	for _, c := range w.columns {
		mine = append(mine, c.name)
	}
	if !slices.Equal(names, mine) {
		t.Fatalf("the columns are %v, and not %v\n%s", names, mine, w.mapping())
	}
	return b
}

func said(o *events.Outcome) string {
	if o.Code != "" {
		return o.Code
	}
	return o.Answer.String()
}

// TestRowsAreAnsweredAsTheEngineDoes compares random rows, under random mappings of random policies, with questions and facts that are made by
// other code, with a memo that is large or tiny.
func TestRowsAreAnsweredAsTheEngineDoes(t *testing.T) {
	want := *rowsCompared
	if testing.Short() {
		want /= 10
	}
	compared, explained, counts := 0, 0, map[string]int{}
	for seed := uint64(0); compared < want; seed++ {
		w := newWorld(t, rand.New(rand.NewPCG(*seedOf, seed)))
		if w == nil {
			continue
		}
		b := w.bind(t)
		b.Tiny(int(seed) % 8)
		d := b.NewDecider()
		rows := w.rows(300)
		var batches []*events.Batch
		for from := 0; from < len(rows); {
			to := min(len(rows), from+1+w.r.IntN(100))
			batches = append(batches, w.batch(int64(from), rows[from:to]))
			from = to
		}
		got, again := outcomes(t, d, batches, 1), outcomes(t, d, batches, 3) // also where what was found out has been forgotten meanwhile
		if i := differ(got, again); i >= 0 {
			t.Fatalf("seed %d, row %v: decided %v, and again %v\n%s", seed, rows[i], got[i], again[i], w.mapping())
		}
		for i, row := range rows {
			answer, explain := w.ask(t, row)
			if said(got[i]) != answer {
				t.Fatalf("seed %d, row %v: decided %s, the engine says %s\n%s", seed, row, said(got[i]), answer, w.mapping())
			}
			if explain != nil && i%25 == 0 {
				explained++
				if clauses := explain(); !slices.Equal(clauses, got[i].Clauses) {
					t.Fatalf("seed %d, row %v: %s by %v, the engine says by %v\n%s", seed, row, answer, got[i].Clauses, clauses, w.mapping())
				}
			}
			if i%50 == 1 && !slices.Contains(row, any(unreadable)) {
				w.alone(t, b, row, got[i])
			}
			counts[answer]++
		}
		compared += len(rows)
	}
	t.Logf("compared %d rows, %d of them with their clauses: %v", compared, explained, counts)
	for _, a := range []string{"permitted", "prohibited", "undetermined", "not-addressed", "out-of-scope", events.UnknownName, events.WrongType, events.NegativeAge, events.MissingAction, events.PartNotTaken} {
		if counts[a] < want/10_000 {
			t.Errorf("only %d rows were %s", counts[a], a)
		}
	}
}

// outcomes decides batches, each some times before the next, and returns what the last time says.
func outcomes(t testing.TB, d *events.Decider, batches []*events.Batch, times int) (out []*events.Outcome) {
	for _, batch := range batches {
		before := len(out)
		for range times {
			var err error
			out, err = d.Outcomes(out[:before], batch)
			check(t, err)
		}
	}
	return out
}

// differ returns the first row of which two lists of outcomes differ; -1 where there is none.
func differ(a, b []*events.Outcome) int {
	for i := range a {
		if said(a[i]) != said(b[i]) || !slices.Equal(a[i].Clauses, b[i].Clauses) {
			return i
		}
	}
	return -1
}

// alone compares a row with what is said of it by itself.
func (w *world) alone(t testing.TB, b *events.Bound, row []any, want *events.Outcome) {
	r, err := b.Answer(row)
	var bad *events.BadRow
	switch {
	case errors.As(err, &bad):
		if bad.Code != want.Code {
			t.Fatalf("row %v: by itself %s, in a batch %s", row, bad.Code, said(want))
		}
	case err != nil:
		t.Fatal(err)
	case r.Answer.Decision() != want.Answer || !slices.Equal(b.Engine().Clauses(r), want.Clauses):
		t.Fatalf("row %v: by itself %v, in a batch %v", row, r, want)
	}
}
