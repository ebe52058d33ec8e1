package grammar

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// object says the data of an act, whose and from whom, and the pronoun that stands for it.
func (e *english) object(pl *plan, m manner) (data, pronoun string) {
	scope := pl.norm.Scope
	data, plural := e.data(scope[model.Data], scope[model.Of], m.joint)
	if e.onlyHere(pl, model.Of) {
		data += ", and that of no one else,"
		if plural {
			data = strings.Replace(data, ", and that of", ", and those of", 1)
		}
	}
	if pl.said.Has(model.From) && !e.onlyIfFrom(pl) {
		from := e.source(scope, m.joint)
		if from == "obtained from you" {
			data = strings.Replace(data, "your ", "the ", 1) // what was obtained from you is yours
		}
		data = phrase(data, e.only(pl, model.From)+from)
	}
	if plural {
		return data, "them"
	}
	return data, "it"
}

// onlyIfFrom reports whether `only` limits from whom the data were obtained with which something else is done. That is said as a condition.
func (e *english) onlyIfFrom(pl *plan) bool {
	return e.onlyHere(pl, model.From) && !e.allUnder(pl.norm.Scope[model.Action], "collect", "require")
}

// source says from whom the data are: who collects or requires does so from somebody, and what else is done is done with what was obtained.
func (e *english) source(scope model.Scope, joint string) string {
	from := "from " + e.recipients(scope[model.From], joint)
	if e.allUnder(scope[model.Action], "collect", "require") {
		return from
	}
	return "obtained " + from
}

// allUnder reports whether all that is done lies beneath one of some actions, as the standard vocabulary calls them.
func (e *english) allUnder(actions model.Set, ids ...string) bool {
	g := e.p.Graphs[model.ActionKind]
	for _, a := range actions.In {
		if !slices.ContainsFunc(ids, func(id string) bool {
			n, ok := g.Lookup(id)
			return ok && g.Below(a, n)
		}) {
			return false
		}
	}
	return !actions.All && !actions.Outside
}

// data says whose data, and whether that is a plural.
func (e *english) data(set, of model.Set, joint string) (text string, plural bool) {
	yours := !of.All && !of.Outside && len(of.Except) == 0 && slices.Contains(of.In, model.You)
	if set.All {
		text, plural = "any data", true
		if yours {
			text = "any of your data"
		}
	} else {
		text, plural = e.items(set.In, yours, joint)
	}
	if !yours && !set.All && !of.All && !of.Outside {
		text = definite(text)
	}
	if len(set.Except) > 0 {
		except, _ := e.items(set.Except, yours, "and")
		text += ", except " + except + ","
	}
	if set.Outside {
		text = "any data other than " + text
	}
	others := e.ofOthers(of, yours, plural)
	if others != "" && strings.HasSuffix(text, ",") {
		others += ","
	}
	return phrase(text, others), plural
}

// definite puts "the" before a noun that has nothing of the kind.
func definite(label string) string {
	if first, _, _ := strings.Cut(label, " "); isDeterminer(first) || first == "other" {
		return label
	}
	return "the " + label
}

// ofOthers says whose data it is besides, or instead of, yours.
func (e *english) ofOthers(of model.Set, yours, plural bool) string {
	others := slices.DeleteFunc(slices.Clone(of.In), func(n model.NodeID) bool { return yours && n == model.You })
	switch {
	case of.Outside:
		return "of " + e.recipients(of, "or")
	case of.All:
		return "of " + e.recipients(of, "or")
	case len(others) == 0:
		return ""
	case !yours:
		return "of " + e.recipients(model.Set{In: others, Except: of.Except}, "or")
	case plural:
		return "and those of " + e.parties(others, "or")
	}
	return "and that of " + e.parties(others, "or")
}

// items joins the labels of data. Those that follow each other share their "your". Behind a list of which an item has a joint of its own
// stands a comma.
func (e *english) items(nodes []model.NodeID, yours bool, joint string) (text string, plural bool) {
	var items []string
	shared := false
	for _, n := range nodes {
		label, takes := e.node(model.DataKind, n), false
		if yours {
			label, takes = asYours(label)
		}
		if takes && !shared {
			label = "your " + label
		}
		items, shared = append(items, label), takes
	}
	text = list(items, joint)
	if strings.Contains(text, ", "+joint+" ") {
		text += ","
	}
	return text, len(items) > 1 || len(nodes) == 1 && isPlural(e.node(model.DataKind, nodes[0]))
}

// asYours returns a label as it stands where the data are yours, and whether it takes "your" before it. One that speaks of you
// already, or that begins with words which take no possessive, does not.
func asYours(label string) (string, bool) {
	words := strings.Fields(label)
	rest, content := strings.CutPrefix(label, "content of ")
	switch {
	case slices.ContainsFunc(words, isYou):
		return label, false
	case content && len(words) == 3:
		return "the content of your " + rest, false
	case strings.HasPrefix(label, "the "):
		return strings.TrimPrefix(label, "the "), true
	case strings.Contains(label, "categories of "):
		return label + " about you", false
	case len(words) > 1 && isCarrier(words[0]) && isLink(words[1]):
		if words[0] == "data" {
			label = "the " + label
		}
		return label, false
	}
	return label, true
}

func isYou(word string) bool {
	return slices.Contains([]string{"you", "your", "yours", "yourself"}, strings.Trim(word, ","))
}

// isCarrier reports whether a word says no more than that there are data, and what they are about follows.
func isCarrier(word string) bool {
	return word == "information" || word == "data" || word == "details" || word == "content"
}

func isLink(word string) bool {
	switch word {
	case "about", "on", "from", "of", "in", "obtained", "derived", "concerning", "regarding", "necessary":
		return true
	}
	return false
}

// isPlural reports whether a label is a plural, by the noun before its first preposition.
func isPlural(label string) bool {
	head := ""
	for _, w := range strings.Fields(label) {
		if head != "" && (isPreposition(w) || w == "that" || w == "which" || w == "who" || w == "whose" || w == "necessary") {
			break
		}
		if w == "and" {
			return true
		}
		head = strings.Trim(w, ",")
	}
	switch strings.ToLower(head) {
	case "data", "people", "children", "media", "others", "criteria", "police", "staff", "men", "women":
		return true
	case "news", "status", "address", "analysis", "basis", "business", "access", "process", "progress", "gps":
		return false
	}
	return strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "ss")
}

func isPreposition(word string) bool {
	switch word {
	case "of", "to", "in", "on", "with", "for", "from", "about", "at", "by", "between", "under", "against", "through", "into", "over", "within",
		"outside", "without", "concerning", "regarding", "entrusted", "obtained", "derived":
		return true
	}
	return false
}

// set is the labels of a set, as a cell has them.
func (e *english) set(k model.Kind, s model.Set, joint string) string {
	words := func(nodes []model.NodeID, joint string) string {
		items := make([]string, len(nodes))
		for i, n := range nodes {
			if items[i] = e.Name(k, n); k == model.PartyKind && n == model.We {
				items[i] = "us"
			}
		}
		return list(items, joint)
	}
	anything := [...]string{model.DataKind: "any data", model.PurposeKind: "any purpose", model.PartyKind: "anyone", model.ActionKind: "anything",
		model.PlaceKind: "anywhere", model.BasisKind: "any basis"}[k]
	out := words(s.In, joint)
	if s.All {
		out = anything
	}
	return e.limited(out, anything, s, words)
}
