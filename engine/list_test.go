package engine_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// The laws of a list: read as its contract says, from its names alone, it gives every cell the answer that the question about
// the cell has.

// listReader reads a listing as somebody does who has its JSON.
type listReader struct {
	e    *engine.Engine
	list *engine.Listing
	dims []model.Dim
}

func newListReader(t testing.TB, e *engine.Engine, made *engine.Listing) *listReader {
	text, err := json.Marshal(made)
	if err != nil {
		t.Fatal(err)
	}
	r := &listReader{e: e, list: &engine.Listing{}}
	if err := json.Unmarshal(text, r.list); err != nil {
		t.Fatal(err)
	}
	for _, name := range r.list.Listed {
		for d := range model.Dim(model.DimCount) {
			if d.String() == name {
				r.dims = append(r.dims, d)
			}
		}
	}
	return r
}

func partNames(p *engine.ListPart, d model.Dim) []string {
	return map[model.Dim][]string{model.Action: p.Action, model.Data: p.Data, model.To: p.Recipient, model.For: p.Purpose}[d]
}

// fits reports whether a part is, or is above, a cell. What the actions of a part do not take it does not name.
func (r *listReader) fits(p *engine.ListPart, cell []model.NodeID) bool {
	for i, d := range r.dims {
		g := r.e.Policy().Graph(d)
		names := partNames(p, d)
		if len(names) > 0 && !slices.ContainsFunc(names, func(id string) bool { n, ok := g.Lookup(id); return ok && g.Below(cell[i], n) }) {
			return false
		}
	}
	return true
}

// taken puts the root where the action of a cell takes nothing: there is nothing to tell apart there.
func (r *listReader) taken(cell []model.NodeID) []model.NodeID {
	out := slices.Clone(cell)
	for i, d := range r.dims[1:] {
		if r.dims[0] == model.Action && cell[0] != model.Root && !r.e.Policy().Graph(model.Action).Node(cell[0]).Action.Takes.Has(d) {
			out[i+1] = model.Root
		}
	}
	return out
}

// first returns the first row that fits.
func (r *listReader) first(cell []model.NodeID) *engine.ListRow {
	for i := range r.list.Rows {
		if r.fits(&r.list.Rows[i].ListPart, cell) {
			return &r.list.Rows[i]
		}
	}
	return nil
}

// alone returns the set of a node without what lies beneath it, and for data also without what may come to lie there; false where the
// node itself may come to lie beneath another.
func alone(p *model.Policy, d model.Dim, n model.NodeID) (model.Set, bool) {
	g := p.Graph(d)
	s := model.Only(n)
	if n == model.Root {
		s = model.Any()
	}
	for m := range model.NodeID(g.Len()) {
		if !g.Below(n, m) {
			s.Except = append(s.Except, m)
		}
	}
	moves := slices.ContainsFunc(p.Treats, func(t model.Treat) bool {
		return !t.Not && slices.ContainsFunc(t.Data, func(x model.NodeID) bool { return g.Below(n, x) })
	})
	return s, d != model.Data || !moves
}

// ofCell returns the question about one cell; false where it cannot be asked, or has no atom.
func ofCell(p *model.Policy, q *model.Question, dims []model.Dim, cell []model.NodeID) (*model.Question, bool) {
	one, ok := *q, true
	takes := model.Dims(1<<model.DimCount - 1)
	named := q.Named
	for i, d := range dims {
		named = named.With(d)
		if d == model.Action && cell[i] != model.Root {
			takes = p.Graph(d).Node(cell[i]).Action.Takes
		}
	}
	for i, d := range dims {
		var single bool
		if one.Scope[d], single = alone(p, d, cell[i]); !takes.Has(d) && d != model.Action {
			one.Scope[d], single = model.Any(), true
		}
		ok = ok && single
	}
	one.Named = named
	one.Open = q.Open
	for _, d := range dims {
		one.Open &^= 1 << d
	}
	if slices.Contains(dims, model.Action) {
		one.Open = takes &^ named &^ (1<<model.Actor | 1<<model.Action | 1<<model.Of)
	}
	return &one, ok
}

// checkCell compares the row of a cell with the answer to the question about it.
func checkCell(t rapid.TB, r *listReader, made *engine.Listing, q *model.Question, cell []model.NodeID) bool {
	one, ok := ofCell(r.e.Policy(), q, r.dims, cell)
	if !ok {
		return false
	}
	want, err := r.e.DecideQuestion(one)
	if err != nil && !errors.Is(err, engine.ErrNothing) {
		t.Fatal(err)
	}
	at := made.At(cell...)
	cell = r.taken(cell)
	got := r.first(cell)
	if at == nil {
		return false // the action does not take what the question names
	}
	if got == nil || err != nil {
		t.Fatalf("%s: row %v, question %v", r.say(cell), got, err)
	}
	if got.Answer != want.String() || got.Conflict != want.Conflict() {
		t.Fatalf("%s: listed as %s, and is %s\n%+v", r.say(cell), got.Answer, want, *got)
	}
	if at.Answer != got.Answer || !slices.Equal(at.Clauses, got.Clauses) {
		t.Fatalf("%s: At says %+v, and the first row that fits %+v", r.say(cell), *at, *got)
	}
	if _, clauses, err := r.e.Brief(one); err != nil || !slices.Equal(clauses, got.Clauses) {
		t.Fatalf("%s: listed as decided by %v, and is by %v, %v", r.say(cell), got.Clauses, clauses, err)
	}
	for i := range r.list.Rows { // each row by itself
		row := &r.list.Rows[i]
		excepted := slices.ContainsFunc(row.Except, func(p engine.ListPart) bool { return r.fits(&p, cell) })
		if r.fits(&row.ListPart, cell) && !excepted && row.Answer != want.String() {
			t.Fatalf("%s: a row that fits says %s, and no exception, but it is %s\n%+v", r.say(cell), row.Answer, want, *row)
		}
	}
	return true
}

func (r *listReader) say(cell []model.NodeID) string {
	var out []string
	for i, d := range r.dims {
		out = append(out, r.e.Policy().Graph(d).Node(cell[i]).ID)
	}
	return strings.Join(out, ", ")
}

func TestListIsWhatIsAnswered(t *testing.T) {
	check(t, func(l *law) {
		e := l.engine(l.parts)
		for range 3 {
			question := l.Question()
			q := l.bind(e, question)
			if q == nil {
				continue
			}
			dims := rapid.SampledFrom([][]model.Dim{{model.Data}, {model.For}, {model.To}, {model.Action}, {model.Data, model.For}, {model.Action, model.Data},
				{model.Data, model.To}, {model.Action, model.Data, model.For}}).Draw(l.t, "dims")
			made, err := e.List(q, dims...)
			if err != nil {
				l.t.Fatal(err)
			}
			r := newListReader(t, e, made)
			for range 40 {
				var cell []model.NodeID
				for _, d := range r.dims {
					cell = append(cell, model.NodeID(rapid.IntRange(0, e.Policy().Graph(d).Len()-1).Draw(l.t, "node")))
				}
				if checkCell(l.t, r, made, q, cell) {
					*l.count++
				}
			}
		}
	})
}

// shipped loads a policy that ships with the tool.
func shipped(t testing.TB, name string) *engine.Engine {
	e, err := engine.Load(policies.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// listOf lists a question in fields, of which "*" is listed.
func listOf(t testing.TB, e *engine.Engine, fields map[model.Dim]string, given ...string) (*engine.Listing, *model.Question) {
	f := dsl.Fields{Given: given}
	var listed []model.Dim
	for d, name := range fields {
		if name == "*" {
			listed = append(listed, d)
			name = e.Policy().Graph(d).Node(model.Root).ID
		}
		f.Dims[d] = []string{name}
	}
	q, err := e.Asker().Fields(f)
	if err != nil {
		t.Fatal(err)
	}
	list, err := e.List(q, listed...)
	if err != nil {
		t.Fatal(err)
	}
	return list, q
}

func TestListsOfShippedPolicies(t *testing.T) {
	sample := 17 // of so many cells one is compared
	if testing.Short() {
		sample = 97
	}
	for _, name := range []string{"app", "union"} {
		e := shipped(t, name)
		count := 0
		for _, fields := range []map[model.Dim]string{
			{model.Action: "use", model.Data: "*", model.For: "*"},
			{model.Action: "*", model.Data: "*"},
			{model.Action: "disclose", model.Data: "location", model.To: "*"},
			{model.Action: "use", model.Data: "email", model.For: "*"},
		} {
			list, q := listOf(t, e, fields)
			r := newListReader(t, e, list)
			if len(list.Rows) > 90 {
				t.Errorf("%s, %v: %d rows", name, fields, len(list.Rows))
			}
			eachCell(e, r.dims, func(i int, cell []model.NodeID) {
				if i%sample == 0 && checkCell(t, r, list, q, cell) {
					count++
				}
			})
		}
		t.Logf("%s: compared %d cells", name, count)
		if count < 5_000/sample {
			t.Errorf("%s: only %d cells were compared", name, count)
		}
	}
}

func eachCell(e *engine.Engine, dims []model.Dim, f func(i int, cell []model.NodeID)) {
	i := 0
	var walk func(cell []model.NodeID)
	walk = func(cell []model.NodeID) {
		if len(cell) == len(dims) {
			f(i, cell)
			i++
			return
		}
		for n := range model.NodeID(e.Policy().Graph(dims[len(cell)]).Len()) {
			walk(append(slices.Clip(cell), n))
		}
	}
	walk(nil)
}

// A name that is permitted with all that lies beneath it stands in permitted rows only.
func TestListsAgreeWithWideQuestions(t *testing.T) {
	e := shipped(t, "union")
	list, q := listOf(t, e, map[model.Dim]string{model.Action: "collect", model.Data: "*", model.For: "joining"}, "no consent and nothing else")
	g := e.Policy().Graphs[model.DataKind]
	permitted := 0
	for n := range model.NodeID(g.Len()) {
		one := *q
		one.Scope[model.Data] = model.Only(n)
		a, err := e.DecideQuestion(&one)
		if err != nil {
			t.Fatal(err)
		}
		every := !slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool { return list.At(m).Answer != "permitted" })
		if a.Allowed() != every {
			t.Errorf("%s is %s, and all that lies beneath it is permitted: %v", g.Node(n).ID, a, every)
		}
		if every {
			permitted++
		}
	}
	if permitted < 4 {
		t.Errorf("only %d names are permitted", permitted)
	}
}

func TestListIsTheSameEachTime(t *testing.T) {
	var first []byte
	for range 3 {
		list, _ := listOf(t, shipped(t, "app"), map[model.Dim]string{model.Action: "*", model.Data: "*"})
		text, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = text
		}
		if string(text) != string(first) {
			t.Fatalf("another list:\n%s\n%s", text, first)
		}
	}
}

// Names that nothing tells apart take one row, however many they are; combinations that are too many are an error that says so.
func TestListsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("policy t \"T\" {}\naction use \"use\" takes for\n")
	for i := range 3_000 {
		fmt.Fprintf(&b, "data d%d \"d%d\"\npurpose p%d \"p%d\"\n", i, i, i, i)
	}
	one := b.String() + "clause 1 { we may use d7 for p9 }\n"
	for i := range 200 {
		fmt.Fprintf(&b, "clause %d { we may use d%d for p%d }\n", i+1, i, i)
	}
	load := func(text string) *engine.Engine {
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	list, _ := listOf(t, load(one), map[model.Dim]string{model.Action: "use", model.Data: "*", model.For: "*"})
	if len(list.Rows) != 2 || list.Rows[0].Data[0] != "d7" || list.Rows[0].Purpose[0] != "p9" || list.Rows[1].Answer != "not-addressed" {
		t.Errorf("%+v", list.Rows)
	}
	e := load(b.String())
	q, err := e.Asker().Fields(dsl.Fields{Dims: [model.DimCount][]string{model.Action: {"use"}, model.Data: {"any"}, model.For: {"any"}}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.List(q, model.Data, model.For)
	want := "the list is too long: too many combinations: the policy tells 201 kinds of data and 201 purposes apart, which is 40401, and at most 20000 are listed; name the data or purpose"
	if !errors.Is(err, engine.ErrLimit) || err.Error() != want {
		t.Errorf("the error is %v", err)
	}
	if _, err := e.List(q, model.From); err == nil {
		t.Error("the source was listed")
	}
}

// What would take a careless evaluator hours is listed, or refused with a limit, soon.
func TestListsOfBombs(t *testing.T) {
	by := 1
	if testing.Short() {
		by = 10
	}
	for name, bomb := range bombs(by) {
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(bomb.policy)}}, "p.licet")
		if err != nil {
			continue // it is refused before it is asked
		}
		q, err := e.Asker().Question(bomb.ask)
		if err != nil {
			t.Fatal(err)
		}
		list, err := e.List(q, model.Data, model.For)
		if err != nil && !errors.Is(err, engine.ErrLimit) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			t.Logf("%s: %d rows", name, len(list.Rows))
		}
	}
}

// BenchmarkList makes the matrix of what data may be used for.
func BenchmarkList(b *testing.B) {
	for _, name := range []string{"app", "union"} {
		e := shipped(b, name)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				listOf(b, e, map[model.Dim]string{model.Action: "use", model.Data: "*", model.For: "*"})
			}
		})
	}
}

func TestListSaysWhatNeedsConsent(t *testing.T) {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(`policy t "T" {}
use core
fact f "it is so"
fact terms "you accept the terms"
clause 1 { we may use email given consent }
clause 2 { we may use phone given consent or f }
clause 3 { we may use name given explicit consent }
clause 4 { we may use gender given consent or deemed consent }
clause 5 { terms counts as deemed consent to use gender }
clause 6 { we may use photo given consent }
clause 7 { consent is not needed to use photo given f }
clause 8 { we may use health given f }
clause 9 { we may use orders given consent and f }
`)}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	list, _ := listOf(t, e, map[model.Dim]string{model.Action: "use", model.Data: "*"})
	for name, want := range map[string]string{"email": "required", "phone": "matters", "name": "required", "gender": "matters", "photo": "matters",
		"health": "none", "orders": "required", "password": "none"} {
		n, _ := e.Policy().Graphs[model.DataKind].Lookup(name)
		if got := list.At(n).Consent; got != want {
			t.Errorf("%s: consent is %s, want %s", name, got, want)
		}
	}
	given, _ := listOf(t, e, map[model.Dim]string{model.Action: "use", model.Data: "*"}, "consent")
	if n, _ := e.Policy().Graphs[model.DataKind].Lookup("email"); given.At(n).Consent != "none" || given.At(n).Answer != "permitted" {
		t.Errorf("%+v", *given.At(n))
	}
}
