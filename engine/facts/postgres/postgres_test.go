package postgres_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
	"github.com/seed-90f8eabc/licet/engine/facts/postgres"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// TestPostgres uses one server for all, since starting one takes seconds.
func TestPostgres(t *testing.T) {
	s := startServer(t)
	db := s.open()
	l := postgres.Ledger{DB: db}
	for range 2 { // the second time all is there
		if err := l.Create(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("it says what the ledger in memory says", func(t *testing.T) { sameAsInMemory(t, l) })
	t.Run("what it refuses", func(t *testing.T) { refuses(t, l) })
	t.Run("values", func(t *testing.T) { values(t, db) })
	t.Run("a withdrawal is effective at once", func(t *testing.T) { withdrawal(t, l) })
	t.Run("a server that crashes", func(t *testing.T) { crash(t, s, db) })
	t.Run("a server that is killed under load", func(t *testing.T) { killed(t, s) })
}

// sameAsInMemory makes random entries and withdrawals in both, and looks both up at random times.
func sameAsInMemory(t *testing.T, l postgres.Ledger) {
	r := rand.New(rand.NewPCG(1, 1))
	m := facts.NewLedger()
	hour := func() time.Time { return now.Add(time.Duration(r.IntN(100)) * time.Hour) }
	ids, some := [][2]int64{}, 0
	for i := range 60 {
		e := facts.Entry{Subject: fmt.Sprint("user ", i%3), Objection: r.IntN(4) == 0, From: hour(), Grant: engine.Grant{Purpose: fmt.Sprint("p", r.IntN(3)),
			Kind: "explicit", Action: "a", Data: "d", Of: "o", From: "f", Recipient: "r", Place: "pl"}}
		if r.IntN(2) == 0 {
			e.Until = e.From.Add(time.Duration(1+r.IntN(50)) * time.Hour)
		}
		id, err := l.Enter(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		enter := m.Consent
		if e.Objection {
			enter = m.Object
		}
		own, err := enter(e.Subject, e.Grant, e.From, e.Until)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, [2]int64{id, own})
		if j := r.IntN(len(ids)); r.IntN(2) == 0 {
			at := hour()
			subject := fmt.Sprint("user ", j%3)
			if err1, err2 := l.Withdraw(t.Context(), subject, ids[j][0], at), m.Withdraw(subject, ids[j][1], at); err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
		}
	}
	for _, err := range []error{l.WithdrawAll(t.Context(), "user 1", now.Add(90*time.Hour)), m.WithdrawAll("user 1", now.Add(90*time.Hour))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 200 {
		c := facts.Case{Subject: fmt.Sprint("user ", r.IntN(4)), At: now.Add(time.Duration(r.IntN(300)-20) * 30 * time.Minute)}
		for _, name := range []string{"consent", "objection", "age"} {
			got, err1 := l.Lookup(t.Context(), c, name)
			want, err2 := m.Lookup(t.Context(), c, name)
			if err1 != nil || err2 != nil || !same(got, want) {
				t.Errorf("%v, %s: %v, %v; in memory %v, %v", c, name, got, err1, want, err2)
			}
			if v, ok := want.(facts.Valid); ok && len(v.Value.([]engine.Grant)) > 0 {
				some++
			}
		}
	}
	if some < 50 {
		t.Errorf("only %d look-ups found something", some)
	}
}

func same(a, b any) bool {
	x, ok1 := a.(facts.Valid)
	y, ok2 := b.(facts.Valid)
	if !ok1 || !ok2 {
		return a == nil && b == nil
	}
	return reflect.DeepEqual(x.Value, y.Value) && x.Until.Equal(y.Until)
}

func refuses(t *testing.T, l postgres.Ledger) {
	ctx := t.Context()
	id, err := l.Enter(ctx, facts.Entry{Subject: "ann", From: now})
	if err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func() error{
		"nobody's":                func() error { _, err := l.Enter(ctx, facts.Entry{From: now}); return err },
		"at no time":              func() error { _, err := l.Enter(ctx, facts.Entry{Subject: "ann"}); return err },
		"that never is":           func() error { _, err := l.Enter(ctx, facts.Entry{Subject: "ann", From: now, Until: now}); return err },
		"another's":               func() error { return l.Withdraw(ctx, "bob", id, now) },
		"a withdrawal at no time": func() error { return l.Withdraw(ctx, "ann", id, time.Time{}) },
		"all, at no time":         func() error { return l.WithdrawAll(ctx, "ann", time.Time{}) },
		"a look-up for nobody":    func() error { _, err := l.Lookup(ctx, facts.Case{At: now}, "consent"); return err },
		"a look-up at no time":    func() error { _, err := l.Lookup(ctx, facts.Case{Subject: "ann"}, "consent"); return err },
		"a look-up without a name": func() error {
			_, err := l.Lookup(cancelled(), facts.Case{Subject: "ann", At: now}, "consent")
			return err
		},
	} {
		if do() == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if h, err := l.History(ctx, "ann"); err != nil || len(h) != 1 || h[0].ID != id || !h[0].From.Equal(now) || !h[0].Withdrawn.IsZero() {
		t.Errorf("%+v, %v", h, err)
	}
	finer := now.Add(999 * time.Nanosecond)
	if err := l.Withdraw(ctx, "ann", id, finer); err != nil {
		t.Fatal(err)
	}
	if v, err := l.Lookup(ctx, facts.Case{Subject: "ann", At: finer}, "consent"); err != nil || len(v.(facts.Valid).Value.([]engine.Grant)) != 0 {
		t.Errorf("withdrawn, to the nanosecond: %v, %v", v, err)
	}
}

func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// values finds facts of every type.
func values(t *testing.T, db *sql.DB) {
	if _, err := db.ExecContext(t.Context(), `CREATE TABLE customers (id text, age int, member boolean, country text, closed timestamptz);
		INSERT INTO customers VALUES ('ann', 16, true, 'eu', '2026-02-01T12:00:00Z'), ('bob', NULL, NULL, NULL, NULL), ('eve', 1, false, 'us', '2026-04-01T12:00:00Z'),
		('two', 1, true, 'eu', NULL), ('two', 2, true, 'eu', NULL)`); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		subject, column string
		want            any
		fails           bool
	}{
		{"ann", "age", int64(16), false}, {"ann", "member", true, false}, {"ann", "country", "eu", false}, {"ann", "closed", 28 * 24 * time.Hour, false},
		{"bob", "age", nil, false}, {"bob", "closed", nil, false}, {"nobody", "age", nil, false}, {"eve", "member", false, false},
		{"eve", "closed", facts.Valid{Value: false, Until: now.AddDate(0, 1, 0)}, false}, {"two", "age", nil, true}, {"ann", "agee", nil, true},
	} {
		v := postgres.Value{DB: db, Query: "SELECT " + x.column + " FROM customers WHERE id = $1"}
		got, err := v.Lookup(t.Context(), facts.Case{Subject: x.subject, At: now}, "f")
		if valid, ok := got.(facts.Valid); ok {
			got = facts.Valid{Value: valid.Value, Until: valid.Until.UTC()}
		}
		if !reflect.DeepEqual(got, x.want) || (err != nil) != x.fails {
			t.Errorf("%s, %s: %v, %v; want %v", x.subject, x.column, got, err, x.want)
		}
	}
	closed := postgres.Value{DB: db, Query: "SELECT closed FROM customers WHERE id = $1"}
	if got, err := closed.Lookup(t.Context(), facts.Case{Subject: "ann"}, "f"); err == nil {
		t.Errorf("how long ago, at no time: %v", got)
	}
}

func letters(t *testing.T) (*engine.Engine, *engine.Prepared) {
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

// withdrawal decides through a cache while consents are given and withdrawn.
func withdrawal(t *testing.T, l postgres.Ledger) {
	e, p := letters(t)
	cache := facts.NewCache(l, 100, time.Hour, time.Now)
	r := facts.Resolver{Source: cache}
	decide := func() bool {
		got, err := r.Decide(t.Context(), p, e.NewFacts(), facts.Case{Subject: "zoe", At: now})
		if err != nil || len(got.Failed) > 0 {
			t.Errorf("%+v, %v", got, err)
		}
		return got.Answer.Allowed()
	}
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			for ctx.Err() == nil {
				decide()
			}
		})
	}
	for range 25 {
		id, err := l.Enter(t.Context(), facts.Entry{Subject: "zoe", Grant: engine.Grant{Purpose: "marketing"}, From: now})
		if err != nil {
			t.Fatal(err)
		}
		if cache.Forget("zoe"); !decide() {
			t.Error("a consent was given, and it is not permitted")
		}
		if err := l.Withdraw(t.Context(), "zoe", id, now); err != nil {
			t.Fatal(err)
		}
		if cache.Forget("zoe"); decide() {
			t.Error("the consent was withdrawn, and it is permitted")
		}
	}
	stop()
	all.Wait()
}

// crash kills the server: what cannot be looked up is unknown, and what was known before the crash is known after it.
func crash(t *testing.T, s *server, db *sql.DB) {
	e, p := letters(t)
	l := postgres.Ledger{DB: db}
	if _, err := l.Enter(t.Context(), facts.Entry{Subject: "sam", From: now}); err != nil {
		t.Fatal(err)
	}
	r := facts.Resolver{Source: l}
	decide := func() facts.Result {
		got, err := r.Decide(t.Context(), p, e.NewFacts(), facts.Case{Subject: "sam", At: now})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := decide(); !got.Answer.Allowed() {
		t.Errorf("before: %+v", got)
	}
	s.stop()
	if got := decide(); got.Answer.Decision() != engine.Undetermined || len(got.Failed) != 1 || got.Failed[0].Name != "consent" {
		t.Errorf("without a server: %+v", got)
	}
	s.start()
	for tries := 0; ; tries++ { // connections that were idle when it crashed are found out one by one
		got := decide()
		if got.Answer.Allowed() {
			break
		}
		if len(got.Failed) != 1 || tries > db.Stats().MaxOpenConnections+10 {
			t.Fatalf("after, try %d: %+v", tries+1, got)
		}
	}
}
