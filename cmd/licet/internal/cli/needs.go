package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// needs names the facts and open parts that matter, and how to say them.
func (w *answerWriter) needs() {
	if len(w.x.Needs) == 0 {
		return
	}
	w.heading("It depends on")
	needs := w.partsFirst()
	for _, n := range needs[:min(len(needs), maxRows)] {
		text := w.e.SayNeed(n)
		if wire.DimOf(n) < 0 {
			text += " [" + w.asGiven(n) + "]"
		}
		w.line("    - ", "      ", text)
	}
	if more := len(needs) - maxRows; more > 0 {
		fmt.Fprintf(w, "    and %s; -o json lists them\n", count(more, "other"))
	}
	for i, hint := range w.hints() {
		if i == 0 {
			fmt.Fprintln(w)
		}
		w.line("    ", "    ", hint)
	}
}

// hints say how to give what the answer depends on.
func (w *answerWriter) hints() []string {
	return slices.DeleteFunc([]string{w.partHint(), w.factHint()}, func(hint string) bool { return hint == "" })
}

// partsFirst returns the needs, first the parts that the question leaves open: to name one often settles much of the rest.
func (w *answerWriter) partsFirst() []string {
	out := slices.Clone(w.x.Needs)
	slices.SortStableFunc(out, func(a, b string) int { return min(wire.DimOf(b), 0) - min(wire.DimOf(a), 0) })
	return out
}

// factHint says how to give the facts that an answer needs, by one of them.
func (w *answerWriter) factHint() string {
	facts := slices.DeleteFunc(slices.Clone(w.x.Needs), func(n string) bool { return wire.DimOf(n) >= 0 })
	if len(facts) == 0 {
		return ""
	}
	hint := "Say what you know as it stands in brackets"
	if i := slices.IndexFunc(facts, w.yesOrNo); i >= 0 {
		hint += fmt.Sprintf(": `given %s`, or `given no %s`", facts[i], facts[i])
	}
	if w.x.Otherwise != nil {
		hint += "; if nothing else is the case, end the question with `and nothing else`"
	}
	return hint + "."
}

// asGiven returns how a fact may be given.
func (w *answerWriter) asGiven(need string) string {
	id, isFact := w.e.Policy().Fact(need)
	if !isFact {
		return need
	}
	switch w.e.Policy().Facts[id].Type {
	case model.Event:
		return "before " + need + ", or 10 days after " + need
	case model.OneOf:
		return need + " is ..."
	case model.Number:
		return need + " = ..."
	case model.AtPlace:
		return need + " in ..."
	}
	return need
}

// yesOrNo reports whether a need is given by its name alone, or with `no`.
func (w *answerWriter) yesOrNo(need string) bool {
	p := w.e.Policy()
	id, isFact := p.Fact(need)
	return !isFact || p.Facts[id].Type == model.YesNo
}

// partHint says how to name the parts of the question that are open.
func (w *answerWriter) partHint() string {
	says := map[string]string{
		model.Data.String(): "the data, behind the action",
		model.From.String(): "where the data come from (`from ...`)",
		model.To.String():   "the recipient (`to ...`)",
		model.For.String():  "the purpose (`for ...`)",
		model.In.String():   "the place (`in ...`)",
	}
	var open []string
	for _, n := range w.x.Needs {
		if text, ok := says[n]; ok {
			open = append(open, text)
		}
	}
	if len(open) == 0 {
		return ""
	}
	return "Add to the question " + strings.Join(open, " and ") + "."
}
