package analysis

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// Sentence says a question in the language, as one would type it: it can be parsed and bound again. Of several places that a
// fact may be in, it says what `licet ask -o json` does.
func Sentence(q *model.Question) string {
	s := sentence{q: q, p: q.Policy}
	words := []string{"may", s.set(model.Actor), s.set(model.Action)}
	for d := model.Data; d < model.Dim(model.DimCount); d++ {
		if !q.Named.Has(d) {
			continue
		}
		if w := s.word(d); w != "" {
			words = append(words, w)
		}
		words = append(words, s.set(d))
	}
	if given := s.given(); len(given) > 0 {
		words = append(words, "given", strings.Join(given, " and "))
	}
	return strings.Join(words, " ") + "?"
}

type sentence struct {
	q *model.Question
	p *model.Policy
}

// word introduces a part. A recipient has the word of the action.
func (s *sentence) word(d model.Dim) string {
	actions := s.q.Scope[model.Action].In
	if d == model.To && len(actions) > 0 && s.p.Graphs[model.ActionKind].Node(actions[0]).Action.With {
		return "with"
	}
	return d.Word()
}

func (s *sentence) set(d model.Dim) string { return setText(s.p.Graph(d), s.q.Scope[d], ", ") }

func setText(g *model.Graph, set model.Set, joint string) string {
	text := names(g, set.In, joint)
	if set.All {
		text = names(g, []model.NodeID{model.Root}, joint)
	}
	if len(set.Except) > 0 {
		text += " except " + names(g, set.Except, joint)
	}
	return text
}

func names(g *model.Graph, list []model.NodeID, joint string) string {
	out := make([]string, len(list))
	for i, n := range list {
		switch {
		case n == model.Root && g.Kind == model.PartyKind:
			out[i] = "anyone"
		case n == model.Root:
			out[i] = "any"
		default:
			out[i] = g.Node(n).ID
		}
	}
	return strings.Join(out, joint)
}

// given says what the question gives: consent first, then facts in the order in which they are declared.
func (s *sentence) given() []string {
	var out []string
	for k := range model.ConsentKind(model.ConsentKinds) {
		out = append(out, yesOrNo(k.String(), s.q.Consent[k])...)
	}
	out = append(out, yesOrNo("objection", s.q.Objection)...)
	for _, g := range s.q.Grants {
		out = append(out, s.grant(g))
	}
	for _, f := range slices.Sorted(maps.Keys(s.q.Facts)) {
		out = append(out, s.fact(f, s.q.Facts[f])...)
	}
	if s.q.NothingElse {
		out = append(out, "nothing else")
	}
	return out
}

func yesOrNo(what string, t model.Tri) []string {
	switch t {
	case model.Sure:
		return []string{what}
	case model.No:
		return []string{"no " + what}
	}
	return nil
}

// grant says what a consent or an objection covers.
func (s *sentence) grant(g model.Grant) string {
	text := g.Kind.String()
	if g.Objection {
		text = "objection"
	}
	text += " to"
	for d := model.Action; d < model.Dim(model.DimCount); d++ {
		set := g.Scope[d]
		if d > model.Data && (set.IsAny() && d != model.Of || d == model.Of && slices.Equal(set.In, []model.NodeID{model.You})) {
			continue
		}
		if w := d.Word(); w != "" {
			text += " " + w
		}
		text += " " + setText(s.p.Graph(d), set, " or ")
	}
	return text
}

func (s *sentence) fact(f model.FactID, k model.Known) []string {
	fact := &s.p.Facts[f]
	switch fact.Type {
	case model.YesNo:
		return yesOrNo(fact.ID, tri(k.Yes))
	case model.Number:
		return ranges(k.Min, k.Max, fact.ID+" ")
	case model.OneOf:
		return s.options(fact, k)
	case model.AtPlace:
		return s.places(f)
	}
	return elapsed(fact.ID, k)
}

func tri(yes bool) model.Tri {
	if yes {
		return model.Sure
	}
	return model.No
}

func (s *sentence) options(fact *model.Fact, k model.Known) []string {
	var is, not []string
	for i, left := range k.Options {
		if left {
			is = append(is, fact.ID+" is "+fact.Options[i])
		} else {
			not = append(not, "not ("+fact.ID+" is "+fact.Options[i]+")")
		}
	}
	if len(is) == 1 {
		return is
	}
	return not
}

// places says where a fact lies, by the values of the question in its other form.
func (s *sentence) places(f model.FactID) []string {
	id := s.p.Facts[f].ID
	var values []any
	switch v := engine.AskedOf(s.q).Given[id].(type) {
	case []any:
		values = v
	default:
		values = []any{v}
	}
	var out []string
	for _, v := range values {
		text, not := strings.CutPrefix(fmt.Sprint(v), "not ")
		if _, within := strings.CutPrefix(text, "in "); within {
			text = id + " " + text
		} else {
			text = id + " is " + text
		}
		if not {
			text = "not (" + text + ")"
		}
		out = append(out, text)
	}
	return out
}

func ranges(low, high int64, before string) []string {
	free := model.Known{Min: -1 << 63, Max: 1<<63 - 1}
	if low == high {
		return []string{before + "= " + strconv.FormatInt(low, 10)}
	}
	var out []string
	if low != free.Min {
		out = append(out, before+">= "+strconv.FormatInt(low, 10))
	}
	if high != free.Max {
		out = append(out, before+"<= "+strconv.FormatInt(high, 10))
	}
	return out
}

// elapsed says when an event happened.
func elapsed(event string, k model.Known) []string {
	switch {
	case !k.Happened:
		return []string{"before " + event}
	case k.Min == k.Max:
		return []string{length(k.Min) + " after " + event}
	case k.Min == 0 && k.Max == 1<<63-1:
		return []string{"after " + event}
	}
	var out []string
	if k.Min > 0 {
		out = append(out, "more than "+length(k.Min-1)+" after "+event)
	}
	if k.Max < 1<<63-1 {
		out = append(out, "within "+length(k.Max)+" after "+event)
	}
	return out
}

func length(hours int64) string {
	n, unit := hours, "hour"
	if hours%24 == 0 {
		n, unit = hours/24, "day"
	}
	if n != 1 {
		unit += "s"
	}
	return strconv.FormatInt(n, 10) + " " + unit
}
