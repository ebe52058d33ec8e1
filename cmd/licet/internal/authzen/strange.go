package authzen

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/diag"
)

// Members that neither the specification nor the policy knows are ignored, as section 10.1.1 demands, and named in the answer. That permits
// nothing: what is not known is unknown, and an answer is permitted only if it is whatever the unknown may be. Two things are
// more than unknown, and refused: a name that is one of the policy's but for case or underscores, and a claim that there is nothing
// else beside something that was not understood. Options.Strict refuses them all.

// maxStrange is how many members of one request may be unknown.
const maxStrange = 64

// strange remembers the unknown members of one request. Its zero value is ready.
type strange struct {
	members map[string]guess // by path
	refused bool             // whether there must be none
}

// A guess is a member that is not known, and the names of which it may be one that is misspelt.
type guess struct {
	key   string
	names names
}

// names are what members may be called.
type names struct {
	have func(name string) bool
	all  func(yield func(string) bool)
}

func namesOf(list ...string) names {
	return names{func(name string) bool { return slices.Contains(list, name) }, slices.Values(list)}
}

// ignore remembers a member that is not known, unless it is certain what it should have been.
func (s *strange) ignore(path, key string, known names) *fault {
	if _, seen := s.members[path]; seen {
		return nil
	}
	if len(s.members) == maxStrange {
		return tooStrange()
	}
	if right := respelt(strictjson.Shorten(key), known); right != "" {
		return bad(unknownName, "`%s` is not known; write `%s`", path, right)
	}
	if s.refused {
		return refusedStrange(path, key, known)
	}
	if s.members == nil {
		s.members = map[string]guess{}
	}
	s.members[path] = guess{key, known}
	return nil
}

// meant returns what a member was probably meant to be; "" where that is not known. To find it out costs much: it is for answers that
// may be so for want of it.
func (s *strange) meant(path string) string {
	g, ok := s.members[path]
	if !ok {
		return ""
	}
	return diag.Nearest(kebab(strictjson.Shorten(g.key)), g.names.all)
}

// refusedStrange refuses a member that is not known.
func refusedStrange(path, key string, known names) *fault {
	if near := diag.Nearest(kebab(strictjson.Shorten(key)), known.all); near != "" {
		return bad("unknown-member", "`%s` is not known; did you mean `%s`?", path, near)
	}
	return bad("unknown-member", "`%s` is not known; leave it out", path)
}

func tooStrange() *fault {
	return malformed(wire.Limit, "the request has more than %d members that are not known here; leave them out", maxStrange)
}

// respelt returns the known name that a key is but for capitals, underscores, hyphens and spaces.
func respelt(key string, known names) string {
	kebab := kebab(key)
	for _, between := range []string{"-", "_", " "} {
		if name := strings.ReplaceAll(kebab, "-", between); name != key && known.have(name) {
			return name
		}
	}
	return ""
}

func kebab(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(s), "_", "-"), " ", "-")
}

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
		for k := range o {
			if !slices.Contains(known, k) && !yield(k) {
				return
			}
		}
	})
}

// ignore notes a member of what is asked.
func (a *asking) ignore(path, key string, known names) *fault {
	full := key
	if path != "" {
		full = path + "." + key
	}
	full = strictjson.Shorten(full) // one request may repeat it for each of its evaluations
	if f := a.strange.ignore(full, key, known); f != nil {
		return f
	}
	a.ignored = append(a.ignored, full)
	return nil
}

// sorted returns the keys of an object in a fixed order, so that of two faults it is always the same that is told.
func sorted(o object) []string {
	if len(o) == 0 {
		return nil
	}
	out := make([]string, 0, len(o))
	for k := range o {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// misspelt refuses members of a request, or of one of its evaluations, that are near to one that it has: an evaluation whose
// `contxt` is ignored would be answered by the context of another.
func misspelt(o object, path string, known []string) *fault {
	strange := others(o, known)
	if len(strange) > maxStrange { // to compare them all would cost much
		return tooStrange()
	}
	for _, k := range strange {
		near := respelt(strictjson.Shorten(k), namesOf(known...))
		if near == "" {
			near = diag.Nearest(kebab(strictjson.Shorten(k)), slices.Values(known))
		}
		if near != "" {
			return malformed("unknown-member", "%s has no `%s`; did you mean `%s`?", path, strictjson.Shorten(k), near)
		}
	}
	return nil
}
