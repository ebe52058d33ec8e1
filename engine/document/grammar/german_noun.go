package grammar

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A German label says how it is inflected, behind bars: "Name | der | Namen | Namen" is its form as a heading, its gender (der, die, das,
// or Plural), and its accusative, dative and genitive behind "Ihren" or an article. Accusative and dative are those of the heading
// where they are missing; the genitive of one word ends in "s". A label that says nothing is a proper name, or words that a sentence quotes.

// kase is a case.
type kase uint8

const (
	nominative kase = iota
	accusative
	dative
	genitiveCase
)

// caseOf is the case that a label asks for: the accusative, if it asks for none.
func caseOf(form string) kase {
	if form == "dat" {
		return dative
	}
	return accusative
}

// A noun is a label with what is known of its forms.
type noun struct {
	kind    model.Kind
	id      model.NodeID
	heading string
	gender  string // "der", "die", "das", "Plural", or ""
	forms   [4]string
	t       *tongue
}

func (g *german) noun(k model.Kind, id model.NodeID) noun {
	parts := strings.Split(g.node(k, id), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	n := noun{kind: k, id: id, heading: parts[0], t: &g.tongue}
	n.forms = [4]string{parts[0], parts[0], parts[0]}
	if len(parts) > 1 {
		n.gender = parts[1]
	}
	for i := 2; i < len(parts) && i < 5; i++ {
		n.forms[i-1] = parts[i]
	}
	if n.forms[genitiveCase] == "" {
		n.forms[genitiveCase] = n.belonging()
	}
	return n
}

// belonging is the genitive that the other forms tell: of one word it ends in "s". "" is that they do not tell it.
func (n noun) belonging() string {
	switch {
	case n.gender == "die":
		return n.forms[dative]
	case n.gender == "Plural":
		return n.forms[accusative]
	case n.gender == "" || strings.Contains(n.forms[accusative], " "):
		return ""
	case strings.HasSuffix(n.forms[accusative], "s"):
		return n.forms[accusative]
	}
	return n.forms[accusative] + "s"
}

func (n noun) plural() bool { return n.gender == "Plural" }

// articles are the definite ones, and the endings of "Ihr", by gender and case.
var (
	articles = map[string][4]string{"der": {"der", "den", "dem", "des"}, "die": {"die", "die", "der", "der"}, "das": {"das", "das", "dem", "des"}, "Plural": {"die", "die", "den", "der"}}
	endings  = map[string][4]string{"der": {"", "en", "em", "es"}, "die": {"e", "e", "er", "er"}, "das": {"", "", "em", "es"}, "Plural": {"e", "e", "en", "er"}}
)

// owned is data with whose they are: "Ihren Namen", or, where they are not the reader's or the label says so itself, "den Namen".
func (n noun) owned(c kase, yours bool) string {
	if n.gender == "" {
		return n.t.g(map[bool]string{true: "quoted.yours", false: "quoted"}[yours]+map[kase]string{dative: ".dat"}[c], n.heading)
	}
	if !yours || strings.Contains(n.heading, "Ih") || strings.Contains(n.heading+" ", "Sie ") {
		return articles[n.gender][c] + " " + n.forms[c]
	}
	return "Ihr" + endings[n.gender][c] + " " + n.forms[c]
}

// named is a purpose, a party or a place in a sentence. What is plural, and proper names, have no article.
func (n noun) named(c kase) string {
	if n.kind == model.PartyKind && n.id == model.We {
		return [...]string{"wir", "uns", "uns", "uns"}[c]
	}
	if n.kind == model.PartyKind && n.id == model.You {
		return [...]string{"Sie", "Sie", "Ihnen", "Ihnen"}[c]
	}
	switch n.gender {
	case "":
		return n.heading
	case "Plural":
		if n.kind == model.PlaceKind {
			return articles[n.gender][c] + " " + n.forms[c]
		}
		return n.forms[c]
	}
	if possessive(n.forms[c]) {
		return n.forms[c]
	}
	return articles[n.gender][c] + " " + n.forms[c]
}

// possessive reports whether words begin with one, so that no article stands before them: "unseren Newsletter".
func possessive(words string) bool {
	first, _, _ := strings.Cut(strings.ToLower(words), " ")
	return strings.HasPrefix(first, "unser") || strings.HasPrefix(first, "ihr") || slices.Contains([]string{"ein", "eine", "einen", "einem", "einer", "eines"}, first)
}
