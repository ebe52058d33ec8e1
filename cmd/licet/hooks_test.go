package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// licetLine is a command of the tool in a file for CI.
var licetLine = regexp.MustCompile(`(?m)^\s*(?:entry: )?licet ([a-z]+)(.*)$`)

// TestCommandsInHooks runs the commands of the files for CI on a shipped policy, so that none goes on naming what is no longer there.
func TestCommandsInHooks(t *testing.T) {
	for path, want := range map[string]int{"../../.pre-commit-hooks.yaml": 4, "../../.github/actions/lint/action.yml": 4} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := licetLine.FindAllString(string(text), -1)
		if len(found) != want {
			t.Errorf("%s has %d commands, not %d: %q", path, len(found), want, found)
		}
		for _, line := range found {
			command := strings.TrimPrefix(strings.TrimSpace(line), "entry: ")
			if !strings.Contains(command, "$POLICY") {
				command += ` "$POLICY"`
			}
			c := exec.Command("bash", "-e", "-c", command)
			c.Env = append(os.Environ(), "POLICY=../../policies/shop", "FAIL_LEVEL=error")
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%s: %s: %v\n%s", path, command, err, out)
			}
		}
	}
}
