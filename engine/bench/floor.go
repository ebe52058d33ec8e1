package main

import (
	"strings"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// floor is a look-up in a Go map keyed by a struct of four strings: the least that a question in strings can cost. It decides nothing.
func floor() turns.Peer {
	return turns.Peer{ID: "floor", Label: "floor: a Go map", Note: "a look-up keyed by a struct of four strings; decides nothing",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			return func() (turns.Decider, error) {
				type key struct{ action, data, recipient, purpose string }
				m := map[key]int{}
				for i, a := range w.About { // what is asked comes from elsewhere than what is stored
					m[key{strings.Clone(a.Action), strings.Clone(a.Data), strings.Clone(a.Recipient), strings.Clone(a.Purpose)}] = i
				}
				return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) {
					return m[key{a.Action, a.Data, a.Recipient, a.Purpose}] > 0, nil
				}}, nil
			}, nil
		}}
}
