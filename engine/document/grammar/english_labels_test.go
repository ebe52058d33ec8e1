package grammar_test

import (
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestEnglishOfAnotherLanguage says a Chinese policy in English: what has no English label is named in the list of what is missing, and marked
// in the text, and what has one is said with it.
func TestEnglishOfAnotherLanguage(t *testing.T) {
	text := `policy p "隐私政策" in en "Privacy policy" {
  controller "商店"
  language zh
}
use core
data points "会员积分" in en "loyalty points" is personal
data taste "口味" is personal
fact member "您是会员" in en "you are a member"
clause 1 { we may use points, taste, email for marketing given member by "设置" }
`
	p, err := dsl.Load(fstest.MapFS{"p/p.licet": {Data: []byte(text)}}, "p", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	g := english(t, p)
	want := "We may use your loyalty points, ⟦taste⟧ and e-mail address for marketing, through ⟦设置⟧, if you are a member."
	if got := g.Norm(&p.Norms[0]); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := g.Label(p.Title); got != "Privacy policy" {
		t.Errorf("the title is %q", got)
	}
	missing := map[string]string{}
	for _, m := range g.Missing() {
		missing[m.ID] = m.Kind
	}
	for id, kind := range map[string]string{"taste": "data", "设置": "words", "": "controller"} {
		if missing[id] != kind {
			t.Errorf("%s %q is not reported as missing", kind, id)
		}
	}
	if missing["points"] != "" || missing["member"] != "" || missing["email"] != "" {
		t.Errorf("reported as missing: %v", missing)
	}
}

// TestEnglishFromFile says what a file of labels names.
func TestEnglishFromFile(t *testing.T) {
	fsys := fstest.MapFS{
		"p/p.licet":        {Data: []byte("policy p \"政策\" { controller \"商店\"  language zh }\nuse core\ndata taste \"口味\" is personal\nclause 1 { we must delete taste by \"设置\" }\n")},
		"p/labels.en.yaml": {Data: []byte("data:\n  taste: tastes\nwords:\n  设置: your settings\n")},
	}
	p, err := dsl.Load(fsys, "p", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	names, err := labels.Load(fsys, "p", policies.Libraries(), p, "en")
	if err != nil {
		t.Fatal(err)
	}
	g, err := grammar.Speak(names)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := g.Norm(&p.Norms[0]), "We must delete your tastes through your settings."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
