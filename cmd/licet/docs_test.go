package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```")

// elsewhere are commands of the documentation that other tests, or .ci/run, run: a test that ran all tests would never end, and
// what benchmarks print is never the same twice.
var elsewhere = regexp.MustCompile(`^go test `)

// TestDocumentedCommands runs every command in the documents, from the top of the repository, and compares what it writes
// with what stands there. LICET_UPDATE=1 writes what it got into the documents.
func TestDocumentedCommands(t *testing.T) {
	for path, atLeast := range map[string]int{"README.md": 5, "engine/README.md": 0} {
		text, err := os.ReadFile("../../" + path)
		if err != nil {
			t.Fatal(err)
		}
		commands := 0
		updated := consoleBlock.ReplaceAllStringFunc(string(text), func(block string) string {
			body := consoleBlock.FindStringSubmatch(block)[1]
			got, n := runSession(t, body)
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

// runSession runs the commands of a block, the lines that begin with `$ `, and returns the block with what they wrote.
func runSession(t *testing.T, block string) (got string, commands int) {
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
		b.WriteString(runDocumented(t, command))
	}
	return b.String(), commands
}

// runDocumented runs one command. `go run ./cmd/licet` is the test binary.
func runDocumented(t *testing.T, command string) string {
	c := exec.Command("sh", "-c", strings.ReplaceAll(command, "go run ./cmd/licet", "licet"))
	c.Dir = "../.."
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
