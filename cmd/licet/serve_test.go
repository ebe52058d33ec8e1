package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience is how long scripts wait for what must come.
const patience = 30 * time.Second

// listening is `listening FILE VARIABLE`: it waits until a server says in a file where it listens, and puts the URL into a variable.
func listening(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: listening FILE VARIABLE")
	}
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		text, err := os.ReadFile(ts.MkAbs(args[0]))
		if m := listens.FindSubmatch(text); m != nil {
			ts.Setenv(args[1], string(m[1]))
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("it does not listen: %s %v", text, err)
		}
	}
}

// until is `until REGEXP COMMAND ARG...`: it runs a command again and again, until its standard output matches.
func until(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: until REGEXP COMMAND ARG...")
	}
	want, err := regexp.Compile(args[0])
	ts.Check(err)
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		c := exec.Command(args[1], args[2:]...)
		var out bytes.Buffer
		c.Dir, c.Stdout, c.Stderr = ts.MkAbs("."), &out, &out
		err := c.Run()
		if want.Match(out.Bytes()) {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%v: %s", err, out.Bytes())
		}
	}
}
