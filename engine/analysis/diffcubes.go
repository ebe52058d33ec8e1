package analysis

import (
	"fmt"
	"maps"
	"slices"

	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A cube is cases that a few facts describe: by variable of the layout, the cells that it is in.
type cube map[int][]int

// maxCubes is how many ways of saying when something is so are looked for.
const maxCubes = 3

// cubes describes a condition: by a few cubes that cover it together, each as wide as may be, or more where it takes more of them.
func cubes(j *compile.Joint, when diagram.Ref, most int) (out []cube, more bool) {
	left := when
	for left != diagram.False && len(out) < most {
		short, ok := j.Shortest(left, func(int, int) bool { return true })
		if !ok {
			break
		}
		wide := widen(j, short, when)
		left = j.And(left, j.Not(j.Ref(wide)))
		out = append(out, named(j, wide))
	}
	return out, left != diagram.False
}

// widen leaves out of a cube what is not needed, and lets the rest be whatever it may.
func widen(j *compile.Joint, c diagram.Cube, when diagram.Ref) diagram.Cube {
	for _, v := range slices.Sorted(maps.Keys(c)) {
		was := c[v]
		delete(c, v)
		if j.Implies(j.Ref(c), when) {
			continue
		}
		wide := slices.Clone(was)
		for cell := range wide {
			if wide[cell] {
				continue
			}
			wide[cell] = true
			if c[v] = wide; !j.Implies(j.Ref(c), when) {
				wide[cell] = false
			}
		}
		c[v] = wide
	}
	return c
}

// named says a cube in the variables of the layout.
func named(j *compile.Joint, c diagram.Cube) cube {
	out := cube{}
	for v, in := range c {
		for cell, ok := range in {
			if ok {
				out[j.Vars[v]] = append(out[j.Vars[v]], cell)
			}
		}
	}
	return out
}

// key is the same for cubes that are.
func (c cube) key() string {
	key := ""
	for _, v := range slices.Sorted(maps.Keys(c)) {
		key += fmt.Sprint(v, c[v], ";")
	}
	return key
}

// key is the same for changes that are to be told in one breath.
func (t *transition) key() string {
	return t.ownKey() + fmt.Sprint(t.others)
}

// ownKey is the same for changes under the same conditions of the changed sentences.
func (t *transition) ownKey() string {
	key := fmt.Sprint(t.before, t.after, t.ownMore)
	for _, c := range t.own {
		key += "|" + c.key()
	}
	return key
}
