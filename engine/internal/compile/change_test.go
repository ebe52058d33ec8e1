package compile_test

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// TestChangesAreTheNearest applies each change that random questions are told of, and looks for smaller ones by trying
// all of them. Open parts are not changed here.
func TestChangesAreTheNearest(t *testing.T) {
	g := generate.New(rand.New(rand.NewPCG(7, 7)).IntN)
	changes, none := 0, 0
	for changes < 2_000 {
		p, text := randomPolicy(t, g)
		if p == nil {
			continue
		}
		program := compile.New(p, compile.DefaultLimits)
		asker := dsl.NewAsker(p)
		for range 20 {
			sentence := g.Question()
			q, err := asker.Question(sentence)
			if err != nil {
				continue
			}
			prepared, err := program.Prepare(q)
			if err != nil || prepared.Code() == nil {
				continue
			}
			known := program.Layout.Known(q)
			n := checkChanges(t, program, prepared, &known, sentence+"\n"+text)
			changes += n
			if n == 0 {
				none++
			}
		}
	}
	t.Logf("%d changes were checked, and %d questions had none", changes, none)
}

func checkChanges(t *testing.T, program *compile.Program, q *compile.Prepared, k *compile.Known, about string) int {
	t.Helper()
	now := verdict(q, k)
	if now == model.NoAnswer {
		return 0
	}
	size, count, parts := 3, 0, false // none smaller than this
	for _, c := range q.Changes(k, nil, func(a model.Answer) bool { return a != now }) {
		size = len(c.Cells)
		if hasPart(c) {
			parts = true
			continue
		}
		count++
		changed := k.With(program.Layout, c)
		if got := verdict(q, &changed); got != c.Answer || got == now {
			t.Fatalf("a change to %v makes it %v: %+v\n%s", c.Answer, got, c.Cells, about)
		}
	}
	if size > 1 && !parts {
		eachFlip(program, q, k, func(flip compile.Change) {
			changed := k.With(program.Layout, flip)
			if got := verdict(q, &changed); got != now && got != model.NoAnswer && got != model.Undetermined {
				t.Fatalf("the nearest changes take %d facts, and one makes it %v: %+v\n%s", size, got, flip.Cells, about)
			}
		})
	}
	return count
}

func verdict(q *compile.Prepared, k *compile.Known) model.Answer {
	ends, err := q.Ends(k)
	if err != nil {
		return model.NoAnswer
	}
	a, _ := compile.Verdict(ends)
	return a
}

func hasPart(c compile.Change) bool {
	for _, x := range c.Cells {
		if x.Var.Part {
			return true
		}
	}
	return false
}

// eachFlip calls f for every change of one variable that the policy has not settled.
func eachFlip(program *compile.Program, q *compile.Prepared, k *compile.Known, f func(compile.Change)) {
	l := program.Layout
	for v := range k.State {
		if v < len(program.Policy.Facts) && program.Policy.Facts[v].Settled != nil && k.State[v] != diagram.Unsure {
			continue
		}
		for cell := range l.Cells(v) {
			if k.State[v] != uint16(cell) {
				f(compile.Change{Cells: []compile.VarCell{{Var: l.VarOf(v), Cell: cell}}})
			}
		}
	}
}
