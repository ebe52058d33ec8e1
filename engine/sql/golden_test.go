package sql_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/sql"
)

// small is the policy and the mapping in testdata/small, whose names are hard to quote.
func small(t testing.TB) *events.Bound {
	t.Helper()
	return bind(t, load(t, read(t, "small.licet")), read(t, "mapping.yaml"))
}

func read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "small", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestQueries compares the queries of each dialect with those in testdata/small. LICET_UPDATE=1 writes them; whoever does so reads them.
func TestQueries(t *testing.T) {
	compiled, err := sql.Compile(small(t), sql.DuckDB)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range sql.Dialects() {
		x, err := compiled.In(d)
		if err != nil {
			t.Fatal(err)
		}
		query, err := x.Select("lake.access")
		if err != nil {
			t.Fatal(err)
		}
		summary, err := x.Summary("lake.access")
		if err != nil {
			t.Fatal(err)
		}
		got := x.Header(sql.About{Mapping: "mapping.yaml", Licet: "v0.0.0"}) + query + ";\n\n" + summary + ";\n"
		if os.Getenv("LICET_UPDATE") != "" {
			if err := os.WriteFile(filepath.Join("testdata", "small", d.String()+".sql"), []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(read(t, d.String()+".sql"), got); diff != "" {
			t.Errorf("%s (-written +got):\n%s", d, diff)
		}
	}
}

// TestSameBytes makes one expression many times, from a mapping in which much could come in another order.
func TestSameBytes(t *testing.T) {
	const mapping = "columns: {action: op, purpose: why, data: {column: field, values: {a: email, b: phone, c: null, d: contact}}}\n" +
		"given: {age: {column: n, values: {1: 15, 2: 16, 3: null, 4: 20, 5: 3}}, closed: {column: ago, unit: days, values: {never: false, 1: 40, 2: 3, 3: null}}}\n" +
		"consents: [{column: x, purpose: marketing, values: {Y: true, N: false, \"?\": null}}, {column: y, kind: explicit, values: {J: true, K: true, L: null}}]\nno_other_consent: true"
	e := load(t, read(t, "small.licet"))
	want := ""
	for i := range 30 {
		x, err := sql.Compile(bind(t, e, mapping), sql.Postgres)
		if err != nil {
			t.Fatal(err)
		}
		if got := x.String(); i > 0 && got != want {
			t.Fatal(cmp.Diff(want, got))
		} else {
			want = got
		}
	}
}
