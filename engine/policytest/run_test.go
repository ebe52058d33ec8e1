package policytest_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// withTests returns a small policy with a file of cases beside it.
func withTests(cases string) fstest.MapFS {
	return fstest.MapFS{"p.licet": {Data: []byte(`
policy p "P" {}
use core
fact vip "you are a very important person"
fact channel one of web, yes
clause 1 { we may use email only for service-provision, security }
clause 2 { we may share email with partner given consent then partner must not use email from we for marketing }
clause 3 { this policy does not cover search-query }
clause 4 { by default, we must not use contact }
clause 5 { we may collect photo given vip and channel is yes }
clause 6 { we may use health, email for advertising, research given vip
  we must not use email for research }
example "for the service" { may we use email for service-provision? permitted because 1 }
`)}, "p_test.yaml": {Data: []byte(cases)}}
}

func runCases(t *testing.T, cases string) *policytest.Report {
	t.Helper()
	report, err := policytest.Run(withTests(cases), ".", policytest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	report.Results = report.Results[1:] // without the example
	return report
}

// TestCases runs cases one by one, and compares what they come to: ok, or how their failure begins.
func TestCases(t *testing.T) {
	for _, c := range []struct{ test, want string }{
		{"{ask: 'may we use phone for payment?', answer: prohibited, because: [4]}", "ok"},
		{"{ask: 'may we use phone for payment?', answer: prohibited, because: 4, conflict: false}", "ok"},
		{"{ask: 'may we use phone for payment?', answer: prohibited, because: [1, 3]}",
			"expected prohibited because 1, 3, got prohibited because 4"},
		{"{ask: 'may we use email for research', given: {vip: yes}, answer: prohibited, conflict: true}", "ok"},
		{"{ask: 'may we use email for research', given: {vip: true}, answer: prohibited, conflict: false}",
			"expected prohibited without a conflict, got prohibited with a conflict"},
		{"{ask: 'may we use health for research', answer: undetermined, needs: [vip], otherwise: not-addressed}", "ok"},
		{"{ask: 'may we use health for research', answer: undetermined, needs: [], otherwise: permitted}",
			"expected undetermined, needs nothing, otherwise permitted, got undetermined, needs vip, otherwise not-addressed"},
		{"{ask: 'may we use email for payment', answer: permitted, otherwise: permitted}", "expected permitted, otherwise permitted, got permitted, otherwise nothing"},
		{"{ask: 'may we use health for research', nothing_else: true, answer: not-addressed}", "ok"},
		{"{ask: 'may we collect photo', given: {vip: yes, channel: yes}, answer: permitted}", "ok"},
		{"{action: use, data: [e-mail address], purpose: payment, answer: always permitted}", "ok"},
		{"{action: use, data: [email, phone], purpose: payment, answer: always permitted}", "expected always permitted, got not always permitted"},
		{"{ask: may we use search-query, answer: never permitted, because: 3}", "ok"},
		{"{ask: may we use search-query, answer: never permitted, because: [4]}", "expected never permitted because 4, got never permitted because 3"},
		{"{ask: 'may we use contact for marketing', answer: never permitted, because: [1, 4]}", "ok"},

		{"{ask: may we use email, only: {purpose: [service-provision, security]}}", "ok"},
		{"{ask: may we use email, nothing_else: true, only: {purpose: [security, service-provision]}}", "ok"},
		{"{ask: may we use health, given: {vip: true}, only: {purpose: [research, advertising]}}", "ok"},
		{"{ask: may we use health, only: {purpose: [research, advertising]}}", "expected permitted only for the purpose"}, // undetermined
		{"{ask: may we use email for service-provision, nothing_else: true, only: {purpose: service-provision}}", "ok"},
		{"{ask: may we use email for any except security, nothing_else: true, only: {purpose: [service-provision]}}", "ok"},
		{"{data: email, purpose: security, nothing_else: true, only: {action: [use]}}", "ok"},
		{"{ask: may we use any for security, nothing_else: true, only: {data: email}}", "ok"},
		{"{action: share, data: email, given: {consent: true}, only: {recipient: partner}}", "ok"},
		{"{action: share, data: email, given: {consent: true}, only: {recipient: anyone}}", "expected permitted only for the recipient anyone, got permitted only for the recipient partner"},
		{"{action: share, data: email, given: {consent: true}, only: {recipient: email}}", "`email` is data, and a party is expected here"},
		{"{action: share, data: email, given: {consent: false}, only: {recipient: partner}}", "expected permitted only for the recipient partner, got permitted for no recipient"},
		{"{data: email, purpose: security, nothing_else: true, only: {actor: we}, action: use}", "ok"},

		{"{ask: may we use emial, answer: permitted}", "no data is called `emial`; did you mean `email`?"},
		{"{action: use, data: [email, emial], answer: permitted}", "no data is called `emial`"},
		{"{ask: may we use email, given: {vipp: true}, answer: permitted}", "no fact is called `vipp`; did you mean `vip`?"},
		{"{ask: may we use email given vip, given: {vip: false}, answer: permitted}", "this contradicts what else the question says of `vip`"},
		{"{ask: may we use email, answer: permitted, because: [11]}", "no clause is called `11`"},
		{"{ask: may we use email, answer: permitted, needs: [consennt]}", "no fact or part is called `consennt`; did you mean `consent`?"},
		{"{ask: may we use email, only: {purpose: [securty]}}", "no purpose is called `securty`; did you mean `security`?"},
		{"{data: email, answer: permitted}", "the question names no action"},
		{"{ask: may we, answer: permitted}", ""},
	} {
		r := runCases(t, "cases: ["+c.test+"]").Results[0]
		got := "ok"
		if !r.Passed() {
			_, got, _ = strings.Cut(r.String(), ": "+r.Name+": ")
		}
		if !strings.HasPrefix(got, c.want) || got == "ok" && c.want != "ok" {
			t.Errorf("%s:\ngot  %s\nwant %s", c.test, got, c.want)
		}
		if r.Err == nil && !r.Passed() && r.Explanation == nil {
			t.Errorf("%s: nothing is explained", c.test)
		}
	}
}

// TestOnly compares what differs from a list.
func TestOnly(t *testing.T) {
	r := runCases(t, "nothing_else: true\ncases: [{ask: may we use email, only: {purpose: [payment, security, marketing]}}]").Results[0]
	want := []string{
		"not in the list: service-provision is permitted because 1",
		"in the list: payment, but it lies beneath service-provision, which is permitted as a whole",
		"in the list: marketing, but it is prohibited because 1",
	}
	slices.Sort(want)
	if d := cmp.Diff(want, slices.Sorted(slices.Values(r.Notes))); d != "" || r.Passed() {
		t.Error(d)
	}
}

// TestPlaces compares where failures are said to be.
func TestPlaces(t *testing.T) {
	report := runCases(t, `given: {vpi: true}
cases:
  - name: a fact of the whole file
    ask: may we use email?
    answer: permitted
  - name: in the sentence
    ask: "may we use emial?"
    given: {vpi: null}
    answer: permitted
  - name: in a list
    given: {vpi: null}
    action: use
    data: [email,
      emial]
    answer: permitted
  - name: in what is expected
    given: {vpi: null}
    ask: may we use email?
    answer: permitted
    because: [1,
      77]
  - name: everywhere
    given: {vipp: true,
            vip: maybe}
    ask: may we use email?
    answer: permitted
`)
	var got [][2]int
	for _, r := range report.Results {
		got = append(got, [2]int{r.Pos.Line, r.Pos.Column})
	}
	if d := cmp.Diff([][2]int{{1, 9}, {7, 22}, {14, 7}, {21, 7}, {1, 9}}, got); d != "" {
		t.Error(d)
	}
}

func TestCover(t *testing.T) {
	missing := func(cases string) (out []string) {
		for _, u := range runCases(t, cases).Cover().Missing {
			out = append(out, u.Clause+" "+u.Modality+" "+u.Follows)
		}
		return out
	}
	all := []string{"1 must not only", "2 may ", "2 must not then", "3 does not cover ", "4 must not ", "5 may ", "6 may ", "6 must not "}
	without := func(clauses ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(clauses, s) })
	}
	for _, c := range []struct {
		cases string
		want  []string
	}{
		{"cases: [{ask: may we use phone, answer: permitted}]", all}, // it fails
		{"cases: [{ask: may we use phone, answer: prohibited}]", without("4 must not ")},
		{"cases: [{ask: may we use health for research, answer: undetermined}]", all},
		{"cases: [{ask: may we use email for marketing given nothing else, answer: prohibited}]", without("1 must not only")},
		{"cases: [{ask: 'may partner use email from we for marketing', answer: prohibited}]", without("2 must not then")},
		{"cases: [{ask: 'may we use search-query, phone for marketing', answer: prohibited}]", without("4 must not ")},
		{"cases: [{ask: 'may we use search-query, phone for marketing', answer: never permitted}]", without("3 does not cover ", "4 must not ")},
		{"cases: [{ask: may we share email given consent, only: {recipient: [partner]}}]", without("2 may ")},
	} {
		if d := cmp.Diff(c.want, missing(c.cases)); d != "" {
			t.Errorf("%s: (-want +got)\n%s", c.cases, d)
		}
	}
	if got := (policytest.Cover{Total: 1000, Missing: make([]policytest.Uncovered, 1)}).Percent(); got != 99 {
		t.Errorf("999 of 1000 are %d%%", got)
	}
	if got := (policytest.Cover{}).Percent(); got != 100 {
		t.Errorf("nothing is covered to %d%%", got)
	}
}

func TestWhichTests(t *testing.T) {
	fsys := withTests("cases: [{name: one, ask: may we use phone, answer: prohibited}, {name: two, ask: may we use phone, answer: permitted}]")
	for _, c := range []struct {
		dir, pattern string
		want         []string
		failed       int
	}{
		{".", "", []string{"for the service", "one", "two"}, 1},
		{"p.licet", "", []string{"for the service", "one", "two"}, 1},
		{"p_test.yaml", "", []string{"one", "two"}, 1},
		{".", "^o|serv", []string{"for the service", "one"}, 0},
		{".", "nobody", nil, 0},
	} {
		o := policytest.Options{}
		if c.pattern != "" {
			o.Run = regexp.MustCompile(c.pattern)
		}
		report, err := policytest.Run(fsys, c.dir, o)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range report.Results {
			got = append(got, r.Name)
		}
		if d := cmp.Diff(c.want, got); d != "" || report.Failed() != c.failed {
			t.Errorf("%v: %d failed\n%s", c, report.Failed(), d)
		}
	}
}

// TestFiles names files that are not run, or cannot be read.
func TestFiles(t *testing.T) {
	fsys := withTests("cases: [{ask: may we use phone, answer: prohibited}]")
	fsys["q_test.yml"] = &fstest.MapFile{Data: []byte("cases: []")}
	fsys[".#p_test.yaml"] = &fstest.MapFile{Mode: fs.ModeSymlink} // an editor's
	fsys["r_test.yaml"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	fsys["s_test.yaml"] = &fstest.MapFile{Mode: fs.ModeDir}
	fsys["t_test.yaml"] = &fstest.MapFile{Data: make([]byte, 4<<20+1)}
	fsys["sub/t_test.yaml"] = &fstest.MapFile{Data: []byte("cases: []")} // of another policy
	report, err := policytest.Run(fsys, ".", policytest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range report.Results[2:] {
		got = append(got, r.String())
	}
	want := []string{
		"q_test.yml:1: q_test.yml: this file is not run; if it holds tests, give it a name that ends in _test.yaml",
		"r_test.yaml:1: r_test.yaml: it cannot be read: it is no ordinary file",
		"s_test.yaml:1: s_test.yaml: it cannot be read: it is no ordinary file",
		"t_test.yaml:1: t_test.yaml: it cannot be read: it is larger than 4 MiB; divide it",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
