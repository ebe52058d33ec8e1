package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// What both versions say alike cancels: for atoms about which no other sentence is, the answers are the same. Two sentences are alike if
// they have the same words for who may do what, the same condition, and prevail over the same clauses, and if the names in them stand
// for the same things in both versions.

// alikeness finds the sentences that only one version has.
type alikeness struct {
	v        [2]*version
	programs []*compile.Program
	moved    [model.Kinds][]model.NodeID
	acts     []model.NodeID // actions that take other parts
	over     [2]map[int]bool
	members  map[string]bool // whether a set of data has the same members
}

// changed are the sentences that have no counterpart, and the pairs of norms (old, new) that are alike.
type changed struct {
	sentences []compile.Sentence
	pairs     [][2]int
}

func newAlikeness(v [2]*version, programs []*compile.Program) *alikeness {
	a := &alikeness{v: v, programs: programs, members: map[string]bool{}}
	for k := range model.Kinds {
		a.moved[k] = moved(v, model.Kind(k))
	}
	a.treats()
	for n, node := range v[newSide].alike.Graphs[model.ActionKind].All() {
		if old := v[oldSide].alike.Graphs[model.ActionKind].Node(n); n != model.Root && old.Action.Takes != node.Action.Takes {
			a.acts = append(a.acts, n)
		}
	}
	for side := range v {
		a.over[side] = map[int]bool{}
		for i := range v[side].alike.Norms {
			for _, c := range v[side].alike.Norms[i].Over {
				a.over[side][c] = true
			}
		}
	}
	return a
}

// treats adds to the data that have moved those that some sentence treats as something, unless both versions treat all alike.
func (a *alikeness) treats() {
	var forms [2][]string
	var all []model.NodeID
	for side := range a.v {
		p := a.v[side].alike
		for i := range p.Treats {
			t := &p.Treats[i]
			data := slices.Sorted(slices.Values(t.Data))
			forms[side] = append(forms[side], fmt.Sprint(data, t.Class, t.Not, a.programs[side].TreatWhen(i)))
			for _, n := range t.Data {
				for _, s := range a.v {
					all = append(all, s.alike.Graphs[model.DataKind].Beneath(n)...)
				}
			}
		}
		slices.Sort(forms[side])
	}
	if !slices.Equal(forms[oldSide], forms[newSide]) || len(a.moved[model.DataKind]) > 0 && len(all) > 0 {
		all = append(all, a.moved[model.DataKind]...)
		slices.Sort(all)
		a.moved[model.DataKind] = slices.Compact(all)
	}
}

// find compares all sentences.
func (a *alikeness) find() changed {
	var out changed
	for _, list := range []compile.List{compile.InNorms, compile.InExclusions, compile.InWaivers, compile.InDeemings} {
		left := map[string][]int{} // of the old version, by form
		forms := a.forms(oldSide, list)
		for i, form := range forms {
			left[form] = append(left[form], i)
		}
		var alone []int // of the new version
		for i, form := range a.forms(newSide, list) {
			if at := left[form]; len(at) > 0 {
				k := a.closest(list, at, i)
				if list == compile.InNorms {
					out.pairs = append(out.pairs, [2]int{at[k], i})
				}
				left[form] = slices.Delete(slices.Clone(at), k, k+1)
				continue
			}
			alone = append(alone, i)
		}
		a.rest(list, forms, left, alone, &out)
	}
	return out
}

// rest pairs norms that say the same in clauses of other names, over which nothing prevails; what is left has no counterpart.
func (a *alikeness) rest(list compile.List, forms []string, left map[string][]int, alone []int, out *changed) {
	byScope := map[string][]int{}
	for i, form := range forms {
		if !slices.Contains(left[form], i) {
			continue
		}
		if list == compile.InNorms && !a.over[oldSide][a.v[oldSide].alike.Norms[i].Clause] {
			_, rest, _ := strings.Cut(form, "\x00")
			byScope[rest] = append(byScope[rest], i)
			continue
		}
		out.sentences = append(out.sentences, compile.Sentence{Program: oldSide, List: list, Index: i})
	}
	for _, i := range alone {
		if list == compile.InNorms && !a.over[newSide][a.v[newSide].alike.Norms[i].Clause] {
			_, rest, _ := strings.Cut(a.form(newSide, list, i), "\x00")
			if at := byScope[rest]; len(at) > 0 {
				byScope[rest] = at[1:]
				out.pairs = append(out.pairs, [2]int{at[0], i})
				continue
			}
		}
		out.sentences = append(out.sentences, compile.Sentence{Program: newSide, List: list, Index: i})
	}
	var lone []int
	for _, list := range byScope {
		lone = append(lone, list...)
	}
	slices.Sort(lone)
	for _, i := range lone {
		out.sentences = append(out.sentences, compile.Sentence{Program: oldSide, List: list, Index: i})
	}
}

func (a *alikeness) forms(side int, list compile.List) []string {
	p := a.v[side].alike
	out := make([]string, [...]int{compile.InNorms: len(p.Norms), compile.InExclusions: len(p.Exclusions), compile.InWaivers: len(p.Waivers), compile.InDeemings: len(p.Deemings)}[list])
	for i := range out {
		out[i] = a.form(side, list, i)
	}
	return out
}

// form is the same for sentences that are alike: first the clause, then everything else.
func (a *alikeness) form(side int, list compile.List, i int) string {
	p := a.v[side].alike
	var scope *model.Scope
	head, rest := "", ""
	switch list {
	case compile.InNorms:
		n := &p.Norms[i]
		over := make([]string, len(n.Over))
		for k, c := range n.Over {
			over[k] = a.v[side].clauses[c]
		}
		slices.Sort(over)
		scope, head, rest = &n.Scope, a.v[side].clauses[n.Clause], fmt.Sprint(n.Modality, n.Default, n.Ends, over)
	case compile.InExclusions:
		scope, head = &p.Exclusions[i].Scope, a.v[side].clauses[p.Exclusions[i].Clause]
	case compile.InWaivers:
		scope = &p.Waivers[i].Scope
	default:
		scope = &p.Deemings[i].Scope
	}
	form := head + "\x00" + rest + "\x00" + scopeForm(scope) + "\x00" + a.programs[side].WhenForm(compile.Sentence{Program: side, List: list, Index: i})
	if !a.sameExtent(scope) {
		form += fmt.Sprint("\x00", side) // the same words for something else
	}
	return form
}

func scopeForm(s *model.Scope) string {
	var b strings.Builder
	for d := range s {
		in, except := slices.Sorted(slices.Values(s[d].In)), slices.Sorted(slices.Values(s[d].Except))
		fmt.Fprint(&b, s[d].All, s[d].Outside, in, except, ";")
	}
	return b.String()
}

// sameExtent reports whether the names of a scope stand for the same in both versions.
func (a *alikeness) sameExtent(s *model.Scope) bool {
	for d := range model.Dim(model.DimCount) {
		set := &s[d]
		if set.IsAny() {
			continue
		}
		if d == model.Data {
			if !a.sameMembers(set) {
				return false
			}
			continue
		}
		for _, n := range a.moved[d.Kind()] {
			if set.Contains(a.v[oldSide].alike.Graph(d), n) != set.Contains(a.v[newSide].alike.Graph(d), n) {
				return false
			}
		}
	}
	for _, n := range a.acts {
		if !s[model.Action].Contains(a.v[newSide].alike.Graphs[model.ActionKind], n) {
			continue
		}
		takes := func(side int) model.Dims { return a.v[side].alike.Graphs[model.ActionKind].Node(n).Action.Takes }
		for d := model.Data; d < model.Dim(model.DimCount); d++ {
			if takes(oldSide).Has(d) != takes(newSide).Has(d) && !s[d].IsAny() {
				return false
			}
		}
	}
	return true
}

// sameMembers reports whether the same data belong to a set in both versions, under the same conditions.
func (a *alikeness) sameMembers(set *model.Set) bool {
	if len(a.moved[model.DataKind]) == 0 {
		return true
	}
	key := fmt.Sprint(*set)
	if same, ok := a.members[key]; ok {
		return same
	}
	same := true
	for _, n := range a.moved[model.DataKind] {
		if a.programs[oldSide].Member(set, n) != a.programs[newSide].Member(set, n) {
			same = false
			break
		}
	}
	a.members[key] = same
	return same
}

// closest returns which of some old sentences a new one is paired with: a norm with one that reports the same.
func (a *alikeness) closest(list compile.List, old []int, new int) int {
	if list == compile.InNorms {
		n := &a.v[newSide].alike.Norms[new]
		for k, i := range old {
			if sameReported(&a.v[oldSide].alike.Norms[i], n) {
				return k
			}
		}
	}
	return 0
}
