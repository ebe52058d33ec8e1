package document_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/policies"
)

// narrow is a policy whose permissions are limited in every part that a table must not forget.
const narrow = `policy x "X" { version "1" language en }
use core
fact member "you are a member"
clause 1 { we may use contact except email for any except marketing in eea, us }
clause 2 { we may use personal from affiliate for research given member }
clause 3 { we may use phone of child for security }
clause 4 { we may share email with partner except counterparty for advertising unless objection }
clause 5 { we may disclose location to court for dispute-resolution on legal-obligation }
clause 6 { we may store phone for security in china }
clause 7 { we may store email for research }
`

// TestRowsForgetNothing checks that each row names everything that limits the permissions which it sums: exceptions, whose data,
// where they come from, where, when and on which basis; and that each has a claim that it is permitted.
func TestRowsForgetNothing(t *testing.T) {
	engines := []*engine.Engine{}
	e, err := engine.Load(fstest.MapFS{"x.licet": {Data: []byte(narrow)}}, "x.licet")
	if err != nil {
		t.Fatal(err)
	}
	engines = append(engines, e)
	for _, name := range policies.Names() {
		engines = append(engines, load(t, name))
	}
	for _, e := range engines {
		rows := 0
		d := write(t, e, document.Options{})
		for _, s := range d.Sections {
			for _, b := range s.Blocks {
				if b.Table == nil {
					continue
				}
				for _, r := range b.Table.Rows {
					rows++
					checkRow(t, e.Policy(), r)
				}
			}
		}
		if rows < 4 {
			t.Errorf("%s: only %d rows", e.Policy().ID, rows)
		}
	}
}

func checkRow(t *testing.T, p *model.Policy, r document.Row) {
	t.Helper()
	text, permitted, summed := "", false, false
	type sum struct {
		norm   *model.Norm
		always bool // another norm of the line holds without any condition
	}
	var norms []sum
	for _, c := range r.Cells {
		for _, l := range c.Lines {
			text += " " + l.Text
			for _, x := range l.Claims {
				permitted = permitted || x.Answer == "permitted"
			}
			always := slices.ContainsFunc(l.Sums, func(r document.Ref) bool { return len(p.Norms[r.Index].When) == 0 })
			for _, ref := range l.Sums {
				n := &p.Norms[ref.Index]
				norms = append(norms, sum{n, always})
				summed = summed || n.Modality == model.May
			}
		}
	}
	if summed && !permitted {
		t.Errorf("no claim that anything is permitted: %q", text)
	}
	text = strings.ToLower(strings.ReplaceAll(text, "’", "'"))
	for _, x := range norms {
		for _, label := range limits(p, x.norm, x.always) {
			if !strings.Contains(text, strings.ToLower(label)) {
				t.Errorf("clause %s: %q is not in %q", p.Clauses[x.norm.Clause].ID, label, text)
			}
		}
	}
}

// limits are the words that a row about a norm must have.
func limits(p *model.Policy, n *model.Norm, always bool) []string {
	var out []string
	names := func(d model.Dim, nodes []model.NodeID) {
		for _, x := range nodes {
			if x != model.You && x != model.We { // you, yours, and us: said in many ways
				out = append(out, p.Graph(d).Node(x).Labels.In(""))
			}
		}
	}
	for d := range n.Scope {
		names(model.Dim(d), n.Scope[d].Except)
	}
	for _, d := range []model.Dim{model.Of, model.From, model.In} {
		names(d, n.Scope[d].In)
	}
	for _, b := range n.Basis {
		out = append(out, p.Graphs[model.BasisKind].Node(b).Labels.In(""))
	}
	for _, w := range n.When {
		if always {
			break
		}
		if known, _ := settled(p, w.Stated); known {
			continue
		}
		model.Walk(w.Stated, func(c model.Cond) bool {
			switch f := model.FactOf(c); {
			case f == model.NoFact || p.Facts[f].Settled != nil || strings.HasPrefix(p.Facts[f].ID, "overdue"):
			default:
				out = append(out, longest(p.Facts[f].Labels.In("")))
			}
			if _, ok := c.(*model.HasConsent); ok {
				out = append(out, "consent")
			}
			if _, ok := c.(*model.HasObjection); ok {
				out = append(out, "object")
			}
			return true
		})
	}
	return out
}
