package redline

import (
	"cmp"
	"slices"
	"strings"
)

// Parts are matched from the surest sign to the least sure one: the same words in the clause of the same name, the same words elsewhere, and then
// words that are alike enough. A name alone is no sign: where clauses were numbered anew, each number is another clause's.

// A matcher matches the parts of two texts.
type matcher struct {
	old, new []Part
	to, from []int // of each old part, the new one, and the reverse; -1 where there is none
	bags     *bags
	clauses  map[string][]int // of each clause, its new parts
}

func match(old, new []Part) *matcher {
	m := &matcher{old: old, new: new, to: none(len(old)), from: none(len(new)), clauses: map[string][]int{}}
	for n := range new {
		for _, id := range new[n].Clauses {
			m.clauses[id] = append(m.clauses[id], n)
		}
	}
	if len(old) > 0 && len(new) > 0 {
		m.pair(0, 0) // the titles
	}
	m.same(func(p *Part) string { return strings.Join(p.Clauses, " ") + "\x00" + p.Words })
	m.same(func(p *Part) string { return p.Words })
	m.bags = newBags(old, new)
	m.resemble()
	m.placed()
	return m
}

// placed matches parts that are a little alike and stand alone between the same two parts.
func (m *matcher) placed() {
	const least = 0.15
	for o := 1; o < len(m.old); o++ {
		n := m.to[o-1] + 1
		if m.to[o] >= 0 || n == 0 || n >= len(m.new) || m.from[n] >= 0 || (m.old[o].Kind == Heading) != (m.new[n].Kind == Heading) {
			continue
		}
		last := o+1 == len(m.old) && n+1 == len(m.new)
		if (last || o+1 < len(m.old) && m.to[o+1] == n+1) && m.bags.alike(o, n) > least {
			m.pair(o, n)
		}
	}
}

func none(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

func (m *matcher) pair(o, n int) { m.to[o], m.from[n] = n, o }

// same matches parts with the same key; of several, in their order. A heading is no paragraph with its words.
func (m *matcher) same(key func(*Part) string) {
	full := func(p *Part) string {
		if p.Kind == Heading {
			return "#" + key(p)
		}
		return " " + key(p)
	}
	free := map[string][]int{}
	for n := range m.new {
		if m.from[n] < 0 {
			k := full(&m.new[n])
			free[k] = append(free[k], n)
		}
	}
	for o := range m.old {
		if m.to[o] >= 0 {
			continue
		}
		k := full(&m.old[o])
		if list := free[k]; len(list) > 0 {
			m.pair(o, list[0])
			free[k] = list[1:]
		}
	}
}

// A candidate is an old part and a new one that may be the same.
type candidate struct {
	old, new int
	score    float64
}

// resemble matches what is left by how alike its words are, the most alike first.
func (m *matcher) resemble() {
	var all []candidate
	for o := range m.old {
		if m.to[o] < 0 {
			all = append(all, m.candidates(o)...)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range all {
		if m.to[c.old] < 0 && m.from[c.new] < 0 {
			m.pair(c.old, c.new)
		}
	}
}

// candidates returns the new parts that an old one may be: of those with which it has the most in common, and those of its clauses.
func (m *matcher) candidates(o int) []candidate {
	shared := map[int]float64{}
	for _, f := range m.bags.of[0][o].features {
		for _, n := range m.bags.posting[f.id] {
			if m.from[n] < 0 {
				shared[n] += m.bags.weight[f.id]
			}
		}
	}
	var list []candidate
	for n, s := range shared {
		list = append(list, candidate{o, n, s})
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), a.new-b.new) })
	const enough = 8
	list = list[:min(len(list), enough)]
	for _, id := range m.old[o].Clauses {
		for _, n := range m.clauses[id] {
			if m.from[n] < 0 && !slices.ContainsFunc(list, func(c candidate) bool { return c.new == n }) {
				list = append(list, candidate{old: o, new: n})
			}
		}
	}
	return m.judged(list)
}

const (
	likeness = 0.42 // parts of different clauses are the same where they are more alike than this
	named    = 0.2  // and parts of clauses of the same name
	bonus    = 0.15 // what the name is worth where several are alike
)

// judged keeps the candidates that are alike enough.
func (m *matcher) judged(list []candidate) []candidate {
	var out []candidate
	for _, c := range list {
		a, b := &m.old[c.old], &m.new[c.new]
		if (a.Kind == Heading) != (b.Kind == Heading) {
			continue
		}
		least := likeness
		c.score = m.bags.alike(c.old, c.new)
		if share(a.Clauses, b.Clauses) {
			least, c.score = named+bonus, c.score+bonus
		}
		if c.score > least {
			out = append(out, c)
		}
	}
	return out
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(id string) bool { return slices.Contains(b, id) })
}
