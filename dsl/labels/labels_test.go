package labels_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

const policy = `policy shop "Privacy policy" in de "Datenschutzerklärung" {
  controller "the shop"
  contact "privacy@shop.example"
}
use core
party courier "Swift Swan" in de "Swift Swan"
fact member "you are a member"
fact channel one of web, in-person
event visit "you visit the shop"
term regular "a regular customer" means member
section "Rights" {
  clause 1 {
    quote "q"
    we may share email with courier given regular and channel is web
    you may withdraw email by "the link in each letter"
  }
}
`

// files are a policy that uses a vocabulary, with some labels.
func files(own string) (fstest.MapFS, dsl.Libraries) {
	fsys := fstest.MapFS{"p/shop.licet": {Data: []byte(policy)}}
	if own != "" {
		fsys["p/labels.de.yaml"] = &fstest.MapFile{Data: []byte(own)}
	}
	core := fstest.MapFS{
		"core.licet":     {Data: []byte("vocabulary core \"Names\" { language en }\ndata email \"e-mail address\"\ndata phone \"telephone\" in de \"Telefon\"\naction share \"share\" takes to, for\naction withdraw \"withdraw\"")},
		"labels.de.yaml": {Data: []byte("language: de\ntitle: Namen\ncontroller: niemand\ndata:\n  email: E-Mail-Adresse\naction: {share: weitergeben}\n")},
	}
	return fsys, dsl.Libraries{"core": core}
}

func load(t testing.TB, own, language string) (*labels.Catalogue, *model.Policy, error) {
	fsys, libraries := files(own)
	p, err := dsl.Load(fsys, "p", libraries)
	if err != nil {
		t.Fatal(err)
	}
	c, err := labels.Load(fsys, "p", libraries, p, language)
	return c, p, err
}

// said are all labels of a catalogue, by what they are of; "-" where one is missing.
func said(c *labels.Catalogue, p *model.Policy) map[string]string {
	out := map[string]string{}
	put := func(of, text string, ok bool) {
		if !ok {
			text = "-"
		}
		out[of] = text
	}
	node := func(k model.Kind, id string) {
		n, _ := p.Graphs[k].Lookup(id)
		text, ok := c.Node(k, n)
		put(id, text, ok)
	}
	node(model.DataKind, "email")
	node(model.DataKind, "phone")
	node(model.ActionKind, "share")
	node(model.PartyKind, "courier")
	node(model.PartyKind, "we")
	for i := range p.Facts {
		text, ok := c.Fact(model.FactID(i))
		put(p.Facts[i].ID, text, ok)
	}
	channel, _ := p.Fact("channel")
	text, ok := c.Value(channel, 1)
	put("in-person", text, ok)
	text, ok = c.Term(0)
	put("regular", text, ok)
	text, ok = c.Title()
	put("title", text, ok)
	text, ok = c.Controller()
	put("controller", text, ok)
	text, ok = c.Contact()
	put("contact", text, ok)
	text, ok = c.Words("the link in each letter")
	put("words", text, ok)
	return out
}

func TestLabels(t *testing.T) {
	const own = `# for the translator
language: de
controller: der Laden
data:
  phone: Telefonnummer
fact: {member: Sie sind Mitglied, visit: Sie besuchen den Laden}
term: {regular: Stammkunde}
value: {channel: {in-person: persönlich}}
words:
  the link in each letter: der Link in jedem Brief
`
	c, p, err := load(t, own, "de")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"email": "E-Mail-Adresse", "phone": "Telefonnummer", "share": "weitergeben", "courier": "Swift Swan", "we": "-",
		"member": "Sie sind Mitglied", "channel": "-", "visit": "Sie besuchen den Laden", "in-person": "persönlich", "regular": "Stammkunde",
		"title": "Datenschutzerklärung", "controller": "der Laden", "contact": "privacy@shop.example", "words": "der Link in jedem Brief",
	}
	if d := cmp.Diff(want, said(c, p)); d != "" {
		t.Error(d)
	}
}

// Nothing stands in for a missing label, and declarations speak the language of their own header.
func TestOwnLanguage(t *testing.T) {
	for language, want := range map[string][]string{"en": {"e-mail address", "we", "in person", "the shop"}, "fr": {"-", "-", "-", "-"}} {
		c, p, err := load(t, "", language)
		if err != nil {
			t.Fatal(err)
		}
		got := said(c, p)
		if d := cmp.Diff(want, []string{got["email"], got["we"], got["in-person"], got["controller"]}); d != "" {
			t.Errorf("%s: %s", language, d)
		}
	}
}

// The title of a vocabulary is not that of the policy that uses it.
func TestTitleOfVocabulary(t *testing.T) {
	c, p, err := load(t, "", "de")
	if err != nil {
		t.Fatal(err)
	}
	if got := said(c, p); got["title"] != "Datenschutzerklärung" || got["controller"] != "-" {
		t.Errorf("the title is %q, and the controller %q", got["title"], got["controller"])
	}
}

func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct{ own, want string }{
		"kind":          {"dta: {email: x}", "p/labels.de.yaml:1:1: no labels are of the kind `dta`; did you mean `data`? [labels]"},
		"name":          {"data:\n  emial: x", "p/labels.de.yaml:2:3: no data is called `emial`; did you mean `email`? [labels]"},
		"fact":          {"fact: {vist: x}", "p/labels.de.yaml:1:8: no fact, event or judgement is called `vist`; did you mean `visit`? [labels]"},
		"words":         {"words: {the link in each lettr: x}", "p/labels.de.yaml:1:9: no sentence of the policy writes the words `the link in each lettr`; did you mean `the link in each letter`? [labels]"},
		"value":         {"value: {channel: {webb: x}}", "p/labels.de.yaml:1:19: no value of `channel` `webb`; did you mean `web`? [labels]"},
		"no one-of":     {"value: {member: {yes: x}}", "p/labels.de.yaml:1:9: no fact that is one of several `member`; correct it, or remove the line [labels]"},
		"number":        {"data: {email: 7}", "p/labels.de.yaml:1:8: a label is text; write it behind `email:`, in quotation marks where it begins with a mark or a digit [labels]"},
		"empty":         {"data: {email: ''}", "p/labels.de.yaml:1:8: the label of `email` is empty; write it, or remove the line [labels]"},
		"no object":     {"data: email", "p/labels.de.yaml:1:1: `data` holds names with their labels: name: label [labels]"},
		"list":          {"data: [email]", "p/labels.de.yaml:1:1: `data` holds names with their labels: name: label [labels]"},
		"language":      {"language: zh", "p/labels.de.yaml:1:11: the file is called after `de`; write that, or call the file labels.zh.yaml [labels]"},
		"gender":        {"data: {email: Mail | dei}", "p/labels.de.yaml:1:8: the label of `email`: `dei` is no gender; behind the first bar stands der, die, das or Plural [labels]"},
		"empty form":    {"data: {email: Mail | die |}", "p/labels.de.yaml:1:8: the label of `email`: a form of it is empty; write it, or take a bar away [labels]"},
		"forms":         {"data: {email: M | die | M | M | M | M}", "p/labels.de.yaml:1:8: the label of `email`: it has too many forms; write heading | gender | accusative | dative | genitive [labels]"},
		"not so":        {"fact: {member: a | b | c}", "p/labels.de.yaml:1:8: the label of `member`: it has more than two forms; write what is so, and behind a bar what is not so [labels]"},
		"no forms":      {"term: {regular: a | b}", "p/labels.de.yaml:1:8: the label of `regular`: it has a bar, and has no forms; take the bar away [labels]"},
		"no YAML":       {"data: {", "p/labels.de.yaml:1:1"},
		"twice":         {"data: {email: a, email: b}", "p/labels.de.yaml:1"},
		"not an object": {"- a", "p/labels.de.yaml:1"},
	} {
		_, _, err := load(t, c.own, "de")
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", name, err, c.want)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("language: de\ndata: {email: x}\nvalue: {channel: {web: x}}\nwords: {a: b}")
	f.Add("data: [")
	f.Add("fact:\n  member: \"x\"\n  visit: 1")
	fsys, libraries := files("x")
	p, err := dsl.Load(fsys, "p", libraries)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, own string) {
		fsys, libraries := files(own)
		c, err := labels.Load(fsys, "p", libraries, p, "de")
		if err == nil {
			said(c, p)
		} else if err.Error() == "" {
			t.Error("a problem without a message")
		}
	})
}
