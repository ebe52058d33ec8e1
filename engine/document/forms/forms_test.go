package forms_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/forms"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/policies"
)

func shipped(t *testing.T, name, language string) (*model.Policy, grammar.Grammar) {
	t.Helper()
	p, err := dsl.Load(policies.FS(), name, policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	names, err := labels.Load(policies.FS(), name, policies.Libraries(), p, language)
	if err != nil {
		t.Fatal(err)
	}
	return p, speak(t, names)
}

func speak(t *testing.T, names *labels.Catalogue) grammar.Grammar {
	t.Helper()
	g, err := grammar.Speak(names)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func written(t *testing.T, text string) (*model.Policy, grammar.Grammar) {
	t.Helper()
	p, err := dsl.Load(fstest.MapFS{"p/p.licet": {Data: []byte(text)}}, "p", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	return p, speak(t, labels.Of(p, "en"))
}

// The forms of the shop in JSON. LICET_UPDATE=1 writes them anew; they are read against policies/shop before they are committed.
func TestShop(t *testing.T) {
	p, g := shipped(t, "shop", "en")
	for name, form := range map[string]any{"record": forms.NewRecord(p, g), "information": forms.NewInformation(p, g), "choices": forms.NewChoices(p, g)} {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(form); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", "shop."+name+".json")
		if os.Getenv("LICET_UPDATE") != "" {
			if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), b.String()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// Every clause that a form cites says what it is cited for: it has a permission of the controller that names the purpose and the data.
func TestRecordRestsOnClauses(t *testing.T) {
	for _, name := range policies.Names() {
		p, g := shipped(t, name, "en")
		checked := 0
		for _, a := range forms.NewRecord(p, g).Activities {
			for _, d := range a.Data {
				if !slices.ContainsFunc(a.Clauses, func(c string) bool { return says(p, c, a.Purpose.ID, d.ID) }) {
					t.Errorf("%s: no clause of %v permits %s for %s", name, a.Clauses, d.ID, a.Purpose.ID)
				}
				checked++
			}
		}
		if checked < 10 {
			t.Errorf("%s: only %d cells were looked at", name, checked)
		}
	}
}

// says reports whether a clause permits us something with data for a purpose.
func says(p *model.Policy, clause, purpose, data string) bool {
	i, _ := p.Clause(clause)
	names := func(k model.Kind, s model.Set, id string) bool {
		n, _ := p.Graphs[k].Lookup(id)
		return n == model.Root && (s.All || s.Outside) || slices.Contains(s.In, n)
	}
	return slices.ContainsFunc(p.Norms, func(n model.Norm) bool {
		return n.Clause == i && n.Modality == model.May && names(model.PurposeKind, n.Scope[model.For], purpose) && names(model.DataKind, n.Scope[model.Data], data)
	})
}

const small = `policy p "P" { language en }
use core
purpose raffle "=SUM(A1:A9)"
clause 1 {
  quote "q"
  we may use email for raffle given explicit consent
  we may use phone for marketing unless objection
  we may store email
  refusing email costs raffle
  you may withdraw email
  you may object phone for marketing
}
`

// What a form asks for and the policy does not say is named.
func TestMissing(t *testing.T) {
	p, g := written(t, small)
	r := forms.NewRecord(p, g)
	var got []string
	for _, m := range r.Missing {
		got = append(got, m.Text+" "+m.Clauses[0])
	}
	want := []string{
		"The controller is not named. GDPR 30(1)(a)", "How to reach the controller is not said. GDPR 30(1)(a)",
		`No recipient is said for the purpose “=SUM(A1:A9)”. GDPR 30(1)(d)`, `No time limit is said for the purpose “=SUM(A1:A9)”. GDPR 30(1)(f)`,
		`No recipient is said for the purpose “marketing”. GDPR 30(1)(d)`, `No time limit is said for the purpose “marketing”. GDPR 30(1)(f)`,
		"Some data may be processed for any purpose. GDPR 30(1)(b)", `No recipient is said for the purpose “any purpose”. GDPR 30(1)(d)`,
		`No time limit is said for the purpose “any purpose”. GDPR 30(1)(f)`, "No technical or organisational measure is said. GDPR 30(1)(g)",
	}
	for i := range want {
		want[i] = strings.NewReplacer("“", `"`, "”", `"`).Replace(want[i])
	}
	for i := range got {
		got[i] = strings.NewReplacer("“", `"`, "”", `"`).Replace(got[i])
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	stated := map[string]string{}
	for _, it := range forms.NewInformation(p, g).Items {
		stated[it.ID] = it.Stated
		if (it.Stated == "yes") != (it.Missing == "") || (it.Stated == "yes" || it.Stated == "part") != (len(it.Says) > 0) {
			t.Errorf("%s is %s, says %v, and lacks %q", it.ID, it.Stated, it.Says, it.Missing)
		}
	}
	for id, want := range map[string]string{"controller": "no", "officer": "unseen", "purposes": "yes", "withdrawal": "yes", "objection": "yes", "complaint": "no", "transfers": "no"} {
		if stated[id] != want {
			t.Errorf("%s is %s, want %s", id, stated[id], want)
		}
	}
}

func TestChoices(t *testing.T) {
	p, g := written(t, small)
	type choice struct {
		ID       string
		Withdraw int
		Costs    []string
	}
	var got []choice
	for _, c := range forms.NewChoices(p, g).Choices {
		x := choice{ID: c.ID, Withdraw: len(c.Withdraw)}
		for _, n := range c.Costs {
			x.Costs = append(x.Costs, n.ID)
		}
		if c.Default {
			t.Errorf("%s is chosen before anybody chose it", c.ID)
		}
		got = append(got, x)
	}
	want := []choice{{"explicit consent/use/email//raffle", 1, []string{"raffle"}}, {"objection/use/phone//marketing", 1, nil}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A spreadsheet takes no cell for a formula, and reads what was written.
func TestCSV(t *testing.T) {
	p, g := written(t, small)
	var b bytes.Buffer
	if err := forms.NewRecord(p, g).CSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 || rows[0][0] != "Purpose" || rows[1][0] != "'=SUM(A1:A9)" || rows[1][3] != "e-mail address" {
		t.Errorf("%q", rows)
	}
	b.Reset()
	if err := forms.NewInformation(p, g).CSV(&b); err != nil || !strings.Contains(b.String(), `"13(1)(a), 14(1)(a)"`) {
		t.Error(err, b.String())
	}
}

// Each language has the words of each form.
func TestLanguages(t *testing.T) {
	for _, language := range grammar.Languages() {
		p, g := shipped(t, "shop", language)
		for _, d := range []any{forms.NewRecord(p, g), forms.NewInformation(p, g), forms.NewChoices(p, g)} {
			text, err := json.Marshal(d)
			if err != nil || bytes.Contains(text, []byte("[form.")) || bytes.Contains(text, []byte("⟦")) {
				t.Errorf("%s: %v %s", language, err, text)
			}
		}
		for _, d := range []any{forms.NewRecord(p, g).Document(), forms.NewInformation(p, g).Document()} {
			if text, _ := json.Marshal(d); bytes.Contains(text, []byte("[form.")) {
				t.Errorf("%s: %s", language, text)
			}
		}
	}
}
