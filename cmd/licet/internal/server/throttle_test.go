package server

import (
	"testing"
	"time"
)

func TestThrottle(t *testing.T) {
	x, at := throttle{most: 2}, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for i, want := range []struct {
		after   time.Duration
		ok      bool
		skipped int
	}{{0, true, 0}, {time.Second, true, 0}, {time.Second, false, 0}, {time.Second, false, 0}, {time.Minute, true, 2}, {0, true, 0}, {0, false, 0}, {time.Hour, true, 1}, {time.Hour, true, 0}} {
		at = at.Add(want.after)
		if ok, skipped := x.pass(at); ok != want.ok || skipped != want.skipped {
			t.Errorf("%d: %v, %d", i, ok, skipped)
		}
	}
}
