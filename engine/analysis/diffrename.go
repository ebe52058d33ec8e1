package analysis

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A name in the language is for those who write it. Where one version has a name that the other has not, and that one another with the very same
// label, it is the same thing, renamed: nothing has changed for anyone. So it is with a clause of other number and the same words.

// twins pairs what only the old version has with what only the new one has, by their keys, where each is the only one of its key. A key that is
// empty pairs nothing.
func twins(old, new []string, key func(side int, id string) string) map[string]string {
	only := func(list, other []string, side int) map[string][]string {
		has := map[string]bool{}
		for _, id := range other {
			has[id] = true
		}
		out := map[string][]string{}
		for _, id := range list {
			if k := key(side, id); !has[id] && k != "" {
				out[k] = append(out[k], id)
			}
		}
		return out
	}
	was, is := only(old, new, oldSide), only(new, old, newSide)
	out := map[string]string{}
	for k, ids := range was {
		if len(ids) == 1 && len(is[k]) == 1 {
			out[ids[0]] = is[k][0]
		}
	}
	return out
}

func labelKey(l model.Labels) string {
	if len(l) == 0 {
		return ""
	}
	return fmt.Sprint([]model.Label(l))
}

// renamedNodes returns the new names of old nodes of a kind.
func renamedNodes(policies [2]*model.Policy, k model.Kind) map[string]string {
	var ids [2][]string
	var labels [2]map[string]string
	for side, p := range policies {
		labels[side] = map[string]string{}
		for _, n := range p.Graphs[k].All() {
			ids[side] = append(ids[side], n.ID)
			labels[side][n.ID] = labelKey(n.Labels)
		}
	}
	return twins(ids[oldSide], ids[newSide], func(side int, id string) string { return labels[side][id] })
}

// renamedFacts returns the new keys of old facts: those of the same type and label, and the passing of a vague deadline in a clause that was renamed.
func renamedFacts(policies [2]*model.Policy, clauses map[string]string) map[string]string {
	var keys [2][]string
	var labels [2]map[string]string
	for side, p := range policies {
		labels[side] = map[string]string{}
		for i := range p.Facts {
			f := &p.Facts[i]
			keys[side] = append(keys[side], factKey(f))
			label := labelKey(f.Labels)
			if clause, ok := strings.CutPrefix(f.ID, "overdue "); ok {
				if now, ok := clauses[clause]; ok && side == oldSide {
					clause = now
				}
				label = "overdue " + clause
			}
			if label != "" {
				labels[side][factKey(f)] = fmt.Sprint(f.Type, f.Judgement, label)
			}
		}
	}
	return twins(keys[oldSide], keys[newSide], func(side int, id string) string { return labels[side][id] })
}

// renamedClauses returns the new ids of old clauses.
func renamedClauses(policies [2]*model.Policy) map[string]string {
	var ids [2][]string
	for side, p := range policies {
		for i := range p.Clauses {
			ids[side] = append(ids[side], p.Clauses[i].ID)
		}
	}
	return twins(ids[oldSide], ids[newSide], func(side int, id string) string {
		i, _ := policies[side].Clause(id)
		return policies[side].Clauses[i].Quote()
	})
}
