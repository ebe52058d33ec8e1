package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/cli"
)

// Every file in testdata/mistakes is one mistake that people make, in an otherwise sound small policy, or in a question about
// shop.licet there. It begins with what the mistake is. For a policy it holds broken/..., what `licet check` says of it (want) and
// says with --plain (plain), and mended/..., which follows from the message; other files are there in both. For a question it holds
// the question, want, plain, and the question as it is mended. `elsewhere: WHY` says that what is to be mended is not where the
// problem is told, and why.
const mistakes = "../../testdata/mistakes"

// leastMistakes is how many there are at least.
const leastMistakes = 50

// A mistake is one of these files.
type mistake struct {
	path      string
	archive   *txtar.Archive
	elsewhere string
}

// TestMistakes checks that one mistake is one problem, at the place of the mistake, in exactly these words, and that what the
// message asks for mends it. LICET_UPDATE=1 writes what was said into the files.
func TestMistakes(t *testing.T) {
	root, err := filepath.Abs(mistakes)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(root + "/*.txtar")
	if err != nil || len(paths) < leastMistakes {
		t.Fatalf("only %d mistakes were found: %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			m := readMistake(t, path)
			if m.has("question") {
				m.ask(t)
			} else {
				m.check(t)
			}
			m.update(t)
		})
	}
}

var elsewhereLine = regexp.MustCompile(`(?m)^elsewhere: (.+)$`)

func readMistake(t *testing.T, path string) *mistake {
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(a.Comment)) == 0 {
		t.Error("the file does not say what the mistake is")
	}
	m := &mistake{path: path, archive: a}
	if found := elsewhereLine.FindSubmatch(a.Comment); found != nil {
		m.elsewhere = string(found[1])
	}
	for _, name := range []string{"want", "plain"} {
		if !m.has(name) {
			t.Fatalf("the file has no %s", name)
		}
	}
	return m
}

func (m *mistake) index(name string) int {
	return slices.IndexFunc(m.archive.Files, func(f txtar.File) bool { return f.Name == name })
}

func (m *mistake) has(name string) bool { return m.index(name) >= 0 }

func (m *mistake) text(name string) string {
	if i := m.index(name); i >= 0 {
		return string(m.archive.Files[i].Data)
	}
	return ""
}

// compare compares what was said with a file of the archive, or puts it there.
func (m *mistake) compare(t *testing.T, name, got string) {
	t.Helper()
	if os.Getenv("LICET_UPDATE") != "" {
		m.archive.Files[m.index(name)].Data = []byte(got)
		return
	}
	if d := gocmp.Diff(m.text(name), got); d != "" {
		t.Errorf("%s (-written +got):\n%s", name, d)
	}
}

func (m *mistake) update(t *testing.T) {
	if os.Getenv("LICET_UPDATE") == "" || t.Failed() {
		return
	}
	if err := os.WriteFile(m.path, txtar.Format(m.archive), 0o666); err != nil {
		t.Fatal(err)
	}
}

// files returns the files of one side, broken or mended, as they are on the disk.
func (m *mistake) files(t *testing.T, side string) map[string]string {
	out := map[string]string{}
	for _, f := range m.archive.Files {
		dir, name, nested := strings.Cut(f.Name, "/")
		switch {
		case nested && dir == side:
			text := string(f.Data)
			if plain, ok := strings.CutSuffix(name, ".escaped"); ok { // \xNN is a byte
				name, text = plain, unescaped(t, text)
			}
			out[name] = text
		case !nested && f.Name != "want" && f.Name != "plain":
			out[f.Name] = string(f.Data)
		}
	}
	return out
}

func unescaped(t *testing.T, s string) string {
	out, err := strconv.Unquote(`"` + strings.NewReplacer(`"`, `\"`, "\n", `\n`).Replace(s) + `"`)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func writeFiles(t *testing.T, dir string, files map[string]string) {
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := cmp.Or(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
}

// licet runs the command and returns its exit code and what it wrote.
func licet(args ...string) (code int, out, errors string) {
	var stdout, stderr bytes.Buffer
	code = cli.Run(args, cli.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	return code, stdout.String(), stderr.String()
}

// check tries a mistake in a policy.
func (m *mistake) check(t *testing.T) {
	broken, mended := m.files(t, "broken"), m.files(t, "mended")
	dir := t.TempDir()
	writeFiles(t, filepath.Join(dir, "broken"), broken)
	writeFiles(t, filepath.Join(dir, "mended"), mended)
	t.Chdir(filepath.Join(dir, "broken"))
	code, out, errors := licet("check")
	_, plain, _ := licet("check", "--plain")
	_, asJSON, _ := licet("check", "-o", "json")
	if code != 3 || errors != "" {
		t.Errorf("exit code %d, want 3; standard error %q", code, errors)
	}
	m.compare(t, "want", out)
	m.compare(t, "plain", plain)
	m.oneLine(t, plain)
	m.place(t, asJSON, broken, mended)
	t.Chdir(filepath.Join(dir, "mended"))
	if code, out, errors := licet("check"); code != 0 || out+errors != "" {
		t.Errorf("mended, it does not load: exit code %d\n%s%s", code, out, errors)
	}
}

// ask tries a mistake in a question.
func (m *mistake) ask(t *testing.T) {
	policy := filepath.Join(mistakes, "shop.licet")
	question, mended := strings.TrimSpace(m.text("question")), strings.TrimSpace(m.text("mended"))
	code, out, errors := licet("ask", "-p", policy, question)
	_, _, plain := licet("ask", "-p", policy, "--plain", question)
	if code != 2 || out != "" {
		t.Errorf("exit code %d, want 2; standard output %q", code, out)
	}
	m.compare(t, "want", errors)
	m.compare(t, "plain", plain)
	m.oneLine(t, plain)
	if code, _, errors := licet("ask", "-p", policy, mended); code != 0 && code != 10 && code != 11 {
		t.Errorf("mended, it is not answered: exit code %d\n%s", code, errors)
	}
}

var plainLine = regexp.MustCompile(`^[^:\n]+:\d+:\d+: .+ \[[a-z-]+\]\n$`)

// oneLine checks that one mistake is one problem, on one line.
func (m *mistake) oneLine(t *testing.T, plain string) {
	if !plainLine.MatchString(plain) {
		t.Errorf("--plain gives not one line of place, message and code:\n%s", plain)
	}
}

// place checks that the problem is told where something is mended, and that nothing is mended of which it does not tell.
func (m *mistake) place(t *testing.T, asJSON string, broken, mended map[string]string) {
	var report struct {
		Policies []struct {
			Problems []struct {
				Message, File string
				Line          int
				EndLine       int `json:"end_line"`
				Related       []struct {
					File string
					Line int
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(asJSON), &report); err != nil || len(report.Policies) != 1 || len(report.Policies[0].Problems) != 1 {
		t.Fatalf("not one problem: %v\n%s", err, asJSON)
	}
	p := report.Policies[0].Problems[0]
	named := linesIn(p.Message)
	for line := p.Line; line <= p.EndLine; line++ {
		named = append(named, line)
	}
	for _, r := range p.Related {
		if r.File == p.File {
			named = append(named, r.Line)
		}
	}
	changed := changedLines(broken[p.File], mended[p.File])
	told := slices.ContainsFunc(changed, func(line int) bool { return slices.Contains(named, line) }) && sameBut(p.File, broken, mended)
	if told == (m.elsewhere != "") {
		t.Errorf("lines %v are mended, and the problem names %v; elsewhere: %q", changed, named, m.elsewhere)
	}
}

var lineNumbers = regexp.MustCompile(`lines? ([0-9, and]+)`)

// linesIn returns the lines that a message names.
func linesIn(message string) (out []int) {
	for _, found := range lineNumbers.FindAllStringSubmatch(message, -1) {
		for _, w := range regexp.MustCompile(`[0-9]+`).FindAllString(found[1], -1) {
			n, _ := strconv.Atoi(w)
			out = append(out, n)
		}
	}
	return out
}

// changedLines returns the lines of a text that another does not have, as one run; where lines are put in, those beside them.
func changedLines(from, to string) (out []int) {
	a, b := strings.Split(from, "\n"), strings.Split(to, "\n")
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	first, last := start+1, len(a)-end
	if first > last {
		first, last = last, first
	}
	for line := first; line <= last; line++ {
		out = append(out, line)
	}
	return out
}

// sameBut reports whether two sets of files differ in one file only.
func sameBut(file string, a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for name := range a {
		if other, ok := b[name]; !ok || name != file && other != a[name] {
			return false
		}
	}
	return true
}
