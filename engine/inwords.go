package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// inWords says a question in parts, of which the names are ids and the facts have values as in JSON, as a sentence of the language. What
// a sentence cannot say, such as a consent that covers a part only, makes it one that is no question.
func (e *Engine) inWords(f dsl.Fields) string {
	var b strings.Builder
	b.WriteString("may")
	for d := range model.Dim(model.DimCount) {
		names := f.Dims[d]
		if d == model.Actor && len(names) == 0 {
			names = []string{e.policy.Graph(d).Node(model.We).ID}
		}
		if len(names) == 0 {
			continue
		}
		if word := e.partWord(d, f.Dims[model.Action]); word != "" {
			b.WriteString(" " + word)
		}
		b.WriteString(" " + strings.Join(names, ", "))
		if except := f.Except[d]; len(except) > 0 {
			b.WriteString(" except " + strings.Join(except, ", "))
		}
	}
	var given []string
	for _, name := range slices.Sorted(maps.Keys(f.Values)) {
		given = append(given, e.factInWords(name, f.Values[name])...)
	}
	if f.NothingElse {
		given = append(given, "nothing else")
	}
	if len(given) > 0 {
		b.WriteString(" given " + strings.Join(given, " and "))
	}
	return b.String() + "?"
}

// partWord is the word before a part, for what the first of some actions takes.
func (e *Engine) partWord(d model.Dim, actions []string) string {
	if d != model.To || len(actions) == 0 {
		return d.Word()
	}
	g := e.policy.Graphs[model.ActionKind]
	if n, ok := g.Lookup(actions[0]); ok && n != model.Root && g.Node(n).Action.With {
		return "with"
	}
	return d.Word()
}

// factInWords says what is given of a fact.
func (e *Engine) factInWords(name string, v any) []string {
	if list, ok := v.([]any); ok {
		var out []string
		for _, x := range list {
			out = append(out, e.factInWords(name, x)...)
		}
		return out
	}
	id, isFact := e.policy.Fact(name)
	if isFact && e.policy.Facts[id].Type == model.Event {
		return []string{timeInWords(name, v)}
	}
	switch v := v.(type) {
	case bool:
		if !v {
			return []string{"no " + name}
		}
		return []string{name}
	case string:
		return []string{valueInWords(name, v)}
	}
	return []string{fmt.Sprintf("%s = %v", name, v)}
}

// valueInWords says a value that is given as a text: a comparison, an option, or a place.
func valueInWords(name, v string) string {
	if strings.HasPrefix(v, "<") || strings.HasPrefix(v, ">") {
		return name + " " + v
	}
	rest, not := strings.CutPrefix(v, "not ")
	says := name + " is " + rest
	if strings.HasPrefix(rest, "in ") {
		says = name + " " + rest
	}
	if not {
		return "no " + says
	}
	return says
}

// timeInWords says what is given of an event.
func timeInWords(name string, v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "after " + name
		}
		return "before " + name
	case map[string]any:
		for _, unit := range []string{"days", "hours"} {
			if n, ok := v[unit]; ok {
				return fmt.Sprintf("%v %s after %s", n, unit, name)
			}
		}
		if within, ok := v["within"]; ok {
			return "within " + timeInWords(name, within)
		}
		return "more than " + timeInWords(name, v["more_than"])
	}
	return fmt.Sprint(v)
}
