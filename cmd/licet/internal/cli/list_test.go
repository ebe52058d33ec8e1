package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// policyLine is the line that names the policy and its digest, which changes with every letter of it.
var policyLine = regexp.MustCompile(`(?m)^\n?policy \w+, version .*\n`)

// TestLists compares lists of the shipped policies with those in testdata/list, which were read beside the policies' texts. The first line of
// a file is the command. LICET_UPDATE=1 writes them anew.
func TestLists(t *testing.T) {
	files, err := filepath.Glob("testdata/list/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatal("too few lists were found", files, err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		command, _, _ := strings.Cut(string(text), "\n")
		out, errs, code := run("", words(command)[2:]...)
		if code != 0 || errs != "" {
			t.Errorf("%s: exit code %d: %s", path, code, errs)
		}
		got := command + "\n" + policyLine.ReplaceAllString(out, "")
		if os.Getenv("LICET_UPDATE") != "" {
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		} else if d := cmp.Diff(string(text), got); d != "" {
			t.Errorf("%s (-want +got):\n%s", path, d)
		}
	}
}

// words divides a command at its spaces, but for those in single quotation marks.
func words(command string) []string {
	var out []string
	for i, part := range strings.Split(command, "'") {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}
