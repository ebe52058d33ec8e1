package starter

import (
	"strings"
	"unicode"

	"github.com/seed-90f8eabc/licet/dsl/parser"
)

// ID returns the id that a policy gets from the name of its folder or text: lower-case words joined by hyphens, as the language
// wants them; "policy" where nothing of the name can stand in one.
func ID(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	id := strings.TrimLeft(strings.Join(words, "-"), "0123456789-")
	if len(id) > maxID {
		id = strings.TrimRight(id[:maxID], "-")
	}
	switch {
	case id == "":
		return "policy"
	case parser.Reserved(id):
		return id + "-policy"
	}
	return id
}

// maxID is the longest id that is made from a name, in characters.
const maxID = 60

// Title returns an id as a title: "my-shop" as "My shop".
func Title(id string) string {
	words := []rune(strings.ReplaceAll(id, "-", " "))
	words[0] = unicode.ToUpper(words[0])
	return string(words)
}
