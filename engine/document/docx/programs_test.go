package docx_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/redline"
)

// What other programs make of the files. They run where the machine has them; LICET_PROGRAMS=1, as .ci/run sets it, makes them a must.

// program returns the path of a program.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path
		}
	}
	message := "NOT CHECKED: there is no " + names[0] + " on this machine; on Debian, apt-get install --no-install-recommends pandoc libreoffice-writer-nogui"
	if os.Getenv("LICET_PROGRAMS") != "" {
		t.Fatal(message)
	}
	t.Skip(message)
	return ""
}

func output(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, name, args...)
	var problems strings.Builder
	c.Stderr = &problems
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, problems.String())
	}
	return out
}

// paragraphs returns the paragraphs that pandoc reads in a file, all but its title.
func paragraphs(t *testing.T, pandoc, file, changes string) []string {
	t.Helper()
	var doc struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(output(t, pandoc, "-f", "docx", "-t", "json", "--track-changes="+changes, file), &doc); err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(doc.Blocks, &tree); err != nil {
		t.Fatal(err)
	}
	var out []string
	collect(tree, &out)
	return out
}

// collect collects the text of paragraphs and headings in pandoc's tree.
func collect(x any, out *[]string) {
	switch x := x.(type) {
	case []any:
		for _, y := range x {
			collect(y, out)
		}
	case map[string]any:
		switch x["t"] {
		case "Para", "Plain":
			*out = append(*out, words(x["c"]))
		case "Header":
			if text := words(x["c"].([]any)[2]); text != "" { // of a heading that is gone, pandoc keeps an empty one
				*out = append(*out, text)
			}
		default:
			collect(x["c"], out)
		}
	}
}

func words(x any) string {
	switch x := x.(type) {
	case []any:
		var b strings.Builder
		for _, y := range x {
			b.WriteString(words(y))
		}
		return b.String()
	case map[string]any:
		switch x["t"] {
		case "Space", "SoftBreak":
			return " "
		case "Str":
			return x["c"].(string)
		case "Span":
			if classes := x["c"].([]any)[0].([]any)[1].([]any); len(classes) > 0 && strings.HasPrefix(classes[0].(string), "comment") {
				return ""
			}
			return words(x["c"].([]any)[1])
		}
		return words(x["c"])
	}
	return ""
}

// wanted returns the paragraphs of a text, all but its title.
func wanted(t redline.Text) []string {
	out := []string{}
	for _, p := range t.Parts[1:] {
		out = append(out, p.Words)
	}
	return out
}

// TestPandoc checks the best that can be said of a redline: accept everything and it is the new version, reject everything and it is the old one.
func TestPandoc(t *testing.T) {
	pandoc := program(t, "pandoc")
	dir := t.TempDir()
	for name, pair := range versions() {
		r, file := redlined(t, pair)
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, file, 0o666); err != nil {
			t.Fatal(err)
		}
		sameText(t, pandoc, name, path, r)
	}
}

func sameText(t *testing.T, pandoc, name, path string, r *redline.Redline) {
	t.Helper()
	for changes, text := range map[string]redline.Text{"accept": r.New, "reject": r.Old} {
		got, want := paragraphs(t, pandoc, path, changes), wanted(text)
		if len(want) == 0 && len(got) == 1 && got[0] == "" { // no document is without a paragraph
			continue
		}
		if !slices.Equal(spaceless(got), spaceless(want)) {
			t.Errorf("%s, %s: %q, want %q", name, changes, got, want)
		}
	}
}

// spaceless takes the spaces out: pandoc puts one between the halves of what was one paragraph. TestAcceptReject compares them as well.
func spaceless(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ReplaceAll(s, " ", "")
	}
	return out
}

// TestLibreOffice lets LibreOffice read every kind of file and write it anew: what it read is what was meant.
func TestLibreOffice(t *testing.T) {
	office, pandoc := program(t, "soffice", "libreoffice"), program(t, "pandoc")
	dir := t.TempDir()
	lines := map[string]*redline.Redline{}
	var files []string
	save := func(name string, file []byte) {
		files = append(files, filepath.Join(dir, name+".docx"))
		if err := os.WriteFile(files[len(files)-1], file, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, pair := range versions() {
		r, file := redlined(t, pair)
		lines[name] = r
		save(name, file)
	}
	for name, d := range map[string]*document.Document{"en": sample(), "zh": sampleZH()} {
		save(name, written(t, d))
	}
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
	output(t, office, append([]string{profile, "--headless", "--convert-to", "docx", "--outdir", filepath.Join(dir, "out")}, files...)...)
	for name, r := range lines {
		sameText(t, pandoc, name, filepath.Join(dir, "out", name+".docx"), r)
	}
	for name, d := range map[string]*document.Document{"en": sample(), "zh": sampleZH()} {
		text := strings.Join(paragraphs(t, pandoc, filepath.Join(dir, "out", name+".docx"), "accept"), "\n")
		for _, s := range d.Sections {
			if !strings.Contains(text, s.Title) || text == "" {
				t.Errorf("%s: LibreOffice lost the section %q", name, s.Title)
			}
		}
	}
}
