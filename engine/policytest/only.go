package policytest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// exactly runs a case that lists all names of a part with which a question is permitted.
func (r *runner) exactly(c *Case, q *model.Question, out Result) Result {
	want, err := c.listed(r.e)
	if err != nil {
		out.Err = err
		return out
	}
	d := c.Only.Dim
	got, err := r.e.Widest(q, d)
	if err != nil {
		out.Err = err
		return out
	}
	out.Expected, out.Got = r.only(d, want), r.only(d, got)
	if !out.Passed() {
		r.unlike(&out, q, d, want, got)
		return out
	}
	for _, n := range got {
		narrow, ok := r.e.Narrow(q, d, n)
		if !ok {
			continue
		}
		ruling, err := r.e.Rule(narrow)
		if out.Err = err; err != nil {
			return out
		}
		r.cover.add(ruling)
	}
	return out
}

// only says what is permitted.
func (r *runner) only(d model.Dim, nodes []model.NodeID) string {
	if len(nodes) == 0 {
		return "permitted for no " + d.String()
	}
	var names []string
	for _, n := range nodes {
		names = append(names, r.e.Policy().Graph(d).Node(n).ID)
	}
	return "permitted only for the " + d.String() + " " + strings.Join(names, ", ")
}

// unlike says which names are too many and which are missing, and explains the first of them.
func (r *runner) unlike(out *Result, q *model.Question, d model.Dim, want, got []model.NodeID) {
	g := r.e.Policy().Graph(d)
	note := func(n model.NodeID, format string) {
		answer := "it cannot be asked about"
		if narrow, ok := r.e.Narrow(q, d, n); ok {
			ruling, err := r.e.Rule(narrow)
			if err != nil {
				answer = err.Error()
			} else {
				answer = ruling.Answer.String()
				if clauses := r.e.Clauses(ruling); len(clauses) > 0 {
					answer += because(clauses)
				}
			}
			if out.Explanation == nil {
				out.Explanation, out.Err = r.e.ExplainQuestion(narrow)
			}
		}
		out.Notes = append(out.Notes, fmt.Sprintf(format, g.Node(n).ID, answer))
	}
	for _, n := range got {
		if !slices.Contains(want, n) {
			note(n, "not in the list: %s is %s")
		}
	}
	for _, n := range want {
		if slices.Contains(got, n) {
			continue
		}
		if i := slices.IndexFunc(got, func(m model.NodeID) bool { return g.Below(n, m) }); i >= 0 {
			out.Notes = append(out.Notes, fmt.Sprintf("in the list: %s, but it lies beneath %s, which is permitted as a whole", g.Node(n).ID, g.Node(got[i]).ID))
			continue
		}
		note(n, "in the list: %s, but it is %s")
	}
}
