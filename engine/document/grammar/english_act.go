package grammar

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A verb is the label of an action, with the place in it where the data stand: "have your name corrected".
type verb struct {
	before, after string
	with          bool // its recipient is introduced by "with"
	nothing       bool // it takes no data
}

// label is the verb without data.
func (v verb) label() string { return phrase(v.before, v.after) }

// on is the verb with its data.
func (v verb) on(data string) string { return phrase(v.before, data, v.after) }

// verbOf finds where the data stand in a label. They stand behind it, except where it is "have" or "keep" with a word that says how the
// data then are, or where it ends with words between commas.
func verbOf(label string) verb {
	words := strings.Fields(label)
	n := len(words)
	switch {
	case n == 2 && words[0] == "have":
		return verb{before: words[0], after: words[1]}
	case n > 3 && words[0] == "have" && words[n-1] == "of" && isParticiple(words[n-2]):
		return verb{before: strings.Join(words[:n-2], " ") + " of", after: words[n-2]}
	case n > 2 && isPreposition(words[1]) && !(words[1] == "to" && sentence.IsVerb(words[2])) && !isPreposition(words[n-1]) && !strings.Contains(label, ","):
		return verb{before: words[0], after: strings.Join(words[1:], " ")} // write to a log file
	case n == 2 && (words[0] == "keep" || words[0] == "make" || words[0] == "hold") && !isPreposition(words[1]):
		return verb{before: words[0], after: words[1]}
	}
	if before, after, ok := strings.Cut(label, ", "); ok && strings.HasSuffix(after, ",") {
		after = strings.TrimSuffix(after, ",")
		if strings.HasPrefix(after, "to ") {
			after = ", " + after
		}
		return verb{before: before, after: after}
	}
	return verb{before: label}
}

// verbs returns the verbs of a set of actions.
func (e *english) verbs(set model.Set) []verb {
	var out []verb
	g := e.p.Graphs[model.ActionKind]
	for _, a := range set.In {
		v := verbOf(e.node(model.ActionKind, a))
		if node := g.Node(a).Action; node != nil {
			v.with, v.nothing = node.With, node.Nothing
		}
		out = append(out, v)
	}
	if set.All {
		out = []verb{{before: "do anything with"}}
	}
	if len(set.Except) > 0 && len(out) > 0 {
		var except []string
		for _, v := range e.verbs(model.Set{In: set.Except}) {
			except = append(except, v.label())
		}
		out[len(out)-1].before += " (but not " + list(except, "or") + ")"
	}
	return out
}

// act says what is done: the verbs with their data, from whom, to whom, where and for what.
func (e *english) act(pl *plan, m manner) string {
	n := pl.norm
	verbs := e.verbs(n.Scope[model.Action])
	joint := m.joint
	if n.EitherAct {
		joint = "or"
	}
	var to receiver
	if pl.said.Has(model.To) {
		to = receiver{e.recipients(n.Scope[model.To], m.joint), e.onlyHere(pl, model.To)}
	}
	where, why := "", ""
	if pl.said.Has(model.In) {
		where = e.only(pl, model.In) + e.place(n.Scope, m.joint)
	}
	if pl.said.Has(model.For) {
		behindTo := to.text != "" && !slices.ContainsFunc(verbs, func(v verb) bool { return v.with })
		why = e.only(pl, model.For) + e.purposes(n, m.joint, behindTo)
	}
	if pl.said.Has(model.From) && where != "" && len(verbs) == 1 && verbs[0].after == "" {
		verbs[0].before += " " + where // behind what was obtained from somebody it would tell where that was
		where = ""
	}
	return phrase(e.done(pl, verbs, joint, to, m), where, why)
}

// only returns the word where a part is limited.
func (e *english) only(pl *plan, d model.Dim) string {
	if e.onlyHere(pl, d) {
		return "only "
	}
	return ""
}

// onlyHere reports whether `only` is said where a part stands: that is so of a permission whose prohibition asks for the same.
func (e *english) onlyHere(pl *plan, d model.Dim) bool {
	return pl.only != nil && !pl.only.condition && pl.only.part == d && pl.norm.Modality == model.May && pl.own.none()
}

// A receiver is who receives, and whether nobody else does.
type receiver struct {
	text string
	only bool
}

// behind puts a preposition before it; "" where there is none to receive.
func (r receiver) behind(word string) string {
	switch {
	case r.text == "":
		return ""
	case r.only:
		return phrase("only", word, r.text)
	}
	return phrase(word, r.text)
}

// done says the verbs with their data and recipient. Verbs that share their form share their data; those behind them speak of "it".
func (e *english) done(pl *plan, verbs []verb, joint string, to receiver, m manner) string {
	if !pl.said.Has(model.Data) {
		return phrase(list(labelsOf(verbs), joint), to.behind("to"))
	}
	data, pronoun := e.object(pl, m)
	if slices.ContainsFunc(verbs, func(v verb) bool { return v.after != "" }) {
		return phrase(inTurn(verbs, data, pronoun, joint), to.behind("to"))
	}
	with, others := split(verbs)
	switch {
	case to.text == "" || len(with) == 0:
		return phrase(list(labelsOf(verbs), joint), data, to.behind("to"))
	case len(others) == 0:
		return phrase(list(labelsOf(verbs), joint), data, to.behind("with"))
	}
	out := phrase(list(labelsOf(others), joint), data, "to, "+joint, list(labelsOf(with), joint), pronoun, "with,")
	return phrase(out, to.behind(""))
}

func labelsOf(verbs []verb) []string {
	out := make([]string, len(verbs))
	for i, v := range verbs {
		out[i] = v.label()
	}
	return out
}

// inTurn says verbs of which the data stand in different places: "access your data, have them corrected and have them deleted". Those
// that stand before the first one that is so share their data.
func inTurn(verbs []verb, data, pronoun, joint string) string {
	first := slices.IndexFunc(verbs, func(v verb) bool { return v.after != "" })
	var items []string
	if first > 0 {
		items = append(items, list(labelsOf(verbs[:first]), joint)+" "+data)
	}
	for i, v := range verbs[first:] {
		if first == 0 && i == 0 {
			items = append(items, v.on(data))
		} else {
			items = append(items, genitive(v.on(pronoun)))
		}
	}
	if len(items) == 1 {
		return items[0]
	}
	comma := ""
	if slices.ContainsFunc(items, func(i string) bool { return strings.Contains(i, ", ") }) || strings.Contains(data, " and ") || strings.Contains(data, ",") {
		comma = ","
	}
	return strings.Join(items[:len(items)-1], ", ") + comma + " " + joint + " " + items[len(items)-1]
}

// genitive turns "the use of it" into "its use".
func genitive(words string) string {
	for _, p := range [][2]string{{" of it ", "its "}, {" of them ", "their "}} {
		before, after, ok := strings.Cut(words+" ", p[0])
		if i := strings.LastIndex(before, "the "); ok && i >= 0 && !strings.Contains(before[i+len("the "):], " ") {
			return strings.TrimSpace(before[:i] + p[1] + before[i+len("the "):] + " " + after)
		}
	}
	return words
}

// split divides verbs by the preposition of their recipient.
func split(verbs []verb) (with, to []verb) {
	for _, v := range verbs {
		if v.with {
			with = append(with, v)
		} else {
			to = append(to, v)
		}
	}
	return with, to
}
