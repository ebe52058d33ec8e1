package server_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
)

// A shelf is a folder with a policy, and a server of it.
type shelf struct {
	t     *testing.T
	dir   string
	clock *clock
	book  *logbook
	s     *server.Server
	h     http.Handler
}

func newShelf(t *testing.T, stale time.Duration) *shelf {
	x := &shelf{t: t, dir: t.TempDir(), clock: newClock(), book: &logbook{}}
	x.write(policy("may"))
	write(t, x.dir, "p/notice.txt", "We use your e-mail address for marketing.")
	write(t, x.dir, "words/words.licet", "vocabulary words \"Words\" {}\npurpose letters \"letters\"\n")
	x.s = start(t, server.Config{FS: os.DirFS(x.dir), Dir: "p", Now: x.clock.now, Log: x.book.log, MaxStaleness: stale})
	x.h = handler(t, x.s)
	return x
}

// policy is one that says one thing about marketing by e-mail.
func policy(modality string) string {
	return "policy p \"P\" {\n  source original \"notice.txt\"\n}\nuse core, \"../words\"\nclause 1 {\n" +
		"  quote \"We use your e-mail address for marketing.\"\n  we " + modality + " use email for marketing\n}\n"
}

func (x *shelf) write(text string) { write(x.t, x.dir, "p/p.licet", text) }

// look lets the server look twice, as it does after every change before it believes it.
func (x *shelf) look() {
	for range 2 {
		x.clock.pass(time.Second)
		x.s.Look()
	}
}

func (x *shelf) answer() string {
	x.t.Helper()
	w := post(x.t, x.h, "/v1/ask?brief=true", `{"action": "use", "data": "email", "purpose": "marketing"}`)
	var v struct{ Answer, Code string }
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		x.t.Fatalf("%s: %v", w.Body, err)
	}
	return v.Answer + v.Code
}

// state is what /readyz says.
type readyState struct {
	Ready       bool
	Reason      string
	Policy      struct{ ID, Version, Digest string }
	LoadedAt    time.Time  `json:"loaded_at"`
	ConfirmedAt time.Time  `json:"confirmed_at"`
	RefusedAt   *time.Time `json:"refused_at"`
	Problems    []struct {
		File, Code, Message string
		Line, Column        int
	}
}

func (x *shelf) ready() (s readyState) {
	x.t.Helper()
	w := get(x.t, x.h, "/readyz")
	if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil || s.Ready != (w.Code == 200) || s.Ready != (s.Reason == "") {
		x.t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return s
}

// TestReload changes a policy for the better and the worse.
func TestReload(t *testing.T) {
	x := newShelf(t, 0)
	if x.answer() != "permitted" {
		t.Fatal(x.answer())
	}
	first := x.ready()
	x.write(policy("must not"))
	x.s.Look()
	if x.answer() != "permitted" {
		t.Error("a change was believed at once")
	}
	x.s.Look()
	if got := x.ready(); x.answer() != "prohibited" || got.Policy.Digest == first.Policy.Digest || !got.LoadedAt.Equal(x.clock.now()) {
		t.Errorf("%s %+v", x.answer(), got)
	}
	if !strings.Contains(x.book.String(), "in force: policy p, version not stated, sha256:") {
		t.Error(x.book)
	}
	good := x.ready()

	x.write(policy("may not"))
	x.look()
	got := x.ready()
	if x.answer() != "prohibited" || got.Policy != good.Policy || !got.Ready || got.RefusedAt == nil || !got.RefusedAt.Equal(x.clock.now()) || !got.ConfirmedAt.Equal(good.ConfirmedAt) {
		t.Errorf("%s %+v", x.answer(), got)
	}
	if len(got.Problems) != 1 || got.Problems[0].File != "p/p.licet" || got.Problems[0].Line != 7 || got.Problems[0].Column != 6 || got.Problems[0].Code == "" {
		t.Errorf("%+v", got.Problems)
	}
	if !strings.Contains(x.book.String(), "does not load; the last good one stays in force: policy p") || !strings.Contains(x.book.String(), "\n  p/p.licet:7:6: ") {
		t.Error(x.book)
	}
	said := x.book.String()
	x.look()
	if x.book.String() != said {
		t.Errorf("it is said again: %s", x.book)
	}
	if a, b := metric(t, x.h, `licet_reloads_total{result="failure"}`), metric(t, x.h, "licet_policy_refused"); a != "1" || b != "1" {
		t.Errorf("failures %s, refused %s", a, b)
	}

	x.write(policy("must not")) // as it was
	x.look()
	if got := x.ready(); got.RefusedAt != nil || len(got.Problems) != 0 || got.Policy != good.Policy || !got.LoadedAt.Equal(good.LoadedAt) || !got.ConfirmedAt.Equal(x.clock.now()) {
		t.Errorf("%+v", got)
	}
	if a, b := metric(t, x.h, `licet_reloads_total{result="success"}`), metric(t, x.h, "licet_policy_refused"); a != "2" || b != "0" {
		t.Errorf("successes %s, refused %s", a, b)
	}
}

// TestReloadAtOnce is for who says that the policy is complete.
func TestReloadAtOnce(t *testing.T) {
	x := newShelf(t, 0)
	x.write(policy("must not"))
	if x.s.Reload(); x.answer() != "prohibited" {
		t.Error(x.answer())
	}
}

// TestAChangeMustStay writes in steps: what stands there in between is never in force.
func TestAChangeMustStay(t *testing.T) {
	x := newShelf(t, 0)
	x.write(policy("must not"))
	x.s.Look()
	x.write(policy("must"))
	x.s.Look()
	x.write(policy("may"))
	x.look()
	if x.answer() != "permitted" || strings.Contains(x.book.String(), "in force") {
		t.Errorf("%s %s", x.answer(), x.book)
	}
}

// TestAChangeThatCameBefore is no less new for it.
func TestAChangeThatCameBefore(t *testing.T) {
	x := newShelf(t, 0)
	for _, modality := range []string{"must not", "may", "must not"} {
		x.write(policy(modality))
		if x.s.Look(); x.answer() != "permitted" {
			t.Errorf("a change was believed at once: %s", x.answer())
		}
	}
	if x.s.Look(); x.answer() != "prohibited" {
		t.Error(x.answer())
	}
}

// TestFilesThatMove are never in force: what was read is not what is there.
func TestFilesThatMove(t *testing.T) {
	x := newShelf(t, 0)
	moving := &movingFS{FS: os.DirFS(x.dir), dir: x.dir}
	x.s = start(t, server.Config{FS: moving, Dir: "p", Now: x.clock.now})
	x.h = x.s.Handler()
	moving.moves.Store(true)
	x.write(policy("must not"))
	for range 3 {
		x.s.Reload()
		x.s.Look()
	}
	if x.answer() != "permitted" || x.ready().RefusedAt != nil {
		t.Errorf("%s %+v", x.answer(), x.ready())
	}
	if _, err := server.New(server.Config{FS: moving, Dir: "p"}); err == nil || !strings.Contains(err.Error(), "change while they are read") {
		t.Errorf("started: %v", err)
	}
	moving.moves.Store(false)
	if x.s.Reload(); x.answer() != "prohibited" {
		t.Error(x.answer())
	}
}

// A movingFS changes a file each time after it was opened.
type movingFS struct {
	fs.FS
	dir   string
	moves atomic.Bool
	n     atomic.Int64
}

func (m *movingFS) Open(name string) (fs.File, error) {
	f, err := m.FS.Open(name)
	if path := filepath.Join(m.dir, "p/p.licet"); m.moves.Load() && name == "p/p.licet" {
		if err := os.Remove(path); err != nil { // what was opened stays as it is
			return nil, err
		}
		if err := os.WriteFile(path, []byte(policy("must not")+fmt.Sprintf("# %d\n", m.n.Add(1))), 0o666); err != nil {
			return nil, err
		}
	}
	return f, err
}

// TestWhatAPolicyIsMadeOf changes everything that a policy is loaded from.
func TestWhatAPolicyIsMadeOf(t *testing.T) {
	notice, words := "We use your e-mail address for marketing.", "vocabulary words \"Words\" {}\npurpose letters \"letters\"\n"
	remove := func(t *testing.T, dir, name string) {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for what, change := range map[string]struct {
		do   func(t *testing.T, dir string)
		good bool
		undo func(t *testing.T, dir string)
	}{
		"a source changes": {func(t *testing.T, dir string) { write(t, dir, "p/notice.txt", "We use your address.") }, false,
			func(t *testing.T, dir string) { write(t, dir, "p/notice.txt", notice) }},
		"a source is gone": {func(t *testing.T, dir string) { remove(t, dir, "p/notice.txt") }, false,
			func(t *testing.T, dir string) { write(t, dir, "p/notice.txt", notice) }},
		"a used folder changes": {func(t *testing.T, dir string) { write(t, dir, "words/words.licet", words+"purpose x \"x\"\n") }, true,
			func(t *testing.T, dir string) { write(t, dir, "words/words.licet", words) }},
		"a used folder gets a file": {func(t *testing.T, dir string) {
			write(t, dir, "words/more.licet", "purpose x \"x\"\npurpose x \"x\"\n")
		}, false,
			func(t *testing.T, dir string) { remove(t, dir, "words/more.licet") }},
		"the policy gets a file": {func(t *testing.T, dir string) { write(t, dir, "p/q.licet", "clause 1 { we may use phone }\n") }, false,
			func(t *testing.T, dir string) { remove(t, dir, "p/q.licet") }},
		"the policy is gone": {func(t *testing.T, dir string) {
			if err := os.Rename(filepath.Join(dir, "p"), filepath.Join(dir, "q")); err != nil {
				t.Fatal(err)
			}
		}, false, func(t *testing.T, dir string) {
			if err := os.Rename(filepath.Join(dir, "q"), filepath.Join(dir, "p")); err != nil {
				t.Fatal(err)
			}
		}},
		"the policy is a folder": {func(t *testing.T, dir string) {
			remove(t, dir, "p/p.licet")
			if err := os.Mkdir(filepath.Join(dir, "p/p.licet"), 0o777); err != nil {
				t.Fatal(err)
			}
		}, false, func(t *testing.T, dir string) {
			remove(t, dir, "p/p.licet")
			write(t, dir, "p/p.licet", policy("may"))
		}},
	} {
		t.Run(what, func(t *testing.T) {
			x := newShelf(t, 0)
			digest := x.ready().Policy.Digest
			change.do(t, x.dir)
			x.look()
			got := x.ready()
			if x.answer() != "permitted" || (got.RefusedAt == nil) != change.good || (got.Policy.Digest != digest) != change.good || (len(got.Problems) == 0) != change.good {
				t.Errorf("%s %+v", x.answer(), got)
			}
			change.undo(t, x.dir)
			x.look()
			if got := x.ready(); x.answer() != "permitted" || got.RefusedAt != nil || got.Policy.Digest != digest {
				t.Errorf("afterwards: %s %+v", x.answer(), got)
			}
		})
	}
}

// TestALinkIsTurned replaces the policy as a container's volumes do: by a link to another folder, whose files are as old as those before.
func TestALinkIsTurned(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, modality := range map[string]string{"old": "may", "new": "must not"} {
		write(t, dir, name+"/p.licet", "policy p \"P\" {}\nuse core\nclause 1 { we "+modality+" use email for marketing }\n")
		if err := os.Chtimes(filepath.Join(dir, name, "p.licet"), at, at); err != nil {
			t.Fatal(err)
		}
	}
	turn := func(to string) {
		if err := os.Symlink(to, filepath.Join(dir, "next")); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(dir, "next"), filepath.Join(dir, "p")); err != nil {
			t.Fatal(err)
		}
	}
	turn("old")
	x := &shelf{t: t, dir: dir, clock: newClock(), book: &logbook{}}
	x.s = start(t, server.Config{FS: os.DirFS(dir), Dir: "p", Now: x.clock.now})
	x.h = handler(t, x.s)
	if x.answer() != "permitted" {
		t.Fatal(x.answer())
	}
	turn("new")
	if x.look(); x.answer() != "prohibited" {
		t.Error(x.answer())
	}
}

// TestStale lets a policy go out of sight.
func TestStale(t *testing.T) {
	x := newShelf(t, time.Minute)
	x.clock.pass(time.Hour)
	if x.answer() != "stale" || x.ready().Reason != "stale" {
		t.Errorf("nobody looked for an hour: %s", x.answer())
	}
	if x.look(); x.answer() != "permitted" || !x.ready().Ready {
		t.Errorf("seen again: %s", x.answer())
	}
	x.write(policy("may not")) // does not load
	x.look()
	x.clock.pass(50 * time.Second)
	if x.look(); x.answer() != "permitted" {
		t.Errorf("not yet a minute: %s", x.answer())
	}
	x.clock.pass(10 * time.Second)
	x.look()
	w := post(t, x.h, "/v1/ask", `{"action": "use", "data": "email", "purpose": "marketing"}`)
	refused(t, "a minute later", w, 503, "stale")
	if got := x.ready(); got.Ready || got.Reason != "stale" || len(got.Problems) != 1 {
		t.Errorf("%+v", got)
	}
	if a, b, c := metric(t, x.h, "licet_policy_stale"), metric(t, x.h, "licet_policy_confirmed_age_seconds"), metric(t, x.h, `licet_errors_total{code="stale",endpoint="ask"}`); a != "1" || b != "66" || c != "2" {
		t.Errorf("stale %s, age %s, refused %s", a, b, c)
	}
	x.write(policy("must not"))
	if x.look(); x.answer() != "prohibited" || !x.ready().Ready {
		t.Errorf("mended: %s", x.answer())
	}
}

// TestShippedIsNeverStale waits long.
func TestShippedIsNeverStale(t *testing.T) {
	c := newClock()
	s := app(t, server.Config{Now: c.now, MaxStaleness: time.Minute})
	c.pass(1000 * time.Hour)
	s.Look()
	s.Reload()
	if w := post(t, handler(t, s), "/v1/ask?brief=true", outOfScope); w.Body.String() != brief {
		t.Error(w.Body)
	}
	if got := metric(t, handler(t, s), "licet_policy_confirmed_age_seconds"); got != "0" {
		t.Error(got)
	}
}

// TestWatch looks by itself, and when it is told to.
func TestWatch(t *testing.T) {
	x := newShelf(t, 0)
	now := make(chan os.Signal)
	go x.s.Watch(t.Context(), time.Hour, now)
	x.write(policy("must not"))
	now <- os.Interrupt
	eventually(t, "told to look", func() bool { return x.answer() == "prohibited" })
	go x.s.Watch(t.Context(), time.Millisecond, nil)
	x.write(policy("may"))
	eventually(t, "by itself", func() bool { return x.answer() == "permitted" })
}

// TestAPolicyThatLicetFailsBy is refused like others.
func TestAPolicyThatLicetFailsBy(t *testing.T) {
	x := newShelf(t, 0)
	bad := &failingFS{FS: os.DirFS(x.dir)}
	x.s = start(t, server.Config{FS: bad, Dir: "p", Now: x.clock.now, Log: x.book.log})
	x.h = x.s.Handler()
	x.write(policy("must not"))
	bad.fails.Store(true)
	x.s.Reload()
	if got := x.ready(); x.answer() != "permitted" || len(got.Problems) != 1 || !strings.Contains(got.Problems[0].Message, "licet failed by this policy") {
		t.Errorf("%s %+v", x.answer(), got)
	}
	if !strings.Contains(x.book.String(), "internal error while the policy was loaded: no file") {
		t.Error(x.book)
	}
}

// A failingFS fails while a policy is read, as the loader would.
type failingFS struct {
	fs.FS
	fails atomic.Bool
}

func (f *failingFS) Open(name string) (fs.File, error) {
	if f.fails.CompareAndSwap(true, false) {
		panic("no file")
	}
	return f.FS.Open(name)
}
