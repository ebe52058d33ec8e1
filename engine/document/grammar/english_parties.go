package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// actors joins those who act: "we and affiliated companies".
func (e *english) actors(set model.Set) string {
	var items []string
	for _, n := range set.In {
		if n == model.We {
			items = append(items, "we")
		} else {
			items = append(items, e.party(n))
		}
	}
	out := list(items, "and")
	if len(set.Except) > 0 {
		out += ", except " + e.parties(set.Except, "and") + ","
	}
	return out
}

// parties joins parties that do not act.
func (e *english) parties(nodes []model.NodeID, joint string) string {
	items := make([]string, len(nodes))
	for i, n := range nodes {
		items[i] = e.party(n)
	}
	return list(items, joint)
}

// party is a party with the article that its label wants.
func (e *english) party(n model.NodeID) string {
	switch n {
	case model.We:
		return "us"
	case model.You:
		return "you"
	}
	return article(e.node(model.PartyKind, n))
}

// recipients says a set of parties: "anyone except you and Swift Swan".
func (e *english) recipients(set model.Set, joint string) string {
	out := e.parties(set.In, joint)
	if set.All {
		out = "anyone"
	}
	return e.limited(out, "anyone", set, e.parties)
}

// limited says what a set leaves out, or that it is all but what is said.
func (e *english) limited(text, anything string, set model.Set, words func([]model.NodeID, string) string) string {
	switch {
	case set.Outside && set.All && len(set.Except) > 0:
		return words(set.Except, "or")
	case set.Outside && len(set.Except) > 0:
		return anything + " other than " + text + ", or " + words(set.Except, "or") + ","
	case set.Outside:
		return anything + " other than " + text
	case len(set.Except) > 0:
		return text + " except " + words(set.Except, "and")
	}
	return text
}

// article puts "a" or "an" before a singular noun that has nothing of the kind. A label with a capital is a name of its own.
func article(label string) string {
	first, _, _ := strings.Cut(label, " ")
	r, _ := utf8.DecodeRuneInString(label)
	if unicode.IsUpper(r) || !unicode.IsLetter(r) || isDeterminer(first) || isPlural(label) {
		return label
	}
	if strings.ContainsRune("aeiou", r) && !strings.HasPrefix(label, "uni") && !strings.HasPrefix(label, "use") && !strings.HasPrefix(label, "euro") {
		return "an " + label
	}
	return "a " + label
}

func isDeterminer(word string) bool {
	return slices.Contains([]string{"a", "an", "the", "your", "another", "any", "anyone", "anybody", "everyone", "everybody", "each", "every", "no", "nobody",
		"our", "their", "its", "this", "that", "these", "those", "whoever", "who", "what", "somebody", "someone"}, word)
}

// place says where, or where to.
func (e *english) place(scope model.Scope, joint string) string {
	set := scope[model.In]
	name := func(nodes []model.NodeID, joint string) string {
		items := make([]string, len(nodes))
		for i, n := range nodes {
			items[i] = e.node(model.PlaceKind, n)
		}
		return list(items, joint)
	}
	word := e.placeWord(scope[model.Action])
	switch {
	case set.All && set.Outside && len(set.Except) > 0:
		return word + " " + name(set.Except, "or")
	case set.All && len(set.Except) > 0:
		return anywhere(word) + " outside " + name(set.Except, "and")
	case set.All:
		return anywhere(word)
	case set.Outside && len(set.Except) > 0:
		return anywhere(word) + " outside " + name(set.In, "and") + ", or " + word + " " + name(set.Except, "or") + ","
	case set.Outside:
		return anywhere(word) + " outside " + name(set.In, "and")
	case len(set.Except) > 0:
		return word + " " + name(set.In, joint) + " except " + name(set.Except, "and")
	}
	return word + " " + name(set.In, joint)
}

func anywhere(word string) string {
	if word == "in" {
		return "anywhere"
	}
	return word + " anywhere"
}

// placeWord is the preposition of a place: data are stored in it, and transferred to it.
func (e *english) placeWord(actions model.Set) string {
	to, in := false, actions.All || actions.Outside
	for _, a := range actions.In {
		first, _, _ := strings.Cut(e.node(model.ActionKind, a), " ")
		switch first {
		case "transfer", "export", "send", "move", "transmit", "bring":
			to = true
		default:
			in = true
		}
	}
	switch {
	case to && in:
		return "in or to"
	case to:
		return "to"
	}
	return "in"
}
