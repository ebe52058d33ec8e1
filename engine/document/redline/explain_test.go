package redline_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/document/redline"
	"github.com/seed-90f8eabc/licet/policies"
)

func loaded(t testing.TB, files map[string]string) *engine.Engine {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["p/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	e, err := engine.Load(fsys, "p")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func explained(t testing.TB, old, new map[string]string) *redline.Redline {
	t.Helper()
	a, b := loaded(t, old), loaded(t, new)
	d, err := analysis.Diff(a.Policy(), b.Policy())
	if err != nil {
		t.Fatal(err)
	}
	r := redline.Compare(redline.Of(a), redline.Of(b))
	sides(t, r)
	r.Explain(d, a, b)
	return r
}

// clauses makes a policy of lines "ID | words | rules"; words and rules may be empty.
func clauses(lines ...string) map[string]string {
	var source, policy strings.Builder
	policy.WriteString("policy p \"A policy\" {\n  source text \"text.txt\"\n}\nuse core\n")
	for _, l := range lines {
		f := strings.Split(l, " | ")
		policy.WriteString("clause " + f[0] + " { ")
		if f[1] != "" {
			policy.WriteString("quote \"" + f[1] + "\" ")
		}
		policy.WriteString(f[2] + " }\n")
		source.WriteString(f[1] + "\n\n")
	}
	return map[string]string{"p.licet": policy.String(), "text.txt": source.String()}
}

// notes writes the notes of a redline: of the whole, and of each block behind the words that it begins with.
func notes(r *redline.Redline) string {
	var b strings.Builder
	write := func(at string, list []redline.Note) {
		for _, n := range list {
			b.WriteString(at + " [" + string(n.Kind) + "] " + strings.Join(n.Lines, " ") + "\n")
		}
	}
	write("whole", r.Notes)
	for _, x := range r.Blocks {
		text := ""
		for _, run := range x.Runs {
			text += run.Text
		}
		write(text[:min(len(text), 12)], x.Notes)
	}
	return b.String()
}

func TestExplain(t *testing.T) {
	sell, keep := "2 | We never sell your personal data. | we must not sell personal to anyone", "3 | We keep your orders for the law. | we may store orders for legal-compliance"
	share := "1 | We share your location with partners for marketing, with your consent. | we may share location with partner for marketing given consent"
	base := clauses(share, sell, keep)
	for _, c := range []struct {
		name string
		new  map[string]string
		want []string
		not  []string
	}{
		{"words and rules", clauses("1 | We share your location with partners for marketing. | we may share location with partner for marketing", sell, keep),
			[]string{"We share you [looser] We may now share your location with business partners for marketing without your consent", "Decided now, by 1."}, []string{"did not change"}},
		{"rules only", clauses(share[:strings.LastIndex(share, "|")]+"| we may share location with partner for marketing", sell, keep),
			[]string{"We share you [looser]", "The words of clause 1 did not change; its rules did."}, nil},
		{"words only", clauses(share, "2 | We do not ever sell your personal data. | we must not sell personal to anyone", keep),
			[]string{"[words] Only the words of clause 2 changed; its rules are the same.", "whole [summary] Every question has the same answer"}, []string{"[rules]"}},
		{"rules otherwise, and no answer", clauses(share, "2 | We never sell your personal data. | we must not sell personal to anyone for any", keep),
			nil, []string{"[looser]", "[stricter]", "[words]"}},
		{"another name", clauses(share, "7 | We never sell your personal data. | we must not sell personal to anyone", keep),
			[]string{"[place] Clause 7 was clause 2."}, []string{"[looser]", "[words]"}},
		{"moved", clauses(sell, keep, share), []string{"[place] Moved here from further up"}, []string{"[looser]", "[words]"}},
		{"gone", clauses(share, keep), []string{"We never sel [looser] The policy no longer says that we must not sell"}, []string{"did not change"}},
		{"elsewhere", clauses("1 | We share your location with partners for marketing, with your consent. | we may share location with partner for marketing given consent\ntreat location as not personal", sell, keep),
			[]string{"its rules did. Now: location does not count as personal", "We never sel [looser]", "The rules of the clauses that decide it did not change"}, []string{"no answer"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := notes(explained(t, base, c.new))
			for _, w := range c.want {
				if !strings.Contains(got, w) {
					t.Errorf("no note says %q, but\n%s", w, got)
				}
			}
			for _, w := range c.not {
				if strings.Contains(got, w) {
					t.Errorf("a note says %q:\n%s", w, got)
				}
			}
		})
	}
}

// TestWordless: clauses that quote nothing stand there with what their rules say.
func TestWordless(t *testing.T) {
	const head = "policy p \"A policy\" {}\nuse core\nclause 1 { we may share location with partner for marketing"
	r := explained(t, map[string]string{"p.licet": head + " given consent }"}, map[string]string{"p.licet": head + " }\nclause 2 { we must not use health }"})
	if got, want := show(r), "We may share your location with business partners for marketing{-, if you have given consent-}.\n{+We must not use your health information.+}{+¶+}\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := notes(r); !strings.Contains(got, "We may share [looser]") || !strings.Contains(got, "We must not  [stricter]") {
		t.Error(got)
	}
}

// TestLiterate compares a document: its prose and its headings too, not only what clauses quote.
func TestLiterate(t *testing.T) {
	const old = "# Policy of the shop\n\n*Welcome*, all of you. <!-- prose -->\n\n## What we use\n\nWe use your **e-mail address** to answer you.\n\n```licet\npolicy p \"A policy\" {}\nuse core\nclause 1 { we may use email for customer-support }\n```\n\n- We keep it for a year.\n\n  ```licet\n  clause 2 { we may store email for customer-support }\n  ```\n"
	new := strings.NewReplacer("all of you", "everybody", "## What we use", "## What we do", "for a year", "for two years").Replace(old)
	r := explained(t, map[string]string{"p.licet.md": old}, map[string]string{"p.licet.md": new})
	got := show(r)
	for _, w := range []string{"Welcome, {-all of you-}{+everybody+}.", "We use your e-mail address to answer you.", "We keep it for {-a year-}{+two years+}."} {
		if !strings.Contains(got, w) {
			t.Errorf("no %q in\n%s", w, got)
		}
	}
	if k := r.Blocks[len(r.Blocks)-1].Kind; k != redline.Item || r.Blocks[0].Kind != redline.Title || r.New.Parts[0].Words != "Policy of the shop" || r.New.Parts[2].Level != 1 {
		t.Errorf("parts %+v", r.New.Parts)
	}
}

// TestShipped compares the shipped policies with each other and with themselves: both texts are whole, and each note is in its place.
func TestShipped(t *testing.T) {
	var texts []redline.Text
	for _, name := range []string{"app", "union", "shop"} {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, redline.Of(e))
	}
	for i, a := range texts {
		if len(a.Parts) < 20 {
			t.Errorf("text %d has %d parts", i, len(a.Parts))
		}
		for j, b := range texts {
			r := redline.Compare(a, b)
			sides(t, r)
			for _, x := range r.Blocks {
				if i == j && x.Changed() {
					t.Fatalf("a text differs from itself: %+v", x)
				}
			}
		}
	}
}
