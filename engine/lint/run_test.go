package lint_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/policies"
)

// load loads a policy of one file, p.licet, whose header has these fields, and other files.
func load(t *testing.T, fields, text string, files ...string) *model.Policy {
	t.Helper()
	fsys := fstest.MapFS{
		"header.licet": {Data: []byte("policy p \"P\" { " + fields + " }\nuse core\n")},
		"p.licet":      {Data: []byte(text)},
	}
	for i := 0; i+1 < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	p, err := dsl.Load(fsys, ".", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// rule returns a rule that finds one thing in every clause, in the opposite order.
func rule(name string, change ...func(*lint.Rule)) lint.Rule {
	r := lint.Rule{Name: name, Category: lint.Clarity, Severity: lint.Warning, Check: func(c *lint.Context) []lint.Finding {
		var out []lint.Finding
		for i := len(c.Policy().Clauses) - 1; i >= 0; i-- {
			out = append(out, lint.Finding{Message: "m", Clauses: []int{i}, At: c.Policy().Clauses[i].Pos})
		}
		return out
	}}
	for _, f := range change {
		f(&r)
	}
	return r
}

// told writes findings as "rule clause".
func told(p *model.Policy, list []lint.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Rule+" "+p.Clauses[f.Clauses[0]].ID)
	}
	return strings.Join(out, ", ")
}

const threeClauses = `
clause 1 { we may use email }
clause 2 { we may use phone }
clause 3 { we may use name }
`

func TestAllowances(t *testing.T) {
	state := func(s lint.AllowanceState) string {
		return strings.TrimSpace(fmt.Sprintf("known:%t in force:%t last:%t expired:%t used:%t", s.Known, s.InForce, s.Last, s.Expired, s.Used))
	}
	for name, c := range map[string]struct{ allow, today, left, states string }{
		"none":                        {"", "2026-11-22", "a 1, b 1, a 2, b 2, a 3, b 3", ""},
		"of one rule in one clause":   {`allow a in 2 because "x" by "y" until 2027-01-01`, "2026-11-22", "a 1, b 1, b 2, a 3, b 3", "known:true in force:true last:false expired:false used:true"},
		"its day is a part of it":     {`allow a in 2 because "x" by "y" until 2026-11-22`, "2026-11-22", "a 1, b 1, b 2, a 3, b 3", "known:true in force:true last:false expired:false used:true"},
		"expired":                     {`allow a in 2 because "x" by "y" until 2026-11-21`, "2026-11-22", "a 1, b 1, a 2, b 2, a 3, b 3", "known:true in force:true last:false expired:true used:false"},
		"without a day of today":      {`allow a in 2 because "x" by "y" until 2001-11-21`, "", "a 1, b 1, b 2, a 3, b 3", "known:true in force:true last:false expired:false used:true"},
		"of a rule that there is not": {`allow z in 2 because "x" by "y" until 2027-01-01`, "2026-11-22", "a 1, b 1, a 2, b 2, a 3, b 3", "known:false in force:false last:false expired:false used:false"},
		"of a rule that is off":       {`allow off in 2 because "x" by "y" until 2027-01-01`, "2026-11-22", "a 1, b 1, a 2, b 2, a 3, b 3", "known:true in force:false last:false expired:false used:false"},
		"of a rule that runs last":    {`allow last in 2 because "x" by "y" until 2027-01-01`, "2026-11-22", "a 1, b 1, a 2, b 2, a 3, b 3", "known:true in force:true last:true expired:false used:false"},
		"of no clause":                {`allow a because "x" by "y" until 2027-01-01`, "2026-11-22", "a 1, b 1, a 2, b 2, a 3, b 3", "known:true in force:true last:false expired:false used:false"},
		"twice":                       {`allow a in 2 because "x" by "y" until 2027-01-01` + "\n" + `allow a in 2 because "x" by "y" until 2028-01-01`, "2026-11-22", "a 1, b 1, b 2, a 3, b 3", strings.TrimSpace(strings.Repeat("known:true in force:true last:false expired:false used:true ", 2))},
	} {
		t.Run(name, func(t *testing.T) {
			p := load(t, "", threeClauses+c.allow)
			var states []string
			last := rule("last", func(r *lint.Rule) {
				r.Last = true
				r.Check = func(c *lint.Context) []lint.Finding {
					for i := range c.Policy().Allowances {
						states = append(states, state(c.Allowance(i)))
					}
					return nil
				}
			})
			off := rule("off", func(r *lint.Rule) { r.Severity = lint.Off })
			r := lint.Run([]lint.Rule{last, rule("b"), rule("a"), off}, p, lint.Options{Today: c.today})
			if got := told(p, r.Findings); got != c.left {
				t.Errorf("left are %s, want %s", got, c.left)
			}
			if got := strings.Join(states, " "); got != c.states {
				t.Errorf("states\n%s, want\n%s", got, c.states)
			}
			if n := len(r.Findings) + len(r.Accepted); n != 6 {
				t.Errorf("%d findings are left or accepted, want 6", n)
			}
		})
	}
}

// TestAllowancesOfNoClause allows what is about the policy as a whole: without a clause, and in one.
func TestAllowancesOfNoClause(t *testing.T) {
	whole := rule("whole", func(r *lint.Rule) {
		r.Check = func(c *lint.Context) []lint.Finding { return []lint.Finding{{Message: "m", At: c.Policy().Pos}} }
	})
	for text, accepted := range map[string]int{`allow whole because "x" by "y" until 2027-01-01`: 1, `allow whole in 2 because "x" by "y" until 2027-01-01`: 0} {
		if r := lint.Run([]lint.Rule{whole}, load(t, "", threeClauses+text), lint.Options{}); len(r.Accepted) != accepted || len(r.Findings) != 1-accepted {
			t.Errorf("%s: %d accepted, %d left", text, len(r.Accepted), len(r.Findings))
		}
	}
}

// TestTheLastCannotBeAllowed allows what a rule about allowances finds.
func TestTheLastCannotBeAllowed(t *testing.T) {
	p := load(t, "", "clause 1 { we may use email\n allow last in 1 because \"x\" by \"y\" until 2027-01-01 }")
	r := lint.Run([]lint.Rule{rule("last", func(r *lint.Rule) { r.Last = true })}, p, lint.Options{})
	if got := told(p, r.Findings); got != "last 1" || len(r.Accepted) != 0 {
		t.Errorf("got %q, and %d accepted", got, len(r.Accepted))
	}
}

func TestSettings(t *testing.T) {
	is := func(name string, s lint.Severity) lint.Setting {
		return lint.Setting{Name: name, Severity: s, Why: "set " + name}
	}
	for name, c := range map[string]struct {
		fields   string
		settings []lint.Setting
		rule     lint.Rule
		want     string
	}{
		"as the rule says":                {"", nil, rule("a"), "warning "},
		"a rule":                          {"", []lint.Setting{is("a", lint.Error)}, rule("a"), "error set a"},
		"another rule":                    {"", []lint.Setting{is("b", lint.Error)}, rule("a"), "warning "},
		"a category":                      {"", []lint.Setting{is("clarity", lint.Note)}, rule("a"), "note set clarity"},
		"the later goes before":           {"", []lint.Setting{is("clarity", lint.Note), is("a", lint.Error)}, rule("a"), "error set a"},
		"off":                             {"", []lint.Setting{is("a", lint.Off)}, rule("a"), "off set a"},
		"on again":                        {"", []lint.Setting{is("a", lint.Off), {Name: "a", Keep: true, Why: "w"}}, rule("a"), "warning w"},
		"kept":                            {"", []lint.Setting{is("a", lint.Error), {Name: "a", Keep: true, Why: "w"}}, rule("a"), "error w"},
		"no jurisdiction":                 {"", nil, rule("a", forEU), "off it is for eu, and the header declares no jurisdiction"},
		"its jurisdiction":                {"jurisdiction eu", nil, rule("a", forEU), "warning "},
		"a place within":                  {"jurisdiction china, france", nil, rule("a", forEU), "warning "},
		"another":                         {"jurisdiction china", nil, rule("a", forEU), "off it is for eu, and the header declares china"},
		"a setting brings no law":         {"jurisdiction china", []lint.Setting{is("a", lint.Error)}, rule("a", forEU), "off it is for eu, and the header declares china"},
		"a place that the names have not": {"jurisdiction atlantis", nil, rule("a", func(r *lint.Rule) { r.Jurisdictions = []string{"atlantis"} }), "warning "},
	} {
		t.Run(name, func(t *testing.T) {
			p := load(t, c.fields, threeClauses)
			s := lint.Statuses([]lint.Rule{c.rule}, p, lint.Options{Settings: c.settings})[0]
			if got := s.Severity.String() + " " + s.Why; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func forEU(r *lint.Rule) { r.Jurisdictions = []string{"eu"} }

// TestVocabularies lints a vocabulary: rules about sentences do not run.
func TestVocabularies(t *testing.T) {
	p, err := dsl.Load(fstest.MapFS{"v.licet": {Data: []byte("vocabulary v \"V\" {}\ndata a \"a\"\n")}}, ".", nil)
	if err != nil {
		t.Fatal(err)
	}
	got := lint.Statuses([]lint.Rule{rule("a"), rule("b", func(r *lint.Rule) { r.Vocabularies = true })}, p, lint.Options{})
	if got[0].Severity != lint.Off || got[1].Severity != lint.Warning {
		t.Errorf("got %v and %v", got[0], got[1])
	}
}

// TestTheSameFindingOnce finds the same twice, and what cannot be told.
func TestTheSameFindingOnce(t *testing.T) {
	p := load(t, "", threeClauses)
	twice := rule("a", func(r *lint.Rule) {
		check := r.Check
		r.Check = func(c *lint.Context) []lint.Finding {
			c.NotDecided(errors.New("too much"))
			c.NotDecided(errors.New("too much"))
			c.NotDecided(nil)
			return append(check(c), check(c)...)
		}
	})
	r := lint.Run([]lint.Rule{twice}, p, lint.Options{})
	if got := told(p, r.Findings); got != "a 1, a 2, a 3" {
		t.Errorf("got %s", got)
	}
	if len(r.Undecided) != 1 || r.Undecided[0].Rule != "a" {
		t.Errorf("undecided: %v", r.Undecided)
	}
	if d := cmp.Diff([]lint.Severity{lint.Warning}, []lint.Severity{r.Findings[0].Severity}); d != "" {
		t.Error(d)
	}
}
