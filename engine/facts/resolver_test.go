package facts_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
)

var ann = facts.Case{Subject: "ann", At: now}

// TestSourcesThatFail lead to no permission, however they fail, and are named.
func TestSourcesThatFail(t *testing.T) {
	e, p := newsEngine(t)
	cause := errors.New("the visitor has left")
	done, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	for name, x := range map[string]struct {
		ctx    context.Context
		source facts.Source
		want   string
	}{
		"an error":               {context.Background(), always(nil, errDown), "down"},
		"a value and an error":   {context.Background(), always(true, errDown), "down"},
		"a panic":                {context.Background(), facts.Func(func(context.Context, facts.Case, string) (any, error) { panic("oh") }), "panicked: oh"},
		"another type":           {context.Background(), always("yes", nil), "take a bool"},
		"an unknown name":        {context.Background(), always([]engine.Grant{{}, {Data: "emial"}}, nil), "emial"},
		"no source":              {context.Background(), nil, "no Source"},
		"done before":            {done, always(true, nil), "has left"},
		"a panic in a goroutine": {t.Context(), facts.Func(func(context.Context, facts.Case, string) (any, error) { panic("oh") }), "panicked: oh"},
	} {
		r := facts.Resolver{Source: x.source}
		got, err := r.Decide(x.ctx, p, e.NewFacts(), ann)
		if err != nil || got.Answer.Decision() != engine.Undetermined || len(got.Failed) != 1 || got.Failed[0].Name != "consent" ||
			!strings.Contains(got.Failed[0].Err.Error(), x.want) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	r := facts.Resolver{Source: always(nil, nil)}
	if got, err := r.Decide(t.Context(), p, e.NewFacts(), ann); err != nil || got.Answer.Decision() != engine.Undetermined || len(got.Failed) != 0 || len(got.Asked) != 1 {
		t.Errorf("nothing is known: %+v, %v", got, err)
	}
	if got, err := r.Decide(t.Context(), p, nil, ann); err == nil || got.Answer.Allowed() {
		t.Errorf("no facts: %+v", got)
	}
	other, _ := newsEngine(t)
	if got, err := r.Decide(t.Context(), p, other.NewFacts(), ann); err == nil || got.Answer.Allowed() {
		t.Errorf("another engine's facts: %+v", got)
	}
}

func always(value any, err error) facts.Source {
	return facts.Func(func(context.Context, facts.Case, string) (any, error) { return value, err })
}

// TestASourceThatBlocks is left behind when the context is done, and only so many are.
func TestASourceThatBlocks(t *testing.T) {
	e, p := newsEngine(t)
	release, entered := make(chan struct{}), make(chan struct{}, 10)
	r := facts.Resolver{Hanging: 2, Source: facts.Func(func(context.Context, facts.Case, string) (any, error) { // it looks at no context
		entered <- struct{}{}
		<-release
		return true, nil
	})}
	for range 2 {
		ctx, cancel := context.WithCancel(context.Background())
		go func() {
			<-entered
			cancel()
		}()
		f := e.NewFacts()
		got, err := r.Decide(ctx, p, f, ann)
		if err != nil || got.Answer.Allowed() || len(got.Failed) != 1 || got.Failed[0].Err != context.Canceled {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if got, _ := r.Decide(t.Context(), p, e.NewFacts(), ann); len(got.Failed) != 1 || got.Failed[0].Err != facts.ErrHanging {
		t.Errorf("a third was begun: %+v", got)
	}
	close(release)
	for {
		if got, err := r.Decide(t.Context(), p, e.NewFacts(), ann); err == nil && got.Answer.Allowed() {
			break // those that hung have ended
		}
	}
}

// TestAnExplanationSaysTheSame explains with what was looked up.
func TestAnExplanationSaysTheSame(t *testing.T) {
	e, p := newsEngine(t)
	l := facts.NewLedger()
	id, err := l.Consent("ann", engine.Grant{Data: "email", Purpose: "marketing"}, now, now.AddDate(1, 0, 0))
	must(t, id, err)
	f := e.NewFacts()
	r := facts.Resolver{Source: l}
	got, err := r.Decide(t.Context(), p, f, ann)
	if err != nil || !got.Answer.Allowed() {
		t.Fatalf("%+v, %v", got, err)
	}
	x, err := p.Explain(f)
	if err != nil || x.Answer != "permitted" || fmt.Sprint(x.Question.Given) != "map[consent:[map[data:email purpose:marketing]] deemed consent:false]" {
		t.Errorf("%+v, %v", x, err)
	}
}

// TestFewAreAsked asks no more once one answer settles it, and says what it asked.
func TestFewAreAsked(t *testing.T) {
	e, _ := newsEngine(t)
	p, err := e.Prepare(engine.Question{Action: "use", Data: "email", From: "you", Purpose: "security", Place: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	sources := facts.ByName{
		"member": facts.Func(func(_ context.Context, c facts.Case, name string) (any, error) {
			asked = append(asked, name)
			return c.Subject != "ann", nil
		}),
		"age": facts.Func(func(_ context.Context, _ facts.Case, name string) (any, error) {
			asked = append(asked, name)
			return 15, nil
		}),
	}
	if err := sources.Check(e); err != nil {
		t.Error(err)
	}
	r := facts.Resolver{Source: sources}
	got, err := r.Decide(context.Background(), p, e.NewFacts(), ann)
	if err != nil || got.Answer.Decision() != engine.NotAddressed || len(got.Asked) != 1 || fmt.Sprint(asked) != fmt.Sprint(got.Asked) {
		t.Errorf("asked %v: %+v, %v", asked, got, err)
	}
	sources["agee"], sources["consent"] = sources["age"], sources["age"]
	if err := sources.Check(e); err == nil || !strings.Contains(err.Error(), "a source for `agee`: no fact is called `agee`; did you mean `age`?") {
		t.Errorf("%v", err)
	}
}

// TestTheLikeliestIsAskedFirst although it is declared last: without it nothing is permitted, whatever the others are.
func TestTheLikeliestIsAskedFirst(t *testing.T) {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte("policy p \"P\" {}\nuse core\nfact a \"a\"\nfact b \"b\"\nfact c \"c\"\nfact member \"m\"\n" +
		"clause 1 { we may use email given member and (a or b or c) }\n")}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Prepare(engine.Question{Action: "use", Data: "email", From: "you", Purpose: "security", Place: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	for member, want := range map[bool]string{false: "[member]", true: "[member a]"} {
		r := facts.Resolver{Source: facts.Func(func(_ context.Context, _ facts.Case, name string) (any, error) {
			return name != "member" || member, nil
		})}
		got, err := r.Decide(t.Context(), p, e.NewFacts(), ann)
		if err != nil || fmt.Sprint(got.Asked) != want || got.Answer.Allowed() != member {
			t.Errorf("member %v: %+v, %v", member, got, err)
		}
	}
}

// TestAWideQuestion has too large a diagram, or none: it is answered all the same, with a look-up for each fact at most.
func TestAWideQuestion(t *testing.T) {
	var b strings.Builder
	b.WriteString("policy p \"P\" {}\nuse core\n")
	for i := range 60 {
		fmt.Fprintf(&b, "fact f%d \"f\"\n", i)
	}
	for i := range 150 {
		fmt.Fprintf(&b, "clause %d { we %s use email given (f%d or f%d) and (f%d or no f%d) and (no f%d or f%d) }\n", i, []string{"may", "must not"}[i%2],
			i*7%60, i*11%60, i*13%60, i*17%60, i*23%60, i*29%60)
	}
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(b.String())}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Prepare(engine.Question{Action: "use", Data: "email"})
	if err != nil {
		t.Fatal(err)
	}
	r := facts.Resolver{Source: facts.Func(func(_ context.Context, _ facts.Case, name string) (any, error) { return len(name)%2 == 0, nil })}
	got, err := r.Decide(context.Background(), p, e.NewFacts(), ann)
	if err != nil || got.Answer.Decision() == engine.Undetermined || len(got.Asked) == 0 || len(got.Asked) > 60 {
		t.Errorf("%+v, %v", got, err)
	}
	t.Logf("asked %d of 60 facts: %v", len(got.Asked), got.Answer)
}
