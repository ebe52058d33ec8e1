package facts_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine/facts"
)

// counter is a source that counts what it is asked, and says how often.
type counter struct {
	count int
	err   error
	until time.Time
	hook  func()
}

func (c *counter) Lookup(context.Context, facts.Case, string) (any, error) {
	c.count++
	if c.hook != nil {
		c.hook()
	}
	return facts.Valid{Value: c.count, Until: c.until}, c.err
}

// TestWhatACacheRemembers asks at several times, by the clock and of the case.
func TestWhatACacheRemembers(t *testing.T) {
	s, clock := &counter{}, now
	c := facts.NewCache(s, 3, time.Minute, func() time.Time { return clock })
	ask := func(what, subject string, at time.Time, want int) {
		t.Helper()
		v, err := c.Lookup(context.Background(), facts.Case{Subject: subject, At: at}, "age")
		got := -1
		if err == nil {
			got = v.(facts.Valid).Value.(int)
		}
		if got != want {
			t.Errorf("%s: answer %d, want %d", what, got, want)
		}
	}
	ask("first", "ann", now, 1)
	ask("again", "ann", now, 1)
	ask("a little later", "ann", now.Add(59*time.Second), 1)
	ask("an earlier case", "ann", now.Add(-time.Second), 2)
	ask("which is kept in its place, since it was asked for later", "ann", now, 2)
	ask("a case that is much later", "ann", now.Add(time.Minute), 3)
	clock = clock.Add(59 * time.Second)
	ask("an older value", "ann", now.Add(time.Minute), 3)
	clock = clock.Add(time.Second)
	ask("one that is too old by the clock", "ann", now.Add(time.Minute), 4)
	ask("without a time", "ann", time.Time{}, 5)
	ask("without a time, again", "ann", time.Time{}, 6)
	s.until = now.Add(10 * time.Second)
	ask("one that ends", "bob", now, 7)
	ask("before it ends", "bob", now.Add(9*time.Second), 7)
	ask("when it ends", "bob", now.Add(10*time.Second), 8)
	ask("when it has ended already", "bob", now.Add(10*time.Second), 9)
	s.until = time.Time{}
	c.Forget("ann")
	ask("of another", "bob", now, 7)
	ask("forgotten", "ann", now, 10)
	ask("remembered again", "ann", now, 10)
	s.err = errDown
	ask("a failure", "eve", now, -1)
	s.err = nil
	ask("which is not kept", "eve", now, 12)
	for i := range 3 { // bob's was used longest ago, then ann's
		ask("a fourth", fmt.Sprint("user ", i), now, 13+i)
	}
	ask("the last three", "user 0", now, 13)
	ask("ann, who was put out", "ann", now, 16)
	s.hook = func() { c.Forget("zoe") }
	ask("changed while it was looked up", "zoe", now, 17)
	ask("and not kept", "zoe", now, 18)
}

// TestACacheOfNothing keeps nothing, and grows by nothing.
func TestACacheOfNothing(t *testing.T) {
	for _, c := range []struct {
		entries int
		age     time.Duration
	}{{0, time.Hour}, {-1, time.Hour}, {10, 0}, {10, -time.Hour}} {
		s := &counter{}
		cache := facts.NewCache(s, c.entries, c.age, func() time.Time { return now })
		for range 2 {
			if _, err := cache.Lookup(context.Background(), facts.Case{Subject: "ann", At: now}, "age"); err != nil {
				t.Fatal(err)
			}
		}
		if s.count != 2 {
			t.Errorf("%+v: asked %d times", c, s.count)
		}
	}
}
