package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```")

// elsewhere are commands of the documentation that other tests, or .ci/run, run: a test that ran all tests would never end, and
// what benchmarks print is never the same twice.
var elsewhere = regexp.MustCompile(`^(\w+=\S+ )*go test `)

// TestDocumentedCommands runs every command in the documents, as from the top of the repository, and compares what it writes
// with what stands there. What a document's commands write lands beside the repository's files, not among them, and its later
// commands find it. LICET_UPDATE=1 writes what it got into the documents.
func TestDocumentedCommands(t *testing.T) {
	t.Setenv(recordHere, recording(t, 1, nil))
	for path, atLeast := range map[string]int{"README.md": 5, "engine/README.md": 0, "cmd/licet/AUDIT.md": 5} {
		text, err := os.ReadFile("../../" + path)
		if err != nil {
			t.Fatal(err)
		}
		commands, dir := 0, beside(t, "../..")
		updated := consoleBlock.ReplaceAllStringFunc(string(text), func(block string) string {
			body := consoleBlock.FindStringSubmatch(block)[1]
			if strings.HasPrefix(body, "$ licet serve ") {
				return "```console\n" + (&serving{t: t, dir: t.TempDir()}).session(body) + "```"
			}
			got, n := runSession(t, dir, body)
			commands += n
			return "```console\n" + got + "```"
		})
		if commands < atLeast {
			t.Errorf("%s has only %d commands", path, commands)
		}
		if d := cmp.Diff(string(text), updated); d != "" && os.Getenv("LICET_UPDATE") == "" {
			t.Errorf("%s (-written +got):\n%s", path, d)
		} else if d != "" {
			if err := os.WriteFile("../../"+path, []byte(updated), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// beside returns a new folder in which the entries of another seem to be.
func beside(t *testing.T, root string) string {
	t.Helper()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	root, err = filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, e := range entries {
		if err := os.Symlink(filepath.Join(root, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runSession runs the commands of a block, the lines that begin with `$ `, and returns the block with what they wrote.
func runSession(t *testing.T, dir, block string) (got string, commands int) {
	var b strings.Builder
	for line := range strings.Lines(block) {
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			continue // what the command before wrote
		}
		b.WriteString(line)
		if elsewhere.MatchString(command) {
			continue
		}
		commands++
		b.WriteString(runDocumented(t, dir, command))
	}
	return b.String(), commands
}

// runDocumented runs one command. `go run ./cmd/licet` is the test binary.
func runDocumented(t *testing.T, dir, command string) string {
	c := exec.Command("sh", "-c", strings.ReplaceAll(command, "go run ./cmd/licet", "licet"))
	c.Dir = dir
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	var e *exec.ExitError
	switch {
	case errors.As(err, &e):
		return out.String() + "exit status " + strconv.Itoa(e.ExitCode()) + "\n" // as `go run` says
	case err != nil:
		t.Fatalf("%s: %v", command, err)
	}
	return out.String()
}
