package grammar

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A tongue is what languages share that speak from a catalogue: labels, lists, numbers, and conditions. How a sentence is put together
// is for each to say. Phrases that only sentences are made of have keys that begin with "g.".
type tongue struct {
	p       *model.Policy
	tag     language.Tag
	names   *labels.Catalogue
	phrases catalogue
	printer *message.Printer
}

func newTongue(names *labels.Catalogue, p *model.Policy) tongue {
	tag := language.Make(names.Language())
	return tongue{p, tag, names, readCatalogue(names.Language()), message.NewPrinter(tag)}
}

func (t *tongue) Language() string { return t.names.Language() }

func (t *tongue) Say(key string, args ...string) string { return t.phrases.say(key, args...) }

// g is a phrase that sentences are made of.
func (t *tongue) g(key string, args ...string) string { return t.phrases.say("g."+key, args...) }

// lacking stands in the text where a label is missing. Whoever writes the document has been told: see Missing.
func lacking(id string) string { return "⟦" + id + "⟧" }

func (t *tongue) node(k model.Kind, n model.NodeID) string {
	if text, ok := t.names.Node(k, n); ok {
		return text
	}
	return lacking(t.p.Graphs[k].Node(n).ID)
}

func (t *tongue) fact(f model.FactID) string {
	if text, ok := t.names.Fact(f); ok {
		return text
	}
	return lacking(t.p.Facts[f].ID)
}

// Free is the translation of words in quotation marks.
func (t *tongue) Free(words string) string {
	if text, ok := t.names.Words(words); ok {
		return text
	}
	return lacking(words)
}

// Label is a label of the header.
func (t *tongue) Label(l model.Labels) string {
	said := func() (string, bool) { return l.In(t.Language()), true }
	switch {
	case slices.Equal(l, t.p.Title):
		said = t.names.Title
	case slices.Equal(l, t.p.Controller):
		said = t.names.Controller
	case slices.Equal(l, t.p.Contact):
		said = t.names.Contact
	}
	if text, ok := said(); ok {
		return text
	}
	return lacking(l.In(""))
}

// Number writes a count as the language does.
func (t *tongue) Number(n int) string { return t.printer.Sprint(number.Decimal(n)) }

// List joins phrases.
func (t *tongue) List(items []string, or bool) string {
	last := "g.list.and"
	if or {
		last = "g.list.or"
	}
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return t.phrases.say(last, strings.Join(items[:n-1], t.g("list.comma")), items[n-1])
	}
}

// length writes a length of time as the sentence has it, else as the policy first does, else in the largest unit that divides it. Where
// the language has a form of its own for it, that is named.
func (t *tongue) length(hours int64, sentence, form string) string {
	n, unit := lengthOf(hours, sentence, t.p.Lengths[hours])
	key := "length." + unit + ".other"
	if plural.Cardinal.MatchPlural(t.tag, int(n), 0, 0, 0, 0) == plural.One {
		key = "length." + unit + ".one"
	}
	if _, ok := t.phrases["g."+key+form]; ok {
		key += form
	}
	return t.g(key, t.Number(int(n)))
}

// lengths finds a length of time in a sentence of the language: "60 days".
var lengths = regexp.MustCompile(`\b(\d{1,9}) (hour|day|month|year)s?\b`)

// hoursIn are the hours of the units of time.
var hoursIn = map[string]int64{"hour": 1, "day": 24, "month": 30 * 24, "year": 365 * 24}

// lengthOf divides a length of time into a number and its unit, as the first text has it that speaks of this length.
func lengthOf(hours int64, written ...string) (int64, string) {
	for _, text := range written {
		for _, m := range lengths.FindAllStringSubmatch(text, -1) {
			if n, err := strconv.ParseInt(m[1], 10, 64); err == nil && n*hoursIn[m[2]] == hours {
				return n, m[2]
			}
		}
	}
	switch {
	case hours > 0 && hours%(365*24) == 0:
		return hours / (365 * 24), "year"
	case hours%24 == 0:
		return hours / 24, "day"
	}
	return hours, "hour"
}

// either returns a key, or another one where so is false.
func either(key string, so bool) string {
	if so {
		return key
	}
	return key + ".not"
}

// cond says that a condition is so, or that it is not: a clause as it stands behind the language's "if".
func (t *tongue) cond(c model.Cond, so bool) string {
	switch c := c.(type) {
	case *model.Not:
		return t.cond(c.Cond, !so)
	case *model.AllOf:
		return t.join(c.Conds, so, so)
	case *model.AnyOf:
		return t.join(c.Conds, so, !so)
	case *model.Named:
		label, ok := t.names.Term(c.Term)
		if !ok {
			label = lacking(t.p.Terms[c.Term].ID)
		}
		return t.g("cond.term", t.cond(c.Cond, so), label)
	case *model.Yes:
		if overdue(t.p, c.Fact) {
			return t.g(either("cond.overdue", so))
		}
		return t.g(either("cond.yes", so), t.fact(c.Fact))
	case *model.Compare:
		return t.g("cond."+comparison(c.Op, so), t.fact(c.Fact), t.printer.Sprint(number.Decimal(c.Value)))
	case *model.OptionIs:
		return t.option(c, so)
	case *model.PlaceIn:
		key := "cond.place"
		if c.Exact {
			key = "cond.exact"
		}
		return t.g(either(key, so), t.fact(c.Fact), t.node(model.PlaceKind, c.Place))
	case *model.Elapsed:
		return t.g(either("cond.elapsed", so), t.elapsed(c, ""))
	case *model.HasConsent:
		return t.g(either("consent."+strings.TrimSuffix(strings.ReplaceAll(c.Kind.String(), " consent", ""), " "), so))
	case *model.HasObjection:
		return t.g(either("objection", so))
	}
	panic("grammar: a condition of an unknown form")
}

// overdue reports whether a fact is the passing of a vague deadline, which has no label.
func overdue(p *model.Policy, f model.FactID) bool {
	return strings.HasPrefix(p.Facts[f].ID, "overdue ")
}

func (t *tongue) option(c *model.OptionIs, so bool) string {
	value, ok := t.names.Value(c.Fact, c.Option)
	if !ok {
		value = lacking(t.p.Facts[c.Fact].Options[c.Option])
	}
	key := "cond.option"
	if t.p.Facts[c.Fact].Judgement {
		key = "cond.judged"
	}
	return t.g(either(key, so), t.fact(c.Fact), value)
}

// comparison returns the key of a comparison that is so, or of its opposite.
func comparison(op model.Op, so bool) string {
	keys := [...]string{model.Less: "less", model.LessOrEqual: "most", model.Equal: "equal", model.GreaterOrEqual: "least", model.Greater: "more"}
	if so {
		return keys[op]
	}
	return [...]string{model.Less: "least", model.LessOrEqual: "more", model.Equal: "unequal", model.GreaterOrEqual: "less", model.Greater: "most"}[op]
}

// join says several conditions, of which all must be so, or one. What is joined otherwise stands in brackets.
func (t *tongue) join(conds []model.Cond, so, all bool) string {
	items := make([]string, len(conds))
	for i, c := range conds {
		items[i] = t.cond(c, so)
		if mixed(c, so, all) {
			items[i] = t.g("cond.brackets", items[i])
		}
	}
	if len(items) == 1 {
		return items[0]
	}
	joint := t.g("cond.or")
	if all {
		joint = t.g("cond.and")
	}
	return strings.Join(items, joint)
}

// mixed reports whether a condition joins several in another way than those around it.
func mixed(c model.Cond, so, all bool) bool {
	switch c := c.(type) {
	case *model.Not:
		return mixed(c.Cond, !so, all)
	case *model.AllOf:
		return len(c.Conds) > 1 && so != all
	case *model.AnyOf:
		return len(c.Conds) > 1 && so == all
	}
	return false
}

// elapsed says a relation of time, which the sentence may write in words.
func (t *tongue) elapsed(c *model.Elapsed, sentence string) string {
	event := t.fact(c.Fact)
	switch c.Rel {
	case model.Before:
		return t.g("time.before", event)
	case model.Within:
		return t.g("time.within", event, t.length(c.Hours, sentence, ".within"))
	case model.MoreThan:
		return t.g("time.more", event, t.length(c.Hours, sentence, ""))
	case model.AtLeast:
		return t.g("time.least", event, t.length(c.Hours, sentence, ".within"))
	}
	return t.g("time.after", event)
}

// timing says when something happens. With a deadline it says by when.
func (t *tongue) timing(w model.Condition, d *model.Deadline) string {
	if e, ok := w.Stated.(*model.Elapsed); ok {
		if d != nil && e.Rel == model.After && e.Fact == d.Event {
			return t.deadline(d, w.Words)
		}
		return t.elapsed(e, w.Words)
	}
	if both, ok := w.Stated.(*model.AllOf); ok && w.Vague != "" && len(both.Conds) == 2 {
		if e, ok := both.Conds[0].(*model.Elapsed); ok {
			_, inTime := both.Conds[1].(*model.Not)
			return t.g(either("time.vague", inTime), t.fact(e.Fact), t.Free(w.Vague))
		}
	}
	return t.g("cond.elapsed", t.cond(w.Stated, true))
}

// Deadline says by when a duty must be done.
func (t *tongue) Deadline(d *model.Deadline) string { return t.deadline(d, "") }

func (t *tongue) deadline(d *model.Deadline, sentence string) string {
	if d.Vague != "" {
		return t.g("time.vague", t.fact(d.Event), t.Free(d.Vague))
	}
	return t.g("time.within", t.fact(d.Event), t.length(d.Hours, sentence, ".within"))
}

// A tail is the conditions of a norm, by what they do to its sentence.
type tail struct {
	times  []string
	given  []string // all must be so
	unless []string // one is enough
}

func (t *tongue) tail(conditions []model.Condition, d *model.Deadline) tail {
	var out tail
	for _, w := range conditions {
		switch {
		case w.Role == model.Timing && !w.Negated:
			out.times = append(out.times, t.timing(w, d))
		case w.Negated:
			out.unless = append(out.unless, t.bracketed(w.Stated, true))
		default:
			out.given = append(out.given, t.bracketed(w.Stated, false))
		}
	}
	if len(out.given) == 1 || len(out.unless) == 1 {
		out = t.plain(conditions, out)
	}
	return out
}

// bracketed says a condition that may stand beside others, of which one is enough, or all must be so.
func (t *tongue) bracketed(c model.Cond, one bool) string {
	text := t.cond(c, true)
	if mixed(c, true, !one) {
		return t.g("cond.brackets", text)
	}
	return text
}

// plain takes the brackets from conditions that stand alone.
func (t *tongue) plain(conditions []model.Condition, out tail) tail {
	for _, w := range conditions {
		switch {
		case w.Role == model.Timing && !w.Negated:
		case w.Negated && len(out.unless) == 1:
			out.unless[0] = t.cond(w.Stated, true)
		case !w.Negated && len(out.given) == 1:
			out.given[0] = t.cond(w.Stated, true)
		}
	}
	return out
}

// Missing are the labels that the language lacks for the policy.
func (t *tongue) Missing() []Missing {
	var out []Missing
	add := func(ok bool, kind, id string, at model.Pos) {
		if !ok {
			out = append(out, Missing{kind, id, at})
		}
	}
	for k := range model.Kind(model.Kinds) {
		for n, node := range t.p.Graphs[k].All() {
			_, ok := t.names.Node(k, n)
			add(ok, k.String(), node.ID, node.Pos)
		}
	}
	for i := range t.p.Facts {
		f := &t.p.Facts[i]
		_, ok := t.names.Fact(model.FactID(i))
		add(ok || overdue(t.p, model.FactID(i)), "fact", f.ID, f.Pos)
		for j, value := range f.Options {
			_, ok := t.names.Value(model.FactID(i), j)
			add(ok, "value", f.ID+" "+value, f.Pos)
		}
	}
	for i := range t.p.Terms {
		_, ok := t.names.Term(i)
		add(ok, "term", t.p.Terms[i].ID, t.p.Terms[i].Pos)
	}
	for _, w := range labels.Words(t.p) {
		_, ok := t.names.Words(w)
		add(ok, "words", w, model.Pos{})
	}
	_, ok := t.names.Title()
	add(ok || len(t.p.Title) == 0, "title", "", t.p.Pos)
	_, ok = t.names.Controller()
	add(ok || len(t.p.Controller) == 0, "controller", "", t.p.Pos)
	return append(out, t.lackingPhrases()...)
}

// lackingPhrases are the phrases that English has and this language does not.
func (t *tongue) lackingPhrases() []Missing {
	var out []Missing
	for _, key := range t.phrases.lacks(readCatalogue("en")) {
		out = append(out, Missing{Kind: "phrase", ID: key})
	}
	return out
}
