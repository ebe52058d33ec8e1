package review_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document/review"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/policies"
)

// asked is what the page, or the engine, makes of a question.
type asked struct {
	Answer    string
	Conflict  string
	Clauses   string
	Otherwise string
	Needs     string
}

// askPage puts questions into the field of the page and sends its form, as a reader does.
func askPage(b *browser, questions []string) []asked {
	b.t.Helper()
	list, err := json.Marshal(questions)
	if err != nil {
		b.t.Fatal(err)
	}
	var out []asked
	b.run(`(() => {
		const field = document.getElementById("ask-sentence"), box = document.getElementById("ask-answer");
		return `+string(list)+`.map((q) => {
			field.value = q;
			delete box.dataset.answer;
			document.getElementById("ask-form").requestSubmit();
			return {Answer: box.dataset.answer, Conflict: box.dataset.conflict, Clauses: box.dataset.clauses, Otherwise: box.dataset.otherwise, Needs: box.dataset.needs};
		});
	})()`, &out)
	if len(out) != len(questions) {
		b.t.Fatalf("%d questions, %d answers", len(questions), len(out))
	}
	return out
}

// askEngine asks the engine the same.
func askEngine(e *engine.Engine, question string) asked {
	q, err := e.Asker().Question(question)
	if err != nil {
		return asked{Answer: "question"}
	}
	r, err := e.Rule(q)
	if err != nil {
		return asked{Answer: "error"}
	}
	out := asked{Answer: r.Answer.String(), Conflict: "no", Clauses: strings.Join(e.Clauses(r), " ")}
	if r.Answer.Conflict() {
		out.Conflict = "yes"
	}
	if r.Answer.Decision() == engine.Undetermined {
		if x, err := e.ExplainQuestion(q); err == nil {
			out.Needs = strings.Join(x.Needs, ", ")
		}
	}
	if r.Answer.Decision() == engine.Undetermined && !q.NothingElse {
		closed := *q
		closed.NothingElse = true
		if r, err := e.Rule(&closed); err == nil {
			out.Otherwise = r.Answer.String() + " " + strings.Join(e.Clauses(r), " ")
		}
	}
	return out
}

// compare asks both, and returns how many questions had an answer.
func compare(b *browser, e *engine.Engine, questions []string) (answered int) {
	b.t.Helper()
	for i, got := range askPage(b, questions) {
		want := askEngine(e, questions[i])
		switch {
		case want.Answer == "error" && (got.Answer == "nothing" || got.Answer == "limit"):
		case got.Answer == "question" && want.Answer == "question":
		case got != want:
			b.t.Errorf("%s\n  the page   %+v\n  the engine %+v", questions[i], got, want)
		default:
			answered++
		}
	}
	return answered
}

// page writes the page of an engine's policy.
func page(t *testing.T, e *engine.Engine) []byte {
	t.Helper()
	r, err := review.Page(review.Input{Engine: e})
	if err != nil {
		t.Fatal(err)
	}
	return r.HTML
}

// TestAnswersOfExamples asks the page the questions of the shipped policies' examples, also without what they say is all.
func TestAnswersOfExamples(t *testing.T) {
	b := startBrowser(t)
	for _, name := range policies.Names() {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		b.open(page(t, e))
		var questions []string
		for _, x := range e.Policy().Examples {
			questions = append(questions, x.Asked, strings.Replace(strings.Replace(x.Asked, " and nothing else", "", 1), " given nothing else", "", 1))
		}
		answered := compare(b, e, questions)
		t.Logf("%s: %d of %d questions answered alike", name, answered, len(questions))
		if answered < len(questions)*9/10 || answered < 50 {
			t.Errorf("%s: only %d of %d questions were answered", name, answered, len(questions))
		}
	}
	b.clean()
}

// TestAnswersOfRandomQuestions asks about random policies.
func TestAnswersOfRandomQuestions(t *testing.T) {
	b := startBrowser(t)
	policiesAsked, each := 60, 60
	if testing.Short() {
		policiesAsked = 12
	}
	g := generate.New(rand.New(rand.NewPCG(5, 2026)).IntN)
	answered, answers := 0, map[string]int{}
	for made := 0; made < policiesAsked; {
		text := g.Policy()
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
		if err != nil {
			continue // a contradiction in its precedence
		}
		made++
		b.open(page(t, e))
		var questions []string
		for range each {
			questions = append(questions, g.Question())
		}
		answered += compare(b, e, questions)
		for _, q := range questions {
			answers[askEngine(e, q).Answer]++
		}
		if t.Failed() {
			t.Fatalf("of the policy\n%s", text)
		}
	}
	t.Logf("%d questions answered alike: %v", answered, answers)
	if answered < policiesAsked*each/2 {
		t.Errorf("only %d of %d questions were answered", answered, policiesAsked*each)
	}
	b.clean()
}

// TestAnswersOfShippedPolicies asks random questions in the names of the shipped policies.
func TestAnswersOfShippedPolicies(t *testing.T) {
	b := startBrowser(t)
	count := 1500
	if testing.Short() {
		count = 300
	}
	for _, name := range policies.Names() {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		b.open(page(t, e))
		r := rand.New(rand.NewPCG(7, 11))
		var questions []string
		for range count {
			questions = append(questions, randomQuestion(r, e.Policy()))
		}
		answered := compare(b, e, questions)
		t.Logf("%s: %d of %d questions answered alike", name, answered, count)
		if answered < count/2 {
			t.Errorf("%s: only %d of %d questions were answered", name, answered, count)
		}
	}
	b.clean()
}

// randomQuestion asks about names and facts of a policy.
func randomQuestion(r *rand.Rand, p *model.Policy) string {
	pick := func(d model.Dim) string {
		g := p.Graph(d)
		n := model.NodeID(r.IntN(g.Len()))
		if d == model.Action && n == model.Root {
			n = 1
		}
		return g.Node(n).ID
	}
	action := pick(model.Action)
	id, _ := p.Graphs[model.ActionKind].Lookup(action)
	takes := p.Graphs[model.ActionKind].Node(id).Action.Takes
	who := "we"
	if r.IntN(6) == 0 {
		who = pick(model.Actor)
	}
	s := "may " + who + " " + action
	for _, d := range []model.Dim{model.Data, model.From, model.To, model.For, model.In} {
		if takes.Has(d) && r.IntN(5) > 0 && (d != model.From || r.IntN(4) == 0) {
			s += " " + strings.TrimSpace(d.Word()+" "+pick(d))
		}
	}
	var given []string
	for f := range p.Facts {
		if r.IntN(len(p.Facts)+1) < 4 {
			given = append(given, randomFact(r, p, f))
		}
	}
	for _, word := range []string{"consent", "explicit consent", "objection", "deemed consent"} {
		if r.IntN(4) == 0 {
			given = append(given, []string{word, "no " + word}[r.IntN(2)])
		}
	}
	if r.IntN(2) == 0 {
		given = append(given, "nothing else")
	}
	if len(given) > 0 {
		s += " given " + strings.Join(given, " and ")
	}
	return s + "?"
}

func randomFact(r *rand.Rand, p *model.Policy, f int) string {
	fact := &p.Facts[f]
	switch fact.Type {
	case model.Number:
		return fmt.Sprintf("%s = %d", fact.ID, r.IntN(30))
	case model.OneOf:
		return fact.ID + " is " + fact.Options[r.IntN(len(fact.Options))]
	case model.AtPlace:
		g := p.Graphs[model.PlaceKind]
		return fact.ID + []string{" is ", " in "}[r.IntN(2)] + g.Node(model.NodeID(1+r.IntN(g.Len()-1))).ID
	case model.Event:
		return []string{"before ", "after ", "10 days after ", "within 40 days after ", "more than 2 years after "}[r.IntN(5)] + fact.ID
	}
	return []string{"", "no "}[r.IntN(2)] + fact.ID
}
