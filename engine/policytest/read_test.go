package policytest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

func TestRead(t *testing.T) {
	f := policytest.Read("x_test.yaml", []byte(`
given: {vip: true, consent: false}
nothing_else: true
cases:
  - ask: may we use email?
    given: {consent: true}
    nothing_else: false
    answer: undetermined
    because: [1.10, A.4]
    needs: []
    otherwise: permitted
    conflict: false
  - name: in   parts
    action: use
    data: [email, phone]
    except: {purpose: marketing}
    answer: never permitted
  - action: use
    only: {purpose: [a, b]}
`))
	if len(f.Problems) > 0 || len(f.Cases) != 3 {
		t.Fatal(f.Problems, len(f.Cases))
	}
	a, b, c := f.Cases[0], f.Cases[1], f.Cases[2]
	if a.Name != "may we use email?" || a.Pos.Line != 5 || a.Fields.NothingElse || a.Answer != model.Undetermined || a.Conflict != model.No ||
		a.Otherwise != model.Permitted || a.Needs == nil {
		t.Errorf("got %+v", a)
	}
	if d := cmp.Diff([]string{"1.10", "A.4"}, a.Because); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]any{"vip": true, "consent": true}, a.Fields.Values); d != "" {
		t.Error(d)
	}
	if b.Name != "in parts" || !b.Every || !b.Never || !b.Fields.NothingElse || b.Because != nil || b.Conflict != model.Unknown {
		t.Errorf("got %+v", b)
	}
	if d := cmp.Diff([]string{"marketing"}, b.Fields.Except[model.For]); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(&policytest.Only{Dim: model.For, Names: []string{"a", "b"}}, c.Only); d != "" || c.Name != "case 3" {
		t.Error(c.Name, d)
	}
}

// readErrors are files with what is wrong in them, each problem by its place and how it begins.
var readErrors = []struct {
	text string
	want []string
}{
	{"", []string{"1:1: the file is empty"}},
	{"# nothing\n", []string{"1:1: the file is empty"}},
	{"- ask: x", []string{"1:1: expected lines of `key: value`"}},
	{"cases: [", []string{"1:1: did not find"}},
	{"cases: [{ask: may we?, answer: permitted}]", []string{"1:1: did not find expected ',' or '}'; a text with"}},
	{"cases:\n  - ask: may we use: email\n", []string{"2:1: mapping values are not allowed in this context; a text with"}},
	{"cases:\n  - ask: a\n    ask: b\n", []string{"3:5: `ask` stands twice"}},
	{"cases: &x []\nmore: *x\n", []string{"2:7: aliases"}},
	{"cases:\n---\ncases:\n", []string{"2:1: the file holds several documents"}},
	{"nothing_else: true\n", []string{"1:1: there are no tests in the file; write `cases:`"}},
	{"case: []\n", []string{"1:1: a file of tests has no `case`; did you mean `cases`?", "1:1: there are no tests in the file"}},
	{"cases:\n", []string{"1:1: `cases` is a list of tests, and there is none in it"}},
	{"cases: []\n", []string{"1:1: `cases` is a list"}},
	{"cases: {ask: x}\n", []string{"1:1: `cases` is a list"}},
	{"cases: [1]\nfrobnicate: 1\n", []string{"2:1: a file of tests has no `frobnicate`; it has cases, given, nothing_else", "1:9: a test is an object"}},
	{"given: []\ncases: [{ask: x, answer: permitted}]\n", []string{"1:1: `given` is an object of facts"}},
	{"nothing_else: maybe\ncases: [{ask: x, answer: permitted}]\n", []string{"1:1: `nothing_else` is true or false"}},
	{"policy: app\ncases: [{ask: x, answer: permitted}]\n", []string{"1:1: a file of tests has no `policy`"}},
	{"cases: [{}]\n", []string{"1:9: there is no question; write it in `ask`"}},
	{"cases: [{ask: x}]\n", []string{"1:9: there is no answer; write it in `answer`"}},
	{"cases: [{ask: , answer: permitted}]\n", []string{"1:10: `ask` is a text"}},
	{"cases: [{ask: [x], answer: permitted}]\n", []string{"1:10: `ask` is a text"}},
	{"cases: [{ask: x, action: use, answer: permitted}]\n", []string{"1:9: the question stands in `ask` or in parts"}},
	{"cases: [{ask: x, answer: permited}]\n", []string{"1:26: no answer is called `permited`; did you mean `permitted`?"}},
	{"cases: [{ask: x, answer: no}]\n", []string{"1:26: no answer is called `no`; there are prohibited, out-of-scope"}},
	{"cases: [{ask: x, answer: never prohibited}]\n", []string{"1:26: no answer is called `never prohibited`"}},
	{"cases: [{ask: x, answer: permitted, otherwise: never permitted}]\n", []string{"1:48: no answer is called `never permitted`"}},
	{"cases: [{ask: x, answer: permitted, because: []}]\n", []string{"1:37: `because` is an empty list"}},
	{"cases: [{ask: x, answer: permitted, because: {a: 1}}]\n", []string{"1:37: `because` is a name or a list"}},
	{"cases: [{ask: x, answer: permitted, because: [A, A, '', null]}]\n", []string{"1:50: `A` stands twice", "1:53: `because` is a name", "1:57: `because` is a name"}},
	{"cases: [{ask: x, answer: permitted, conflict: 1}]\n", []string{"1:37: `conflict` is true or false"}},
	{"cases: [{ask: x, answer: permitted, expect: 1, Answer: 2}]\n", []string{"1:37: a test has no `expect`", "1:48: a test has no `Answer`; did you mean"}},
	{"cases: [{ask: x, answer: permitted, only: {data: a}}]\n", []string{"1:9: `only` lists what is permitted, and takes no `answer`"}},
	{"cases: [{ask: x, only: [a]}]\n", []string{"1:18: `only` lists the names of one part"}},
	{"cases: [{ask: x, only: {data: a, purpose: b}}]\n", []string{"1:18: `only` lists the names of one part"}},
	{"cases: [{ask: x, only: {purpose: []}}]\n", []string{"1:25: `only` is an empty list; where nothing is permitted, write"}},
	{"cases: [{ask: x, only: {purposes: [a]}}]\n", []string{"1:25: a question has no part `purposes`; did you mean `purpose`?"}},
	{"cases: [{ask: x, only: {why: [a]}}]\n", []string{"1:25: a question has no part `why`; it has actor"}},
	{"cases: [{ask: x, only: {purpose: [a]}, because: b}]\n", []string{"1:40: `because` is about one answer"}},
	{"cases: [{ask: x, answer: always permitted, needs: [b]}]\n", []string{"1:44: `needs` is about one answer"}},
	{"cases: [{action: use, except: [a], answer: permitted}]\n", []string{"1:23: `except` is an object"}},
	{"cases: [{action: use, data: {a: 1}, answer: permitted}]\n", []string{"1:23: `data` is a name or a list of names"}},
	{"cases: [{action: use, given: {}, answer: permitted}]\n", []string{"1:23: `given` is an object of facts"}},
	{"cases: [{action: use, same: true, answer: permitted}]\n", []string{"1:23: a test has no `same`"}},
}

func TestReadErrors(t *testing.T) {
	for _, c := range readErrors {
		f := policytest.Read("f", []byte(c.text))
		got := f.Problems
		for i := range f.Cases {
			got = append(got, f.Cases[i].Problems...)
		}
		if len(got) != len(c.want) {
			t.Errorf("%q: got %v, want %q", c.text, got, c.want)
			continue
		}
		for i, p := range got {
			if !strings.HasPrefix(p.Error(), "f:"+c.want[i]) {
				t.Errorf("%q: got %q, want %q", c.text, p.Error(), c.want[i])
			}
		}
	}
}

// FuzzReadTests checks that any text is read or has problems, whose places are in it, and that what was read can be run.
func FuzzReadTests(f *testing.F) {
	for _, c := range readErrors {
		f.Add([]byte(c.text))
	}
	f.Add([]byte("given: {vip: yes}\ncases:\n - ask: may we use email for marketing\n   answer: undetermined\n   needs: [consent]\n   otherwise: prohibited\n"))
	f.Add([]byte("cases:\n - {action: use, data: email, only: {purpose: [security]}}\n - {data: phone, only: {action: any}}\n"))
	e, err := engine.Load(withTests(""), ".")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file := policytest.Read("fuzz_test.yaml", text)
		if len(file.Cases) == 0 && len(file.Problems) == 0 {
			t.Fatal("neither a test nor a problem")
		}
		for _, p := range file.Problems {
			if p.Pos.Line < 1 || p.Pos.Line > strings.Count(string(text), "\n")+1 || p.Pos.Column < 1 || p.Message == "" {
				t.Fatalf("a problem without a place: %v", p)
			}
		}
		if len(file.Cases) > 20 {
			return
		}
		results := policytest.Cases(e, file)
		if len(results) != len(file.Cases)+len(file.Problems) {
			t.Fatalf("%d results of %d tests and %d problems", len(results), len(file.Cases), len(file.Problems))
		}
		for _, r := range results {
			if r.Name == "" || r.Pos.Line < 1 || r.Err == nil && r.Got == "" {
				t.Fatalf("got %+v", r)
			}
		}
	})
}
