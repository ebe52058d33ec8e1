package grammar_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/policies"
)

// spoken returns the grammar of a language for a policy that ships, or for one of testdata, with the labels beside it.
func spoken(t *testing.T, p *model.Policy, name, language string) grammar.Grammar {
	t.Helper()
	var fsys fs.FS = policies.FS()
	if !slices.Contains(policies.Names(), name) {
		fsys, name = os.DirFS("testdata"), "."
	}
	names, err := labels.Load(fsys, name, policies.Libraries(), p, language)
	if err != nil {
		t.Fatal(err)
	}
	g, err := grammar.Speak(names)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestTongues compares the sentences in Chinese and in German with those that were read and found right. LICET_UPDATE=1 writes
// them anew; they are read by somebody who speaks the language before they are committed.
func TestTongues(t *testing.T) {
	for _, x := range []struct{ language, policy string }{
		{"zh", "shop"}, {"zh", "app"}, {"zh", "union"}, {"zh", "forms"}, {"de", "shop"}, {"de", "forms"},
	} {
		p := load(t, x.policy)
		g := spoken(t, p, x.policy, x.language)
		for _, m := range g.Missing() {
			t.Errorf("%s: %s %s has no label in %s", x.policy, m.Kind, m.ID, x.language)
		}
		golden(t, filepath.Join("testdata", x.language+"-"+x.policy+".golden"), strings.Join(statements(g, p), "\n")+"\n")
	}
}

// golden compares a text with a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if os.Getenv("LICET_UPDATE") == "1" {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s: %s", name, d)
	}
}
