package grammar

import (
	"slices"
	"strings"

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
