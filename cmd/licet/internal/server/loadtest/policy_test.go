//go:build unix

package loadtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
)

// The policy of the test, in two versions that answer some questions differently, and one that does not load.
const text = `policy load "Load" { controller "the shop" version "%[1]s" language en }
use core
fact member "you are a member"
fact age number "your age"
event account-closed "you close your account"
clause L.1 { we may use personal for marketing given %[2]s }
clause L.2 { we must not use personal for marketing given objection }
clause L.3 { we may use contact for service-provision }
clause L.4 { we must not disclose personal to third-party for marketing unless explicit consent }
clause L.5 { we may disclose contact to processor given member and age >= %[3]d }
clause L.6 { we may store personal for service-provision %[4]s }
clause L.7 { by default, we must not use special-category unless explicit consent }
clause L.8 { we may use health for service-provision given separate consent }
`

func versions() []string {
	return []string{
		fmt.Sprintf(text, "1", "consent", 18, "within 30 days after account-closed"),
		fmt.Sprintf(text, "2", "explicit consent and member", 16, "before account-closed"),
	}
}

const broken = "policy load \"Load\" {}\nuse core\nclause L.1 { we may use emial for marketing }\n"

// load loads each version from a folder of its own.
func load(t *testing.T) []*engine.Engine {
	t.Helper()
	var out []*engine.Engine
	for _, v := range versions() {
		dir := t.TempDir()
		write(t, dir, v)
		e, err := engine.Load(os.DirFS(dir), ".")
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// write puts a policy at once in the place of the one that is there.
func write(t *testing.T, dir, text string) {
	t.Helper()
	next := filepath.Join(dir, ".next")
	if err := os.WriteFile(next, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(next, filepath.Join(dir, "load.licet")); err != nil {
		t.Fatal(err)
	}
}

// An author changes the policy, time and again: one version, the other one, and one that does not load. Once the server says that a version is in
// force, every request that is sent must be answered by it, until the author goes on.
type author struct {
	t       *testing.T
	p       *process
	dir     string
	engines []*engine.Engine
	settled atomic.Pointer[string] // the digest of the version in force; nil while it changes

	changes, refusals int
	lost              bool // the server does not say what is in force
}

// digest names a version.
func digest(e *engine.Engine) string { return e.Policy().Digest }

// work changes the policy at an interval until told to stop, and leaves a good version in force.
func (a *author) work(every time.Duration, stop <-chan struct{}) {
	in := 0
	for n := 1; ; n++ {
		select {
		case <-stop:
			return
		case <-time.After(every):
		}
		if n%3 == 0 {
			a.refuse(in)
			continue
		}
		in = 1 - in
		a.change(in)
	}
}

func (a *author) change(to int) {
	a.settled.Store(nil)
	write(a.t, a.dir, versions()[to])
	want := digest(a.engines[to])
	a.await(func(r *readiness) bool { return r.Policy.Digest == want && r.RefusedAt == nil })
	a.settled.Store(&want)
	a.changes++
}

// refuse writes the version that does not load: the last one stays in force, and the server says why.
func (a *author) refuse(in int) {
	write(a.t, a.dir, broken)
	a.await(func(r *readiness) bool { return r.RefusedAt != nil })
	r := a.ready()
	if r.Policy.Digest != digest(a.engines[in]) || !r.Ready || len(r.Problems) == 0 {
		a.t.Errorf("with a policy that does not load: %+v", r)
	}
	a.refusals++
	// What was there before is no change, so that the other version comes next.
}

// readiness is what the test reads of `/readyz`.
type readiness struct {
	Ready     bool
	Policy    engine.PolicyRef
	RefusedAt *time.Time        `json:"refused_at"`
	Problems  []json.RawMessage `json:"problems"`
}

func (a *author) ready() *readiness {
	r := &readiness{}
	body, err := a.p.get("/readyz")
	if err == nil {
		err = json.Unmarshal(body, r)
	}
	if err != nil {
		a.t.Errorf("/readyz: %v: %s", err, body)
		a.lost = true
	}
	return r
}

// await waits until the server says something.
func (a *author) await(is func(*readiness) bool) {
	deadline := time.Now().Add(patience)
	for !is(a.ready()) {
		if a.lost || time.Now().After(deadline) {
			a.t.Errorf("a change of the policy was not taken up: %+v", a.ready())
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// report says what was changed, which must be something.
func (a *author) report() {
	if a.changes == 0 {
		a.t.Error("the policy was never changed")
	}
	a.t.Logf("the policy was changed %d times, and %d times to one that does not load", a.changes, a.refusals)
}
