package engine

import (
	"errors"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"
)

// A Holder holds what a service serves with: an engine, together with everything that the service looked up in it (prepared questions,
// facts, bindings), as a T. A new policy takes the place of both at once, so that no question is ever asked of an engine that it was not
// prepared for. A policy that does not load, or that lacks a name which the service uses, is refused: the last good one stays.
//
// A goroutine takes Now once for each request, and keeps it to the end of the request; so a request is decided by one policy, whatever
// is swapped meanwhile. A Holder is safe for concurrent use; Now and Status wait for nothing.
type Holder[T any] struct {
	open   func(*Engine) (T, error)
	held   atomic.Pointer[T]
	status atomic.Pointer[Status]
	swaps  sync.Mutex // one swap at a time
}

// A Status tells which policy is in force. Times are those that were passed to NewHolder, Swap, Reload and Refuse.
type Status struct {
	Policy  PolicyRef
	Since   time.Time // when this policy came into force
	Checked time.Time // when it was last seen to be the one to serve with
	Err     error     // why the last policy was refused; nil where it was not
	Refused time.Time // when that was
}

// NewHolder returns a Holder that serves with an engine. Open looks up what the service needs of each engine; its error refuses the engine.
func NewHolder[T any](e *Engine, open func(*Engine) (T, error), at time.Time) (*Holder[T], error) {
	h := &Holder[T]{open: open}
	if err := h.Swap(e, at); err != nil {
		return nil, err
	}
	return h, nil
}

// Now returns what to serve with. Of a Holder that was not made by NewHolder it is the zero T.
func (h *Holder[T]) Now() T {
	if t := h.held.Load(); t != nil {
		return *t
	}
	var none T
	return none
}

// Swap puts another engine in force, from the next Now on. One with the same digest as that in force changes nothing but when it was checked.
func (h *Holder[T]) Swap(e *Engine, at time.Time) error {
	h.swaps.Lock()
	defer h.swaps.Unlock()
	return h.swap(e, at)
}

// Reload loads a policy, as Load does, and swaps. Reloads wait for each other.
func (h *Holder[T]) Reload(fsys fs.FS, dir string, at time.Time) error {
	h.swaps.Lock()
	defer h.swaps.Unlock()
	e, err := Load(fsys, dir)
	if err != nil {
		return h.refuse(err, at)
	}
	return h.swap(e, at)
}

func (h *Holder[T]) swap(e *Engine, at time.Time) error {
	if h.open == nil {
		return errNoHolder
	}
	now := Status{Policy: RefOf(e.policy), Since: at, Checked: at}
	if before := h.status.Load(); before != nil && before.Policy == now.Policy {
		now.Since = before.Since
		h.status.Store(&now)
		return nil
	}
	t, err := h.open(e)
	if err != nil {
		return h.refuse(err, at)
	}
	h.held.Store(&t)
	h.status.Store(&now)
	return nil
}

var errNoHolder = errors.New("this Holder was not made by NewHolder")

// Refuse takes note of a policy that was refused by a service which loads policies itself. The last good one stays.
func (h *Holder[T]) Refuse(err error, at time.Time) {
	h.swaps.Lock()
	defer h.swaps.Unlock()
	_ = h.refuse(err, at) // it is the same error
}

func (h *Holder[T]) refuse(err error, at time.Time) error {
	status := h.Status()
	status.Err, status.Refused = err, at
	h.status.Store(&status)
	return err
}

// Status tells which policy is in force, and whether the last one was refused.
func (h *Holder[T]) Status() Status {
	if s := h.status.Load(); s != nil {
		return *s
	}
	return Status{}
}
