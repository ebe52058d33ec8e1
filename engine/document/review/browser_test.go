package review_test

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A browser is a real one, without a window, driven over its own pipe (the protocol of Chromium's developer tools): no port is opened.
type browser struct {
	t       *testing.T
	in      io.Writer
	next    int
	mu      sync.Mutex
	waiting map[int]chan reply
	session string
	Console []string // what pages wrote to the console, or broke of the security policy
}

type reply struct {
	ID     int             `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

// browsers are the names of programs that will do. LICET_BROWSER names another.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome-headless-shell"}

// findBrowser returns a browser; without one it skips the test, which CI is not to do: it installs one (.ci/run).
func findBrowser(t *testing.T) string {
	t.Helper()
	names := browsers
	if own := os.Getenv("LICET_BROWSER"); own != "" {
		names = []string{own}
	}
	for _, name := range names {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	if os.Getenv("LICET_NEED_BROWSER") != "" {
		t.Fatalf("LICET_NEED_BROWSER is set, and none of these is here: %s", strings.Join(names, ", "))
	}
	t.Skipf("SKIPPED: no browser is here (%s), so nothing is known of whether the page answers as the engine does; install chromium, or name one by LICET_BROWSER",
		strings.Join(names, ", "))
	return ""
}

// startBrowser starts a browser that ends with the test.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	command := exec.Command(findBrowser(t), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe",
		"--no-first-run", "--disable-extensions", "--disable-background-networking", "--user-data-dir="+t.TempDir(), "about:blank")
	theirIn, ourOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ourIn, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	command.ExtraFiles = []*os.File{theirIn, theirOut} // the browser's descriptors 3 and 4
	var stderr bytes.Buffer
	command.Stderr = &stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	theirIn.Close()
	theirOut.Close()
	b := &browser{t: t, in: ourOut, waiting: map[int]chan reply{}}
	t.Cleanup(func() {
		ourOut.Close() // the browser ends when its pipe does
		done := make(chan error, 1)
		go func() { done <- command.Wait() }()
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			command.Process.Kill()
			<-done
		}
		ourIn.Close()
	})
	go b.listen(ourIn)
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		b.call(domain+".enable", nil, nil)
	}
	return b
}

// listen gives each reply to who waits for it. Messages end with a zero byte.
func (b *browser) listen(from io.Reader) {
	r := bufio.NewReaderSize(from, 1<<20)
	for {
		text, err := r.ReadBytes(0)
		if err != nil {
			b.mu.Lock()
			for _, w := range b.waiting {
				close(w)
			}
			b.waiting = nil
			b.mu.Unlock()
			return
		}
		var m reply
		if json.Unmarshal(bytes.TrimSuffix(text, []byte{0}), &m) != nil {
			continue
		}
		b.mu.Lock()
		if w := b.waiting[m.ID]; w != nil {
			delete(b.waiting, m.ID)
			w <- m
		}
		b.note(m)
		b.mu.Unlock()
	}
}

// note keeps what went wrong in a page, and what it loaded.
func (b *browser) note(m reply) {
	switch m.Method {
	case "Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled":
		b.Console = append(b.Console, string(m.Params))
	case "Network.requestWillBeSent":
		var p struct{ Request struct{ URL string } }
		if json.Unmarshal(m.Params, &p) == nil && !strings.HasPrefix(p.Request.URL, "file:") && !strings.HasPrefix(p.Request.URL, "data:") && !strings.HasPrefix(p.Request.URL, "blob:") {
			b.Console = append(b.Console, "it loads "+p.Request.URL)
		}
	}
}

func (b *browser) call(method string, params any, result any) {
	b.t.Helper()
	answer := make(chan reply, 1)
	b.mu.Lock()
	b.next++
	id := b.next
	if b.waiting == nil {
		b.mu.Unlock()
		b.t.Fatalf("%s: the browser has ended", method)
	}
	b.waiting[id] = answer
	b.mu.Unlock()
	m := map[string]any{"id": id, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" {
		m["sessionId"] = b.session
	}
	text, err := json.Marshal(m)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(text, 0)); err != nil {
		b.t.Fatal(err)
	}
	got, ok := <-answer
	if !ok {
		b.t.Fatalf("%s: the browser has ended", method)
	}
	if got.Error != nil {
		b.t.Fatalf("%s: %s", method, got.Error.Message)
	}
	if result != nil {
		if err := json.Unmarshal(got.Result, result); err != nil {
			b.t.Fatal(err)
		}
	}
}

// run runs a script in the page and reads what it returns.
func (b *browser) run(script string, result any) {
	b.t.Helper()
	var out struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", map[string]any{"expression": script, "returnByValue": true, "awaitPromise": true}, &out)
	if out.ExceptionDetails != nil {
		b.t.Fatalf("%s", out.ExceptionDetails)
	}
	if result != nil {
		if err := json.Unmarshal(out.Result.Value, result); err != nil {
			b.t.Fatalf("%v: %s", err, out.Result.Value)
		}
	}
}

// open opens a page from a file, as one opens an attachment, and waits until its script has run.
func (b *browser) open(html []byte) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "review.html")
	if err := os.WriteFile(file, html, 0o644); err != nil {
		b.t.Fatal(err)
	}
	b.call("Page.navigate", map[string]any{"url": "file://" + file}, nil)
	b.wait()
}

// wait waits until a page has been read and its script has run.
func (b *browser) wait() {
	b.t.Helper()
	for range 1000 {
		var ready bool
		b.run(`document.readyState === "complete" && location.protocol === "file:" && !window.left`, &ready)
		if ready {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	b.t.Fatal("the page does not open")
}

// screen sets the window: its width and height, and whether people want it dark.
func (b *browser) screen(width, height int, dark bool) {
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}, nil)
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
}

// picture writes what the window shows into a file.
func (b *browser) picture(file string) {
	var out struct{ Data string }
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &out)
	png, err := base64.StdEncoding.DecodeString(out.Data)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// clean fails where a page complained, or loaded something.
func (b *browser) clean() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range b.Console {
		b.t.Errorf("the page complained: %s", c)
	}
	b.Console = nil
}
