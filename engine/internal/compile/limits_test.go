package compile_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// TestLookingAtSentencesIsWork asks about many kinds of data, about each of which one sentence is: there are few classes, but each sentence is looked at for
// each of them. That counts, or a list of names would take far longer than what is refused.
func TestLookingAtSentencesIsWork(t *testing.T) {
	var text strings.Builder
	text.WriteString("policy p \"P\" {}\naction use \"use\" takes for\npurpose marketing \"m\"\n")
	var names []string
	for i := range 300 {
		names = append(names, fmt.Sprint("d", i))
		fmt.Fprintf(&text, "data d%d \"d\"\nclause %d { we may use d%d for marketing }\n", i, i, i)
	}
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text.String())}}, "p.licet", nil)
	if err != nil {
		t.Fatal(err)
	}
	q, err := dsl.NewAsker(p).Fields(dsl.Fields{Dims: [model.DimCount][]string{model.Action: {"use"}, model.Data: names, model.For: {"marketing"}}})
	if err != nil {
		t.Fatal(err)
	}
	limits := compile.DefaultLimits
	for classes, want := range map[int]error{600: compile.ErrLimit, 6_000: nil} {
		limits.Classes = classes
		if _, err := compile.New(p, limits).Prepare(q); !errors.Is(err, want) {
			t.Errorf("with %d classes: %v", classes, err)
		}
	}
}
