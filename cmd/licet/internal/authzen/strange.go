package authzen

import (
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/diag"
)

// Members that neither the specification nor the policy knows are ignored, as section 10.1.1 demands, and named in the answer. That permits
// nothing: what is not known is unknown, and an answer is permitted only if it is whatever the unknown may be. Two things are
// more than unknown, and refused: a name that is one of the policy's but for case or underscores, and a claim that there is nothing
// else beside something that was not understood.

// maxStrange is how many members of one request may be unknown.
const maxStrange = 64

// strange remembers the unknown members of one request. Its zero value is ready.
type strange struct {
	notes map[string]string // by path: what was meant, probably; "" where that is not known
}

// ignore notes a member that is not known, unless it is certain what it should have been.
func (s *strange) ignore(path, key string, known func(yield func(string) bool)) *fault {
	if _, seen := s.notes[path]; seen {
		return nil
	}
	if len(s.notes) == maxStrange {
		return malformed(wire.Limit, "the request has more than %d members that are not known here; leave them out", maxStrange)
	}
	if s.notes == nil {
		s.notes = map[string]string{}
	}
	near := nearest(key, known)
	if near != "" && kebab(near) == kebab(key) {
		return bad("unknown-name", "`%s` is not known; write `%s`", path, near)
	}
	s.notes[path] = near
	return nil
}

// nearest returns the known name that a key is but for case and underscores, or that was probably meant.
func nearest(key string, known func(yield func(string) bool)) string {
	key = shorten(key)
	for k := range known {
		if kebab(k) == kebab(key) {
			return k
		}
	}
	return diag.Nearest(kebab(key), known)
}

func kebab(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "-")) }

// others returns the members of an object that are not among the known ones, sorted.
func others(o object, known []string) []string {
	n := 0
	for _, k := range known {
		if _, ok := o[k]; ok {
			n++
		}
	}
	if n == len(o) {
		return nil
	}
	return slices.Sorted(func(yield func(string) bool) {
		for k := range maps.Keys(o) {
			if !slices.Contains(known, k) && !yield(k) {
				return
			}
		}
	})
}

// misspelt refuses members of a request, or of one of its evaluations, that are near to one that it has: an evaluation whose
// `contxt` is ignored would be answered by the context of another.
func misspelt(o object, path string, known []string) *fault {
	for _, k := range others(o, known) {
		if near := nearest(k, slices.Values(known)); near != "" {
			return malformed("unknown-member", "%s has no `%s`; did you mean `%s`?", path, shorten(k), near)
		}
	}
	return nil
}

// longest is how many bytes of what was sent are repeated in a message, and longestMessage how many a message may have that the engine made of it: one
// request may have it said for each of its evaluations.
const (
	longest        = 200
	longestMessage = 1000
)

// shorten returns the beginning of what was sent.
func shorten(s string) string { return cut(s, longest) }

// cut returns the beginning of a text.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}
