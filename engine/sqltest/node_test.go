package sqltest

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A node is a program of this folder that runs on Node.js, and answers each line of JSON with one.
type node struct {
	in       io.Writer
	out      *bufio.Reader
	problems *os.File // what it writes beside its answers, which is noise unless it ends
}

// startNode starts a program that needs a package of npm.
func startNode(t *testing.T, needs string, args ...string) *node {
	t.Helper()
	if _, err := os.Stat(filepath.Join("node_modules", needs)); err != nil {
		t.Fatalf("there is no %s: npm ci --ignore-scripts, in this folder; LICET_SQL_ENGINES names the engines that are tried", needs)
	}
	cmd := exec.Command(program(t, "node", "apt-get install nodejs"), args...)
	in, err1 := cmd.StdinPipe()
	out, w, err2 := os.Pipe() // unlike StdoutPipe it may be read from while the process is waited for
	problems, err3 := os.Create(filepath.Join(folder(t), "problems"))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = w, problems
	start(t, cmd)
	w.Close()
	t.Cleanup(func() { out.Close(); problems.Close() })
	return &node{in, bufio.NewReaderSize(out, 1<<20), problems}
}

// ask sends a question, and reads what is answered.
func (n *node) ask(t *testing.T, question, answer any) {
	t.Helper()
	line, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.in.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	if line, err = n.out.ReadBytes('\n'); err != nil {
		said, _ := os.ReadFile(n.problems.Name())
		t.Fatalf("the program has ended: %v\n%.4000s", err, said)
	}
	said := struct {
		Out   any
		Error string
	}{Out: answer}
	if err := json.Unmarshal(line, &said); err != nil {
		t.Fatal(err)
	}
	if said.Error != "" {
		t.Fatalf("%.4000s", said.Error)
	}
}
