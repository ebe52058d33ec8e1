package turns

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

// parity allows every other age: a peer that is quick to tell right from wrong.
func parity(renewed *int) Peer {
	return Peer{ID: "parity", Write: func(w *World) (func() (Decider, error), error) {
		return func() (Decider, error) {
			return Decider{Allowed: func(a *Ask) (bool, error) { return a.Age%2 == 0, nil }, Renew: func() error { *renewed++; return nil }}, nil
		}, nil
	}}
}

func reports(t *testing.T, peers []Peer, in string, args ...string) ([]Report, int) {
	t.Helper()
	var out bytes.Buffer
	code := Serve(peers, args, strings.NewReader(in), &out)
	var all []Report
	for from := json.NewDecoder(&out); from.More(); {
		var r Report
		if err := from.Decode(&r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all, code
}

func TestServe(t *testing.T) {
	renewed := 0
	all, code := reports(t, []Peer{parity(&renewed)}, `{"answer": 100, "seconds": 60} {"turn_ms": 3}`, "-peer", "parity", "-rules", "10")
	if code != 0 || len(all) != 4 {
		t.Fatalf("code %d, %d reports", code, len(all))
	}
	var want strings.Builder
	for _, a := range NewWorld(10).Asks[:100] {
		want.WriteByte("10"[a.Age%2])
	}
	if all[2].Answers != want.String() {
		t.Errorf("answers %s, want %s", all[2].Answers, want.String())
	}
	if turn := all[3]; turn.NS < 3e6 || turn.Decisions == 0 {
		t.Errorf("a turn of 3 ms is %+v", turn)
	}
	if want := 1 + all[3].Decisions/questions; renewed != want {
		t.Errorf("it is renewed %d times, and was to be %d times: before a turn, and whenever all questions were asked", renewed, want)
	}
}

func TestServeSaysWhatFails(t *testing.T) {
	broken := Peer{ID: "broken", Write: func(*World) (func() (Decider, error), error) {
		return func() (Decider, error) { return Decider{}, errors.New("it does not load") }, nil
	}}
	wild := Peer{ID: "wild", Write: func(*World) (func() (Decider, error), error) { panic("it is wild") }}
	for id, want := range map[string]string{"broken": "it does not load", "wild": "it is wild", "other": "no peer is called"} {
		all, code := reports(t, []Peer{broken, wild}, "", "-peer", id, "-rules", "10")
		if code == 0 || !strings.Contains(all[len(all)-1].Error, want) {
			t.Errorf("%s: code %d, %+v, want %s", id, code, all, want)
		}
	}
}

func TestWorld(t *testing.T) {
	w := NewWorld(100)
	below := w.Below()
	leaf := func(name string) bool { return len(below[name]) == 1 }
	for _, a := range w.Asks {
		for _, name := range []string{a.Action, a.Data, a.Recipient, a.Purpose} {
			if !leaf(name) {
				t.Fatalf("%+v asks about %s, which is no leaf", a, name)
			}
		}
	}
	if got, want := below["share"], []string{"sell", "share"}; !slices.Equal(got, want) {
		t.Errorf("beneath share are %v, want %v", got, want)
	}
	for name, above := range w.Above() {
		if above[0] != name || w.Parents[above[len(above)-1]] != "" {
			t.Errorf("above %s is %v", name, above)
		}
	}
	// every condition of the text is among the needs, in its words
	for _, r := range w.Rules {
		n := NeedsOf(r).Words("consent", "no objection", func(int) string { return "age >= 16" }, func(c string) string { return "country in " + c })
		if slices.Sort(n); !slices.Equal(n, slices.Sorted(slices.Values(r.Conditions))) {
			t.Fatalf("the needs of %v are %v", r.Conditions, n)
		}
	}
}
