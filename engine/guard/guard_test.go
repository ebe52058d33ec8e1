package guard_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
	"github.com/seed-90f8eabc/licet/engine/guard"
)

func question(t *testing.T) (*engine.Engine, *engine.Prepared) {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(
		"policy p \"P\" {}\nuse core\nclause 1 { we may use email for marketing only given consent }\n")}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "marketing"})
	if err != nil {
		t.Fatal(err)
	}
	return e, p
}

// TestOnlyWhatIsPermittedPasses tries every way in which a request is not permitted.
func TestOnlyWhatIsPermittedPasses(t *testing.T) {
	e, p := question(t)
	other, _ := question(t)
	ask := func(f *engine.Facts, err error) func(*http.Request) (guard.Ask, error) {
		return func(*http.Request) (guard.Ask, error) {
			return guard.Ask{Question: p, Facts: f, Case: facts.Case{Subject: "ann"}}, err
		}
	}
	resolver := func(value any, err error) *facts.Resolver {
		return &facts.Resolver{Source: facts.Func(func(context.Context, facts.Case, string) (any, error) { return value, err })}
	}
	consented := e.NewFacts()
	consented.SetConsent(true)
	for name, x := range map[string]struct {
		guard  guard.Guard
		status int
		answer string
	}{
		"the request says so":         {guard.Guard{Ask: ask(consented, nil)}, 200, ""},
		"a source says so":            {guard.Guard{Ask: ask(e.NewFacts(), nil), Resolver: resolver(true, nil)}, 200, ""},
		"a source says no":            {guard.Guard{Ask: ask(e.NewFacts(), nil), Resolver: resolver(false, nil)}, 403, "prohibited"},
		"nobody says anything":        {guard.Guard{Ask: ask(e.NewFacts(), nil)}, 403, "undetermined"},
		"a source knows nothing":      {guard.Guard{Ask: ask(e.NewFacts(), nil), Resolver: resolver(nil, nil)}, 403, "undetermined"},
		"a source fails":              {guard.Guard{Ask: ask(e.NewFacts(), nil), Resolver: resolver(true, errors.New("down"))}, 503, "undetermined"},
		"the request is wrong":        {guard.Guard{Ask: ask(consented, errors.New("no user"))}, 400, ""},
		"facts are another engine's":  {guard.Guard{Ask: ask(other.NewFacts(), nil)}, 500, ""},
		"facts are not to be filled":  {guard.Guard{Ask: ask(nil, nil), Resolver: resolver(true, nil)}, 500, ""},
		"it is known without looking": {guard.Guard{Ask: ask(consented, nil), Resolver: resolver(nil, errors.New("down"))}, 200, ""},
	} {
		passed := false
		h := x.guard.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			result, ok := guard.Of(r.Context())
			passed = ok && result.Answer.Allowed()
		}))
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "POST", "/", nil))
		if w.Code != x.status || passed != (x.status == 200) {
			t.Errorf("%s: status %d, passed %v: %s", name, w.Code, passed, w.Body)
		}
		if x.status == 200 {
			continue
		}
		var body struct {
			Title, Answer string
			Status        int
		}
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || body.Title == "" || body.Status != x.status || body.Answer != x.answer {
			t.Errorf("%s: %+v, %v", name, body, err)
		}
		if h := w.Header(); h.Get("Content-Type") != "application/problem+json" || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", name, h)
		}
	}
	if _, ok := guard.Of(t.Context()); ok {
		t.Error("a decision where there was none")
	}
}

// TestRefuseTakesThePlace of the answer, and learns what failed.
func TestRefuseTakesThePlace(t *testing.T) {
	e, p := question(t)
	down := errors.New("down")
	g := guard.Guard{
		Ask:      func(*http.Request) (guard.Ask, error) { return guard.Ask{Question: p, Facts: e.NewFacts()}, nil },
		Resolver: &facts.Resolver{Source: facts.Func(func(context.Context, facts.Case, string) (any, error) { return nil, down })},
		Refuse: func(w http.ResponseWriter, _ *http.Request, x guard.Refusal) {
			if len(x.Result.Failed) != 1 || x.Result.Failed[0].Err != down {
				t.Errorf("%+v", x)
			}
			w.WriteHeader(http.StatusTeapot)
		},
	}
	w := httptest.NewRecorder()
	g.Wrap(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/", nil))
	if w.Code != http.StatusTeapot {
		t.Errorf("%d", w.Code)
	}
}
