package main

import (
	"bytes"
	"errors"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// TestMain makes this test a program of peers, too.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-peer" {
		os.Exit(turns.Serve(append(peers(), liar(), sleeper(), hog()), os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// liar allows everything.
func liar() turns.Peer {
	return turns.Peer{ID: "liar", Write: func(*turns.World) (func() (turns.Decider, error), error) {
		return func() (turns.Decider, error) {
			return turns.Decider{Allowed: func(*turns.Ask) (bool, error) { return true, nil }}, nil
		}, nil
	}}
}

// sleeper never loads, and hog takes 300 MB to do so.
func sleeper() turns.Peer {
	return turns.Peer{ID: "sleeper", Write: func(*turns.World) (func() (turns.Decider, error), error) {
		return func() (turns.Decider, error) { time.Sleep(time.Hour); return turns.Decider{}, nil }, nil
	}}
}

func hog() turns.Peer {
	return turns.Peer{ID: "hog", Write: func(*turns.World) (func() (turns.Decider, error), error) {
		return func() (turns.Decider, error) {
			all := bytes.Repeat([]byte{1}, 300<<20)
			time.Sleep(time.Hour)
			return turns.Decider{}, errors.New(string(all[:1]))
		}, nil
	}}
}

func here(t *testing.T, all ...turns.Peer) []program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out []program
	for _, p := range all {
		out = append(out, program{peer: p, path: self})
	}
	return out
}

// quick measures next to nothing.
func quick(log *bytes.Buffer) plan {
	return plan{rounds: 1, turn: time.Millisecond, compare: 50, within: 30, bounds: bounds{time.Minute, 6 << 30}, log: log}
}

func TestMeasure(t *testing.T) {
	var log bytes.Buffer
	programs := here(t, floor(), licetStrings(), licetFirst(), celIndexed(), turns.Peer{ID: "unheard-of"})
	programs = append(programs, program{peer: cerbosPeer(), path: "/there/is/no/such/program"})
	rows, err := quick(&log).measure(t.Context(), programs, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows[:4] {
		if r.Failed != "" || r.NS <= 0 || r.Ratio <= 0 || r.LoadMS <= 0 || (i > 0) != (r.Compared == 50) {
			t.Errorf("%+v", r)
		}
	}
	for i, want := range []string{`no peer is called "unheard-of"`, "no such file"} {
		if r := rows[4+i]; !strings.Contains(r.Failed, want) || r.NS != 0 {
			t.Errorf("what cannot be started is told as %+v, want %s", r, want)
		}
	}
}

func TestBounds(t *testing.T) {
	programs := here(t, sleeper(), hog())
	slow, _ := start(t.Context(), programs[0], 10, bounds{5 * time.Second, 6 << 30})
	defer slow.end()
	large, _ := start(t.Context(), programs[1], 10, bounds{time.Minute, 200 << 20})
	defer large.end()
	if got := slow.failed.Error(); got != "more than 5s to load" {
		t.Errorf("what never loads is told as %s", got)
	}
	if got := large.failed.Error(); runtime.GOOS == "linux" && got != "more than 0.2 GB of memory to load" {
		t.Errorf("what takes too much memory is told as %s", got)
	}
}

func TestADisagreementIsFatal(t *testing.T) {
	var log bytes.Buffer
	_, err := quick(&log).measure(t.Context(), here(t, floor(), licetStrings(), liar()), 10)
	if differs := (disagreement{}); !errors.As(err, &differs) || !strings.Contains(err.Error(), "liar answers 1, and Licet the other") {
		t.Errorf("a peer that allows everything is told as %v", err)
	}
}

func TestWhatFailedIsNotTriedWithMore(t *testing.T) {
	var log bytes.Buffer
	p := quick(&log)
	p.sizes = []int{10, 20}
	rows, err := p.grow(t.Context(), here(t, floor(), licetStrings(), turns.Peer{ID: "unheard-of"}))
	if err != nil {
		t.Fatal(err)
	}
	last := rows[len(rows)-1]
	if len(rows) != 6 || last.Rules != 20 || !strings.HasPrefix(last.Failed, "not tried: at 10 rules: ") {
		t.Errorf("of %d rows the last is %+v", len(rows), last)
	}
}
