package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
)

// The parts of a wide question are named, whatever their shape; looking at all pairs of names would not end here.
func TestPartsOfManyNames(t *testing.T) {
	chain, flat := func(i int) string { return fmt.Sprint("d", i-1) }, func(int) string { return "d0" }
	for name, c := range map[string]struct {
		names  int
		parent func(i int) string
	}{"a chain": {3_000, chain}, "side by side": {19_000, flat}} {
		var b strings.Builder
		b.WriteString("policy t \"T\" {}\naction use \"use\" takes for\ndata d0 \"d0\"\n")
		for i := 1; i < c.names; i++ {
			fmt.Fprintf(&b, "data d%d \"d%d\" is %s\n", i, i, c.parent(i))
		}
		fmt.Fprintf(&b, "clause 1 { we may use d0 }\nclause 2 { we must not use d%d }\n", c.names-1)
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(b.String())}}, "p.licet")
		if err != nil {
			t.Fatal(err)
		}
		x := ask(t, e, "may we use d0?")
		for i := range x.Parts {
			e.SayPart(&x.Parts[i])
		}
		if len(x.Parts) != 2 {
			t.Errorf("%s: %d parts: %s", name, len(x.Parts), x.Summary)
		}
	}
}
