package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// The bounds beyond which a peer is said not to manage a size.
type bounds struct {
	time   time.Duration // to load, or to do what it is told
	memory int64         // of its process, in bytes
}

// A program is where a peer is: this one, or another, which is started with the same arguments.
type program struct {
	peer turns.Peer
	path string
	args []string
}

// A process is a peer that has loaded a policy, or failed to, in a process of its own: its memory and its garbage are its own, it can
// be ended where it takes too long, and it does nothing while another has its turn.
type process struct {
	program
	cmd     *exec.Cmd
	in      io.WriteCloser
	reports chan turns.Report
	bounds  bounds
	failed  error
}

// start loads a policy of n rules.
func start(ctx context.Context, p program, n int, within bounds) (*process, turns.Report) {
	x := &process{program: p, bounds: within, reports: make(chan turns.Report)}
	x.cmd = exec.CommandContext(ctx, p.path, append(p.args, "-peer", p.peer.ID, "-rules", strconv.Itoa(n))...)
	x.cmd.Stderr = os.Stderr
	out, err := x.cmd.StdoutPipe()
	if err == nil {
		x.in, err = x.cmd.StdinPipe()
	}
	if err == nil {
		err = x.cmd.Start()
	}
	if err != nil {
		x.failed = err
		return x, turns.Report{}
	}
	go x.read(out)
	x.wait(within.time, "to draw and write the policy")
	if x.failed != nil {
		return x, turns.Report{}
	}
	return x, x.wait(within.time, "to load")
}

func (x *process) read(out io.Reader) {
	defer close(x.reports)
	for from := json.NewDecoder(out); ; {
		var r turns.Report
		if from.Decode(&r) != nil {
			return
		}
		x.reports <- r
	}
}

// do gives a command, which may take so long beside its bound, and returns what became of it; after a failure it does nothing.
func (x *process) do(c turns.Command, long time.Duration) turns.Report {
	if x.failed != nil {
		return turns.Report{}
	}
	if err := json.NewEncoder(x.in).Encode(c); err != nil {
		x.fail(err)
		return turns.Report{}
	}
	return x.wait(long+x.bounds.time, "to decide")
}

func (x *process) wait(bound time.Duration, what string) turns.Report {
	late := time.After(bound)
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case r, ok := <-x.reports:
			if !ok {
				x.fail(errors.New("its process ended"))
			} else if r.Error != "" {
				x.fail(errors.New(r.Error))
			}
			return r
		case <-late:
			x.fail(fmt.Errorf("more than %v %s", bound, what))
			return turns.Report{}
		case <-look.C:
			if resident(x.cmd.Process.Pid) > x.bounds.memory {
				x.fail(fmt.Errorf("more than %.1f GB of memory %s", float64(x.bounds.memory)/(1<<30), what))
				return turns.Report{}
			}
		}
	}
}

func (x *process) fail(err error) {
	x.failed = err
	_ = x.cmd.Process.Kill()
}

// end ends the process, and waits until it has.
func (x *process) end() {
	if x.cmd.Process == nil {
		return
	}
	_ = x.in.Close()
	_ = x.cmd.Process.Kill()
	for range x.reports {
	}
	_ = x.cmd.Wait()
}

// resident is the memory of a process, in bytes, or 0 where the system does not say so as Linux does.
func resident(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
