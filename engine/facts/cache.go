package facts

import (
	"container/list"
	"context"
	"hash/maphash"
	"sync"
	"time"
)

// A Cache is a Source that remembers what another one said, up to a number of values and an age. It is safe for concurrent use.
//
// A value is said again until it is so old as the age, by the clock that the cache was made with; for cases at the time for
// which it was looked up, or later, but by less than the age, and before the end of a Valid. All others, and cases without a time, are
// looked up.
//
// Stale means here: permitted too long, since a consent was withdrawn in the ledger and is still in the cache. Whoever enters a withdrawal or
// an objection therefore tells the cache, after the ledger: once Forget has returned, no look-up that begins says what was so before, nor
// does one that had begun put it back. What the cache is not told of (another process entered it) may be permitted for the age longer: so
// the age is what somebody promises about withdrawal, and seconds are better than minutes. Where that is too long, let the
// cache serve other names, and not consent and objection, by ByName. A decision that is under way may still have seen the earlier state: it
// is as of its Case.At.
//
// Failures are never kept. That nothing is known of a fact is.
type Cache struct {
	source  Source
	entries int
	age     time.Duration
	now     func() time.Time

	mu      sync.Mutex
	all     map[string]map[string]*list.Element // of cached, by subject and name
	recent  list.List                           // the one used last is in front
	seed    maphash.Seed
	forgets [256]uint64 // how often Forget was called, by a hash of the subject
}

type cacheKey struct{ subject, name string }

type cached struct {
	key    cacheKey
	value  any
	asked  time.Time // when it was looked up, by the clock
	from   time.Time // the case that it was looked up for
	before time.Time // the time of the first case that it is not said for
}

// NewCache returns a cache of so many values at most, each of which is said again for an age by a clock, which is time.Now but in tests.
// With no entries, or no age, it keeps nothing.
func NewCache(s Source, entries int, age time.Duration, now func() time.Time) *Cache {
	return &Cache{source: s, entries: entries, age: age, now: now, all: map[string]map[string]*list.Element{}, seed: maphash.MakeSeed()}
}

// Lookup says what is remembered, or asks the source. Those who ask it for the same at the same time each ask the source. What it returns
// is shared, and must not be changed.
func (c *Cache) Lookup(ctx context.Context, of Case, name string) (any, error) {
	x := cached{key: cacheKey{of.Subject, name}, from: of.At, asked: c.now()}
	value, ok, forgets := c.get(&x)
	if ok {
		return value, nil
	}
	value, err := c.source.Lookup(ctx, of, name)
	if err != nil {
		return nil, err
	}
	x.value, x.before = value, of.At.Add(c.age)
	if v, ok := value.(Valid); ok && !v.Until.IsZero() && v.Until.Before(x.before) {
		x.before = v.Until
	}
	c.put(&x, forgets)
	return value, nil
}

// Forget forgets what is remembered of a subject: call it after their data, consents or objections have changed.
func (c *Cache) Forget(subject string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forgets[c.slot(subject)]++
	for _, e := range c.all[subject] {
		c.drop(e)
	}
}

// slot is where the changes of a subject are counted. Subjects that share one only make the cache keep less.
func (c *Cache) slot(subject string) uint8 { return uint8(maphash.String(c.seed, subject)) }

// get returns what is remembered for what is asked, and how often its subject has been forgotten so far.
func (c *Cache) get(x *cached) (value any, ok bool, forgets uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	forgets = c.forgets[c.slot(x.key.subject)]
	e := c.all[x.key.subject][x.key.name]
	if e == nil {
		return nil, false, forgets
	}
	old := e.Value.(*cached)
	if x.from.Before(old.from) || !x.from.Before(old.before) || x.asked.Sub(old.asked) >= c.age {
		return nil, false, forgets
	}
	c.recent.MoveToFront(e)
	return old.value, true, forgets
}

// put remembers a value in the place of an older one, unless its subject was forgotten while it was looked up.
func (c *Cache) put(x *cached, forgets uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if x.from.IsZero() || !x.from.Before(x.before) || c.entries <= 0 || c.forgets[c.slot(x.key.subject)] != forgets {
		return
	}
	if e := c.all[x.key.subject][x.key.name]; e != nil {
		if x.asked.Before(e.Value.(*cached).asked) {
			return
		}
		c.drop(e)
	}
	if c.all[x.key.subject] == nil {
		c.all[x.key.subject] = map[string]*list.Element{}
	}
	c.all[x.key.subject][x.key.name] = c.recent.PushFront(x)
	for c.recent.Len() > c.entries {
		c.drop(c.recent.Back())
	}
}

func (c *Cache) drop(e *list.Element) {
	key := e.Value.(*cached).key
	c.recent.Remove(e)
	delete(c.all[key.subject], key.name)
	if len(c.all[key.subject]) == 0 {
		delete(c.all, key.subject)
	}
}
