// Package policytest reads tests of policies that are files: questions with the answers that are
// expected.
//
// It does not answer questions: whoever runs the cases does, in each way that there is.
//
//	file, err := policytest.ReadFile("testdata/decisions/natural.yaml")
//	for _, c := range file.Cases { fmt.Println(c.Ask, c.Answer) }
package policytest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// A File is one file of cases.
type File struct {
	Name  string
	Cases []Case
}

// A Case is a question with what is expected of its answer. Fields that are not set are not compared, but for the answer.
type Case struct {
	Name      string
	Policy    string // the name of a shipped policy; empty where Text is set
	Text      string // the policy itself; with `same: true` in the file that of the case before
	Ask       string // the question, as a sentence
	Answer    model.Answer
	Because   []string // exactly the clauses that decide; nil where it is not said
	Conflict  bool
	Needs     []string // exactly what matters, sorted; nil where it is not said
	Otherwise model.Answer
	Lawyer    string // the answer of somebody who read the text alone
	Why       string // why that differs
}

// ReadFile reads a file of cases: an object with `cases`, and perhaps a `policy` or a `text` for all of them. Unknown
// keys, a file without cases and a case without question or answer are errors.
func ReadFile(path string) (*File, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	top, err := yamlfile.Object(path, text)
	if err != nil {
		return nil, err
	}
	r := &reader{path: path}
	r.keys(top, "the file", "policy", "text", "cases")
	list, _ := top["cases"].([]any)
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: there are no cases", path)
	}
	out := &File{Name: path}
	for i, x := range list {
		m, ok := x.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s: case %d is no object", path, i+1)
		}
		c := r.testCase(m, i)
		if same, _ := m["same"].(bool); same && i > 0 {
			c.Policy, c.Text = out.Cases[i-1].Policy, out.Cases[i-1].Text
		}
		if c.Policy == "" && c.Text == "" {
			c.Policy, c.Text = r.text(top, "policy"), r.text(top, "text")
		}
		out.Cases = append(out.Cases, c)
	}
	return out, r.err
}

type reader struct {
	path string
	err  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(r.path+": "+format, args...)
	}
}

// keys reports a key that is not known.
func (r *reader) keys(m map[string]any, what string, known ...string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if slices.Contains(known, k) {
			continue
		}
		near := diag.Nearest(k, slices.Values(known))
		if near != "" {
			near = fmt.Sprintf("; did you mean `%s`?", near)
		}
		r.fail("%s has no `%s`%s", what, k, near)
	}
}

func (r *reader) text(m map[string]any, key string) string {
	v, ok := m[key]
	if !ok {
		return ""
	}
	s, isText := v.(string)
	if !isText {
		r.fail("`%s` is a text", key)
	}
	return strings.TrimSpace(s)
}

func (r *reader) list(m map[string]any, key string) []string {
	v, ok := m[key]
	if !ok {
		return nil
	}
	list, isList := v.([]any)
	if !isList {
		r.fail("`%s` is a list", key)
	}
	out := []string{}
	for _, x := range list {
		out = append(out, fmt.Sprint(x))
	}
	return out
}

func (r *reader) testCase(m map[string]any, i int) Case {
	name := r.text(m, "name")
	if name == "" {
		name = fmt.Sprintf("case %d", i+1)
	}
	r.keys(m, name, "name", "policy", "text", "same", "ask", "answer", "because", "conflict", "needs", "otherwise", "lawyer", "why")
	c := Case{Name: name, Policy: r.text(m, "policy"), Text: r.text(m, "text"), Ask: r.text(m, "ask"), Because: r.list(m, "because"),
		Needs: r.list(m, "needs"), Lawyer: r.text(m, "lawyer"), Why: r.text(m, "why")}
	if c.Ask == "" {
		r.fail("%s: there is no question; write `ask`", name)
	}
	c.Answer = r.answer(m, "answer", name)
	if c.Answer == model.NoAnswer {
		r.fail("%s: there is no answer; write `answer`", name)
	}
	c.Otherwise = r.answer(m, "otherwise", name)
	if v, ok := m["conflict"]; ok {
		c.Conflict, ok = v.(bool)
		if !ok {
			r.fail("%s: `conflict` is true or false", name)
		}
	}
	return c
}

func (r *reader) answer(m map[string]any, key, name string) model.Answer {
	text := r.text(m, key)
	if text == "" {
		return model.NoAnswer
	}
	a, ok := model.AnswerNamed(text)
	if !ok {
		r.fail("%s: no answer is called `%s`", name, text)
	}
	return a
}
