package engine_test

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
)

// served is what a service looks up in each engine.
type served struct {
	engine  *engine.Engine
	mailing *engine.Prepared
	age     engine.Fact
}

func serve(e *engine.Engine) (*served, error) {
	mailing, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "marketing"})
	if err != nil {
		return nil, err
	}
	age, err := e.Fact("age")
	return &served{e, mailing, age}, err
}

func agePolicy(from int) fstest.MapFS {
	return fstest.MapFS{"p.licet": {Data: fmt.Appendf(nil,
		"policy p \"P\" { version \"%d\" }\nuse core\nfact age number \"your age\"\nclause 1 { we may use email for marketing given age >= %d }\n", from, from)}}
}

var day = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

// TestTheLastGoodPolicyIsKept reloads good and bad policies.
func TestTheLastGoodPolicyIsKept(t *testing.T) {
	first, err := engine.Load(agePolicy(14), ".")
	if err != nil {
		t.Fatal(err)
	}
	h, err := engine.NewHolder(first, serve, day)
	if err != nil {
		t.Fatal(err)
	}
	if s := h.Status(); s.Policy.Version != "14" || s.Policy.Digest == "" || s.Since != day || s.Checked != day || s.Err != nil {
		t.Errorf("%+v", s)
	}
	served14, later := h.Now(), day.Add(time.Hour)
	bad := map[string]fstest.MapFS{
		"no policy":         {},
		"a broken policy":   {"p.licet": {Data: []byte("policy p \"P\" {")}},
		"a name is missing": {"p.licet": {Data: []byte("policy p \"P\" {}\nuse core\nclause 1 { we may use email }\n")}},
	}
	for name, fsys := range bad {
		later = later.Add(time.Hour)
		if err := h.Reload(fsys, ".", later); err == nil {
			t.Errorf("%s: no error", name)
		}
		if s := h.Status(); h.Now() != served14 || s.Policy.Version != "14" || s.Since != day || s.Checked != day || s.Err == nil || s.Refused != later {
			t.Errorf("%s: %+v", name, s)
		}
	}
	later = later.Add(time.Hour)
	h.Refuse(fs.ErrPermission, later)
	if s := h.Status(); h.Now() != served14 || s.Policy.Version != "14" || s.Checked != day || s.Err != fs.ErrPermission || s.Refused != later {
		t.Errorf("refused by the service: %+v", s)
	}
	later = later.Add(time.Hour)
	if err := h.Reload(agePolicy(14), ".", later); err != nil || h.Now() != served14 {
		t.Errorf("the same policy: %v, or it was put in force again", err)
	}
	if s := h.Status(); s.Since != day || s.Checked != later || s.Err != nil {
		t.Errorf("the same policy: %+v", s)
	}
	later = later.Add(time.Hour)
	if err := h.Reload(agePolicy(16), ".", later); err != nil || h.Now() == served14 {
		t.Errorf("another policy: %v, or it is not in force", err)
	}
	if s := h.Status(); s.Policy.Version != "16" || s.Since != later || s.Checked != later || s.Policy.Digest != h.Now().engine.Policy().Digest {
		t.Errorf("another policy: %+v", s)
	}
}

// TestAHolderThatHoldsNothing has no engine, and says so.
func TestAHolderThatHoldsNothing(t *testing.T) {
	var h engine.Holder[*served]
	if h.Now() != nil || h.Status() != (engine.Status{}) || h.Reload(agePolicy(14), ".", day) == nil {
		t.Error("a Holder that nobody made holds something")
	}
	e, err := engine.Load(agePolicy(14), ".")
	if err != nil {
		t.Fatal(err)
	}
	refused := errors.New("refused")
	if h, err := engine.NewHolder(e, func(*engine.Engine) (int, error) { return 1, refused }, day); h != nil || err != refused {
		t.Errorf("%v, %v", h, err)
	}
}

// TestDecideWhileSwapping asks from many goroutines while the policy changes; the race detector watches in CI. Each decision is by one
// policy: whether 15 years are enough is what the version says.
func TestDecideWhileSwapping(t *testing.T) {
	var engines []*engine.Engine
	for _, from := range []int{14, 16} {
		e, err := engine.Load(agePolicy(from), ".")
		if err != nil {
			t.Fatal(err)
		}
		engines = append(engines, e)
	}
	h, err := engine.NewHolder(engines[0], serve, day)
	if err != nil {
		t.Fatal(err)
	}
	var done atomic.Bool
	var counts [2]atomic.Int64
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for !done.Load() {
				s := h.Now()
				f := s.engine.NewFacts()
				if err := f.SetNumber(s.age, 15); err != nil {
					t.Error(err)
				}
				a, err := s.mailing.Decide(f)
				if err != nil || a.Allowed() != (s.engine.Policy().Version == "14") {
					t.Errorf("version %s: %v, %v", s.engine.Policy().Version, a, err)
				}
				if a.Allowed() {
					counts[0].Add(1)
				} else {
					counts[1].Add(1)
				}
			}
		})
	}
	for i := 0; i < 200 || counts[0].Load() == 0 || counts[1].Load() == 0; i++ {
		if err := h.Swap(engines[i%2], day); err != nil {
			t.Error(err)
		}
		if i%50 == 0 {
			_ = h.Reload(fstest.MapFS{}, ".", day) // refused
		}
		if s := h.Status(); s.Policy.ID != "p" {
			t.Errorf("%+v", s)
		}
	}
	done.Store(true)
	all.Wait()
}
