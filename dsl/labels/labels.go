// Package labels reads what a policy's names are called in a further language, from files that a translator fills.
//
// A file labels.de.yaml beside a policy's own, or beside those of a vocabulary that it uses, names in German what they declare. It is read
// where a text in that language is wanted, and never for an answer. What stands in no file, the declarations themselves may say
// (`email "e-mail address" in de "E-Mail-Adresse"`). Nothing else stands in for a name that is missing.
//
//	names, err := labels.Load(fsys, "shop", libraries, policy, "de")
//	text, ok := names.Node(model.DataKind, email) // "die E-Mail-Adresse"
package labels

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// File returns the name of the file that holds the labels of a language.
func File(language string) string { return "labels." + language + ".yaml" }

// A Catalogue is the names of one policy in one language. It is immutable and safe for concurrent use.
type Catalogue struct {
	policy   *model.Policy
	language string
	said     map[key]string
}

// A key is what a label stands for: a kind as the file calls it, and the name. Of a fact's value the name is "FACT VALUE".
type key struct{ kind, name string }

// The kinds of labels beside those of model.Kind.
const (
	factKind       = "fact" // facts, events and judgements
	termKind       = "term"
	valueKind      = "value" // of a fact that is one of several
	wordsKind      = "words"
	titleKind      = "title"
	controllerKind = "controller"
	contactKind    = "contact"
)

// Load reads the files of a language: those of the vocabularies that the policy uses, then the policy's own, in a folder of fsys (or
// beside a single file there), which goes first. A file that is missing is none. The error is a diag.List where a file says what
// cannot be.
func Load(fsys fs.FS, dir string, libraries map[string]fs.FS, p *model.Policy, language string) (*Catalogue, error) {
	r := &reader{policy: p, out: Of(p, language), vocabulary: true}
	for _, name := range slices.Sorted(maps.Keys(p.Spoken)) {
		if library, ok := libraries[name]; ok {
			r.file(library, File(language), name+"/"+File(language))
		} else {
			r.file(fsys, path.Join(name, File(language)), path.Join(name, File(language)))
		}
	}
	r.vocabulary = false
	if info, err := fs.Stat(fsys, dir); err == nil && !info.IsDir() {
		dir = path.Dir(dir)
	}
	own := path.Join(dir, File(language))
	r.file(fsys, own, own)
	return r.out, r.problems.Err()
}

// Languages returns the languages of the files that stand beside a policy in a folder of fsys (or beside a single file there), sorted.
func Languages(fsys fs.FS, dir string) []string {
	if info, err := fs.Stat(fsys, dir); err == nil && !info.IsDir() {
		dir = path.Dir(dir)
	}
	entries, _ := fs.ReadDir(fsys, dir) // a folder that cannot be read has been reported with the policy
	var out []string
	for _, e := range entries {
		tag, isLabels := strings.CutPrefix(e.Name(), "labels.")
		if tag, isYAML := strings.CutSuffix(tag, ".yaml"); isLabels && isYAML && tag != "" && !e.IsDir() {
			out = append(out, tag)
		}
	}
	slices.Sort(out)
	return out
}

// Of returns the names that a policy's declarations give in a language, without any file.
func Of(p *model.Policy, language string) *Catalogue {
	return &Catalogue{policy: p, language: language, said: map[key]string{}}
}

// file reads one file, if it is there.
func (r *reader) file(fsys fs.FS, name, shown string) {
	text, err := fs.ReadFile(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		r.problems.Add(diag.Problem{Code: "unreadable", File: emptyFile(shown), Message: "the labels cannot be read: " + err.Error()})
	default:
		r.read(shown, text)
	}
}

// Policy is the policy whose names they are.
func (c *Catalogue) Policy() *model.Policy { return c.policy }

// Language is the language's tag.
func (c *Catalogue) Language() string { return c.language }

// Node returns the label of a name.
func (c *Catalogue) Node(k model.Kind, n model.NodeID) (string, bool) {
	node := c.policy.Graphs[k].Node(n)
	at := node.Pos
	if at == (model.Pos{}) {
		at = builtIn
	}
	return c.of(key{k.String(), node.ID}, node.Labels, at)
}

// builtIn is the place of the names that the language itself has: `any`, `we`, `you`.
var builtIn = model.Pos{File: "(the language)"}

// Fact returns the label of a fact, an event or a judgement.
func (c *Catalogue) Fact(f model.FactID) (string, bool) {
	fact := &c.policy.Facts[f]
	return c.of(key{factKind, fact.ID}, fact.Labels, fact.Pos)
}

// Term returns the label of a term.
func (c *Catalogue) Term(i int) (string, bool) {
	t := &c.policy.Terms[i]
	return c.of(key{termKind, t.ID}, t.Labels, t.Pos)
}

// Value returns the label of a value of a fact that is one of several. In the policy's language it is the value itself, in words.
func (c *Catalogue) Value(f model.FactID, option int) (string, bool) {
	fact := &c.policy.Facts[f]
	value := fact.Options[option]
	if text, ok := c.said[key{valueKind, fact.ID + " " + value}]; ok {
		return text, true
	}
	return inWords(value), c.spoken(fact.Pos) == c.language
}

// Words returns what words that a policy writes in quotation marks are in the language.
func (c *Catalogue) Words(text string) (string, bool) {
	if said, ok := c.said[key{wordsKind, text}]; ok {
		return said, true
	}
	return text, c.spoken(model.Pos{}) == c.language
}

// Title, Controller and Contact return what the policy's header says.
func (c *Catalogue) Title() (string, bool) { return c.header(titleKind, c.policy.Title) }

// Controller: see Title.
func (c *Catalogue) Controller() (string, bool) { return c.header(controllerKind, c.policy.Controller) }

// Contact: see Title. An address needs no translation, so the policy's own stands for one that is missing.
func (c *Catalogue) Contact() (string, bool) {
	text, ok := c.header(contactKind, c.policy.Contact)
	return cmp.Or(text, c.policy.Contact.In("")), ok || len(c.policy.Contact) > 0
}

func (c *Catalogue) header(kind string, l model.Labels) (string, bool) {
	return c.of(key{kind: kind}, l, model.Pos{})
}

// of returns a label: from a file, else from the declaration at a place.
func (c *Catalogue) of(k key, l model.Labels, at model.Pos) (string, bool) {
	if text, ok := c.said[k]; ok {
		return text, true
	}
	own := c.spoken(at) == c.language
	for _, x := range l {
		if x.Language == c.language || own && x.Language == "" {
			return x.Text, true
		}
	}
	return "", false
}

// spoken returns the language of labels without one at a place. Where no header says it, it is English, in which the words of the
// language are.
func (c *Catalogue) spoken(at model.Pos) string {
	switch {
	case at == builtIn:
		return "en"
	case at.Library != "":
		return cmp.Or(c.policy.Spoken[at.Library], "en")
	}
	return cmp.Or(c.policy.Language, "en")
}
