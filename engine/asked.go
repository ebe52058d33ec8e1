package engine

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

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

func (x *explainer) nameList(d model.Dim) []string { return nodeIDs(x.e.policy.Graph(d), x.q.Scope[d]) }

// nodeIDs returns the names of a set, but for its exceptions.
func nodeIDs(g *model.Graph, s model.Set) []string {
	out := []string{}
	if s.All {
		out = append(out, g.Node(model.Root).ID)
	}
	for _, n := range s.In {
		out = append(out, g.Node(n).ID)
	}
	return out
}

// fields returns the question in parts, as its JSON form is.
func (x *explainer) fields() dsl.Fields {
	f := dsl.Fields{Values: x.given(), NothingElse: x.q.NothingElse}
	for d := range model.Dim(model.DimCount) {
		if d == model.Actor || d == model.Action || x.q.Named.Has(d) {
			f.Dims[d] = x.nameList(d)
		}
		f.Except[d] = nodeIDs(x.e.policy.Graph(d), model.Set{In: x.q.Scope[d].Except})
	}
	return f
}

func (x *explainer) names(d model.Dim) any { return one(x.nameList(d)) }

// given says what the question gives, in a form that can be asked again.
func (x *explainer) given() map[string]any {
	out := map[string]any{}
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

// givenGrants adds the consents and objections that cover a part only.
func (x *explainer) givenGrants(out map[string]any) {
	for _, objection := range []bool{false, true} {
		name, all := "consent", x.q.Consent[model.Consent]
		if objection {
			name, all = "objection", x.q.Objection
		}
		var list []any
		for _, g := range x.q.Grants {
			if covered := all == model.Sure && (objection || g.Kind == model.Consent); g.Objection == objection && !covered {
				list = append(list, x.grantValue(&g))
			}
		}
		if all == model.Sure && len(list) > 0 {
			list = x.coverAll(list)
		}
		if len(list) > 0 {
			out[name] = list
		}
	}
}

// grantValue says what a consent or an objection covers.
func (x *explainer) grantValue(g *model.Grant) map[string]any {
	m := map[string]any{}
	if !g.Objection && g.Kind != model.Consent {
		m["kind"] = strings.TrimSuffix(g.Kind.String(), " consent")
	}
	for d := model.Action; d < model.Dim(model.DimCount); d++ {
		s := g.Scope[d]
		if s.IsAny() && d != model.Of || d == model.Of && slices.Equal(s.In, []model.NodeID{model.You}) {
			continue
		}
		m[d.String()] = one(nodeIDs(x.e.policy.Graph(d), s))
	}
	return m
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

// hoursValue is a length of time in JSON.
func hoursValue(h int64) map[string]any {
	if h%24 == 0 {
		return map[string]any{"days": h / 24}
	}
	return map[string]any{"hours": h}
}

func one(list []string) any {
	if len(list) == 1 {
		return list[0]
	}
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
