package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be the command: scripts and shells find it as `licet`.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"licet": recorded, "curl": curl})
}

// TestScripts runs the command as its users do: every file in testdata/script is a session. LICET_UPDATE=1 writes what it
// got into the files that `cmp` compares with.
func TestScripts(t *testing.T) {
	record := recording(t, 140, kindsInScripts())
	testscript.Run(t, testscript.Params{
		Setup: func(e *testscript.Env) error {
			e.Setenv(recordHere, record)
			return nil
		},
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("LICET_UPDATE") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"listening": listening,
			"until":     until,
			"repeat":    repeat,
			"bytes":     bytesOf,
			"shipped":   shipped,
			"edit":      edit,
			"table":     table,
			"pack":      pack,
			"damage":    damage,
		},
	})
}

// exits is `exits CODE COMMAND ARG...`: like exec, and the exit code must be CODE.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARG...")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var e *exec.ExitError
		if !errors.As(err, &e) {
			ts.Fatalf("%v", err)
		}
		code = e.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// repeat is `repeat FILE N TEXT...`: it writes each text N times, one after the other; \n in a text is the end of a line.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: repeat FILE N TEXT...")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	for _, text := range args[2:] {
		b.WriteString(strings.Repeat(strings.ReplaceAll(text, `\n`, "\n"), n))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o666))
}

// bytesOf is `bytes FILE TEXT`: it writes a text in which \xNN is a byte.
func bytesOf(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE TEXT")
	}
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(args[1], `"`, `\"`) + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}
