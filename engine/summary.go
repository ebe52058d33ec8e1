package engine

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// summary says the answer as a sentence.
func (x *explainer) summary(out *Explanation) string {
	act := x.say.Act(x.q.Scope, x.q.Named, "or")
	who := x.say.Actor(x.q.Scope)
	var s string
	switch x.answer.decision {
	case Permitted:
		s = who + " may " + act
	case Prohibited:
		s = who + " must not " + act + x.unlessOf()
	case OutOfScope:
		s = "the policy says that it does not apply: whether " + who + " may " + act + " is not for it to say"
	case NotAddressed:
		s = "the policy does not say whether " + who + " may " + act
	default:
		s = "whether " + who + " may " + act + " depends on what is not known here" + otherwiseUnless(out)
	}
	s = sentence.Capital(s) + "."
	if partly := x.partly(out.Parts); partly != "" {
		s = partly + " " + s
	}
	return s
}

// maxUnless is how many changes are said in one sentence.
const maxUnless = 4

// otherwiseUnless says of an undetermined question: ": prohibited (A.4), unless the law requires it (A.23)".
func otherwiseUnless(out *Explanation) string {
	if out.Otherwise == nil || out.Otherwise.Answer == Undetermined.String() {
		return ""
	}
	cite := func(clauses []string) string {
		if len(clauses) == 0 {
			return ""
		}
		return " (" + strings.Join(clauses, ", ") + ")"
	}
	text := ": " + strings.ReplaceAll(out.Otherwise.Answer, "-", " ") + cite(out.Otherwise.Clauses)
	var unless []string
	for _, c := range out.WouldChange {
		unless = append(unless, c.Says+cite(c.Clauses))
	}
	switch {
	case len(unless) == 0:
		return text
	case len(unless) > maxUnless:
		return text + ", unless one of " + strconv.Itoa(len(unless)) + " things is so that are listed below"
	}
	return text + ", unless " + strings.Join(unless, ", or ")
}

// unlessOf says what would lift the prohibition, where one norm with one such condition decides.
func (x *explainer) unlessOf() string {
	deciding := x.deciding()
	if len(deciding) != 1 {
		return ""
	}
	n := &x.e.policy.Norms[deciding[0]]
	i := slices.IndexFunc(n.When, func(w model.Condition) bool { return w.Negated })
	if i < 0 || slices.ContainsFunc(n.When[i+1:], func(w model.Condition) bool { return w.Negated }) {
		return ""
	}
	w := n.When[i]
	if c, ok := w.Stated.(*model.HasConsent); ok && c.Kind != model.DeemedConsent {
		words := strings.TrimPrefix(strings.TrimPrefix(w.Words, "only given "), "unless ")
		return " without your " + words
	}
	return " " + x.say.Condition(w)
}

// partly names what is permitted, where a part of the question is and another is not.
func (x *explainer) partly(parts []PartAnswer) string {
	for i := range parts {
		if parts[i].Answer != Permitted.String() {
			continue
		}
		var items []string
		for _, d := range []model.Dim{model.Action, model.Data, model.Actor, model.To, model.For, model.From, model.In, model.Of} {
			if list := parts[i].list(d); len(list) > 0 {
				word := partlyWord(d)
				if d == model.Data && len(parts[i].Action) > 0 {
					word = ""
				}
				items = append(items, word+x.partNames(d, list))
			}
		}
		return "Partly: permitted " + strings.Join(items, " ") + "."
	}
	return ""
}

// partlyWord is what stands before the names of a part that is permitted, where they have no word of their own.
func partlyWord(d model.Dim) string {
	return map[model.Dim]string{model.Action: "to ", model.Data: "for ", model.Actor: "by ", model.From: "from ", model.Of: "of "}[d]
}

func (p *PartAnswer) list(d model.Dim) []string {
	return [model.DimCount][]string{p.Actor, p.Action, p.Data, p.Of, p.From, p.Recipient, p.Purpose, p.Place}[d]
}

// maxNamed is how many names of a list are said in a sentence.
const maxNamed = 6

// partNames says nodes of a dimension. Where a node and everything beneath it are among them, it stands for all; where
// only the node itself is, it stands for what the vocabulary does not list.
func (x *explainer) partNames(d model.Dim, list []string) string {
	g := x.e.policy.Graph(d)
	in := map[model.NodeID]bool{}
	for _, id := range list {
		n, _ := g.Lookup(id)
		in[n] = true
	}
	whole := wholly(g, in)
	var names []string
	for _, id := range list {
		if n, _ := g.Lookup(id); n == model.Root && !whole(n) || slices.ContainsFunc(g.Node(n).Parents, whole) {
			continue
		} else if whole(n) {
			names = append(names, x.nodeName(d, n))
		} else {
			names = append(names, "other "+x.nodeName(d, n))
		}
	}
	if in[model.Root] && !whole(model.Root) {
		names = append(names, unnamed(d.Kind()))
	}
	word := ""
	if d == model.To || d == model.For || d == model.In {
		word = map[model.Dim]string{model.To: "to ", model.For: "for ", model.In: "in "}[d]
	}
	return word + nameSome(names, "and")
}

// unnamed says what of a kind has no name of its own.
func unnamed(k model.Kind) string {
	return map[model.Kind]string{model.DataKind: "other data", model.PurposeKind: "other purposes", model.PartyKind: "anyone else",
		model.ActionKind: "do anything else", model.PlaceKind: "other places"}[k]
}
