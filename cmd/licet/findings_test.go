package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/policies"
)

// aFinding is what tells a finding from the others of a policy.
type aFinding struct {
	Rule    string   `json:"rule"`
	Clauses []string `json:"clauses"`
	About   string   `json:"about"`
}

// row begins the row of a finding in a review.
func (f aFinding) row() string {
	const most = 40
	clause, about := "", []rune(strings.Join(strings.Fields(f.About), " "))
	if len(f.Clauses) > 0 {
		clause = f.Clauses[0]
	}
	if len(about) > most {
		about = append(about[:most], []rune("...")...)
	}
	return fmt.Sprintf("| `%s` | %s | %s |", f.Rule, clause, strings.ReplaceAll(string(about), "|", "/"))
}

// TestFindings lints the policies that ship, also as if they declared a jurisdiction, and compares what is found with the files that stand
// there. Each finding has its row in REVIEW.md, which says whether it is true and worth its line, and why; and each row has its finding.
// LICET_UPDATE=1 writes the files, drops the rows of findings that are gone, and adds those that are missing: they fail until they are filled.
func TestFindings(t *testing.T) {
	dir, err := filepath.Abs("testdata/findings")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "REVIEW.md")
	review, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	updated := string(review)
	for _, c := range []struct{ name, policy, jurisdiction string }{
		{"app", "app", ""}, {"union", "union", ""}, {"shop", "shop", ""}, {"app-eu", "app", "eu"}, {"union-china", "union", "china"},
	} {
		t.Run(c.name, func(t *testing.T) {
			args := []string{"lint", "-p", c.policy}
			if c.jurisdiction != "" {
				t.Chdir(declaring(t, c.policy, c.jurisdiction))
				args = append(args, "--category", "compliance")
			}
			code, text, errors := licet(args...)
			_, asJSON, _ := licet(append(args, "-o", "json")...)
			var found struct{ Findings []aFinding }
			if err := json.Unmarshal([]byte(asJSON), &found); err != nil || errors != "" {
				t.Fatal(err, errors)
			}
			if want := min(len(found.Findings), 1); code != want {
				t.Errorf("exit code %d, want %d", code, want)
			}
			golden(t, filepath.Join(dir, c.name+".txt"), text)
			golden(t, filepath.Join(dir, c.name+".json"), digest.ReplaceAllString(asJSON, "sha256:..."))
			updated = reviewed(t, updated, c.name, found.Findings)
		})
	}
	golden(t, path, updated)
}

// digest changes with every change of a policy, which is not what this test is about.
var digest = regexp.MustCompile(`sha256:[0-9a-f]+`)

// golden compares a text with that of a file, which LICET_UPDATE=1 writes.
func golden(t *testing.T, path, got string) {
	t.Helper()
	want, err := os.ReadFile(path)
	switch {
	case os.Getenv("LICET_UPDATE") != "":
		err = os.WriteFile(path, []byte(got), 0o666)
	case err == nil && string(want) != got:
		t.Errorf("%s (-written +got); LICET_UPDATE=1 writes it:\n%s", filepath.Base(path), cmp.Diff(string(want), got))
	}
	if err != nil {
		t.Error(err)
	}
}

// declaring writes a policy that ships into a folder of its name, with a jurisdiction in its header, and returns where the folder is.
func declaring(t *testing.T, policy, jurisdiction string) string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(policies.FS(), policy, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(policies.FS(), path)
		files[path] = strings.Replace(string(text), "\n  language en\n", "\n  language en\n  jurisdiction "+jurisdiction+"\n", 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	writeFiles(t, dir, files)
	return dir
}

// reviewed returns a review in which the section of a policy has a row for each finding, those that it has already and new ones.
func reviewed(t *testing.T, review, name string, found []aFinding) string {
	t.Helper()
	head := "\n## " + name + "\n\n| rule | clause | about | true | worth its line | why |\n|---|---|---|---|---|---|\n"
	before, rest, ok := strings.Cut(review, head)
	if !ok {
		t.Fatalf("REVIEW.md has no section %s with its table", name)
	}
	rows, after, _ := strings.Cut(rest, "\n## ")
	left := strings.Split(strings.TrimSpace(rows), "\n")
	var out strings.Builder
	for _, f := range found {
		row := f.row() + " | | |"
		if i := slices.IndexFunc(left, func(r string) bool { return strings.HasPrefix(r, f.row()) }); i >= 0 {
			row = left[i]
			left = slices.Delete(left, i, i+1)
		}
		if !filled.MatchString(strings.TrimPrefix(row, f.row())) {
			t.Errorf("%s: this finding is not reviewed: read it beside the text, and say whether it is true and worth its line, and why:\n%s", name, row)
		}
		out.WriteString(row + "\n")
	}
	if after != "" {
		after = "\n## " + after
	}
	return before + head + out.String() + after
}

// filled matches a verdict: a finding that is false, or not worth its line, does not stay.
var filled = regexp.MustCompile(`^ yes \| yes \| \S.* \|$`)
