package document_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/policies"
)

func load(t testing.TB, name string) *engine.Engine {
	t.Helper()
	e, err := engine.Load(policies.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// write makes a document and reads its JSON form back.
func write(t testing.TB, e *engine.Engine, o document.Options) *document.Document {
	t.Helper()
	g, err := grammar.New("en", e.Policy())
	if err != nil {
		t.Fatal(err)
	}
	o.Grammar = g
	d, err := document.New(e, o)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), "null") {
		t.Error("a list is null")
	}
	out := &document.Document{}
	if err := json.Unmarshal(text, out); err != nil {
		t.Fatal(err)
	}
	return out
}

// A said is a sentence with the words that it stands under: the lead of its cases.
type said struct {
	document.Sentence
	under string
}

// sentences returns all sentences of a document.
func sentences(d *document.Document) []said {
	var out []said
	add := func(under string, list []document.Sentence) {
		for _, s := range list {
			out = append(out, said{s, under})
		}
	}
	var items func(under string, list []document.Item)
	items = func(under string, list []document.Item) {
		for _, it := range list {
			add(under, it.Sentences)
			lead := under
			for _, s := range it.Sentences {
				lead += " " + s.Text
			}
			items(lead, it.Items)
		}
	}
	var each func(list []document.Section)
	each = func(list []document.Section) {
		for _, s := range list {
			for _, b := range s.Blocks {
				switch {
				case b.Paragraph != nil:
					add("", b.Paragraph.Sentences)
				case b.List != nil:
					items("", b.List.Items)
				case b.Quotation != nil:
					add("", b.Quotation.Sentences)
				case b.Table != nil:
					for _, r := range b.Table.Rows {
						for _, c := range r.Cells {
							add("", c.Lines)
						}
					}
				}
			}
			each(s.Sections)
		}
	}
	each(d.Sections)
	return out
}

// key names a sentence of the policy.
type key struct {
	kind  string
	index int
}

// expected are the sentences of the policy that a document must state: all, but for the public and the regulator those that
// the policy's own settlements make void, and for the public the settlements themselves.
func expected(p *model.Policy, o document.Options) map[key][]model.Condition {
	out := map[key][]model.Condition{}
	add := func(kind string, i int, when []model.Condition) {
		if o.Audience == document.Internal || !void(p, when) {
			out[key{kind, i}] = when
		}
	}
	for i := range p.Norms {
		add("norm", i, p.Norms[i].When)
	}
	for i := range p.Exclusions {
		add("exclusion", i, p.Exclusions[i].When)
	}
	for i := range p.Treats {
		add("treat", i, p.Treats[i].When)
	}
	for i := range p.Waivers {
		add("waiver", i, p.Waivers[i].When)
	}
	for i := range p.Deemings {
		add("deeming", i, p.Deemings[i].When)
	}
	for i := range p.Facts {
		s := p.Facts[i].Settled
		if s != nil && o.Audience != document.Public && (o.Mode != document.Quoted || s.Clause >= 0) {
			out[key{"settlement", i}] = nil
		}
	}
	return out
}

// void reports whether conditions cannot hold by the policy's settlements.
func void(p *model.Policy, when []model.Condition) bool {
	for _, w := range when {
		if known, so := settled(p, w.Cond()); known && !so {
			return true
		}
	}
	return false
}

// settled tells whether a condition is known, by the policy's settlements, and what it is.
func settled(p *model.Policy, c model.Cond) (known, so bool) {
	each := func(list []model.Cond, decisive bool) (bool, bool) {
		all := true
		for _, x := range list {
			k, v := settled(p, x)
			if k && v == decisive {
				return true, decisive
			}
			all = all && k
		}
		return all, !decisive
	}
	switch c := c.(type) {
	case *model.Not:
		known, so = settled(p, c.Cond)
		return known, !so
	case *model.Named:
		return settled(p, c.Cond)
	case *model.AllOf:
		return each(c.Conds, false)
	case *model.AnyOf:
		return each(c.Conds, true)
	case *model.Yes:
		if s := p.Facts[c.Fact].Settled; s != nil {
			return true, s.Yes
		}
	case *model.OptionIs:
		if s := p.Facts[c.Fact].Settled; s != nil {
			return true, s.Option == c.Option
		}
	}
	return false, false
}

// faithful checks that a document states every sentence of the policy once, with its conditions, sums only what it states, and that
// the engine answers every claim so. It returns how many claims there are.
func faithful(t *testing.T, e *engine.Engine, o document.Options) (claims int) {
	t.Helper()
	d := write(t, e, o)
	p := e.Policy()
	want := expected(p, o)
	stated := map[key]int{}
	all := sentences(d)
	for _, s := range all {
		for _, r := range s.States {
			k := key{r.Kind, r.Index}
			stated[k]++
			if when, ok := want[k]; !ok {
				t.Errorf("%v is stated, and is none to state: %q", r, s.Text)
			} else {
				conditions(t, p, itsOwn(p, r, when, s), s)
			}
		}
		for _, c := range s.Claims {
			claims++
			q, err := e.Asker().Question(c.Question)
			if err != nil {
				t.Fatalf("%q: %v", c.Question, err)
			}
			if a, err := e.DecideQuestion(q); err != nil || a.String() != c.Answer {
				t.Errorf("%q: the document says %s, the engine %v %v", c.Question, c.Answer, a, err)
			}
		}
	}
	for k := range want {
		if stated[k] != 1 {
			t.Errorf("%v is stated %d times", k, stated[k])
		}
	}
	for _, s := range all {
		for _, r := range s.Sums {
			if stated[key{r.Kind, r.Index}] == 0 {
				t.Errorf("%v is summed and not stated", r)
			}
		}
	}
	return claims
}

// itsOwn are the conditions that a sentence must say. What follows from a duty's deadline may be said once for all such duties: then the
// duty's own sentence says when that is, and must itself be stated in the document, which is checked as for every other.
func itsOwn(p *model.Policy, r document.Ref, when []model.Condition, s said) []model.Condition {
	if r.Kind != "norm" || p.Norms[r.Index].Origin != model.AfterDeadline || !strings.Contains(s.Text, "by a certain time") {
		return when
	}
	return when[len(p.Norms[p.Norms[r.Index].From].When):]
}

// conditions checks that the facts of a norm's conditions are named by the sentence that states it: the longest word of each label.
func conditions(t *testing.T, p *model.Policy, when []model.Condition, s said) {
	t.Helper()
	text := strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'").Replace(strings.ToLower(s.under + " " + s.Text))
	for _, w := range when {
		if known, so := settled(p, w.Cond()); known && so {
			continue
		}
		model.Walk(w.Stated, func(c model.Cond) bool {
			if known, _ := settled(p, c); known {
				return false
			}
			word := ""
			switch c := c.(type) {
			case *model.HasConsent:
				word = "consent"
			case *model.HasObjection:
				word = "object"
			default:
				if f := model.FactOf(c); f != model.NoFact && !strings.HasPrefix(p.Facts[f].ID, "overdue ") {
					word = longest(p.Facts[f].Labels.In(""))
				}
			}
			if !strings.Contains(text, strings.ToLower(word)) {
				t.Errorf("a condition is lost: %q (%s) in %q", w.Words, word, s.Text)
			}
			return true
		})
	}
}

func longest(label string) string {
	out := ""
	for _, w := range strings.FieldsFunc(label, func(r rune) bool { return r == ' ' || r == ',' }) {
		if len(w) > len(out) {
			out = w
		}
	}
	return out
}

func TestFaithful(t *testing.T) {
	for _, name := range policies.Names() {
		for _, a := range []document.Audience{document.Public, document.Internal, document.Regulator} {
			for _, m := range []document.Mode{document.Generated, document.Quoted} {
				t.Run(name+" "+string(a)+" "+string(m), func(t *testing.T) {
					if n := faithful(t, load(t, name), document.Options{Audience: a, Mode: m}); m == document.Generated && n < 10 {
						t.Errorf("only %d claims", n)
					}
				})
			}
		}
	}
}

// TestFaithfulInEveryLanguage writes the shop in each language: the same is stated, and no label is missing.
func TestFaithfulInEveryLanguage(t *testing.T) {
	e := load(t, "shop")
	for _, language := range grammar.Languages() {
		names, err := labels.Load(policies.FS(), "shop", policies.Libraries(), e.Policy(), language)
		if err != nil {
			t.Fatal(err)
		}
		g, err := grammar.Speak(names)
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.New(e, document.Options{Grammar: g, Audience: document.Internal})
		if err != nil {
			t.Fatal(err)
		}
		stated := map[key]int{}
		for _, s := range sentences(d) {
			for _, r := range s.States {
				stated[key{r.Kind, r.Index}]++
			}
			if strings.Contains(s.Text, "[") && !strings.Contains(s.Text, " [") && language != "en" {
				t.Errorf("%s: a phrase is missing: %q", language, s.Text)
			}
		}
		for k := range expected(e.Policy(), document.Options{Audience: document.Internal}) {
			if stated[k] != 1 {
				t.Errorf("%s: %v is stated %d times", language, k, stated[k])
			}
		}
		if m := g.Missing(); len(m) > 0 {
			t.Errorf("%s: missing %v", language, m)
		}
	}
}

// TestFaithfulToRandomPolicies does the same for policies that nobody would write.
func TestFaithfulToRandomPolicies(t *testing.T) {
	count := 300
	if testing.Short() {
		count = 60
	}
	made, claims := 0, 0
	for seed := range count {
		text := generate.New(rand.New(rand.NewPCG(uint64(seed), 7)).IntN).Policy()
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
		if err != nil {
			continue // a contradiction in its precedence: rare, as generate says
		}
		made++
		for _, a := range []document.Audience{document.Public, document.Internal} {
			claims += faithful(t, e, document.Options{Audience: a})
			faithful(t, e, document.Options{Audience: a, Mode: document.Quoted})
		}
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, text)
		}
	}
	if made < count*9/10 || claims < count {
		t.Errorf("only %d of %d policies were written, with %d claims", made, count, claims)
	}
}

// TestSameBytes writes the same document twice.
func TestSameBytes(t *testing.T) {
	for _, name := range policies.Names() {
		a, _ := json.Marshal(write(t, load(t, name), document.Options{Audience: document.Internal}))
		b, _ := json.Marshal(write(t, load(t, name), document.Options{Audience: document.Internal}))
		if !slices.Equal(a, b) {
			t.Errorf("%s: two documents of one policy differ", name)
		}
	}
}

// TestCellsSayLess checks that a cell tells what is done where that is less than using, and with what was obtained from whom.
func TestCellsSayLess(t *testing.T) {
	const head = "policy p \"P\" { controller \"C\" language en }\nuse core\n"
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(head +
		"clause A {\n we may display email for security\n we may use email from partner for security given combined\n we may use phone for research\n}\n")}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, s := range write(t, e, document.Options{}).Sections {
		for _, b := range s.Blocks {
			if b.Table == nil {
				continue
			}
			for _, r := range b.Table.Rows {
				for _, c := range r.Cells {
					for _, l := range c.Lines {
						cells = append(cells, l.Text)
					}
				}
			}
		}
	}
	want := []string{"e-mail address", "security (we may display it)", "e-mail address obtained from business partners",
		"security, if the data are combined with other information that identifies a person", "telephone number", "research"}
	if !slices.Equal(cells, want) {
		t.Errorf("the cells are %q", cells)
	}
}

// TestSelling checks what the notice says of selling: what is never done, what the wide word of a permission holds, or nothing.
func TestSelling(t *testing.T) {
	const head = "policy p \"P\" { controller \"C\" language en }\nuse core\nclause A {\n"
	for rule, want := range map[string]string{
		"we may disclose email to partner":                                                  "This includes selling your data, where this policy does not forbid it.",
		"we may disclose email to partner\nwe must not sell email to anyone unless consent": "This includes selling your data, where this policy does not forbid it.",
		"we may disclose email to partner\nwe must not sell personal to anyone":             "We must not sell your personal information to anyone.",
		"we may share email with partner":                                                   "",
		"we may provide email to partner for security\nwe may share email with partner":     "",
	} {
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(head + rule + "\n}\n")}}, "p.licet")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, item := range write(t, e, document.Options{}).Sections[0].Blocks[0].List.Items {
			for _, s := range item.Sentences {
				if strings.Contains(s.Text, "sell") {
					got = s.Text
				}
			}
		}
		if got != want {
			t.Errorf("%s: %q", rule, got)
		}
	}
}
