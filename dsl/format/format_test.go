package format

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// TestLayout compares layouts with those that stand beside them: in each archive X is written, and X.want is the layout. LICET_UPDATE=1
// writes what it got.
func TestLayout(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range archives {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var updated []txtar.File
		want := map[string]string{}
		for _, f := range a.Files {
			want[f.Name] = string(f.Data)
		}
		for _, f := range a.Files {
			if strings.HasSuffix(f.Name, ".want") {
				continue
			}
			check := checkLayout
			if strings.HasSuffix(f.Name, ".md") {
				check = checkDocument
			}
			got := check(t, source.New(f.Name, string(f.Data)))
			if d := cmp.Diff(want[f.Name+".want"], got); d != "" && os.Getenv("LICET_UPDATE") == "" {
				t.Errorf("%s: %s (-want +got):\n%s", path, f.Name, d)
			}
			updated = append(updated, f, txtar.File{Name: f.Name + ".want", Data: []byte(got)})
		}
		if a.Files = updated; os.Getenv("LICET_UPDATE") != "" {
			if err := os.WriteFile(path, txtar.Format(a), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// written returns every file of the language in the project, and the blocks of its documents, as far as they can be read.
func written(t testing.TB) []*source.File {
	var out []*source.File
	add := func(name, text string) {
		f := source.New(name, text)
		if _, problems := parser.ParseFile(f); len(problems) == 0 {
			out = append(out, f)
		}
	}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text := func() string {
			b, readErr := os.ReadFile(path)
			err = errors.Join(err, readErr)
			return string(b)
		}
		switch filepath.Ext(path) {
		case ".licet":
			add(path, text())
		case ".md", ".txtar":
			for _, b := range regexp.MustCompile("(?ms)^```licet\n(.*?)^```").FindAllStringSubmatch(text(), -1) {
				add(path, b[1])
			}
		}
		return err
	})
	if err != nil || len(out) < 30 {
		t.Fatal("only", len(out), "files", err)
	}
	return out
}

// TestWritten checks every policy in the project.
func TestWritten(t *testing.T) {
	for _, f := range written(t) {
		checkLayout(t, f)
		for width := 20; width < Width; width += 20 {
			checkWidth(t, f, width)
		}
	}
}

// TestScattered checks policies with white space and comments anywhere.
func TestScattered(t *testing.T) {
	trials, random := 40, rand.New(rand.NewPCG(20261125, 3))
	if testing.Short() {
		trials = 4
	}
	checked := 0
	for _, f := range written(t) {
		for range trials {
			s := scatter(random, f)
			if _, problems := parser.ParseFile(s); len(problems) == 0 {
				checkLayout(t, s)
				checkWidth(t, s, 10+random.IntN(90))
				checked++
			}
		}
	}
	t.Logf("checked %d", checked)
	if checked < 10*trials {
		t.Errorf("only %d files could be read", checked)
	}
}

// scatter puts white space and comments between some tokens of a part of a file.
func scatter(random *rand.Rand, f *source.File) *source.File {
	tokens, _ := scan(f.Text)
	odds := 1 + random.IntN(40)
	var b strings.Builder
	last := 0
	for i, t := range tokens {
		if random.IntN(odds) == 0 {
			b.WriteString(f.Text[last:int(t.start)])
			b.WriteString([]string{" ", "\n", "\r\n\n\n", "\t", " # c\n", "\n# d\n", "\n      # e\n", " # f\n     # g\n"}[random.IntN(8)])
			last = int(t.start)
		}
		if i == len(tokens)-1 {
			b.WriteString(f.Text[last:])
		}
	}
	return source.New(f.Name, b.String())
}

// checkLayout checks that a file without problems keeps its meaning, and that its layout is stable. It returns the layout.
func checkLayout(t *testing.T, file *source.File) string {
	t.Helper()
	out, err := Source(file)
	if err != nil {
		tree, _ := parser.ParseFile(file)
		t.Fatalf("%s: %v\n--- file\n%s\n--- layout\n%s", file.Name, err, file.Text, arrange(tree, Width))
	}
	checkWidth(t, file, Width)
	return out
}

// checkWidth does so for lines of a width.
func checkWidth(t *testing.T, file *source.File, width int) {
	t.Helper()
	tree, _ := parser.ParseFile(file)
	out := arrange(tree, width)
	again, problems := parser.ParseFile(source.New(file.Name, out))
	if len(problems) > 0 || !same(tree, again) {
		t.Fatalf("%s: with %d columns, the meaning changes: %v\n--- file\n%s\n--- layout\n%s", file.Name, width, problems, file.Text, out)
	}
	if second := arrange(again, width); second != out {
		t.Fatalf("%s: with %d columns, the layout is not stable: %s\n--- file\n%s\n--- first\n%s", file.Name, width, cmp.Diff(out, second), file.Text, out)
	}
}

func TestProblems(t *testing.T) {
	_, err := Source(source.New("x.licet", "clause 1 {"))
	var problems diag.List
	if !errors.As(err, &problems) || len(problems) != 1 {
		t.Errorf("got %v", err)
	}
}

// TestSame checks that what the safety net compares differs where files do.
func TestSame(t *testing.T) {
	parse := func(text string) *ast.File {
		tree, problems := parser.ParseFile(source.New("x", text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return tree
	}
	const text = "# a\nclause 1 { we may use email, phone given x and age < 5 within 3 days after e # b\n}"
	if !same(parse(text), parse("# a\n"+"clause 1 {\nwe may use email,\nphone given x and age<5 within 3 days after e # b\n}")) {
		t.Error("white space makes a difference")
	}
	for _, change := range [][2]string{{"email, phone", "phone, email"}, {"may", "must"}, {"x and", "x or"}, {"< 5", "< 6"}, {"< 5", "<= 5"}, {"3 days", "3 hours"},
		{"within 3 days after", "after"}, {"# b", "# c"}, {"# a\n", ""}, {"given", "unless"}, {"phone given", "phone for y given"}, {"given x", "given no x"}} {
		if same(parse(text), parse(strings.Replace(text, change[0], change[1], 1))) {
			t.Errorf("%q for %q makes no difference", change[1], change[0])
		}
	}
}

// BenchmarkSource lays out the union's policy, grown to a megabyte: go test ./dsl/format -run '^$' -bench . -cpu 1
func BenchmarkSource(b *testing.B) {
	text, err := os.ReadFile("../../policies/union/union.licet")
	if err != nil {
		b.Fatal(err)
	}
	_, clauses, _ := strings.Cut(string(text), "\nclause")
	file := source.New("p.licet", strings.Repeat("clause"+clauses+"\n", 1_000_000/len(clauses)))
	for name, run := range map[string]func(){
		"laid out":     func() { _, err = Source(file) },
		"not laid out": func() { _, err = Source(source.New("p.licet", strings.ReplaceAll(file.Text, "  ", "   "))) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file.Text)))
			b.ReportAllocs()
			for b.Loop() {
				if run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
