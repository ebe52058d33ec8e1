package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestDocumentedLog runs the commands that SERVE.md has on the decision log and on traces, in order, and compares what they write. The server listens at
// another port, and its collector is the test's. LICET_UPDATE=1 writes what it got into the document.
func TestDocumentedLog(t *testing.T) {
	const path = "SERVE.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, sections, after := recordSections(t, string(text))
	spans := newCollector(t)
	blocks := 0
	updated := consoleBlock.ReplaceAllStringFunc(sections, func(block string) string {
		blocks++
		s := &serving{t: t, dir: t.TempDir(), collector: spans.Listener.Addr().String()}
		return "```console\n" + s.session(consoleBlock.FindStringSubmatch(block)[1]) + "```"
	})
	if blocks < 2 {
		t.Errorf("only %d blocks of commands", blocks)
	}
	spans.compare(updated)
	for line := range strings.Lines(updated) {
		if strings.HasPrefix(line, `{"format":"licet.decision/1"`) {
			hold(t, line)
		}
	}
	if d := cmp.Diff(sections, updated); d != "" && os.Getenv("LICET_UPDATE") == "" {
		t.Errorf("%s (-written +got):\n%s", path, d)
	} else if d != "" {
		if err := os.WriteFile(path, []byte(before+updated+after), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// recordSections finds the sections on the decision log and on traces, one behind the other.
func recordSections(t *testing.T, text string) (before, sections, after string) {
	t.Helper()
	at := strings.Index(text, "\n## Decision log\n")
	traces := strings.Index(text, "\n## Traces\n")
	if at < 0 || traces < at {
		t.Fatal("there are no sections on the decision log and on traces")
	}
	end := len(text)
	if next := strings.Index(text[traces+1:], "\n## "); next >= 0 {
		end = traces + 1 + next
	}
	return text[:at], text[at:end], text[end:]
}

// hold holds a line of the log to its schema.
func hold(t *testing.T, line string) {
	t.Helper()
	s, err := strict("decision")
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	line = strings.ReplaceAll(line, "sha256:...", "sha256:"+strings.Repeat("0", 64))
	if err = json.Unmarshal([]byte(line), &doc); err == nil {
		err = s.Validate(doc)
	}
	if err != nil {
		t.Errorf("%s: %v", line, err)
	}
}

// A serving runs a session of commands in which a server runs in the background.
type serving struct {
	t         *testing.T
	dir       string
	collector string // what takes the place of 127.0.0.1:4318
	more      string // flags that the document does not have
	server    *exec.Cmd
	addr      string // what takes the place of 127.0.0.1:8270
	out       io.Writer
}

// session runs the commands of a block; its server must end with it.
func (s *serving) session(block string) string {
	defer s.end()
	return s.commands(block)
}

// end checks that no server runs on.
func (s *serving) end() {
	if s.server != nil {
		s.t.Error("a server runs on behind its block")
		s.stop()
	}
}

func (s *serving) commands(block string) string {
	var b strings.Builder
	for line := range strings.Lines(block) {
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			continue // what the command before wrote
		}
		b.WriteString(line)
		switch background, isServer := strings.CutSuffix(command, " &"); {
		case isServer:
			s.start(background)
		case command == "kill %1; wait":
			s.stop()
		default:
			command = strings.ReplaceAll(command, "127.0.0.1:8270", s.addr)
			out := runDocumented(s.t, s.dir, command)
			if s.addr != "" {
				out = strings.ReplaceAll(out, s.addr, "127.0.0.1:8270")
			}
			b.WriteString(masked(out))
		}
	}
	return b.String()
}

// start starts a server, and waits until it listens.
func (s *serving) start(command string) {
	s.t.Helper()
	command = strings.ReplaceAll(command, "127.0.0.1:4318", s.collector)
	command, said, ok := strings.Cut(command, " 2>")
	if !ok {
		said = ".server.log"
	}
	said = filepath.Join(s.dir, said)
	if err := os.WriteFile(said, nil, 0o666); err != nil { // what another server said is not what this one says
		s.t.Fatal(err)
	}
	s.server = exec.Command("sh", "-c", "exec "+command+s.more+" --listen 127.0.0.1:0 2>"+said)
	s.server.Dir, s.server.Stdout = s.dir, s.out
	if err := s.server.Start(); err != nil {
		s.t.Fatal(err)
	}
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		text, err := os.ReadFile(said)
		if m := listens.FindSubmatch(text); m != nil {
			s.addr = string(m[2])
			return
		}
		if err != nil || time.Now().After(end) {
			s.t.Fatalf("%s: it does not listen: %s %v", command, text, err)
		}
	}
}

// listens is how a server says that it does.
var listens = regexp.MustCompile(`listening on (https?://(\S+))\n(?s:.*)in force: .*\n`)

// stop stops the server, and waits until it has ended.
func (s *serving) stop() {
	s.t.Helper()
	if err := s.server.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.server.Wait(); err != nil {
		s.t.Errorf("the server ended with %v", err)
	}
	s.server = nil
}

// TestLogOnStandardOutput logs there, with values.
func TestLogOnStandardOutput(t *testing.T) {
	var out strings.Builder
	s := &serving{t: t, dir: t.TempDir(), out: &out}
	const ask = `curl -s -H 'Content-Type: application/json' -H 'X-Request-ID: mine' -d '{"action": "use", "data": "email", "given": {"consent": true}}' 'http://127.0.0.1:8270/v1/ask?brief=true'`
	got := s.session("$ licet serve -p shop --log - --log-values &\n$ " + ask + "\n$ curl -s http://127.0.0.1:8270/metrics | grep -c '^licet_log_'\n$ kill %1; wait\n")
	if !strings.Contains(got, `"answer":"undetermined"`) || !strings.Contains(got, "\n4\n") {
		t.Errorf("got %s", got)
	}
	hold(t, out.String())
	for _, want := range []string{`"values":{"consent":true}`, `"request_id":"mine"`, `"answer":"undetermined"`} {
		if !strings.Contains(out.String(), want) || strings.Count(out.String(), "\n") != 1 {
			t.Errorf("%s is not in the log: %s", want, out.String())
		}
	}
}

// masked is an output with what differs each time as the document has it.
func masked(out string) string {
	for _, m := range []struct{ what, as string }{
		{`sha256:[0-9a-f]{64}`, `sha256:...`},
		{`_at":"[^"]*"`, `_at":"2026-11-26T09:30:00Z"`},
		{`"time":"[^"]*"`, `"time":"2026-11-26T09:30:00.000000Z"`},
		{`"trace_id":"[1-9a-f][0-9a-f]{31}"|"trace_id":"0[0-9b-f][0-9a-f]{30}"`, `"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"`},
		{`"span_id":"[^"]*"`, `"span_id":"00f067aa0ba902b7"`},
		{`"duration_ns":\d+`, `"duration_ns":52013`},
	} {
		out = regexp.MustCompile(m.what).ReplaceAllString(out, m.as)
	}
	return out
}

// curl is the command of the documents that sends a request: what they use of curl's flags.
func curl() {
	flags := flag.NewFlagSet("curl", flag.ExitOnError)
	flags.Bool("s", false, "")
	data, out, more := flags.String("d", "", ""), flags.String("o", "", ""), flags.String("w", "", "")
	header := http.Header{}
	flags.Func("cacert", "", func(name string) error {
		text, err := os.ReadFile(name)
		roots := x509.NewCertPool()
		roots.AppendCertsFromPEM(text)
		http.DefaultTransport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: roots}
		return err
	})
	flags.Func("json", "", func(text string) (err error) {
		header.Set("Content-Type", "application/json")
		*data = text
		if name, ok := strings.CutPrefix(text, "@"); ok {
			var content []byte
			content, err = os.ReadFile(name)
			*data = string(content)
		}
		return err
	})
	flags.Func("H", "", func(line string) error {
		name, value, _ := strings.Cut(line, ": ")
		header.Add(name, value)
		return nil
	})
	_ = flags.Parse(os.Args[1:])
	method := http.MethodGet
	if *data != "" {
		method = http.MethodPost
	}
	r, err := http.NewRequest(method, flags.Arg(0), strings.NewReader(*data))
	if err == nil {
		r.Header = header
		err = show(r, *out == "", *more)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "curl:", err)
		os.Exit(1)
	}
}

func show(r *http.Request, answer bool, more string) error {
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if answer {
		_, err = io.Copy(os.Stdout, response.Body)
	}
	fmt.Print(strings.NewReplacer("%{http_code}", strconv.Itoa(response.StatusCode), `\n`, "\n").Replace(more))
	return err
}

// A collector takes spans, and compares what they say with the document.
type collector struct {
	*httptest.Server
	t *testing.T

	mu   sync.Mutex
	seen map[string]bool // attributes
}

func newCollector(t *testing.T) *collector {
	c := &collector{t: t, seen: map[string]bool{}}
	c.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, m := range regexp.MustCompile(`"key":"([^"]+)"`).FindAllStringSubmatch(string(body), -1) {
			c.seen[m[1]] = true
		}
	}))
	t.Cleanup(c.Server.Close)
	return c
}

// compare checks that what was sent is documented, and that something was.
func (c *collector) compare(document string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.seen["licet.answer"] || !c.seen["http.route"] {
		c.t.Errorf("the collector has got %v", c.seen)
	}
	for name := range c.seen {
		if !strings.HasPrefix(name, "service.") && !strings.Contains(document, "`"+name+"`") {
			c.t.Errorf("the attribute %s is not documented", name)
		}
	}
}

// TestDocumentedFlags checks that the flags and metrics that the section names are there.
func TestDocumentedFlags(t *testing.T) {
	text, err := os.ReadFile("SERVE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := recordSections(t, string(text))
	source, err := os.ReadFile(filepath.Join("internal", "cli", "servelog.go"))
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`--((?:log|otlp)[a-z-]*)|`(licet_(?:log|traces)_[a-z_]+)`").FindAllStringSubmatch(section, -1)
	names := []string{}
	for _, m := range named {
		if name := m[1] + m[2]; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) < 12 {
		t.Errorf("only %v are named", names)
	}
	for _, name := range names {
		if !strings.Contains(string(source), `"`+name+`"`) {
			t.Errorf("there is no %s", name)
		}
	}
}
