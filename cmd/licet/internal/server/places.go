package server

import (
	"context"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// places bounds how many requests decide at once, and how many wait to.
type places struct {
	free    chan struct{}
	waiting chan struct{}
	wait    time.Duration
}

func newPlaces(running, waiting int, wait time.Duration) *places {
	return &places{make(chan struct{}, running), make(chan struct{}, waiting), wait}
}

func (p *places) take(ctx context.Context) error {
	select {
	case p.free <- struct{}{}:
		return nil
	default:
	}
	select {
	case p.waiting <- struct{}{}:
		defer func() { <-p.waiting }()
	default:
		return wire.NewFault(wire.Busy, "too many requests wait already; ask again later")
	}
	end := time.NewTimer(p.wait)
	defer end.Stop()
	select {
	case p.free <- struct{}{}:
		return nil
	case <-end.C:
		return wire.NewFault(wire.Busy, "no place became free within %v; ask again later", p.wait)
	case <-ctx.Done():
		return wire.NewFault(wire.CutOff, "who asked went away")
	}
}

func (p *places) leave() { <-p.free }
