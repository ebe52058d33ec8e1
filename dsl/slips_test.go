package dsl_test

import (
	"errors"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestOneSlipIsOneProblem takes words, marks, letters and lines away from sound policies, one at a time, or writes them twice. Whoever
// made one mistake is told of one, whatever it was.
func TestOneSlipIsOneProblem(t *testing.T) {
	every := 1
	if testing.Short() {
		every = 10
	}
	tried, wrong := 0, 0
	for _, name := range []string{"022-quote-changed.txtar", "054-equals-value.txtar"} {
		files := mended(t, "../testdata/mistakes/"+name)
		for i, slip := range slips(string(files["shop.licet"].Data)) {
			if i%every > 0 {
				continue
			}
			tried++
			files["shop.licet"].Data = []byte(slip.text)
			if problems := problemsOf(t, files); len(problems) > 1 {
				t.Errorf("%s gives %d problems:\n%v", slip.what, len(problems), problems)
			} else if len(problems) == 1 {
				wrong++
			}
		}
	}
	if want := 800 / every; tried < want || wrong < want/2 {
		t.Errorf("%d slips were tried, and %d were mistakes; want %d and half of them", tried, wrong, want)
	}
}

// mended returns the files of a mistake as they are mended.
func mended(t *testing.T, path string) fstest.MapFS {
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, "mended/"); ok || !strings.Contains(f.Name, "/") {
			out[name] = &fstest.MapFile{Data: f.Data}
		}
	}
	if len(problemsOf(t, out)) > 0 {
		t.Fatalf("%s is not mended", path)
	}
	return out
}

func problemsOf(t *testing.T, files fs.FS) diag.List {
	_, err := dsl.Load(files, ".", policies.Libraries())
	var problems diag.List
	if err != nil && !errors.As(err, &problems) {
		t.Fatal(err)
	}
	return problems
}

// A slip is a text with one mistake, or with none where the mistake leaves another sound text.
type slip struct{ what, text string }

var wordOrMark = regexp.MustCompile(`[A-Za-z0-9-]+|[^\sA-Za-z0-9-]`)

// slips returns a text with one word, mark, letter or line less, or more.
func slips(text string) (out []slip) {
	for _, at := range wordOrMark.FindAllStringIndex(text, -1) {
		from, to := at[0], at[1]
		word, before, behind := text[from:to], text[:from], text[to:]
		line := strings.Count(before, "\n") + 1
		add := func(what, text string) {
			out = append(out, slip{what + " " + word + " in line " + strconv.Itoa(line), text})
		}
		add("without", before+behind)
		add("twice", before+word+" "+word+behind)
		if len(word) > 3 {
			add("a letter less in", before+word[:1]+word[2:]+behind)
		}
	}
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		rest := strings.Join(lines[i+1:], "")
		out = append(out, slip{"without the line " + line, strings.Join(lines[:i], "") + rest},
			slip{"twice the line " + line, strings.Join(lines[:i+1], "") + line + rest})
	}
	return out
}
