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
	plans   planner
	place   func(n model.NodeID, exact bool) string // a place in a condition: where something lies, or what it is
	other   bool                                    // conditions are about somebody other than the reader: whose data a sentence is about consents and objects
}

func newTongue(names *labels.Catalogue, p *model.Policy) tongue {
	tag := language.Make(names.Language())
	return tongue{p: p, tag: tag, names: names, phrases: readCatalogue(names.Language()), printer: message.NewPrinter(tag), plans: newPlanner(p)}
}

// about is the tongue for conditions of a sentence about somebody's data: whoever they are about gives consent, or objects.
func (t *tongue) about(of model.Set) *tongue {
	u := *t
	u.other = !one(of, model.You)
	return &u
}

// one reports whether a set is one name.
func one(s model.Set, n model.NodeID) bool {
	return !s.All && !s.Outside && len(s.Except) == 0 && len(s.In) == 1 && s.In[0] == n
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

// List joins phrases. Where one has a comma or a joint of its own, the last joint keeps them apart.
func (t *tongue) List(items []string, or bool) string {
	last := "g.list.and"
	if or {
		last = "g.list.or"
	}
	if slices.ContainsFunc(items, t.joins) {
		last += ".apart"
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

// joins reports whether words are several themselves.
func (t *tongue) joins(words string) bool {
	return slices.ContainsFunc(strings.Fields(t.g("list.joints")), func(joint string) bool {
		return strings.Contains(words, strings.ReplaceAll(joint, "_", " "))
	})
}

// length writes a length of time as the sentence has it, else as the policy first does, else in the largest unit that divides it. Where
// the language has a form of its own for it, that is named.
func (t *tongue) length(hours int64, sentence, form string) string {
	n, unit := lengthOf(hours, sentence, t.p.Lengths[hours])
	key := "length." + unit + ".other"
	if t.plural(n) == plural.One {
		key = "length." + unit + ".one"
	}
	if _, ok := t.phrases["g."+key+form]; ok {
		key += form
	}
	return t.g(key, t.Number(int(n)))
}

func (t *tongue) plural(n int64) plural.Form {
	return plural.Cardinal.MatchPlural(t.tag, int(n), 0, 0, 0, 0)
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
			return t.g(either("cond.overdue", so), strings.TrimPrefix(t.p.Facts[c.Fact].ID, "overdue "))
		}
		return t.yes(c.Fact, so)
	case *model.Compare:
		return t.g("cond."+comparison(c.Op, so), t.fact(c.Fact), t.printer.Sprint(number.Decimal(c.Value)))
	case *model.OptionIs:
		return t.option(c, so)
	case *model.PlaceIn:
		key := "cond.place"
		if c.Exact {
			key = "cond.exact"
		}
		return t.g(either(key, so), t.fact(c.Fact), t.placed(c))
	case *model.Elapsed:
		return t.g(either("cond.elapsed", so), t.time(timingIn(model.Condition{Stated: c})))
	case *model.HasConsent:
		return t.concerned("consent."+strings.TrimSuffix(c.Kind.String(), " consent"), so)
	case *model.HasObjection:
		return t.concerned("objection", so)
	}
	panic("grammar: a condition of an unknown form")
}

// overdue reports whether a fact is the passing of a vague deadline, which has no label.
func overdue(p *model.Policy, f model.FactID) bool {
	return strings.HasPrefix(p.Facts[f].ID, "overdue ")
}

// concerned says what the reader has done, or whoever the sentence is about.
func (t *tongue) concerned(key string, so bool) string {
	if key = either(key, so); t.other {
		key += ".other"
	}
	return t.g(key)
}

func (t *tongue) placed(c *model.PlaceIn) string {
	if t.place != nil {
		return t.place(c.Place, c.Exact)
	}
	return t.node(model.PlaceKind, c.Place)
}

// yes says that a fact is so, or is not so. A label may say that itself, behind a bar: "you are a member | you are not a member".
func (t *tongue) yes(f model.FactID, so bool) string {
	label := t.fact(f)
	text, not, both := strings.Cut(label, "|")
	switch {
	case both && !so:
		return strings.TrimSpace(not)
	case both:
		label = strings.TrimSpace(text)
	}
	return t.g(either("cond.yes", so), label)
}

// value is the value that a fact is asked to be.
func (t *tongue) value(c *model.OptionIs) string {
	if value, ok := t.names.Value(c.Fact, c.Option); ok {
		return value
	}
	return lacking(t.p.Facts[c.Fact].Options[c.Option])
}

func (t *tongue) option(c *model.OptionIs, so bool) string {
	key := "cond.option"
	if t.p.Facts[c.Fact].Judgement {
		key = "cond.judged"
	}
	return t.g(either(key, so), t.fact(c.Fact), t.value(c))
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

// time says when something happens: by when, where it must.
func (t *tongue) time(x *timing) string {
	event := t.fact(x.event)
	key := [...]string{isBefore: "before", isAfter: "after", isDeadline: "within", isWithin: "within", isMoreThan: "more", isFrom: "least"}[x.relation]
	switch {
	case x.relation == isBefore || x.relation == isAfter:
		return t.g("time."+key, event)
	case x.vague != "" && key == "within":
		return t.g("time.vague", event, t.Free(x.vague))
	case x.vague != "":
		return t.g("time.vague.not", event, t.Free(x.vague))
	case key == "within":
		return t.g("time.within", event, t.length(x.hours, x.words, ".within"))
	}
	if n, _ := lengthOf(x.hours, x.words, t.p.Lengths[x.hours]); t.plural(n) == plural.One {
		key += ".one"
	}
	return t.g("time."+key, event, t.length(x.hours, x.words, ""))
}

// Deadline says by when a duty must be done.
func (t *tongue) Deadline(d *model.Deadline) string {
	return t.time(&timing{relation: isDeadline, event: d.Event, hours: d.Hours, vague: d.Vague})
}

// all says conditions that must all be so, and any those of which one is enough.
func (t *tongue) all(conds []model.Cond) string { return t.each(conds, true) }
func (t *tongue) any(conds []model.Cond) string { return t.each(conds, false) }

func (t *tongue) each(conds []model.Cond, all bool) string {
	if conds = distinct(conds); len(conds) == 1 {
		return t.cond(conds[0], true)
	}
	return t.join(conds, true, all)
}

// timesOf are the times of conditions, as they stand by themselves.
func (t *tongue) timesOf(when []model.Condition) []string {
	for _, w := range when {
		if w.Role == model.Timing {
			if x := timingIn(w); x != nil {
				return []string{t.time(x)}
			}
			return nil
		}
	}
	return nil
}

// Missing are the labels that the language lacks for the policy.
func (t *tongue) Missing() []Missing {
	var out []Missing
	add := func(ok bool, kind, id string, at model.Pos, says string) {
		if !ok {
			out = append(out, Missing{kind, id, at, says})
		}
	}
	for k := range model.Kind(model.Kinds) {
		for n, node := range t.p.Graphs[k].All() {
			_, ok := t.names.Node(k, n)
			add(ok, k.String(), node.ID, node.Pos, node.Labels.In(""))
		}
	}
	for i := range t.p.Facts {
		f := &t.p.Facts[i]
		_, ok := t.names.Fact(model.FactID(i))
		add(ok || overdue(t.p, model.FactID(i)), "fact", f.ID, f.Pos, f.Labels.In(""))
		for j, value := range f.Options {
			_, ok := t.names.Value(model.FactID(i), j)
			add(ok, "value", f.ID+" "+value, f.Pos, value)
		}
	}
	for i := range t.p.Terms {
		_, ok := t.names.Term(i)
		add(ok, "term", t.p.Terms[i].ID, t.p.Terms[i].Pos, t.p.Terms[i].Labels.In(""))
	}
	for _, w := range labels.Words(t.p) {
		_, ok := t.names.Words(w)
		add(ok, "words", w, model.Pos{}, w)
	}
	_, ok := t.names.Title()
	add(ok || len(t.p.Title) == 0, "title", "", t.p.Pos, t.p.Title.In(""))
	_, ok = t.names.Controller()
	add(ok || len(t.p.Controller) == 0, "controller", "", t.p.Pos, t.p.Controller.In(""))
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
