//go:build unix

package loadtest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything may take on a machine that is busy with something else. Nothing is expected to.
const patience = time.Minute

// build builds the command, as its users have it.
func build(t *testing.T) string {
	t.Helper()
	sources(t)
	path := filepath.Join(t.TempDir(), "licet")
	out, err := exec.Command("go", "build", "-o", path, "github.com/seed-90f8eabc/licet/cmd/licet").CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// sources looks at all that the command is built from: `go test` takes note of it, and runs the test again when something has changed.
func sources(t *testing.T) {
	t.Helper()
	for _, root := range []string{"cmd", "dsl", "engine", "policies"} {
		err := filepath.WalkDir(filepath.Join("../../../../..", root), func(_ string, _ os.DirEntry, err error) error { return err })
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A process is a running `licet serve`.
type process struct {
	cmd    *exec.Cmd
	addr   string
	client *http.Client

	mu    sync.Mutex
	lines []string // of the standard error
	ended chan struct{}
	err   error
}

// start starts a command that becomes `licet serve`, and waits until it listens.
func start(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, client: &http.Client{Timeout: patience}, ended: make(chan struct{})}
	stderr, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // if it has not ended
	listening := make(chan string, 1)
	go p.read(stderr, listening)
	select {
	case p.addr = <-listening:
	case <-p.ended:
		t.Fatalf("it ended: %v: %s", p.err, p.said())
	case <-time.After(patience):
		t.Fatalf("it does not listen: %s", p.said())
	}
	return p
}

var address = regexp.MustCompile(`listening on http://(\S+)`)

// read reads what the process says until it ends.
func (p *process) read(stderr io.Reader, listening chan<- string) {
	for s := bufio.NewScanner(stderr); s.Scan(); {
		p.mu.Lock()
		p.lines = append(p.lines, s.Text())
		p.mu.Unlock()
		if m := address.FindStringSubmatch(s.Text()); m != nil {
			listening <- m[1]
		}
	}
	p.err = p.cmd.Wait()
	close(p.ended)
}

// said is the end of what the process said.
func (p *process) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.lines[max(0, len(p.lines)-20):], "\n")
}

func (p *process) signal(t *testing.T, s os.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// stop sends the signal to stop, and waits for the end.
func (p *process) stop(t *testing.T) {
	t.Helper()
	p.signal(t, syscall.SIGTERM)
	p.wait(t)
}

// wait waits until the process has ended, which must be well.
func (p *process) wait(t *testing.T) {
	t.Helper()
	select {
	case <-p.ended:
	case <-time.After(patience):
		t.Fatalf("it does not stop: %s", p.said())
	}
	if p.err != nil || !strings.Contains(p.said(), "every request was answered") {
		t.Errorf("it ended with %v: %s", p.err, p.said())
	}
}

func (p *process) get(path string) ([]byte, error) {
	response, err := p.client.Get("http://" + p.addr + path)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	return body, errors.Join(err, response.Body.Close())
}

// metric reads a figure of `/metrics`, the sum over its labels.
func (p *process) metric(t *testing.T, name string) float64 {
	t.Helper()
	body, err := p.get("/metrics")
	if err != nil {
		t.Fatal(err)
	}
	sum, found := 0.0, false
	for line := range strings.Lines(string(body)) {
		rest, ok := strings.CutPrefix(line, name)
		if !ok || rest[0] != ' ' && rest[0] != '{' {
			continue
		}
		fields := strings.Fields(rest)
		v, err := strconv.ParseFloat(fields[len(fields)-1], 64)
		if err != nil {
			t.Fatal(err)
		}
		sum, found = sum+v, true
	}
	if !found {
		t.Fatalf("there is no metric %s", name)
	}
	return sum
}

// A footprint is what a process holds.
type footprint struct {
	rss             int64 // bytes; 0 where the system does not say
	goroutines, fds float64
}

func (f footprint) String() string {
	return fmt.Sprintf("%d MB, %.0f goroutines, %.0f files", f.rss>>20, f.goroutines, f.fds)
}

func (p *process) footprint(t *testing.T) footprint {
	f := footprint{goroutines: p.metric(t, "go_goroutines")}
	if runtime.GOOS != "linux" {
		return f
	}
	f.fds = p.metric(t, "process_open_fds")
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmRSS:" {
			kb, err := strconv.ParseInt(fields[1], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			f.rss = kb << 10
		}
	}
	return f
}
