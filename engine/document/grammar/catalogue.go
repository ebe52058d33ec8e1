package grammar

import (
	"embed"
	"maps"
	"slices"
	"strconv"
	"strings"
)

//go:embed catalogue/*.txt
var catalogues embed.FS

// A catalogue is the fixed phrases of a language, by their keys.
type catalogue map[string]string

// readCatalogue reads the catalogue of a language; where there is none it is empty.
func readCatalogue(language string) catalogue {
	text, err := catalogues.ReadFile("catalogue/" + language + ".txt")
	out := catalogue{}
	if err != nil {
		return out
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if key, phrase, ok := strings.Cut(line, "="); ok && !strings.HasPrefix(line, "#") {
			out[strings.TrimSpace(key)] = unquoted(strings.TrimSpace(phrase))
		}
	}
	return out
}

// unquoted takes away the quotation marks of a phrase that begins or ends with a space.
func unquoted(phrase string) string {
	if n := len(phrase); n > 1 && phrase[0] == '"' && phrase[n-1] == '"' {
		return phrase[1 : n-1]
	}
	return phrase
}

// say returns a phrase with its arguments; of a phrase that there is not, its key in brackets.
func (c catalogue) say(key string, args ...string) string {
	phrase, ok := c[key]
	if !ok {
		return "[" + key + "]"
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range slices.Backward(args) { // %10 before %1
		pairs = append(pairs, "%"+strconv.Itoa(i+1), a)
	}
	return strings.NewReplacer(pairs...).Replace(phrase)
}

// lacks returns the keys of another catalogue that this one does not have, sorted.
func (c catalogue) lacks(other catalogue) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(other)) {
		if c[key] == "" {
			out = append(out, key)
		}
	}
	return out
}
