package postgres_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
	"github.com/seed-90f8eabc/licet/engine/facts/postgres"
	"github.com/seed-90f8eabc/licet/engine/guard"
)

// A service sends letters as far as the policy permits, with all that it must know in PostgreSQL: a guard, a resolver, a ledger and a query.
type service struct {
	t      *testing.T
	ledger postgres.Ledger
	url    string

	stop                       chan struct{}
	permitted, refused, unsure atomic.Int64 // answers: 202, 403, 503
}

const lettersPolicy = `policy p "P" {}
use core
fact member "you are a member"
clause 1 { we may use email for marketing given consent and member }
clause 2 { we must not use email for marketing given objection }
`

func newService(t *testing.T, db *sql.DB) *service {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(lettersPolicy)}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	letter, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "marketing"})
	if err != nil {
		t.Fatal(err)
	}
	s := &service{t: t, ledger: postgres.Ledger{DB: db}, stop: make(chan struct{})}
	member := postgres.Value{DB: db, Query: `SELECT member FROM members WHERE id = $1`}
	g := guard.Guard{
		Resolver: &facts.Resolver{Source: facts.ByName{"consent": s.ledger, "objection": s.ledger, "member": member}},
		Ask: func(r *http.Request) (guard.Ask, error) {
			return guard.Ask{Question: letter, Facts: e.NewFacts(), Case: facts.Case{Subject: r.PathValue("user"), At: time.Now()}}, nil
		},
	}
	mux := http.NewServeMux()
	mux.Handle("POST /letters/{user}", soon(g.Wrap(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) }))))
	h := httptest.NewServer(mux)
	t.Cleanup(h.Close)
	s.url = h.URL
	return s
}

// soon gives a request half a second.
func soon(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 500*time.Millisecond)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// letter asks whether a user may be written to. What is not known must be said not to be: 503, and undetermined.
func (s *service) letter(user string) (status int) {
	response, err := http.Post(s.url+"/letters/"+user, "", nil)
	if err != nil {
		s.t.Errorf("a request has no answer: %v", err)
		return 0
	}
	defer response.Body.Close()
	var body struct{ Answer string }
	if response.StatusCode == http.StatusAccepted {
		s.permitted.Add(1)
		return response.StatusCode
	}
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		s.t.Errorf("%d: %v", response.StatusCode, err)
	}
	unsure := response.StatusCode == http.StatusServiceUnavailable
	if !unsure && response.StatusCode != http.StatusForbidden || unsure != (body.Answer == "undetermined") {
		s.t.Errorf("%s: %d %q", user, response.StatusCode, body.Answer)
	}
	if unsure {
		s.unsure.Add(1)
	} else {
		s.refused.Add(1)
	}
	return response.StatusCode
}

// going reports whether the test still goes on.
func (s *service) going() bool {
	select {
	case <-s.stop:
		return false
	default:
		return true
	}
}

// always asks about users whose answer never changes, but for what is not known.
func (s *service) always(seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	for s.going() {
		kind := r.IntN(len(lasting))
		if status := s.letter(fmt.Sprint(lasting[kind].user, r.IntN(5))); status != http.StatusServiceUnavailable && status != lasting[kind].status {
			s.t.Errorf("%s: %d", lasting[kind].user, status)
		}
	}
}

// lasting are kinds of users, with what they are always answered.
var lasting = []struct {
	user                       string
	consent, objection, member bool
	status                     int
}{
	{"agrees", true, false, true, http.StatusAccepted},
	{"silent", false, false, true, http.StatusForbidden},
	{"objects", true, true, true, http.StatusForbidden},
	{"stranger", true, false, false, http.StatusForbidden},
}

// enter writes down what is known of those users.
func (s *service) enter() {
	s.t.Helper()
	_, err := s.ledger.DB.ExecContext(s.t.Context(), `CREATE TABLE members (id text PRIMARY KEY, member boolean)`)
	for _, u := range lasting {
		for n := range 5 {
			user := fmt.Sprint(u.user, n)
			if u.consent {
				_, e := s.ledger.Enter(s.t.Context(), facts.Entry{Subject: user, From: time.Now()})
				err = errors.Join(err, e)
			}
			if u.objection {
				_, e := s.ledger.Enter(s.t.Context(), facts.Entry{Subject: user, Objection: true, From: time.Now()})
				err = errors.Join(err, e)
			}
			_, e := s.ledger.DB.ExecContext(s.t.Context(), `INSERT INTO members VALUES ($1, $2)`, user, u.member)
			err = errors.Join(err, e)
		}
	}
	_, e := s.ledger.DB.ExecContext(s.t.Context(), `INSERT INTO members VALUES ('fickle', true)`)
	if err = errors.Join(err, e); err != nil {
		s.t.Fatal(err)
	}
}

// fickle is a user who agrees and withdraws, time and again. As soon as a withdrawal has returned nothing is permitted; where it failed it is
// tried until it has not. Others ask meanwhile.
func (s *service) fickle() {
	for s.going() {
		if _, err := s.ledger.Enter(s.t.Context(), facts.Entry{Subject: "fickle", From: time.Now()}); err != nil {
			continue // whether it is in the ledger is not known
		}
		if status := s.letter("fickle"); status == http.StatusForbidden {
			s.t.Error("a consent that was entered is not known")
		}
		for s.ledger.WithdrawAll(s.t.Context(), "fickle", time.Now()) != nil && s.going() {
			time.Sleep(time.Millisecond)
		}
		if !s.going() {
			return
		}
		for range 3 {
			if status := s.letter("fickle"); status == http.StatusAccepted {
				s.t.Error("a consent that was withdrawn permits")
			}
		}
	}
}

// kill kills every process of the server, as no program would, and waits until they are dead.
func (s *server) kill() error {
	lock := s.dir + "/data/postmaster.pid"
	text, err := os.ReadFile(lock)
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		return err
	}
	all := append(children(pid), pid)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		return err
	}
	for _, p := range all {
		_ = syscall.Kill(p, syscall.SIGKILL) // children may end with their parent
		for parent(p) >= 0 {
			time.Sleep(time.Millisecond)
		}
	}
	return os.Remove(lock) // where nobody takes note of the dead, the next one believes that they live
}

// children are the processes that a process has started, and that live.
func children(pid int) (out []int) {
	all, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range all {
		if p, err := strconv.Atoi(filepath.Base(dir)); err == nil && parent(p) == pid {
			out = append(out, p)
		}
	}
	return out
}

// parent returns the parent of a process; -1 where there is no such process, or only what is left of a dead one.
func parent(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return -1
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:])) // behind the name, which may be anything
	if len(fields) < 2 || fields[0] == "Z" {
		return -1
	}
	p, err := strconv.Atoi(fields[1])
	if err != nil {
		return -1
	}
	return p
}

// restart starts the server again. What is left of the one that was killed may be in its way for a moment.
func (s *server) restart() error {
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if err := s.command("pg_ctl", s.starting()...); err == nil || time.Now().After(deadline) {
			return err
		}
	}
}

// loadFor is how long the load lasts: LICET_LOAD, or three seconds; one, if the tests are to be short.
func loadFor(t *testing.T) time.Duration {
	t.Helper()
	given := os.Getenv("LICET_LOAD")
	switch {
	case given == "" && testing.Short():
		return time.Second
	case given == "":
		return 3 * time.Second
	}
	d, err := time.ParseDuration(given)
	if err != nil || d < time.Second {
		t.Fatalf("LICET_LOAD is %q; it is to be as 2m, and one second at least", given)
	}
	return d
}

// killed asks as fast as it goes, while the server is killed and started again: what is not known is undetermined, and nothing is permitted that
// should not be.
func killed(t *testing.T, pg *server) {
	db := pg.open()
	db.SetMaxOpenConns(8)
	s := newService(t, db)
	s.enter()
	var all sync.WaitGroup
	defer all.Wait()
	defer close(s.stop)
	for n := range 4 {
		all.Go(func() { s.always(uint64(n)) })
	}
	all.Go(s.fickle)
	lasts := loadFor(t)
	kills := 0
	for end := time.Now().Add(lasts); time.Now().Before(end); kills++ {
		time.Sleep(lasts / 8)
		if err := pg.kill(); err != nil {
			t.Fatal(err)
		}
		without := s.unsure.Load()
		time.Sleep(lasts / 16)
		for s.unsure.Load() == without { // it takes as long as it takes until somebody has asked
			time.Sleep(time.Millisecond)
		}
		if err := pg.restart(); err != nil {
			t.Fatal(err)
		}
	}
	permitted := s.permitted.Load()
	for deadline := time.Now().Add(time.Minute); s.permitted.Load() < permitted+20 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if s.permitted.Load() < permitted+20 || s.refused.Load() == 0 {
		t.Errorf("it has not recovered: %d permitted, %d refused", s.permitted.Load(), s.refused.Load())
	}
	t.Logf("the server was killed %d times; %d letters permitted, %d refused, %d not known", kills, s.permitted.Load(), s.refused.Load(), s.unsure.Load())
}
