package dsl_test

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestDiagnostics checks every policy and every document in testdata/diagnostics. Beside each stands a file with the problems that it must have, and
// no others: a line each, "line: words of the message".
func TestDiagnostics(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.licet", "*.licet.md"} {
		found, err := filepath.Glob("../testdata/diagnostics/" + pattern)
		if err != nil || len(found) == 0 {
			t.Fatal("no diagnostics were found", pattern, err)
		}
		files = append(files, found...)
	}
	total := 0
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) { total += checkDiagnostics(t, path) })
	}
	if total < 100 {
		t.Errorf("only %d problems are wanted", total)
	}
}

func checkDiagnostics(t *testing.T, path string) (count int) {
	want, count := readWanted(t, strings.TrimSuffix(path, ".licet")+".want")
	_, err := dsl.Load(os.DirFS("../testdata/diagnostics"), filepath.Base(path), policies.Libraries())
	var problems diag.List
	if err != nil && !errors.As(err, &problems) {
		t.Fatal(err)
	}
	for _, p := range problems {
		line := p.File.Position(p.Span.Start).Line
		if !take(want, line, p.Message+" ["+p.Code+"]") {
			t.Errorf("unexpected: %v", p)
		}
		for _, r := range p.Related {
			if r.Message == "also here" && !take(want, r.File.Position(r.Span.Start).Line, p.Message+" ["+p.Code+"]") {
				t.Errorf("unexpected, also at %s: %v", r.Place(), p)
			}
		}
	}
	for line, patterns := range want {
		for _, p := range patterns {
			t.Errorf("%s:%d: no problem matches %q", filepath.Base(path), line, p)
		}
	}
	return count
}

func readWanted(t *testing.T, path string) (want map[int][]string, count int) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want = map[int][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		number, pattern, ok := strings.Cut(line, ": ")
		n, err := strconv.Atoi(number)
		if !ok || err != nil {
			t.Fatalf("%s: not a line number and a pattern: %s", path, line)
		}
		want[n] = append(want[n], pattern)
		count++
	}
	return want, count
}

// take removes the first words of a line that a message contains.
func take(want map[int][]string, line int, message string) bool {
	for i, p := range want[line] {
		if strings.Contains(message, p) {
			want[line] = append(want[line][:i:i], want[line][i+1:]...)
			return true
		}
	}
	return false
}
