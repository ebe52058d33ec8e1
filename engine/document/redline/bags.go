package redline

import (
	"math"
	"slices"
	"strings"
)

// A bag is the words of a text and its pairs of words, as features: sorted, each with how often it is there.
type bag struct {
	features []feature
	total    float64 // the weight of all
}

type feature struct{ id, count int }

// bags are those of all parts of two texts.
type bags struct {
	of      [2][]bag
	weight  []float64 // of each feature: rare ones say more
	posting [][]int   // of each feature, the new parts that have it; none of one that is too common to tell anything
}

// common is in how many parts a feature is that no part is looked for by.
const common = 200

func newBags(old, new []Part) *bags {
	b := &bags{}
	ids := map[string]int{}
	var parts []int // of each feature, in how many parts it is
	for side, list := range [2][]Part{old, new} {
		for i := range list {
			x := bagOf(list[i].Words, ids)
			b.of[side] = append(b.of[side], x)
			for _, f := range x.features {
				for len(parts) <= f.id {
					parts = append(parts, 0)
				}
				parts[f.id]++
			}
		}
	}
	b.weigh(parts, len(old)+len(new))
	b.post(parts)
	return b
}

func bagOf(text string, ids map[string]int) bag {
	var list []int
	last := ""
	note := func(s string) {
		id, ok := ids[s]
		if !ok {
			id = len(ids)
			ids[s] = id
		}
		list = append(list, id)
	}
	for _, t := range tokens(strings.ToLower(text)) {
		if isWord(t) {
			note(t)
			note(last + " " + t)
			last = t
		}
	}
	slices.Sort(list)
	var out bag
	for i, id := range list {
		if i > 0 && list[i-1] == id {
			out.features[len(out.features)-1].count++
		} else {
			out.features = append(out.features, feature{id, 1})
		}
	}
	return out
}

func (b *bags) weigh(parts []int, all int) {
	b.weight = make([]float64, len(parts))
	for f, n := range parts {
		b.weight[f] = math.Log(1 + float64(all)/float64(n))
	}
	for side := range b.of {
		for i := range b.of[side] {
			x := &b.of[side][i]
			for _, f := range x.features {
				x.total += b.weight[f.id] * float64(f.count)
			}
		}
	}
}

func (b *bags) post(parts []int) {
	b.posting = make([][]int, len(parts))
	for n := range b.of[1] {
		for _, f := range b.of[1][n].features {
			if parts[f.id] <= common {
				b.posting[f.id] = append(b.posting[f.id], n)
			}
		}
	}
}

// both is the weight of what two bags have in common.
func (b *bags) both(x, y *bag) float64 {
	var sum float64
	for i, j := 0, 0; i < len(x.features) && j < len(y.features); {
		switch f, g := x.features[i], y.features[j]; {
		case f.id < g.id:
			i++
		case f.id > g.id:
			j++
		default:
			sum += b.weight[f.id] * float64(min(f.count, g.count))
			i, j = i+1, j+1
		}
	}
	return sum
}

// alike tells how alike an old part and a new one are, from 0 to 1: what both have, of all that they have.
func (b *bags) alike(o, n int) float64 {
	x, y := &b.of[0][o], &b.of[1][n]
	if x.total+y.total == 0 {
		return 0
	}
	return 2 * b.both(x, y) / (x.total + y.total)
}

// less returns what a bag has more than another one.
func (b *bags) less(x, y bag) bag {
	var out bag
	j := 0
	for _, f := range x.features {
		for j < len(y.features) && y.features[j].id < f.id {
			j++
		}
		if j < len(y.features) && y.features[j].id == f.id {
			f.count -= y.features[j].count
		}
		if f.count > 0 {
			out.features = append(out.features, f)
			out.total += b.weight[f.id] * float64(f.count)
		}
	}
	return out
}
