package grammar

import "strings"

// A label of an action may say where its parts stand: "{data} [{to:dat} gegenüber ]offenlegen". What stands in square brackets is
// left out where the part in it is not named; a bar gives what stands there instead: "[nach {in}|ins Ausland]".

// A slot returns what stands for a part: its name is "data", "to" or "in", its form a case, or "". It reports whether the part is named.
type slot func(name, form string) (string, bool)

// fill returns a label with its parts in their places.
func fill(label string, s slot) string {
	var b strings.Builder
	for label != "" {
		i := strings.IndexAny(label, "{[")
		if i < 0 {
			break
		}
		b.WriteString(label[:i])
		inside, rest, ok := within(label[i:])
		if !ok {
			label = label[i:]
			break
		}
		if label[i] == '{' {
			text, _ := slotted(inside, s)
			b.WriteString(text)
		} else {
			b.WriteString(optional(inside, s))
		}
		label = rest
	}
	b.WriteString(label)
	return b.String()
}

// within returns what stands between the bracket that a text begins with and the one that closes it, and what is behind.
func within(text string) (inside, rest string, ok bool) {
	closing := map[byte]string{'{': "}", '[': "]"}[text[0]]
	return strings.Cut(text[1:], closing)
}

// optional returns what stands in square brackets, or instead of it.
func optional(text string, s slot) string {
	with, without, _ := strings.Cut(text, "|")
	named := true
	out := fill(with, func(name, form string) (string, bool) {
		t, ok := s(name, form)
		named = named && ok
		return t, ok
	})
	if !named {
		return without
	}
	return out
}

func slotted(inside string, s slot) (string, bool) {
	name, form, _ := strings.Cut(inside, ":")
	return s(name, form)
}

// has reports whether a label says where a part stands.
func has(label, name string) bool {
	return strings.Contains(label, "{"+name+"}") || strings.Contains(label, "{"+name+":")
}
