package grammar

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A purpose is said in one of three ways, by the class of its label:
//
//	noun       "marketing"                               for marketing
//	gerund     "providing the service"                   to provide the service; where it is not plainly the actor's, for logging in
//	people     "partners telling you about their ..."    so that partners can tell you about their ...
type purposeClass uint8

const (
	asNoun purposeClass = iota
	asGerund
	asPeople
)

// classOf finds the class of a label, and what stands behind "for", "to" or "so that". Ours tells whether who uses the data may be the one
// that does what a gerund says.
func (e *english) classOf(label string, ours bool) (purposeClass, string) {
	words := strings.Fields(label)
	if len(words) > 1 && isGerund(words[0]) && words[1] == "of" {
		return asNoun, "the " + label // the hosting of the shop
	}
	if ours {
		if infinitive := infinitiveOf(words); infinitive != "" {
			return asGerund, infinitive
		}
	}
	for i, w := range words {
		verb := sentence.BaseOf(w)
		if i == 0 || verb == "" {
			continue
		}
		if !e.isPeople(words[:i]) {
			break
		}
		return asPeople, strings.Join(slices.Concat(words[:i], []string{"can", verb}, words[i+1:]), " ")
	}
	return asNoun, label
}

// infinitiveOf turns a label that begins with what the controller does into an infinitive: "detect and prevent fraud". It returns "" for all
// others.
func infinitiveOf(words []string) string {
	verb := sentence.BaseOf(words[0])
	if verb == "" || !isControllers(verb) || len(words) < 2 {
		return ""
	}
	out := slices.Concat([]string{verb}, words[1:])
	if len(words) > 2 && (words[1] == "and" || words[1] == "or") {
		second := sentence.BaseOf(words[2])
		if second == "" {
			return ""
		}
		out[2] = second
	}
	return strings.Join(out, " ")
}

// isPeople reports whether words name people: a party of the policy, or people of some sort.
func (e *english) isPeople(words []string) bool {
	return e.actorNames[strings.ToLower(strings.Join(words, " "))] || len(words) <= 4 && isSortOfPeople(strings.ToLower(words[len(words)-1]))
}

// purposes says for what something is done. Those of one class stand together.
func (e *english) purposes(n *model.Norm, joint string, behindTo bool) string {
	set := n.Scope[model.For]
	if set.All {
		return "for " + e.limited("any purpose", "any purpose", set, e.purposeList)
	}
	if set.Outside {
		return "for " + e.limited(e.purposeList(set.In, "or"), "any purpose", set, e.purposeList)
	}
	out := e.inOrder(n, joint, behindTo)
	if len(set.Except) > 0 {
		out += " except for " + e.purposeList(set.Except, "and")
	}
	return out
}

// inOrder joins purposes: the classes in the order of their first labels, and those of one class together. The word before them stands
// before each, where one has a joint of its own or nouns and gerunds stand behind one "for".
func (e *english) inOrder(n *model.Norm, joint string, behindTo bool) string {
	ours := !slices.Contains(n.Scope[model.Actor].In, model.You)
	words := [...]string{asNoun: "for ", asGerund: "to ", asPeople: "so that "}
	if behindTo {
		words[asGerund] = "in order to "
	}
	var groups [3][]string
	var order []purposeClass
	for _, p := range n.Scope[model.For].In {
		class, text := e.classOf(e.node(model.PurposeKind, p), ours)
		if class == asPeople {
			text = e.they(n.Scope[model.To], text)
		}
		if !slices.Contains(order, class) {
			order = append(order, class)
		}
		groups[class] = append(groups[class], text)
	}
	var parts []string
	long := false
	for _, class := range order {
		if items := groups[class]; uneven(items, class) {
			long = long || hasJoint(items[0])
			for _, i := range items {
				parts = append(parts, words[class]+i)
			}
		} else {
			long = long || len(items) > 1
			parts = append(parts, words[class]+list(items, joint))
		}
	}
	if len(parts) == 2 && !long || len(parts) == 1 {
		return strings.Join(parts, " "+joint+" ")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + ", " + joint + " " + parts[len(parts)-1]
}

// they puts "they" in the place of people who have just been named: "with business partners so that they can tell you about their products".
func (e *english) they(to model.Set, text string) string {
	if to.All || to.Outside || len(to.In) != 1 || len(to.Except) > 0 {
		return text
	}
	who, does, _ := strings.Cut(text, " can ")
	if named := e.node(model.PartyKind, to.In[0]); isPlural(named) && (named == who || strings.HasSuffix(named, " "+who)) {
		return "they can " + does
	}
	return text
}

// uneven reports whether phrases cannot stand in one list without a word before each.
func uneven(items []string, class purposeClass) bool {
	gerunds, joints := 0, false
	for _, i := range items {
		if first, _, more := strings.Cut(i, " "); class == asNoun && more && isGerund(first) { // "browsing" alone is a noun
			gerunds++
		}
		joints = joints || hasJoint(i)
	}
	return len(items) > 1 && (joints || gerunds > 0 && gerunds < len(items))
}

// purposeList joins purposes as nouns.
func (e *english) purposeList(nodes []model.NodeID, joint string) string {
	items := make([]string, len(nodes))
	for i, p := range nodes {
		items[i] = e.purposeNoun(e.node(model.PurposeKind, p))
	}
	return list(items, joint)
}

// purposeNoun is a purpose behind "for".
func (e *english) purposeNoun(label string) string {
	if class, words := e.classOf(label, false); class == asNoun {
		return words
	}
	return label
}
