package strictjson

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-90f8eabc/licet/dsl/diag"
)

// refused says why an object of a shape must not have a key; "" if it may.
func refused(key string, shape *Shape) string {
	if shape == nil {
		return ""
	}
	if _, ok := shape.Fields[key]; ok {
		return ""
	}
	for known := range shape.Fields {
		if strings.EqualFold(known, key) {
			return fmt.Sprintf("%s has no `%s`; did you mean `%s`?", shape.Name, Shorten(key), known)
		}
	}
	if !shape.Closed {
		return ""
	}
	keys := shape.keys()
	if near := diag.Nearest(strings.ToLower(Shorten(key)), slices.Values(keys)); near != "" {
		return fmt.Sprintf("%s has no `%s`; did you mean `%s`?", shape.Name, Shorten(key), near)
	}
	return fmt.Sprintf("%s has no `%s`; it has %s", shape.Name, Shorten(key), strings.Join(keys, ", "))
}

// keys returns the keys of a shape in their order.
func (s *Shape) keys() []string {
	if len(s.Order) > 0 {
		return s.Order
	}
	return slices.Sorted(maps.Keys(s.Fields))
}

// folded finds keys of an object that differ only by case. Of keys that are all small letters none do; so it costs nothing before
// there is another one. The zero value has seen no key.
type folded struct{ keys map[string]string }

// twin returns a key of the object that differs from another only by case, if there is one, and remembers the other.
func (f *folded) twin(key string, object map[string]any) (string, bool) {
	if f.keys == nil && plain(key) {
		return "", false
	}
	if f.keys == nil {
		f.keys = make(map[string]string, len(object)+1)
		for k := range object {
			f.keys[fold(k)] = k
		}
	}
	twin, ok := f.keys[fold(key)]
	f.keys[fold(key)] = key
	return twin, ok && twin != key
}

// plain reports whether a key has nothing but ASCII, and no capital.
func plain(key string) bool {
	for i := range len(key) {
		if c := key[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// fold returns a text that is the same for all texts that strings.EqualFold takes for equal: of each letter the first in its orbit.
func fold(key string) string {
	return strings.Map(func(r rune) rune {
		first := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			first = min(first, next)
		}
		return first
	}, key)
}
