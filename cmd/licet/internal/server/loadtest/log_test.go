//go:build unix

package loadtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A log is what the server logs, through a pipe that is not read for a while now and then: a disk that stands still.
type log struct {
	t     *testing.T
	path  string
	pipe  *os.File
	read  chan struct{} // closed at the end
	stall time.Duration // how long it stands still, a fourth of the time

	lines, dropped int
	told           map[int][]uint8 // by client and request: how many decisions
	other          int             // of other clients
}

func newLog(t *testing.T, stall time.Duration) *log {
	t.Helper()
	l := &log{t: t, path: filepath.Join(t.TempDir(), "log"), read: make(chan struct{}), stall: stall, told: map[int][]uint8{}}
	err := syscall.Mkfifo(l.path, 0o600)
	if err == nil {
		l.pipe, err = os.OpenFile(l.path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// follow reads the log until the server closes it.
func (l *log) follow() {
	defer close(l.read)
	r := bufio.NewReaderSize(l.pipe, 1<<20)
	for next := time.Now().Add(4 * l.stall); ; {
		line, err := r.ReadBytes('\n')
		if err != nil {
			if err != io.EOF || len(line) > 0 {
				l.t.Errorf("the log ends with %q: %v", line, err)
			}
			return
		}
		l.line(line)
		if time.Now().After(next) {
			time.Sleep(l.stall)
			next = time.Now().Add(3 * l.stall)
		}
	}
}

var (
	begin    = []byte(`{"format":"licet.decision/1",`)
	beginGap = []byte(`{"format":"licet.decision/1","dropped":`)
	ofTrace  = []byte(`"trace_id":"` + goodTrace)
)

// line takes note of a line; of some it looks at more.
func (l *log) line(line []byte) {
	l.lines++
	if !bytes.HasPrefix(line, begin) || !bytes.HasSuffix(line, []byte("}\n")) || bytes.Contains(line, []byte("anna")) {
		l.t.Errorf("in the log: %q", line)
	}
	if l.lines%20 == 0 && !json.Valid(line) {
		l.t.Errorf("no JSON: %q", line)
	}
	if bytes.HasPrefix(line, beginGap) {
		n, _, _ := bytes.Cut(line[len(beginGap):], []byte(","))
		dropped, err := strconv.Atoi(string(n))
		if err != nil {
			l.t.Errorf("in the log: %q", line)
		}
		l.dropped += dropped
		return
	}
	i := bytes.Index(line, ofTrace)
	if i < 0 {
		l.other++
		return
	}
	var client, n int
	if _, err := fmt.Sscanf(string(line[i+len(ofTrace):i+len(ofTrace)+28]), "%4x%24x", &client, &n); err != nil {
		l.t.Errorf("in the log: %q: %v", line, err)
		return
	}
	for len(l.told[client]) <= n {
		l.told[client] = append(l.told[client], 0)
	}
	l.told[client][n]++
}

// compare holds the log against what the clients were told: each decision that was made has reached its client, and each that has
// stands in the log, or is counted as missing there.
func (l *log) compare(clients []*client) {
	missing := 0
	for _, c := range clients {
		logged := l.told[c.id]
		for n, told := range c.told {
			in := 0
			if n < len(logged) {
				in = int(logged[n])
			}
			if in > int(told) {
				l.t.Errorf("client %d, request %d: the log has %d decisions, and the client has %d", c.id, n, in, told)
			}
			missing += max(0, int(told)-in)
		}
		if len(logged) > len(c.told) {
			l.t.Errorf("the log has requests of client %d that it never sent", c.id)
		}
	}
	if missing > l.dropped {
		l.t.Errorf("%d decisions are missing in the log, and %d are counted", missing, l.dropped)
	}
	l.t.Logf("log: %d lines, %d decisions dropped while it stood still", l.lines, l.dropped)
}

// limitedDisk gives the log a disk with room for some lines: each question is answered, and what is missing in the log is counted.
func limitedDisk(t *testing.T, licet string) {
	engines := load(t)
	dir := t.TempDir()
	write(t, dir, versions()[0])
	file := filepath.Join(t.TempDir(), "decisions.jsonl")
	const limit = 64 << 10 // at most: a shell counts in blocks of 512 or 1024 bytes
	p := start(t, exec.Command("sh", "-c", `ulimit -f 64; exec "$@"`, "sh", licet, "serve", "-p", dir, "--listen", "127.0.0.1:0",
		"--log", file, "--max-batch", "1000", "--timeout", patience.String(), "--grace", "1s"))
	q := question{fields: draw(random(1)), answers: map[string]answer{}}
	q.fields.Dims = [model.DimCount][]string{model.Action: {"use"}, model.Data: {"email"}, model.For: {"marketing"}}
	if !q.understood(engines) {
		t.Fatal("the question is not understood")
	}
	c := newClient(t, p, 1, nil)
	all := make([]*question, 1000)
	tuples := make([]map[string]any, len(all))
	for i := range all {
		all[i], tuples[i] = &q, q.tuple()
	}
	body := marshal(t, map[string]any{"evaluations": tuples})
	decisions := 0
	for n := 0; p.metric(t, "licet_log_dropped_total") == 0; n++ {
		status, text, err := c.post("/access/v1/evaluations", body, n)
		if err != nil || status != 200 {
			t.Fatalf("%d %v", status, err)
		}
		if _, err := checkEvaluations(all, text, nil); err != nil {
			t.Fatal(err)
		}
		if decisions += len(all); decisions > 200_000 {
			t.Fatalf("after %d decisions nothing was dropped; %s", decisions, p.said())
		}
	}
	p.stop(t)
	text, err := os.ReadFile(file)
	if err != nil || len(text) > limit || len(text) < limit/4 {
		t.Fatalf("the log has %d bytes: %v", len(text), err)
	}
	lines := 0
	for line := range bytes.Lines(text) {
		if lines++; !json.Valid(line) || !bytes.HasSuffix(line, []byte("}\n")) {
			t.Errorf("in the log: %q", line)
		}
	}
	m := regexp.MustCompile(`WARNING: (\d+) decisions are not in the log`).FindStringSubmatch(p.said())
	if m == nil || m[1] != strconv.Itoa(decisions-lines) {
		t.Errorf("of %d decisions %d are in the log, and the server says: %s", decisions, lines, p.said())
	}
}
