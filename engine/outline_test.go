package engine_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestOutline compares outlines with explanations, for the examples of the policies that ship and for random questions.
func TestOutline(t *testing.T) {
	seen := map[string]int{}
	for _, name := range []string{"app", "shop", "union"} {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range e.Policy().Examples {
			q := e.Policy().Examples[i].Question
			sameOutline(t, e, q)
			o, _ := e.Outline(q)
			seen[o.Answer.String()]++
			seen["needs"] += len(o.Needs)
			seen["duties"] += len(o.Duties)
			seen["clauses"] += len(o.Clauses)
		}
		if o, err := e.Outline(&model.Question{}); err == nil || o.Answer.Allowed() {
			t.Error("a question of another policy was answered")
		}
	}
	for _, want := range []string{"permitted", "prohibited", "undetermined", "not-addressed", "needs", "duties", "clauses"} {
		if seen[want] == 0 {
			t.Errorf("no %s was compared: %v", want, seen)
		}
	}
	check(t, func(l *law) {
		e := l.engine(l.parts)
		if q := l.bind(e, l.Question()); q != nil {
			sameOutline(l.t, e, q)
			*l.count++
		}
	})
}

func sameOutline(t interface {
	Helper()
	Fatalf(string, ...any)
}, e *engine.Engine, q *model.Question) {
	t.Helper()
	x, err := e.ExplainQuestion(q)
	o, err2 := e.Outline(q)
	if (err == nil) != (err2 == nil) {
		t.Fatalf("explained with %v, outlined with %v", err, err2)
	}
	if err != nil {
		return
	}
	want := engine.Outline{Answer: o.Answer, Clauses: x.Clauses(), Needs: x.Needs, Duties: x.Duties, Notes: o.Notes}
	if diff := cmp.Diff(want.Clauses, o.Clauses) + cmp.Diff(want.Needs, o.Needs) + cmp.Diff(want.Duties, o.Duties); diff != "" || o.Answer.String() != x.Answer || o.Answer.Conflict() != x.Conflict {
		t.Fatalf("%+v: the outline is %+v, but the explanation %+v: %s", q, o, x, diff)
	}
}
