package facts_test

import (
	"context"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
)

// inForce looks consents or objections up.
func inForce(t *testing.T, s facts.Source, subject, name string, at time.Time) ([]engine.Grant, time.Time) {
	t.Helper()
	v, err := s.Lookup(context.Background(), facts.Case{Subject: subject, At: at}, name)
	if err != nil {
		t.Fatal(err)
	}
	valid := v.(facts.Valid)
	return valid.Value.([]engine.Grant), valid.Until
}

// must returns an entry's ID.
func must(t *testing.T, id int64, err error) int64 {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestWhatIsInForceWhen looks at one history at many times.
func TestWhatIsInForceWhen(t *testing.T) {
	var l facts.Ledger // the zero Ledger is empty
	hours := func(n int) time.Time { return now.Add(time.Duration(n) * time.Hour) }
	news, all, later := engine.Grant{Purpose: "newsletter"}, engine.Grant{Kind: "explicit"}, engine.Grant{Data: "phone"}
	id, err := l.Consent("ann", news, hours(0), time.Time{})
	must(t, id, err)
	must(t, must(t, 0, l.Withdraw("ann", id, hours(10))), nil)
	id2, err := l.Consent("ann", all, hours(5), hours(8))
	must(t, id2, err)
	id3, err := l.Consent("ann", later, hours(20), time.Time{})
	must(t, id3, err)
	again, err := l.Consent("ann", news, hours(30), hours(50))
	must(t, again, err)
	must(t, 0, l.Withdraw("ann", again, hours(60))) // it had expired
	_, err = l.Consent("bob", all, hours(0), time.Time{})
	must(t, 0, err)
	_, err = l.Object("ann", news, hours(7), hours(9))
	must(t, 0, err)
	for _, x := range []struct {
		hour    int
		want    []engine.Grant
		until   int // 0: for ever
		objects int
	}{
		{-1, nil, 0, 0}, {0, []engine.Grant{news}, 5, 0}, {4, []engine.Grant{news}, 5, 0}, {5, []engine.Grant{news, all}, 8, 0}, {7, []engine.Grant{news, all}, 8, 1},
		{8, []engine.Grant{news}, 10, 1}, {9, []engine.Grant{news}, 10, 0}, {10, nil, 20, 0}, {20, []engine.Grant{later}, 30, 0},
		{30, []engine.Grant{later, news}, 50, 0}, {49, []engine.Grant{later, news}, 50, 0}, {50, []engine.Grant{later}, 0, 0},
	} {
		got, until := inForce(t, &l, "ann", "consent", hours(x.hour))
		want := time.Time{}
		if x.until > 0 {
			want = hours(x.until)
		}
		if x.hour >= 0 && until != want || x.hour < 0 && until != hours(0) {
			t.Errorf("hour %d: until %v, want %v", x.hour, until, want)
		}
		if len(got) != len(x.want) {
			t.Errorf("hour %d: %v, want %v", x.hour, got, x.want)
		}
		for i := range got {
			if got[i] != x.want[i] {
				t.Errorf("hour %d: %v, want %v", x.hour, got, x.want)
			}
		}
		if objections, _ := inForce(t, &l, "ann", "objection", hours(x.hour)); len(objections) != x.objects {
			t.Errorf("hour %d: %v", x.hour, objections)
		}
	}
	if h := l.History("ann"); len(h) != 5 || h[0].Withdrawn != hours(10) || h[0].From != hours(0) || !h[4].Objection {
		t.Errorf("the history: %+v", h)
	}
	if err := l.WithdrawAll("ann", hours(25)); err != nil {
		t.Fatal(err)
	}
	if got, _ := inForce(t, &l, "ann", "consent", hours(26)); len(got) != 0 {
		t.Errorf("all was withdrawn, but %v", got)
	}
	if got, _ := inForce(t, &l, "ann", "consent", hours(24)); len(got) != 1 {
		t.Errorf("before all was withdrawn: %v", got)
	}
	if got, _ := inForce(t, &l, "ann", "objection", hours(8)); len(got) != 1 {
		t.Errorf("an objection was withdrawn: %v", got)
	}
	if got, _ := inForce(t, &l, "bob", "consent", hours(26)); len(got) != 1 {
		t.Errorf("another's consent: %v", got)
	}
	if got := l.History("ann")[0].Withdrawn; got != hours(10) {
		t.Errorf("of two withdrawals the later counts: %v", got)
	}
}

// TestAnEntryEndsOnce when it expires or when it is withdrawn, whichever is earlier.
func TestAnEntryEndsOnce(t *testing.T) {
	early, late := now.Add(time.Hour), now.Add(2*time.Hour)
	for _, e := range []facts.Entry{{From: now, Until: early, Withdrawn: late}, {From: now, Until: late, Withdrawn: early}} {
		if !e.InForce(early.Add(-1)) || e.InForce(early) {
			t.Errorf("%+v: in force before its end %v, at its end %v", e, e.InForce(early.Add(-1)), e.InForce(early))
		}
		if got := facts.InForce([]facts.Entry{e}, now).Until; got != early {
			t.Errorf("%+v: until %v", e, got)
		}
	}
}

// TestTheLedgerRefuses what has no meaning, and looks up nothing for nobody, or for no time.
func TestTheLedgerRefuses(t *testing.T) {
	l := facts.NewLedger()
	id, err := l.Consent("ann", engine.Grant{}, now, time.Time{})
	must(t, id, err)
	for name, do := range map[string]func() error{
		"nobody's consent":        func() error { _, err := l.Consent("", engine.Grant{}, now, time.Time{}); return err },
		"a consent at no time":    func() error { _, err := l.Consent("ann", engine.Grant{}, time.Time{}, time.Time{}); return err },
		"one that never is":       func() error { _, err := l.Object("ann", engine.Grant{}, now, now); return err },
		"another's":               func() error { return l.Withdraw("bob", id, now) },
		"an entry that is none":   func() error { return l.Withdraw("ann", id+1, now) },
		"an entry before all":     func() error { return l.Withdraw("ann", 0, now) },
		"a withdrawal at no time": func() error { return l.Withdraw("ann", id, time.Time{}) },
		"all, at no time":         func() error { return l.WithdrawAll("ann", time.Time{}) },
		"a look-up for nobody": func() error {
			_, err := l.Lookup(context.Background(), facts.Case{At: now}, "consent")
			return err
		},
		"a look-up at no time": func() error {
			_, err := l.Lookup(context.Background(), facts.Case{Subject: "ann"}, "objection")
			return err
		},
	} {
		if do() == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if got, _ := inForce(t, l, "ann", "consent", now); len(got) != 1 {
		t.Errorf("what was refused changed something: %v", got)
	}
	if v, err := l.Lookup(context.Background(), facts.Case{}, "age"); v != nil || err != nil {
		t.Errorf("an age: %v, %v", v, err)
	}
}

const newsPolicy = `
policy p "P" {}
use core
fact age number "your age"
fact member "you are a member"
clause 1 { we may use email for marketing only given consent }
clause 2 { we may use email for security given age >= 16 and member }
`

func newsEngine(t *testing.T) (*engine.Engine, *engine.Prepared) {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(newsPolicy)}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Prepare(engine.Question{Action: "use", Data: "email", From: "you", Purpose: "marketing", Place: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	return e, p
}

// TestAWithdrawalIsEffectiveAtOnce decides from many goroutines, through a cache that never ages, while consents are given and withdrawn:
// once a withdrawal has returned, nothing that begins is permitted. The race detector watches in CI.
func TestAWithdrawalIsEffectiveAtOnce(t *testing.T) {
	e, p := newsEngine(t)
	l := facts.NewLedger()
	cache := facts.NewCache(l, 10, 1000*time.Hour, func() time.Time { return now })
	r := facts.Resolver{Source: cache}
	decide := func() bool {
		got, err := r.Decide(context.Background(), p, e.NewFacts(), facts.Case{Subject: "ann", At: now})
		if err != nil || len(got.Failed) > 0 {
			t.Errorf("%v, %v", got, err)
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
	for range 300 {
		id, err := l.Consent("ann", engine.Grant{Purpose: "marketing"}, now, time.Time{})
		must(t, id, err)
		cache.Forget("ann")
		if !decide() {
			t.Error("a consent was given, and it is not permitted")
		}
		if err := l.Withdraw("ann", id, now); err != nil {
			t.Fatal(err)
		}
		cache.Forget("ann")
		if decide() {
			t.Error("the consent was withdrawn, and it is permitted")
		}
	}
	stop()
	all.Wait()
}
