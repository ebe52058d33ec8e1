package diagram_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// value follows a function to its end, in a manager that still holds it.
func value(m *diagram.Manager, r diagram.Ref, cells []int, state []uint16) uint32 {
	names := make([]int32, len(cells))
	for i := range names {
		names[i] = int32(i)
	}
	end, _ := m.Flatten(r, names).Eval(state)
	return end
}

// each calls f for every state of some variables.
func each(cells []int, f func(state []uint16)) {
	state := make([]uint16, len(cells))
	for {
		f(state)
		i := 0
		for ; i < len(cells); i++ {
			if state[i]++; int(state[i]) < cells[i] {
				break
			}
			state[i] = 0
		}
		if i == len(cells) {
			return
		}
	}
}

func TestIsAndShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	cells := []int{2, 3, 2, 4}
	found := 0
	for range 300 {
		m := diagram.New(cells, 10_000)
		f := diagram.Ref(r.IntN(5))
		for range 6 {
			v, cell := r.IntN(len(cells)), r.IntN(3)
			test := m.Test(v, func(c int) bool { return c == cell })
			f = m.Ite(test, m.Ite(m.Test(r.IntN(len(cells)), func(c int) bool { return c > 0 }), diagram.Ref(r.IntN(5)), f), f)
		}
		want := diagram.Ref(r.IntN(5))
		is := m.Is(f, func(end diagram.Ref) bool { return end == want })
		fewest := -1
		each(cells, func(state []uint16) {
			if got := value(m, is, cells, state) == 1; got != (value(m, f, cells, state) == uint32(want)) {
				t.Fatalf("Is is wrong at %v", state)
			} else if got {
				fewest = 0
			}
		})
		some, at := m.Some(is, 1), m.At(f, 2, 1)
		each(cells, func(state []uint16) {
			want := false
			for cell := range cells[1] {
				other := slices.Clone(state)
				other[1] = uint16(cell)
				want = want || value(m, is, cells, other) == 1
			}
			other := slices.Clone(state)
			other[2] = 1
			if (value(m, some, cells, state) == 1) != want || value(m, at, cells, state) != value(m, f, cells, other) {
				t.Fatalf("Some or At is wrong at %v", state)
			}
		})
		cube, ok := m.Shortest(is, func(int, int) bool { return true })
		if ok != (fewest == 0) {
			t.Fatal("Shortest finds a way where there is none, or none where there is one")
		}
		if !ok {
			continue
		}
		found++
		if !m.Implies(m.Ref(cube), is) || m.Ref(cube) == diagram.False {
			t.Fatalf("the way %v does not lead there", cube)
		}
	}
	if found < 100 {
		t.Errorf("only %d ways were found", found)
	}
}
