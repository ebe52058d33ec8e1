package main

import (
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Somebody who has seen neither the mistakes nor how they are mended can try the messages:
//
//	LICET_HAND_OUT=/tmp/mistakes go test ./cmd/licet -run TestHandOut
//
// writes a folder for each, in an order and with names that tell nothing: the files (or question.txt, about shop.licet) and what
// the tool says of them (says.txt). They are mended there, from what it says alone, and
//
//	LICET_TAKE_BACK=/tmp/mistakes go test ./cmd/licet -run TestHandOut
//
// tells which of them are not mended yet.

// TestHandOut hands the mistakes out, and takes them back mended; without these variables, in a folder of its own and as they
// are mended in testdata.
func TestHandOut(t *testing.T) {
	if dir := os.Getenv("LICET_TAKE_BACK"); dir != "" {
		takeBack(t, dir)
		return
	}
	dir := os.Getenv("LICET_HAND_OUT")
	own := dir == ""
	if own {
		dir = t.TempDir()
	}
	all := handOut(t, dir)
	if own {
		for name, m := range all {
			m.mend(t, filepath.Join(dir, name))
		}
		takeBack(t, dir)
	}
}

// handOut writes all mistakes and returns them by the names of their folders.
func handOut(t *testing.T, dir string) map[string]*mistake {
	paths, err := filepath.Glob(mistakes + "/*.txtar")
	if err != nil || len(paths) < leastMistakes {
		t.Fatalf("only %d mistakes were found: %v", len(paths), err)
	}
	slices.SortFunc(paths, func(a, b string) int { return int(sum(a)) - int(sum(b)) })
	out := map[string]*mistake{}
	for i, path := range paths {
		m := readMistake(t, path)
		name := "m" + strconv.Itoa(100+i)
		out[name] = m
		files := map[string]string{"question.txt": m.text("question")}
		if !m.has("question") {
			files = m.files(t, "broken")
		}
		files["says.txt"] = m.text("want")
		writeFiles(t, filepath.Join(dir, name), files)
	}
	policy, err := os.ReadFile(filepath.Join(mistakes, "shop.licet"))
	if err != nil {
		t.Fatal(err)
	}
	writeFiles(t, dir, map[string]string{"shop.licet": string(policy)})
	return out
}

// sum scatters names, the same way each time.
func sum(s string) uint16 {
	h := fnv.New32a()
	h.Write([]byte(filepath.Base(s)))
	return uint16(h.Sum32())
}

// mend writes what testdata says.
func (m *mistake) mend(t *testing.T, dir string) {
	if m.has("question") {
		writeFiles(t, dir, map[string]string{"question.txt": m.text("mended")})
		return
	}
	mended := m.files(t, "mended")
	for name := range m.files(t, "broken") {
		if _, kept := mended[name]; !kept {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	writeFiles(t, dir, mended)
}

// takeBack tells which of the mistakes in a folder are not mended.
func takeBack(t *testing.T, dir string) {
	folders, err := filepath.Glob(filepath.Join(dir, "m*", "says.txt"))
	if err != nil || len(folders) < leastMistakes {
		t.Fatalf("only %d mistakes came back: %v", len(folders), err)
	}
	for _, says := range folders {
		folder := filepath.Dir(says)
		question, err := os.ReadFile(filepath.Join(folder, "question.txt"))
		code, out, errors := 0, "", ""
		if err == nil {
			code, out, errors = licet("ask", "-p", filepath.Join(dir, "shop.licet"), strings.TrimSpace(string(question)))
		} else {
			code, out, errors = licet("check", folder)
		}
		if code != 0 && (err != nil || code != 10 && code != 11) {
			t.Errorf("%s is not mended: exit code %d\n%s%s", filepath.Base(folder), code, out, errors)
		}
	}
}
