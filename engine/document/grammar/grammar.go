// Package grammar makes sentences of a natural language from the norms of a checked policy.
//
// It loses no condition, adds none, and decides nothing.
//
// The modal words of the rules are kept, since another one would say something else: `may` is "may" (not "we share", which tells what is
// done, nor "can"), `must` is "must" (not "will", which announces), `must not` is "must not", and where nobody may, "no one may". "May not"
// is never said, since it is read in two ways. `by default` is "unless this policy says otherwise". Who has written the policy speaks as
// "we", whatever it is called, to "you".
//
// A language is a catalogue of fixed words and functions of its grammar. What languages share stands in files without a language's name:
// plan.go takes a norm, with what follows from it, apart into the parts that every language has to say, and every language puts its sentences
// together from that; tongue*.go say labels, lists, numbers, times and conditions from a catalogue. A further language is a catalogue, and
// functions that put the parts in its order and give its words their forms: see those of Chinese, which has no forms, and of German, which has
// many. A label that the policy lacks in the language stands in the text as its id in brackets, and in Missing.
//
//	g, err := grammar.New("en", policy)
//	g.Norm(&policy.Norms[0]) // "We may share your e-mail address with business partners, if you have given prior consent."
package grammar

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A Grammar speaks one language about one policy. It is immutable and safe for concurrent use.
type Grammar interface {
	// Language is its BCP 47 tag: "en".
	Language() string

	// Norm says a norm, or several that differ in one part only and were merged into one, as a whole sentence with its period.
	// What follows from it and is given (the prohibition of its `only`, the end of a duty's time, what stands behind `then`; see Statements) is said
	// in the same sentence: "We must delete it within 30 days after the delivery, and must not store or use the data after that time."
	Norm(n *model.Norm, following ...*model.Norm) string
	// Only says a permission or duty with the prohibition of the rest that its `only` adds: "We may use your e-mail address for our
	// newsletter, but only if you have given consent." The two differ in one part: a set of rest has Outside, or a condition is the other way round.
	Only(n, rest *model.Norm) string
	// Refusing says what a `refusing` sentence says, from the norms that follow from it.
	Refusing(norms []*model.Norm) string
	Exclusion(x *model.Exclusion) string
	Treat(t *model.Treat) string
	Waiver(w *model.Waiver) string
	Deeming(d *model.Deeming) string
	Settlement(f model.FactID) string

	// Name is the label of a name, as a heading or a cell has it: without article or possessive, with no capital of its own.
	Name(k model.Kind, n model.NodeID) string
	// Names is the labels of a set joined by `and`.
	Names(k model.Kind, s model.Set) string
	// When says conditions, as they stand after a main clause or in a cell: "if you have given prior consent". "" where there are none.
	When(conditions []model.Condition) string
	// WhenOf says the conditions of a norm so: like When, and as what is done wants them: of what is kept, "until you close your account".
	WhenOf(n *model.Norm) string
	// Deadline says by when a duty must be done: "within 30 days after you close your account".
	Deadline(d *model.Deadline) string
	// Label is a label of the policy's header in the language.
	Label(l model.Labels) string
	// Free is the translation of words that a policy writes between quotation marks: what stands after `by` and `under`.
	Free(words string) string

	// List joins phrases by the language's `and`, or its `or`.
	List(items []string, or bool) string
	// Day writes a day given as 2026-01-31.
	Day(iso string) string
	// Number writes a count.
	Number(n int) string
	// Say is a fixed phrase of the catalogue, with %1, %2 ... replaced.
	Say(key string, args ...string) string
	// Sentence gives words the capital and the period that the language wants.
	Sentence(words string) string

	// Missing are all labels that the policy lacks in this language, said or not: by kind, each in the order of the policy; then the phrases
	// that the language itself lacks.
	Missing() []Missing
}

// A Missing is a label that a policy lacks in a language. Nothing stands in for it in silence: who writes the document reports it.
type Missing struct {
	Kind string // "data", "purpose", "party", "action", "place", "basis", "fact", "value", "term", "title", "controller", "words", "phrase"
	ID   string // of a value of a fact: "FACT VALUE"
	Pos  model.Pos
	Says string // what the policy calls it in its own language; "" where it says nothing
}

// Languages returns the languages that documents can be written in, as BCP 47 tags.
func Languages() []string { return []string{"de", "en", "zh"} }

// New returns the grammar of a language for a policy, with the labels that its declarations give.
func New(language string, p *model.Policy) (Grammar, error) { return Speak(labels.Of(p, language)) }

// Speak returns the grammar of the labels' language.
func Speak(names *labels.Catalogue) (Grammar, error) {
	switch p := names.Policy(); names.Language() {
	case "de":
		return newGerman(names, p), nil
	case "en":
		return newEnglish(names, p), nil
	case "zh":
		return newChinese(names, p), nil
	}
	return nil, fmt.Errorf("no document can be written in the language %q; there are %s", names.Language(), strings.Join(Languages(), ", "))
}
