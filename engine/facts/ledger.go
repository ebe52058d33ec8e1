package facts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
)

// A Ledger remembers who consented or objected to what, and when, in memory. Nothing is ever removed from it: what is withdrawn has
// ended, and what was in force at an earlier time can still be told. It is a Source for "consent" and "objection", and safe for
// concurrent use. A look-up that begins after Withdraw has returned sees the withdrawal.
//
// A consent is withdrawn whole, as it was given. A ledger does not know the policy's vocabulary, so it cannot take "marketing by phone"
// out of "marketing", and must not guess that nothing is left of it: who is to be able to withdraw two things by themselves is to be
// asked for them by themselves.
type Ledger struct {
	mu      sync.RWMutex
	entries []Entry            // by ID
	by      map[string][]int64 // IDs by subject, in the order in which they came
}

// An Entry is one consent or objection.
type Entry struct {
	ID        int64 // 1, 2, 3 and so on
	Subject   string
	Objection bool
	Grant     engine.Grant
	From      time.Time // when it was given
	Until     time.Time // when it expires; zero: never
	Withdrawn time.Time // when it was withdrawn; zero: not
}

// NewLedger returns an empty ledger.
func NewLedger() *Ledger { return &Ledger{by: map[string][]int64{}} }

// InForce reports whether the entry is in force at a time: from when it was given, until and not including when it ends.
func (e *Entry) InForce(at time.Time) bool {
	end, ends := e.end()
	return !at.Before(e.From) && (!ends || at.Before(end))
}

// end returns when the entry ends.
func (e *Entry) end() (t time.Time, ends bool) {
	for _, x := range []time.Time{e.Until, e.Withdrawn} {
		if !x.IsZero() && (!ends || x.Before(t)) {
			t, ends = x, true
		}
	}
	return t, ends
}

// turns returns when the entry begins and ends.
func (e *Entry) turns() []time.Time {
	if end, ends := e.end(); ends {
		return []time.Time{e.From, end}
	}
	return []time.Time{e.From}
}

// Consent enters a consent that is in force from a time on, until another or, where that is zero, until it is withdrawn. It returns the
// entry's ID.
func (l *Ledger) Consent(subject string, g engine.Grant, from, until time.Time) (int64, error) {
	return l.enter(Entry{Subject: subject, Grant: g, From: from, Until: until})
}

// Object enters an objection, likewise.
func (l *Ledger) Object(subject string, g engine.Grant, from, until time.Time) (int64, error) {
	return l.enter(Entry{Subject: subject, Objection: true, Grant: g, From: from, Until: until})
}

func (l *Ledger) enter(e Entry) (int64, error) {
	switch {
	case e.Subject == "":
		return 0, errNoSubject
	case e.From.IsZero():
		return 0, errors.New("the entry does not say from when it is in force")
	case !e.Until.IsZero() && !e.From.Before(e.Until):
		return 0, errors.New("the entry ends before it begins")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by == nil {
		l.by = map[string][]int64{}
	}
	e.ID = int64(len(l.entries)) + 1
	l.entries = append(l.entries, e)
	l.by[e.Subject] = append(l.by[e.Subject], e.ID)
	return e.ID, nil
}

// Withdraw ends a subject's entry at a time. Of several withdrawals the earliest counts.
func (l *Ledger) Withdraw(subject string, id int64, at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if id < 1 || id > int64(len(l.entries)) || l.entries[id-1].Subject != subject {
		return fmt.Errorf("the subject has no entry %d", id)
	}
	return l.end(id, at)
}

// WithdrawAll ends all consents of a subject at a time, and no objection.
func (l *Ledger) WithdrawAll(subject string, at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, id := range l.by[subject] {
		if l.entries[id-1].Objection {
			continue
		}
		if err := l.end(id, at); err != nil {
			return err
		}
	}
	return nil
}

func (l *Ledger) end(id int64, at time.Time) error {
	if at.IsZero() {
		return errors.New("the withdrawal has no time")
	}
	e := &l.entries[id-1]
	if e.Withdrawn.IsZero() || at.Before(e.Withdrawn) {
		e.Withdrawn = at
	}
	return nil
}

// History returns all entries of a subject, in the order in which they came.
func (l *Ledger) History(subject string) []Entry {
	l.mu.RLock()
	defer l.mu.RUnlock()
	out := make([]Entry, 0, len(l.by[subject]))
	for _, id := range l.by[subject] {
		out = append(out, l.entries[id-1])
	}
	return out
}

var (
	errNoSubject = errors.New("the case names no subject")
	errNoTime    = errors.New("the case has no time, so that nobody can tell what is in force")
)

// Lookup says which consents or objections are in force at the case's time. Of other names it knows nothing.
func (l *Ledger) Lookup(_ context.Context, c Case, name string) (any, error) {
	switch {
	case name != consent && name != objection:
		return nil, nil
	case c.Subject == "":
		return nil, errNoSubject
	case c.At.IsZero():
		return nil, errNoTime
	}
	history := l.History(c.Subject)
	history = slices.DeleteFunc(history, func(e Entry) bool { return e.Objection != (name == objection) })
	return InForce(history, c.At), nil
}

// InForce returns the grants of the entries that are in force at a time, and until when they are all there is. It is for those who keep
// entries elsewhere. The entries are to be all consents of a subject, or all objections.
func InForce(entries []Entry, at time.Time) Valid {
	grants := []engine.Grant{}
	var next time.Time
	for i := range entries {
		e := &entries[i]
		if e.InForce(at) && !slices.Contains(grants, e.Grant) {
			grants = append(grants, e.Grant)
		}
		for _, t := range e.turns() {
			if t.After(at) && (next.IsZero() || t.Before(next)) {
				next = t
			}
		}
	}
	return Valid{grants, next}
}
