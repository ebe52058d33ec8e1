package compile_test

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// TestSpace compares the function at a space's stage with that of the question whose parts lead there, in random cases.
func TestSpace(t *testing.T) {
	order := []model.Dim{model.Action, model.For, model.Actor, model.Data, model.Of, model.To, model.In, model.From}
	compared, ends := 0, [diagram.Ends]int{}
	for i := range 150 {
		r := rand.New(rand.NewPCG(11, uint64(i)))
		p, text := randomPolicy(t, generate.New(r.IntN))
		if p == nil {
			continue
		}
		program := compile.New(p, compile.DefaultLimits)
		s := program.NewSpace(order, nil, 100_000, 10_000_000)
		for range 10 {
			q := &model.Question{Policy: p, Scope: model.AnyScope()}
			st := s.Start()
			for _, d := range order {
				n := model.NodeID(r.IntN(p.Graph(d).Len()))
				if n != model.Root {
					q.Scope[d] = model.Only(n)
				}
				var err error
				if st, err = st.Next(s.Asked(d, q.Scope[d])); err != nil {
					t.Fatal(err)
				}
			}
			prepared, err := program.Prepare(q)
			if err != nil {
				t.Fatal(err)
			}
			f, err := st.Function()
			if err != nil {
				t.Fatal(err)
			}
			var names []int32
			for _, v := range s.Vars {
				names = append(names, int32(v))
			}
			code := s.Flatten(f, names)
			for range 20 {
				state := make([]uint16, program.Layout.Vars())
				for v := range state {
					state[v] = uint16(r.IntN(program.Layout.Cells(v)))
				}
				got, _ := code.Eval(state)
				want, _ := prepared.Code().Eval(state)
				if got != want {
					t.Fatalf("the stage ends in %d, the question in %d\n%v %v\n%s", got, want, q.Scope, state, text)
				}
				ends[want]++
				compared++
			}
		}
	}
	t.Logf("%d cases compared, by ends %v", compared, ends)
	if compared < 20_000 || ends[compile.EndPermitted] == 0 || ends[compile.EndProhibited] == 0 || ends[compile.EndOutOfScope] == 0 {
		t.Error("too little was compared")
	}
}
