package engine_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

func TestWidest(t *testing.T) {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(`
		policy p "P" {}
		use core
		fact vip "you are a very important person"
		data both "both" is photo, voice
		data voice "voice"
		clause 1 { we may use email, phone for security, research, market-research }
		clause 2 { we may use email for marketing unless objection }
		clause 3 { we must not use email for advertising }
		clause 4 { we and partner may use photo, voice }
		clause 5 { we may share email with partner, affiliate given consent }
		clause 6 { we may delete email }
		purpose market-research "market research" is research, marketing
	`)}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ask  string
		dim  model.Dim
		want []string
	}{
		{"may we use email given nothing else", model.For, []string{"research", "security", "direct-marketing", "third-party-marketing"}},
		{"may we use email given no objection", model.For, []string{"research", "security", "direct-marketing", "third-party-marketing"}},
		{"may we use email", model.For, []string{"research", "security"}}, // an objection is not known
		{"may we use email for marketing given nothing else", model.For, []string{"market-research", "direct-marketing", "third-party-marketing"}},
		{"may we use email for advertising given nothing else", model.For, nil},
		{"may we use email for any except marketing given nothing else", model.For, []string{"research", "security"}},
		{"may we use any for payment", model.Data, []string{"photo", "voice"}}, // both is beneath each
		{"may anyone use photo for payment", model.Actor, []string{"we", "partner"}},
		{"may we use photo", model.For, []string{"any"}},
		{"may we share email given consent", model.To, []string{"affiliate", "partner"}},
		{"may we share email given no consent", model.To, nil},
		{"may we use, delete, share email given nothing else", model.Action, []string{"delete"}},
		{"may we use, store, share email for research given nothing else", model.Action, []string{"use"}},
	} {
		q, err := e.Asker().Question(c.ask)
		if err != nil {
			t.Fatal(c.ask, err)
		}
		got, err := e.Widest(q, c.dim)
		if err != nil {
			t.Fatal(c.ask, err)
		}
		var names []string
		for _, n := range got {
			names = append(names, e.Policy().Graph(c.dim).Node(n).ID)
		}
		slices.Sort(names)
		slices.Sort(c.want)
		if d := cmp.Diff(c.want, names); d != "" {
			t.Errorf("%s: %s", c.ask, d)
		}
	}
}

// TestWidestIsAllThatIsPermitted compares with every name, on random policies: what lies beneath those that are returned is permitted, and
// nothing else is.
func TestWidestIsAllThatIsPermitted(t *testing.T) {
	some := 0
	check(t, func(l *law) {
		e := l.engine(l.parts)
		for range 3 {
			q := l.bind(e, l.Question())
			if q == nil {
				continue
			}
			for d := range model.Dim(model.DimCount) {
				*l.count++
				some += compareWidest(l, e, q, d)
			}
		}
	})
	if some == 0 {
		t.Error("nothing was permitted, and so little was compared")
	}
}

func compareWidest(l *law, e *engine.Engine, q *model.Question, d model.Dim) int {
	widest, err := e.Widest(q, d)
	if err != nil {
		return 0
	}
	g := e.Policy().Graph(d)
	for n, node := range g.All() {
		within := !q.Named.Has(d) || q.Scope[d].All || slices.ContainsFunc(q.Scope[d].In, func(m model.NodeID) bool { return g.Below(n, m) })
		narrow, ok := e.Narrow(q, d, n)
		if !within || !ok {
			continue
		}
		answer, ok := l.decide(e, narrow)
		covered := slices.ContainsFunc(widest, func(m model.NodeID) bool { return g.Below(n, m) })
		if ok && answer.Allowed() != covered {
			l.t.Fatalf("%s %s is %v, and is in the list of what is permitted: %v\n%s", d, node.ID, answer, covered, l.parts)
		}
	}
	return len(widest)
}
