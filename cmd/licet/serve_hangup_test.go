package main

import (
	"bufio"
	"io"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestHangupWhileLoading changes the policy, so to speak, while the server still loads it: that must not end it. It ends by an address that is not this machine's.
func TestHangupWhileLoading(t *testing.T) {
	c := exec.Command("licet", "serve", "-p", "union", "--listen", "192.0.2.1:0", "--insecure")
	errs, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(errs)
	line, _ := r.ReadString('\n') // it loads next
	if err := c.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	rest, _ := io.ReadAll(r)
	_ = c.Wait()
	if code := c.ProcessState.ExitCode(); code != 4 || !strings.HasPrefix(line, "licet: WARNING") || !strings.Contains(string(rest), "cannot listen on 192.0.2.1:0") {
		t.Errorf("exit code %d, stderr %q %q", code, line, rest)
	}
}
