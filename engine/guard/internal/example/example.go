// Package example is a small service that sends a newsletter as far as the privacy policy permits: all the parts of the library, put
// together as one would. It is to be copied from, not imported.
//
// What a service of your own needs besides is left out: who asks (each visitor may change only their own consents), letters that
// are really sent, and a ledger that outlives the process.
//
//	s, err := example.New(policies.FS(), "shop", time.Now)
//	err = http.ListenAndServe("127.0.0.1:8080", s.Handler())
package example

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
	"github.com/seed-90f8eabc/licet/engine/guard"
)

// A Service gives and withdraws consents to the newsletter, and sends it.
type Service struct {
	policy *engine.Holder[*policy]
	ledger *facts.Ledger
	minors sync.Map // of visitors: when the service learned that they are younger than 16
	guard  guard.Guard
	now    func() time.Time
}

// A policy is what the service looks up in each policy that comes into force. One in which something is missing is refused.
type policy struct {
	engine     *engine.Engine
	letter     *engine.Prepared
	anonymised engine.Fact
}

func open(e *engine.Engine) (*policy, error) {
	letter, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "newsletter"})
	if err != nil {
		return nil, err
	}
	anonymised, err := e.Fact("anonymised")
	return &policy{e, letter, anonymised}, err
}

// toNewsletter is what a visitor agrees to, with the words that the consent screen shows.
var toNewsletter = engine.Grant{Data: "email", Purpose: "newsletter"}

// New returns a service with the policy in a folder of fsys. Now is time.Now but in tests.
func New(fsys fs.FS, dir string, now func() time.Time) (*Service, error) {
	e, err := engine.Load(fsys, dir)
	if err != nil {
		return nil, err
	}
	s := &Service{ledger: facts.NewLedger(), now: now}
	if s.policy, err = engine.NewHolder(e, open, now()); err != nil {
		return nil, err
	}
	sources := facts.ByName{"consent": s.ledger, "objection": s.ledger, "minor-learned": facts.Func(s.minorLearned)}
	if err := sources.Check(e); err != nil {
		return nil, err
	}
	s.guard = guard.Guard{Ask: s.ask, Resolver: &facts.Resolver{Source: sources}}
	return s, nil
}

// Reload puts another policy in force, unless something is wrong with it.
func (s *Service) Reload(fsys fs.FS, dir string) error { return s.policy.Reload(fsys, dir, s.now()) }

// Handler returns what answers requests.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /visitors/{visitor}/consents", s.consent)
	mux.HandleFunc("DELETE /visitors/{visitor}/consents/{id}", s.withdraw)
	mux.HandleFunc("POST /visitors/{visitor}/objections", s.object)
	mux.HandleFunc("PUT /visitors/{visitor}/minor", s.minor)
	mux.Handle("POST /visitors/{visitor}/letters", s.guard.Wrap(http.HandlerFunc(s.send)))
	mux.HandleFunc("GET /readyz", s.ready)
	return mux
}

// ask says what sending a letter comes to. What the service does by itself it knows: it writes to an address that is not anonymised.
func (s *Service) ask(r *http.Request) (guard.Ask, error) {
	p := s.policy.Now()
	f := p.engine.NewFacts()
	err := f.SetBool(p.anonymised, false)
	return guard.Ask{Question: p.letter, Facts: f, Case: facts.Case{Subject: r.PathValue("visitor"), At: s.now()}}, err
}

// minorLearned says how long ago the service learned that a visitor is younger than 16. That nobody told it means that it has not.
func (s *Service) minorLearned(_ context.Context, c facts.Case, _ string) (any, error) {
	learned, ok := s.minors.Load(c.Subject)
	if !ok || c.At.Before(learned.(time.Time)) {
		return false, nil
	}
	return c.At.Sub(learned.(time.Time)), nil
}

func (s *Service) minor(w http.ResponseWriter, r *http.Request) {
	s.minors.LoadOrStore(r.PathValue("visitor"), s.now())
	w.WriteHeader(http.StatusNoContent)
}

func (s *Service) send(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) }

// consentLasts is how long a consent is relied upon before it is asked for again.
const consentLasts = 2 * 365 * 24 * time.Hour

func (s *Service) consent(w http.ResponseWriter, r *http.Request) {
	now := s.now()
	id, err := s.ledger.Consent(r.PathValue("visitor"), toNewsletter, now, now.Add(consentLasts))
	entered(w, id, err)
}

func (s *Service) object(w http.ResponseWriter, r *http.Request) {
	id, err := s.ledger.Object(r.PathValue("visitor"), engine.Grant{Purpose: "newsletter"}, s.now(), time.Time{})
	entered(w, id, err)
}

func entered(w http.ResponseWriter, id int64, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(map[string]int64{"id": id}) // who asked may be gone
}

func (s *Service) withdraw(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err == nil {
		err = s.ledger.Withdraw(r.PathValue("visitor"), id, s.now())
	}
	if err != nil {
		http.Error(w, errNoConsent.Error(), http.StatusNotFound)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

var errNoConsent = errors.New("there is no such consent")

// ready says which policy is in force, and whether the last one was refused.
func (s *Service) ready(w http.ResponseWriter, _ *http.Request) {
	status := s.policy.Status()
	body := struct {
		Policy  engine.PolicyRef `json:"policy"`
		Since   time.Time        `json:"since"`
		Refused string           `json:"refused,omitempty"`
	}{status.Policy, status.Since, ""}
	if status.Err != nil {
		body.Refused = status.Err.Error()
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body)
}
