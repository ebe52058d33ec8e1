package server

import (
	"sync"
	"time"
)

// A throttle lets so many things through in a minute, so that who does wrong on purpose does not fill the disk of those who run the server.
type throttle struct {
	most    int
	mu      sync.Mutex
	since   time.Time
	let     int
	skipped int
}

// pass reports whether one more may pass, and how many did not in the minute before.
func (t *throttle) pass(now time.Time) (ok bool, skipped int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if now.Sub(t.since) >= time.Minute {
		skipped = t.skipped
		t.since, t.let, t.skipped = now, 0, 0
	}
	if t.let == t.most {
		t.skipped++
		return false, 0
	}
	t.let++
	return true, skipped
}
