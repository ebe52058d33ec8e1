package facts

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/engine"
)

// A Resolver decides questions with the facts of a source. It is safe for concurrent use, and must not be copied once in use.
type Resolver struct {
	Source Source
	// Hanging is how many look-ups may be under way at once, those that were left behind included; beyond, a look-up fails. 0 is 1000.
	Hanging int

	running atomic.Int64
}

// A Result is an answer with what was looked up for it. The zero Result is no permission.
type Result struct {
	Answer engine.Answer
	Asked  []string  // the names that were looked up, in that order
	Failed []Failure // those of them that could not be found out, in that order

	asked map[string]bool
}

// A Failure is a look-up that failed. Err may hold values, which are personal data; the name never does.
type Failure struct {
	Name string
	Err  error
}

// ErrHanging is the error of a look-up that was not begun, since too many are under way.
var ErrHanging = errors.New("too many look-ups are under way")

var (
	errNoFacts  = errors.New("the facts are nil; pass those of Engine.NewFacts, so that they can hold what is looked up")
	errNoSource = errors.New("the Resolver has no Source")
)

// Decide answers a question. It adds what it looks up to the facts, so that Prepared.Explain explains the same answer. Where
// the context is done, what is not known yet stays unknown. The error is one of Prepared.Decide, and then there is no permission; look-ups
// that fail are no error, but in the Result.
func (r *Resolver) Decide(ctx context.Context, p *engine.Prepared, f *engine.Facts, c Case) (Result, error) {
	var out Result
	if f == nil {
		return out, errNoFacts
	}
	for {
		a, err := p.Decide(f)
		wide := errors.Is(err, engine.ErrLimit) // too much is unknown
		if err != nil && !wide || err == nil && a.Decision() != engine.Undetermined {
			out.Answer = a
			return out, err
		}
		name, ok, failed := p.Next(f, func(name string) bool { return out.asked[name] })
		if failed != nil || !ok {
			out.Answer = a
			return out, errors.Join(err, failed)
		}
		if err := r.find(ctx, f, c, name); err != nil {
			out.Failed = append(out.Failed, Failure{name, err})
		}
		out.ask(name)
		if ctx.Err() != nil { // nothing else will be found out
			return out.end(p, f)
		}
	}
}

func (r *Result) ask(name string) {
	if r.asked == nil {
		r.asked = map[string]bool{}
	}
	r.asked[name] = true
	r.Asked = append(r.Asked, name)
}

// end decides with what is known.
func (r *Result) end(p *engine.Prepared, f *engine.Facts) (Result, error) {
	var err error
	r.Answer, err = p.Decide(f)
	return *r, err
}

// find looks one name up, and adds what is known of it to the facts.
func (r *Resolver) find(ctx context.Context, f *engine.Facts, c Case, name string) error {
	value, err := r.lookup(ctx, c, name)
	if v, ok := value.(Valid); ok {
		value = v.Value
	}
	if err != nil || value == nil {
		return err
	}
	if err := f.SetValue(name, value); err != nil {
		return err
	}
	switch name {
	case consent:
		f.NoOtherConsent()
	case objection:
		f.NoOtherObjection()
	}
	return nil
}

// lookup asks the source, but no longer than until the context is done.
func (r *Resolver) lookup(ctx context.Context, c Case, name string) (any, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if ctx.Done() == nil { // the caller waits for ever
		return r.ask(ctx, c, name)
	}
	if r.running.Add(1) > r.hanging() {
		r.running.Add(-1)
		return nil, ErrHanging
	}
	type reply struct {
		value any
		err   error
	}
	replies := make(chan reply, 1)
	go func() {
		defer r.running.Add(-1)
		value, err := r.ask(ctx, c, name)
		replies <- reply{value, err}
	}()
	select {
	case x := <-replies:
		return x.value, x.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (r *Resolver) hanging() int64 {
	if r.Hanging > 0 {
		return int64(r.Hanging)
	}
	return 1000
}

// ask asks the source. A panic of the source is a failure: in a goroutine of its own it would end the process.
func (r *Resolver) ask(ctx context.Context, c Case, name string) (value any, err error) {
	defer func() {
		if x := recover(); x != nil {
			value, err = nil, fmt.Errorf("the source panicked: %v", x)
		}
	}()
	if r.Source == nil {
		return nil, errNoSource
	}
	return r.Source.Lookup(ctx, c, name)
}
