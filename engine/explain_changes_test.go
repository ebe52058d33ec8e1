package engine_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// What an explanation says is asked back: each change that it names is put into the question's own JSON, as a program
// would, and must lead to the answer that was said; and so must the question itself.

type object = map[string]any

// asObject returns a question as it stands in the JSON of an answer.
func asObject(t *testing.T, asked engine.Asked) object {
	t.Helper()
	text, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	var out object
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// fieldsOf reads a question from JSON as the command does.
func fieldsOf(o object) dsl.Fields {
	f := dsl.Fields{Values: o["given"].(object), NothingElse: o["nothing_else"] == true}
	except, _ := o["except"].(object)
	for d := range model.Dim(model.DimCount) {
		f.Dims[d], f.Except[d] = namesIn(o[d.String()]), namesIn(except[d.String()])
	}
	return f
}

func namesIn(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, x.(string))
		}
		return out
	}
	return nil
}

// changed returns a question with a change: a part in its place, everything else among what is given.
func changed(o object, change object, closed bool) object {
	out := maps.Clone(o)
	given := maps.Clone(o["given"].(object))
	out["given"] = given
	for key, value := range change {
		if isPart(key) {
			out[key] = value
		} else {
			given[key] = value
		}
	}
	if closed {
		out["nothing_else"] = true
	}
	return out
}

func isPart(key string) bool {
	for d := range model.Dim(model.DimCount) {
		if d.String() == key {
			return true
		}
	}
	return false
}

// askObject answers a question in JSON; "error" where it cannot be asked.
func askObject(e *engine.Engine, o object) string {
	q, err := e.Asker().Fields(fieldsOf(o))
	if err != nil {
		return "error: " + err.Error()
	}
	a, err := e.DecideQuestion(q)
	if err != nil {
		return "error: " + err.Error()
	}
	return fmt.Sprintf("%v %v", a, a.Conflict())
}

// An asking counts what was asked back.
type asking struct {
	t                         *testing.T
	e                         *engine.Engine
	text                      string
	questions, changes, parts int
}

// check asks back everything that an explanation says of other questions.
func (a *asking) check(question string, x *engine.Explanation) {
	a.t.Helper()
	a.questions++
	o := asObject(a.t, x.Question)
	fail := func(format string, args ...any) {
		a.t.Helper()
		text, _ := json.Marshal(o)
		a.t.Errorf("%s\n%s\nas JSON: %s\n%s", fmt.Sprintf(format, args...), question, text, a.text)
	}
	if got, want := askObject(a.e, o), fmt.Sprintf("%v %v", x.Answer, x.Conflict); got != want {
		fail("the question is answered with %s; asked again, as it stands in the answer, with %s", want, got)
		return
	}
	closed := x.Answer == engine.Undetermined.String()
	if closed && x.Otherwise != nil {
		if got := answerOf(askObject(a.e, changed(o, nil, true))); got != x.Otherwise.Answer {
			fail("otherwise is %s; asked so, it is %s", x.Otherwise.Answer, got)
		}
	}
	for _, c := range x.WouldChange {
		for _, change := range append([]object{c.If}, c.Or...) {
			a.changes++
			for key := range change {
				if isPart(key) {
					a.parts++
				}
			}
			// as JSON, like the question
			text, _ := json.Marshal(change)
			change = nil
			if err := json.Unmarshal(text, &change); err != nil {
				a.t.Fatal(err)
			}
			if got := answerOf(askObject(a.e, changed(o, change, closed))); got != c.Answer {
				fail("it would be %s if %s (%s); asked so, it is %s", c.Answer, text, c.Says, got)
				continue
			}
			for key := range change {
				fewer := maps.Clone(change)
				delete(fewer, key)
				if got := answerOf(askObject(a.e, changed(o, fewer, closed))); got == c.Answer {
					fail("it would be %s if %s; so it is without %s", c.Answer, text, key)
				}
			}
		}
	}
}

// answerOf returns the answer alone.
func answerOf(s string) string {
	for i, r := range s {
		if r == ' ' {
			return s[:i]
		}
	}
	return s
}

func (a *asking) explain(e *engine.Engine, text, question string) {
	a.t.Helper()
	q, err := e.Asker().Question(question)
	if err != nil {
		return
	}
	x, err := e.ExplainQuestion(q)
	if errors.Is(err, engine.ErrNothing) {
		return
	}
	if err != nil {
		a.t.Fatal(err)
	}
	a.e, a.text = e, text
	a.check(question, x)
}

// enough fails a test that asked too little.
func (a *asking) enough(questions, changes, parts int) {
	a.t.Logf("%d questions, %d changes, %d of them of parts", a.questions, a.changes, a.parts)
	if a.questions < questions || a.changes < changes || a.parts < parts {
		a.t.Errorf("only %d questions, %d changes, %d of them of parts", a.questions, a.changes, a.parts)
	}
}

func TestWhatAnExplanationSaysIsSo(t *testing.T) {
	a := &asking{t: t}
	r := rand.New(rand.NewPCG(7, 11))
	by := 1
	if testing.Short() {
		by = 10
	}
	for range 1500 / by {
		g := generate.New(r.IntN)
		text := g.Policy()
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
		if err != nil {
			continue
		}
		for range 12 {
			a.explain(e, text, g.Question())
		}
		if t.Failed() {
			return
		}
	}
	a.enough(5000/by, 3000/by, 100/by)
}

func TestWhatAnExplanationSaysOfTheShippedPoliciesIsSo(t *testing.T) {
	a := &asking{t: t}
	all := engines{}
	files, _ := filepath.Glob("../testdata/decisions/*.yaml")
	for _, path := range files {
		file, err := policytest.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := range file.Cases {
			c := &file.Cases[i]
			a.explain(all.of(t, c), c.Policy+c.Text, c.Ask)
		}
	}
	a.enough(200, 100, 10)
}
