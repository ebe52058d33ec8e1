package analysis

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/policies"
)

// load reads a policy that a test wrote.
func load(t testing.TB, text string) *model.Policy {
	t.Helper()
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet", policies.Libraries())
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return p
}

// mayFail are the problems that a random policy may have.
var mayFail = map[string]bool{"circular-precedence": true, "empty-scope": true, "consent-prohibits": true, "cycle": true, "unknown-name": true}

// eachRandom calls f for some random policies, always the same ones.
func eachRandom(t *testing.T, count int, f func(p *model.Policy, text string, r *rand.Rand)) {
	done := 0
	for seed := uint64(0); done < count; seed++ {
		r := rand.New(rand.NewPCG(seed, 4))
		text := generate.New(r.IntN).Policy()
		if p := tryLoad(t, text); p != nil {
			done++
			f(p, text, r)
		}
	}
}

// tryLoad reads a generated policy; nil where it has a problem that generated ones may have.
func tryLoad(t *testing.T, text string) *model.Policy {
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet", nil)
	var problems diag.List
	if errors.As(err, &problems) && mayFail[problems[0].Code] {
		return nil
	}
	if err != nil {
		t.Fatalf("a generated policy does not check: %v\n%s", err, text)
	}
	return p
}

func newFinder(p *model.Policy) *finder { return &finder{p: p, program: compile.NewSettled(p, limits)} }

// randomAtom draws an atom.
func randomAtom(p *model.Policy, r *rand.Rand) model.Atom {
	var atom model.Atom
	atom[model.Action] = model.NodeID(1 + r.IntN(p.Graphs[model.ActionKind].Len()-1))
	takes := p.Graphs[model.ActionKind].Node(atom[model.Action]).Action.Takes
	for d := range model.Dim(model.DimCount) {
		if d == model.Actor || d != model.Action && takes.Has(d) {
			atom[d] = model.NodeID(r.IntN(p.Graph(d).Len()))
		}
	}
	return atom
}

// sameQuestion compares questions.
var sameQuestion = cmp.Options{cmpopts.EquateEmpty(), cmpopts.IgnoreFields(model.Question{}, "Policy")}

// checkWitness asserts that a witness can be typed, and sent as JSON, and is the same question again.
func checkWitness(t *testing.T, asker *dsl.Asker, w *Witness, text string) {
	t.Helper()
	q, err := asker.Question(w.Sentence())
	if err != nil {
		t.Fatalf("%s: %v\n%s", w.Sentence(), err, text)
	}
	if err := Replay(q.Policy, &Witness{Question: q, Answer: w.Answer, Conflict: w.Conflict, whole: w.whole}); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if diff := cmp.Diff(q, w.Question, sameQuestion); diff != "" {
		t.Fatalf("%s is another question: %s\n%s", w.Sentence(), diff, text)
	}
	q, err = asker.Fields(fields(t, w.Asked()))
	if err != nil {
		t.Fatalf("%+v: %v\n%s", w.Asked(), err, text)
	}
	if diff := cmp.Diff(q, w.Question, sameQuestion); diff != "" {
		t.Fatalf("%+v is another question: %s\n%s", w.Asked(), diff, text)
	}
}

// fields returns the question of the command's JSON as one in parts.
func fields(t *testing.T, a engine.Asked) dsl.Fields {
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	out := dsl.Fields{Values: a.Given, NothingElse: a.NothingElse}
	for d := range model.Dim(model.DimCount) {
		switch v := all[d.String()].(type) {
		case string:
			out.Dims[d] = []string{v}
		case []any:
			for _, x := range v {
				out.Dims[d] = append(out.Dims[d], x.(string))
			}
		}
		out.Except[d] = a.Except[d.String()]
	}
	return out
}

// find returns the smallest case of an atom for which its function of facts has an end that is accepted, replayed; nil where there
// is none. The function is that of exactly this atom: see compile.PrepareAlone.
func (f *finder) find(atom model.Atom, code *diagram.Code, accept func(end uint32) bool) (*Witness, error) {
	told, ok := f.program.Layout.Smallest(code, nil, accept)
	if !ok {
		return nil, nil
	}
	return f.witness(atom, told)
}

// TestWitnesses finds a case for each answer that some atoms can have, and asks it again, as a sentence.
func TestWitnesses(t *testing.T) {
	count, found, notAsked := 60, 0, 0
	if testing.Short() {
		count = 20
	}
	eachRandom(t, count, func(p *model.Policy, text string, r *rand.Rand) {
		f, asker := newFinder(p), dsl.NewAsker(p)
		for range 20 {
			atom := randomAtom(p, r)
			q, err := f.program.PrepareAlone(f.question(atom, nil, exceptNext, nil), alone)
			if err != nil {
				t.Fatal(err)
			}
			for end := range compile.EndAbsent {
				w, err := f.find(atom, q.Code(), func(e uint32) bool { return e == end })
				if errors.Is(err, errNotAsked) {
					notAsked++
					continue
				}
				if err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				if w == nil {
					continue
				}
				found++
				if answer, conflict := compile.Verdict(1 << end); w.Answer != answer || w.Conflict != conflict {
					t.Fatalf("%s: %v, and not %v\n%s", w.Sentence(), w.Answer, answer, text)
				}
				checkWitness(t, asker, w, text)
			}
		}
	})
	if found < 500 && !testing.Short() {
		t.Errorf("only %d witnesses were found", found)
	}
	if notAsked > found/20 {
		t.Errorf("%d of %d cases cannot be asked", notAsked, found)
	}
	t.Logf("%d witnesses, %d that cannot be asked", found, notAsked)
}

// TestSentences says questions of every form, and binds them again.
func TestSentences(t *testing.T) {
	p := load(t, `policy x "X" { controller "x" }
use core
fact age number
fact channel one of web, app, phone
fact country place
fact gift "it is a gift"
event closed "you close it"
clause A.1 {
  we may share contact with partner for marketing within "a while" after closed given gift or age < 14 or channel is web or country in eu
}
clause A.2 { we must delete contact within "a while" after closed }`)
	asker := dsl.NewAsker(p)
	for _, s := range []string{
		"may we use email?",
		"may we use any except email given nothing else?",
		"may affiliate share email, phone of you from anyone with partner for any?",
		"may we delete email given overdue A.2 and no gift?",
		"may we use email given explicit consent and no written consent and objection and gift and age = 13 and nothing else?",
		"may we use email given age >= 14 and age <= 16 and channel is app and country is france and before closed?",
		"may we use email given not (channel is app) and country in eu and not (country is france) and not (country in germany)?",
		"may we use email given more than 5 hours after closed and within 3 days after closed?",
		"may we use email given 25 hours after closed?",
		"may we use email given after closed and explicit consent to use email or phone of partner for marketing and objection to share any?",
	} {
		q, err := asker.Question(s)
		if err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		said := Sentence(q)
		again, err := asker.Question(said)
		if err != nil {
			t.Fatalf("%s: %v", said, err)
		}
		if diff := cmp.Diff(q, again, sameQuestion); diff != "" {
			t.Errorf("%s\n%s\nis another question: %s", s, said, diff)
		}
	}
}

// TestReplayIsLoud checks that a wrong witness does not pass.
func TestReplayIsLoud(t *testing.T) {
	p := load(t, "policy x \"X\" { }\nuse core\nclause A.1 { we may use email given consent }")
	q, err := dsl.NewAsker(p).Question("may we use email given consent and nothing else?")
	if err != nil {
		t.Fatal(err)
	}
	if err := Replay(p, &Witness{Question: q, Answer: model.Permitted}); err != nil {
		t.Error(err)
	}
	for _, w := range []*Witness{{Question: q, Answer: model.Prohibited}, {Question: q, Answer: model.Permitted, Conflict: true}} {
		if err := Replay(p, w); !errors.Is(err, ErrReplay) {
			t.Errorf("a wrong witness passes: %v", err)
		}
	}
}
