package main

import (
	"testing"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// TestAgreement asks every peer, in every encoding, what it asks Licet.
func TestAgreement(t *testing.T) {
	for _, n := range []int{10, 200} {
		w := turns.NewWorld(n)
		x, err := loadLicet(w)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range peers()[1:] {
			d := decider(t, p, w)
			for i := range 300 {
				a := &w.Asks[i]
				want, err := x.decide(a)
				if err != nil {
					t.Fatal(err)
				}
				if got, err := d.Allowed(a); err != nil || got != want {
					t.Fatalf("%s, %d rules: %+v: %v, %v; Licet says %v", p.ID, n, *a, got, err, want)
				}
			}
		}
	}
}

func decider(t *testing.T, p turns.Peer, w *turns.World) turns.Decider {
	t.Helper()
	load, err := p.Write(w)
	if err != nil {
		t.Fatalf("%s: %v", p.ID, err)
	}
	d, err := load()
	if err != nil {
		t.Fatalf("%s: %v", p.ID, err)
	}
	return d
}
