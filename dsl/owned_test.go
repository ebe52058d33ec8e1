package dsl_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestPlacesTellWhoseFileItIs loads a policy whose files are called like those of what it uses.
func TestPlacesTellWhoseFileItIs(t *testing.T) {
	fsys := fstest.MapFS{
		"shop/data.licet":   file("policy shop \"Shop\" {}\nuse core, \"../extra\"\ndata card \"card\"\n"),
		"extra/data.licet":  file("vocabulary extra \"More\" {}\ndata points \"points\"\n"),
		"shop/clause.licet": file("clause 1 {\n  defect \"broken\" owner \"counsel\"\n  allow x in 1 because \"b\" by \"c\" until 2027-01-01 # why\n}\n"),
	}
	p, err := dsl.Load(fsys, "shop", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	of := func(id string) model.Pos {
		n, _ := p.Graphs[model.DataKind].Lookup(id)
		return p.Graphs[model.DataKind].Node(n).Pos
	}
	got := []model.Pos{p.Pos, of("card"), of("points"), {File: "data.licet", Library: of("email").Library}, p.Clauses[0].Defects[0].Pos, p.Allowances[0].Pos, p.Allowances[0].End}
	want := []model.Pos{
		{File: "data.licet", Line: 1, Column: 8},
		{File: "data.licet", Line: 3, Column: 6},
		{File: "extra/data.licet", Line: 2, Column: 6, Library: "extra"},
		{File: "data.licet", Library: "core"},
		{File: "clause.licet", Line: 2, Column: 3},
		{File: "clause.licet", Line: 3, Column: 3},
		{File: "clause.licet", Line: 3, Column: 51},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
