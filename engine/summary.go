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
		for _, d := range []model.Dim{model.Actor, model.Action, model.Data, model.To, model.For, model.From, model.In, model.Of} {
			if list := parts[i].list(d); len(list) > 0 {
				items = append(items, x.partNames(d, list))
			}
		}
		return "Partly: permitted for " + strings.Join(items, ", ") + "."
	}
	return ""
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
	whole := func(n model.NodeID) bool {
		return !slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool { return !in[m] })
	}
	var names []string
	for _, id := range list {
		n, _ := g.Lookup(id)
		covered := slices.ContainsFunc(g.Above(n), func(a model.NodeID) bool { return a != n && in[a] && whole(a) })
		if covered {
			continue
		}
		name := x.say.Set(d.Kind(), model.Set{In: []model.NodeID{n}}, "and")
		if !whole(n) {
			name = "other " + name
		}
		names = append(names, name)
	}
	if len(names) > maxNamed {
		rest := len(names) - maxNamed
		names = append(names[:maxNamed:maxNamed], sentence.Count(int64(rest), "other"))
	}
	word := ""
	if d == model.To || d == model.For || d == model.In {
		word = map[model.Dim]string{model.To: "to ", model.For: "for ", model.In: "in "}[d]
	}
	return word + sentence.List(names, "and")
}

// asked says the question again, in names.
func (x *explainer) asked() Asked {
	out := Asked{Actor: x.names(model.Actor), Action: x.names(model.Action), Given: x.given(), NothingElse: x.q.NothingElse}
	if x.q.Named.Has(model.Data) {
		out.Data = x.nameList(model.Data)
	}
	set := func(d model.Dim, to *any) {
		if x.q.Named.Has(d) {
			*to = x.names(d)
		}
	}
	set(model.Of, &out.Of)
	set(model.From, &out.From)
	set(model.To, &out.Recipient)
	set(model.For, &out.Purpose)
	set(model.In, &out.Place)
	for d := range model.Dim(model.DimCount) {
		if except := x.q.Scope[d].Except; len(except) > 0 {
			if out.Except == nil {
				out.Except = map[string][]string{}
			}
			for _, n := range except {
				out.Except[d.String()] = append(out.Except[d.String()], x.e.policy.Graph(d).Node(n).ID)
			}
		}
	}
	return out
}

func (x *explainer) nameList(d model.Dim) []string {
	g := x.e.policy.Graph(d)
	out := []string{}
	if x.q.Scope[d].All {
		out = append(out, g.Node(model.Root).ID)
	}
	for _, n := range x.q.Scope[d].In {
		out = append(out, g.Node(n).ID)
	}
	return out
}

func (x *explainer) names(d model.Dim) any { return one(x.nameList(d)) }

// given says what the question gives, in a form that can be asked again.
func (x *explainer) given() map[string]any {
	out := map[string]any{}
	if x.facts != nil {
		x.givenFacts(out)
		return out
	}
	for f, k := range x.q.Facts {
		out[x.e.policy.Facts[f].ID] = x.knownValue(f, k)
	}
	for k := range model.ConsentKind(model.ConsentKinds) {
		if t := x.q.Consent[k]; t != model.Unknown {
			out[k.String()] = t == model.Sure
		}
	}
	if x.q.Objection != model.Unknown {
		out["objection"] = x.q.Objection == model.Sure
	}
	x.givenGrants(out)
	return out
}

// givenFacts says what was set through the library, as far as the policy can tell it apart.
func (x *explainer) givenFacts(out map[string]any) {
	l := x.e.program.Layout
	start := x.e.open
	if x.q.NothingElse {
		start = x.e.closed
	}
	for v, cell := range x.known.State {
		if cell != start[v] && int(cell) < l.Cells(v) {
			name, value, _ := x.cells(l.VarOf(v), []int{int(cell)})
			out[name] = value
		}
	}
	x.givenGrants(out)
}

func (x *explainer) givenGrants(out map[string]any) {
	for _, g := range x.q.Grants {
		name := "consent"
		m := map[string]any{}
		if g.Objection {
			name = "objection"
		} else if g.Kind != model.Consent {
			m["kind"] = strings.TrimSuffix(g.Kind.String(), " consent")
		}
		for d := model.Action; d < model.Dim(model.DimCount); d++ {
			s := g.Scope[d]
			if s.IsAny() || d == model.Of && slices.Equal(s.In, []model.NodeID{model.You}) {
				continue
			}
			var ids []string
			for _, n := range s.In {
				ids = append(ids, x.e.policy.Graph(d).Node(n).ID)
			}
			m[d.String()] = one(ids)
		}
		list, _ := out[name].([]any)
		out[name] = append(list, m)
	}
}

// knownValue is what a question says of a fact, as a value.
func (x *explainer) knownValue(f model.FactID, k model.Known) any {
	fact := &x.e.policy.Facts[f]
	switch fact.Type {
	case model.YesNo:
		return k.Yes
	case model.Number:
		return numberValue(k)
	case model.OneOf:
		var left, out []string
		for i, ok := range k.Options {
			if ok {
				left = append(left, fact.Options[i])
			} else {
				out = append(out, "not "+fact.Options[i])
			}
		}
		if len(left) == 1 {
			return left[0]
		}
		return one(out)
	case model.AtPlace:
		return x.placesValue(k.Places)
	}
	return eventValue(k)
}

func numberValue(k model.Known) any {
	free := model.Known{Min: -1 << 63, Max: 1<<63 - 1}
	switch {
	case k.Min == k.Max:
		return k.Min
	case k.Max == free.Max:
		return ">= " + itoa(k.Min)
	case k.Min == free.Min:
		return "<= " + itoa(k.Max)
	}
	return []any{">= " + itoa(k.Min), "<= " + itoa(k.Max)}
}

func eventValue(k model.Known) any {
	switch {
	case !k.Happened:
		return false
	case k.Min == k.Max:
		return hoursValue(k.Min)
	case k.Min == 0 && k.Max == 1<<63-1:
		return true
	case k.Min == 0:
		return map[string]any{"within": hoursValue(k.Max)}
	case k.Max == 1<<63-1:
		return map[string]any{"more_than": hoursValue(k.Min - 1)}
	}
	return []any{map[string]any{"more_than": hoursValue(k.Min - 1)}, map[string]any{"within": hoursValue(k.Max)}}
}

// placesValue says a set of places: one of them, all within one, or all but those within one.
func (x *explainer) placesValue(places []model.NodeID) any {
	g := x.e.policy.Graphs[model.PlaceKind]
	if len(places) == 1 {
		return g.Node(places[0]).ID
	}
	for n := range model.NodeID(g.Len()) {
		if n != model.Root && slices.Equal(g.Beneath(n), places) {
			return "in " + g.Node(n).ID
		}
	}
	var out []any
	left := slices.Clone(places)
	for n := range model.NodeID(g.Len()) {
		if _, ok := slices.BinarySearch(left, n); ok || n == model.Root {
			continue
		}
		if covered := slices.ContainsFunc(g.Above(n), func(a model.NodeID) bool {
			_, in := slices.BinarySearch(left, a)
			return a != n && !in && a != model.Root
		}); !covered {
			out = append(out, "not in "+g.Node(n).ID)
		}
	}
	return out
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
