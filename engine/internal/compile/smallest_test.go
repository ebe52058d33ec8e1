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

// TestSmallest compares the fewest facts that decide an answer with what going through all smaller sets of facts finds.
func TestSmallest(t *testing.T) {
	count, compared := 400, 0
	if testing.Short() {
		count = 100
	}
	for seed := range uint64(count) {
		g := generate.New(rand.New(rand.NewPCG(seed, 11)).IntN)
		p, text := randomPolicy(t, g)
		if p == nil {
			continue
		}
		program, asker := compile.NewSettled(p, compile.DefaultLimits), dsl.NewAsker(p)
		for range 5 {
			q, err := asker.Question(g.Question())
			if err != nil || q.Open != 0 {
				continue
			}
			q.Facts, q.Grants = nil, nil
			prepared, err := program.Prepare(q)
			if err != nil || prepared.Code() == nil {
				continue
			}
			for end := range compile.EndAbsent {
				compared++
				accept := func(e uint32) bool { return e == end }
				told, ok := program.Layout.Smallest(prepared.Code(), nil, accept)
				if ok && !decides(program.Layout, prepared.Code(), told, accept) {
					t.Fatalf("what is told does not decide: %v\n%s\n%s", told, dslQuestion(q), text)
				}
				size := len(told)
				if !ok {
					size = 4
				}
				if fewer := fewer(program.Layout, p, prepared.Code(), accept, size-1); fewer != nil {
					t.Fatalf("%d facts would do, and not %d: %v\n%s", len(fewer), size, fewer, text)
				}
			}
		}
	}
	if compared < count {
		t.Errorf("only %d cases were compared", compared)
	}
}

func dslQuestion(q *model.Question) any { return q.Scope }

// decides reports whether all that may be, where just these facts are told, is accepted.
func decides(l *compile.Layout, code *diagram.Code, told []compile.VarCell, accept func(uint32) bool) bool {
	k := l.Told(told)
	ends := code.Reach(code.Root(), k.State, nil)
	for end := range uint32(diagram.Ends) {
		if ends&(1<<end) != 0 && !accept(end) {
			return false
		}
	}
	return true
}

// fewer goes through every set of at most size facts.
func fewer(l *compile.Layout, p *model.Policy, code *diagram.Code, accept func(uint32) bool, size int) []compile.VarCell {
	if size < 0 {
		return nil
	}
	var try func(told []compile.VarCell, from int) []compile.VarCell
	try = func(told []compile.VarCell, from int) []compile.VarCell {
		if decides(l, code, told, accept) {
			return append([]compile.VarCell{}, told...)
		}
		if len(told) == size {
			return nil
		}
		for i := from; i < len(code.Vars); i++ {
			v := l.VarOf(int(code.Vars[i]))
			if v.Fact != model.NoFact && p.Facts[v.Fact].Settled != nil {
				continue
			}
			for cell := range l.Cells(int(code.Vars[i])) {
				if found := try(append(told[:len(told):len(told)], compile.VarCell{Var: v, Cell: cell}), i+1); found != nil {
					return found
				}
			}
		}
		return nil
	}
	return try(nil, 0)
}
