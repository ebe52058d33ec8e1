package authzen_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// A service is a policy, served.
type service struct {
	engine  *engine.Engine
	handler http.Handler
}

func shipped(t testing.TB) []service {
	t.Helper()
	var out []service
	for _, name := range policies.Names() {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, service{e, serve(t, server.Config{FS: policies.FS(), Dir: name, Timeout: time.Minute}, authzen.Options{PageSize: 100_000})})
	}
	return out
}

// post sends a value as JSON.
func (s service) post(t interface{ Fatal(...any) }, path string, v any) *httptest.ResponseRecorder {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(string(text)))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// A told is what a response tells of a decision.
type told struct {
	Decision bool
	Context  struct {
		Error *struct{ Code string }
		Licet struct{ Answer string }
	}
}

type jsonObject = map[string]any

// TestDecisionsAreTheEngines asks random questions over the policies that ship: the decision is true where the engine permits, and nowhere else.
func TestDecisionsAreTheEngines(t *testing.T) {
	services := shipped(t)
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(services).Draw(t, "policy")
		for range 4 {
			request := randomTuple(t, s.engine)
			w := s.post(t, "/access/v1/evaluation", request)
			var got told
			if w.Code != 200 || json.Unmarshal(w.Body.Bytes(), &got) != nil {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			var plain plainTuple
			text, _ := json.Marshal(request)
			if err := plainly(text, &plain); err != nil {
				t.Fatal(err)
			}
			if want := permits(s.engine, plain); got.Decision != want {
				t.Fatalf("%s\nis decided %v, but the engine says %v\n%s", text, got.Decision, want, w.Body)
			}
			if got.Context.Error != nil {
				seen[got.Context.Error.Code]++
			}
			seen[got.Context.Licet.Answer]++
		}
	})
	t.Log(seen)
	for _, answer := range []string{"permitted", "prohibited", "undetermined", "not-addressed"} {
		if seen[answer] == 0 && !testing.Short() {
			t.Errorf("no question was %s: %v", answer, seen)
		}
	}
}

// randomTuple is a random evaluation in the names of a policy. The facts stand anywhere.
func randomTuple(t *rapid.T, e *engine.Engine) jsonObject {
	p := e.Policy()
	some := func(d model.Dim, label string) string {
		g := p.Graph(d)
		return g.Node(model.NodeID(rapid.IntRange(1, g.Len()-1).Draw(t, label))).ID
	}
	maybe := func(label string) bool { return rapid.IntRange(0, 2).Draw(t, label) == 0 }
	q := p.Examples[rapid.IntRange(0, len(p.Examples)-1).Draw(t, "example")].Question
	like := func(d model.Dim, label string) string { // mostly a name of an example, so that something is permitted
		if set := q.Scope[d].In; len(set) > 0 && !maybe("other "+label) {
			return p.Graph(d).Node(rapid.SampledFrom(set).Draw(t, label)).ID
		}
		return some(d, label)
	}
	subject := jsonObject{"type": "user", "id": "alice"}
	if kind := rapid.SampledFrom([]string{"user", "actor", "data-subject"}).Draw(t, "subject"); kind != "user" {
		d := map[string]model.Dim{"actor": model.Actor, "data-subject": model.Of}[kind]
		subject = jsonObject{"type": kind, "id": like(d, kind)}
	}
	action := jsonObject{"name": like(model.Action, "action")}
	resource := jsonObject{"type": "data", "id": like(model.Data, "data")}
	context := jsonObject{}
	given := jsonObject{}
	bags := []jsonObject{given}
	for _, o := range []jsonObject{subject, action, resource} {
		if maybe("properties") {
			o["properties"] = jsonObject{}
			bags = append(bags, o["properties"].(jsonObject))
		}
	}
	for _, d := range []model.Dim{model.For, model.To, model.In} {
		key := d.String()
		if q.Named.Has(d) || maybe("some "+key) && maybe("say "+key) {
			context[key] = like(d, key)
		}
	}
	if props, ok := resource["properties"].(jsonObject); ok && q.Named.Has(model.From) {
		props["from"] = like(model.From, "from")
	}
	for f := range p.Facts {
		if maybe("fact") {
			rapid.SampledFrom(bags).Draw(t, "bag")[p.Facts[f].ID] = randomValue(t, p, &p.Facts[f])
		}
	}
	if !maybe("no consent") {
		rapid.SampledFrom(bags).Draw(t, "bag")["consent"] = rapid.Bool().Draw(t, "consent")
	}
	switch closed := rapid.IntRange(0, 3).Draw(t, "closed"); closed {
	case 0:
		context["time"] = "1985-10-26T01:22-07:00"
	case 1:
	default:
		context["nothing_else"] = true
	}
	context["given"] = given
	return jsonObject{"subject": subject, "action": action, "resource": resource, "context": context}
}

func randomValue(t *rapid.T, p *model.Policy, f *model.Fact) any {
	switch f.Type {
	case model.Number:
		return rapid.IntRange(0, 100).Draw(t, "number")
	case model.OneOf:
		return rapid.SampledFrom(f.Options).Draw(t, "option")
	case model.AtPlace:
		g := p.Graph(model.In)
		return g.Node(model.NodeID(rapid.IntRange(1, g.Len()-1).Draw(t, "place"))).ID
	case model.Event:
		return rapid.SampledFrom([]any{false, jsonObject{"days": 3}, jsonObject{"days": 40}, jsonObject{"years": 7}}).Draw(t, "event")
	}
	return rapid.Bool().Draw(t, "yes")
}

// TestSearchesFindWhatIsPermitted compares searches with evaluations of every name that there is.
func TestSearchesFindWhatIsPermitted(t *testing.T) {
	services := shipped(t)
	found, asked := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(services).Draw(t, "policy")
		request := randomTuple(t, s.engine)
		what := rapid.SampledFrom([]string{"subject", "resource", "action"}).Draw(t, "what")
		kind, d := searchedFor(request, what)
		if what == "action" {
			delete(request, "action")
		}
		w := s.post(t, "/access/v1/search/"+what, request)
		var got struct {
			Context struct{ Error *struct{ Code string } }
			Results []plainEntity
			Page    struct{ Total int }
		}
		if w.Code != 200 || json.Unmarshal(w.Body.Bytes(), &got) != nil || got.Results == nil || got.Page.Total != len(got.Results) {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		if got.Context.Error != nil && len(got.Results) > 0 {
			t.Fatalf("%s", w.Body)
		}
		if kind == "user" {
			return
		}
		for i, node := range s.engine.Policy().Graph(d).All() {
			if skip := rapid.IntRange(0, 4).Draw(t, "skip"); i > 0 && skip > 0 {
				continue
			}
			isFound := slices.ContainsFunc(got.Results, func(r plainEntity) bool { return r.ID == node.ID || r.Name == node.ID })
			put(request, what, kind, node.ID)
			var answer told
			if w := s.post(t, "/access/v1/evaluation", request); w.Code != 200 || json.Unmarshal(w.Body.Bytes(), &answer) != nil {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			if answer.Decision != isFound {
				t.Fatalf("%v\n%s is found: %v, but decided %v", request, node.ID, isFound, answer.Decision)
			}
			asked++
		}
		found += len(got.Results)
	})
	t.Logf("found %d of %d names", found, asked)
	if found == 0 || asked < 100 {
		t.Errorf("only %d of %d names were found", found, asked)
	}
}

// searchedFor takes the name away that is searched for.
func searchedFor(request jsonObject, what string) (string, model.Dim) {
	o := request[what].(jsonObject)
	kind, _ := o["type"].(string)
	delete(o, "id")
	switch {
	case what == "action":
		return "", model.Action
	case what == "resource":
		return kind, model.Data
	case kind == "data-subject":
		return kind, model.Of
	}
	return kind, model.Actor
}

// put puts a name where it was searched for.
func put(request jsonObject, what, kind, name string) {
	if what == "action" {
		o, _ := request[what].(jsonObject)
		if o == nil {
			o = jsonObject{}
			request[what] = o
		}
		o["name"] = name
		return
	}
	request[what].(jsonObject)["id"] = name
	request[what].(jsonObject)["type"] = kind
}
