package starter_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/starter"
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/prose"
	"github.com/seed-90f8eabc/licet/policies"
)

// load checks files as a policy.
func load(t *testing.T, files []starter.File) *model.Policy {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, f := range files {
		fsys[f.Name] = &fstest.MapFile{Data: []byte(f.Text)}
	}
	p, err := dsl.Load(fsys, ".", policies.Libraries())
	if err != nil {
		t.Fatalf("the new policy does not load: %v\n%s", err, files[0].Text)
	}
	return p
}

// The texts of both shipped policies become policies in which every sentence stands in a clause of its own.
func TestFromTheSeeds(t *testing.T) {
	texts, err := filepath.Glob("../../../../policies/*/sources/*.txt")
	if err != nil || len(texts) < 2 {
		t.Fatal("the shipped texts were not found", err)
	}
	for _, path := range texts {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files, clauses, err := starter.From(starter.Text{ID: "seed", Path: "sources/seed.txt", Words: string(text)})
		if err != nil {
			t.Fatal(err)
		}
		p, sentences := load(t, files), 0
		for _, u := range prose.Units(string(text)) {
			if u.Kind == prose.Sentence || u.Kind == prose.Item {
				sentences++
			}
		}
		if clauses != sentences || len(p.Clauses) != sentences {
			t.Errorf("%s has %d sentences; %d clauses were announced, and there are %d", path, sentences, clauses, len(p.Clauses))
		}
		for _, c := range p.Clauses {
			if len(c.Todos) != 1 {
				t.Errorf("%s: clause %s has %d todos", path, c.ID, len(c.Todos))
			}
		}
	}
}

func TestFromRefusesWhatIsNoText(t *testing.T) {
	for _, words := range []string{"", "\n\n", "---\n***\n", "caf\xe9", strings.Repeat("a", 33<<20)} {
		if _, _, err := starter.From(starter.Text{ID: "x", Path: "x.txt", Words: words}); err == nil {
			t.Errorf("%.20q became a policy", words)
		}
	}
}

func TestID(t *testing.T) {
	for name, want := range map[string]string{
		"shop": "shop", "My Shop": "my-shop", "privacy_policy.txt": "privacy-policy-txt", "2026 policy": "policy", "/": "policy",
		"隐私": "policy", "of": "of-policy", "a--b": "a-b", strings.Repeat("long ", 40): strings.TrimSuffix(strings.Repeat("long-", 12), "-"),
	} {
		if got := starter.ID(name); got != want {
			t.Errorf("ID(%q) = %q, want %q", name, got, want)
		}
	}
}

// FuzzFrom makes policies of any text: each loads, and quotes only what stands in the text.
func FuzzFrom(f *testing.F) {
	for _, seed := range []string{"A b. C d.", "T\n\nOne \"two\". Three.", "1. a\n2. b\n", "a \\ b.", "H\n\nH\n\nx ... y. … z.", "“q”", "\ufeffx.", "quote \"x\"\n}\nclause 1 {"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if len(words) > 1<<12 {
			return
		}
		files, clauses, err := starter.From(starter.Text{ID: "x", Path: "x.txt", Words: words})
		if err != nil {
			return
		}
		if p := load(t, files); len(p.Clauses) != clauses {
			t.Errorf("%d clauses were announced, and there are %d", clauses, len(p.Clauses))
		}
	})
}
