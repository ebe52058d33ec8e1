package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// shownByCase is a policy whose only finding is shown by a case, as one that was linted.
func shownByCase(t *testing.T) *linted {
	t.Helper()
	at, err := locate(written(t, "shop.licet", "policy shop \"Shop\" {}\nuse core\nclause 1 { we may use email given consent }\nclause 2 { we must not use contact }\n"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Load(at.fsys, at.dir)
	if err != nil {
		t.Fatal(err)
	}
	p := e.Policy()
	conflicts, err := analysis.New(p).Conflicts()
	if err != nil || len(conflicts) != 1 {
		t.Fatal(conflicts, err)
	}
	f := lint.Finding{Rule: "open-defect", Category: lint.Correctness, Severity: lint.Warning, Message: "two | sentences", Clauses: []int{0, 1},
		At: p.Norms[0].Pos, Witness: conflicts[0].Witness, Related: []lint.Related{{Message: "the other", At: p.Norms[1].Pos}, {Message: "declared", At: p.Graphs[0].Node(1).Pos}}}
	return &linted{path: "shop", at: at, policy: p, failLevel: lint.Warning, fresh: []lint.Finding{f}, result: &lint.Result{Findings: []lint.Finding{f}}, texts: map[string]*source.File{}}
}

// TestCasesAreShown looks for the case of a finding in every form of the result, and asks it.
func TestCasesAreShown(t *testing.T) {
	l := shownByCase(t)
	question := l.fresh[0].Witness.Sentence()
	forms := map[string]func() (string, error){
		"text":  func() (string, error) { return shown(t, l, false), nil },
		"plain": func() (string, error) { return shown(t, l, true), nil },
		"json": func() (string, error) {
			text, err := json.Marshal(lintOf(&lintFlags{}, []*linted{l}))
			return string(text), err
		},
		"sarif":             func() (string, error) { text, err := sarifText([]*linted{l}); return string(text), err },
		"junit":             func() (string, error) { text, err := lintJUnit([]*linted{l}); return string(text), err },
		"github":            func() (string, error) { return l.annotation(l.fresh[0]), nil },
		"the job's summary": func() (string, error) { return summaryText([]*linted{l}), nil },
	}
	l.result.Rules = []lint.Status{{Rule: lint.Rule{Name: "open-defect"}, Severity: lint.Warning}}
	for name, form := range forms {
		text, err := form()
		if err != nil || !strings.Contains(text, question) {
			t.Errorf("%s: %v: %q is not in\n%s", name, err, question, text)
		}
	}
	var out, errs bytes.Buffer
	if code := Run([]string{"ask", "-p", l.at.name, question}, Streams{In: strings.NewReader(""), Out: &out, Err: &errs}); code != exitNotPermitted {
		t.Errorf("exit code %d: %s%s", code, out.String(), errs.String())
	}
}

// shown returns what is written for people.
func shown(t *testing.T, l *linted, plain bool) string {
	t.Helper()
	var out bytes.Buffer
	a := &app{out: bufio.NewWriter(&out), err: &out, terminal: &out}
	a.flags.plain = plain
	a.showFindings(l)
	if err := a.out.Flush(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestUndecidedRules compares the exit codes of a rule that could not tell with that of a mistake of this program.
func TestUndecidedRules(t *testing.T) {
	for code, err := range map[int]error{exitDone: errors.New("too much"), exitFailed: fmt.Errorf("x: %w", analysis.ErrReplay)} {
		l := shownByCase(t)
		l.fresh, l.result.Undecided = nil, []lint.Undecided{{Rule: "conflicting-norms", Err: err}}
		var errs bytes.Buffer
		a := &app{err: &errs}
		if got := a.end(a.lintEnd(&lintFlags{}, []*linted{l})); got != code {
			t.Errorf("exit code %d, want %d", got, code)
		}
		if !strings.Contains(errs.String(), "conflicting-norms: not decided: "+err.Error()) {
			t.Errorf("it says %s", errs.String())
		}
	}
}
