package rules

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// The actions of the standard vocabulary that process personal data as the laws use the word, and disclose them. To delete or to make
// data anonymous are left out: nobody must justify these.
var (
	processing = []string{"collect", "use", "store", "access", "disclose", "export"}
	disclosing = []string{"disclose"}
	collecting = []string{"collect"}
)

// permissions returns the norms, in order, that are written as permissions of the controller to do one of some actions with personal
// data, and can hold.
func permissions(p *model.Policy, actions []string) []int {
	var out []int
	for i := range p.Norms {
		if n := &p.Norms[i]; n.Modality == model.May && permits(p, n, actions) {
			out = append(out, i)
		}
	}
	return out
}

func permits(p *model.Policy, n *model.Norm, actions []string) bool {
	return n.Origin == model.Stated && byUs(n) && does(p, n, actions...) &&
		meets(p.Graphs[model.DataKind], n.Scope[model.Data], "personal") && !fails(p, n.ActWhen(), nil)
}

// byUs reports whether the controller is one of those whom a norm speaks of.
func byUs(n *model.Norm) bool { return slices.Contains(n.Scope[model.Actor].In, model.We) }

// byYou reports whether the data subject is one of those whom a norm speaks of.
func byYou(n *model.Norm) bool { return slices.Contains(n.Scope[model.Actor].In, model.You) }

// does reports whether a norm names one of some actions, or one beneath them.
func does(p *model.Policy, n *model.Norm, actions ...string) bool {
	g := p.Graphs[model.ActionKind]
	return slices.ContainsFunc(actions, func(a string) bool { return len(named(g, n.Scope[model.Action], a)) > 0 })
}

// clausesOf returns the clauses of norms, in the order of the policy, each once.
func clausesOf(p *model.Policy, norms []int) []int {
	var out []int
	for _, i := range norms {
		out = append(out, p.Norms[i].Clause)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// byClause returns norms by their clauses, in the order of the first of each.
func byClause(p *model.Policy, norms []int) [][]int {
	at := map[int]int{}
	var out [][]int
	for _, i := range norms {
		c := p.Norms[i].Clause
		if _, ok := at[c]; !ok {
			at[c] = len(out)
			out = append(out, nil)
		}
		out[at[c]] = append(out[at[c]], i)
	}
	return out
}
