package audit_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// A source writes an event for each number.
type source struct {
	event       func(n int) string
	next, count int
	left        []byte
}

func (s *source) Read(b []byte) (int, error) {
	for len(s.left) < len(b) && s.next < s.count {
		s.left = append(s.left, s.event(s.next)...)
		s.next++
	}
	if len(s.left) == 0 {
		return 0, io.EOF
	}
	n := copy(b, s.left)
	s.left = s.left[n:]
	return n, nil
}

// most is how much memory may be in use: more than some blocks take, and what the decider keeps, and much less than the events are.
const most = 100 << 20

// TestMemory audits long texts: of wide events, of events of which no two have the same cells, and of ones that are bad.
func TestMemory(t *testing.T) {
	bound := bindText(t, policy, mapping)
	count := 25_000
	if testing.Short() {
		count = 15_000
	}
	wide := strings.Repeat("x", 8_000)
	for name, event := range map[string]func(n int) string{
		"wide":     func(n int) string { return `{"op": "use", "field": "email", "x": "` + wide + "\"}\n" },
		"distinct": func(n int) string { return fmt.Sprintf(`{"op": "use%d", "field": "%d", "sys": "%d"}`+"\n", n, n, n) },
		"numbers": func(n int) string {
			return fmt.Sprintf(`{"op": "use", "field": "email", "age": %d, "closed": %d}`+"\n", n, n)
		},
		"bad": func(n int) string { return fmt.Sprintf("%d%s\n", n, wide) },
	} {
		if n := peak(t, bound, &source{event: event, count: count}, ""); n > most {
			t.Errorf("%s: %d events take %d MB", name, count, n>>20)
		}
	}
}

// TestMemoryOfTables audits a table.
func TestMemoryOfTables(t *testing.T) {
	policy, _ := benchPolicy(20)
	bound := bindText(t, policy, benchMapping)
	if n := peak(t, bound, nil, benchFile(t, 300_000, nil)); n > most {
		t.Errorf("300,000 rows take %d MB", n>>20)
	}
}

// peak returns how much memory was in use at most, without what is garbage.
func peak(t *testing.T, bound *events.Bound, from io.Reader, path string) (inUse uint64) {
	t.Helper()
	sources, _, err := audit.Find([]string{"-"}, audit.JSON)
	if path != "" {
		sources, _, err = audit.Find([]string{path}, audit.Auto)
	}
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	done := make(chan error)
	go func() {
		_, err := audit.Run(context.Background(), bound, sources, audit.Options{Workers: 2, Standard: from})
		done <- err
	}()
	var m runtime.MemStats
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return inUse
		case <-time.After(5 * time.Millisecond):
			runtime.GC()
			runtime.ReadMemStats(&m)
			inUse = max(inUse, m.HeapAlloc)
		}
	}
}

// TestLongTexts audits a text that is one line, and one that opens a quotation mark and never closes it.
func TestLongTexts(t *testing.T) {
	bound := bindText(t, policy, `columns: {action: op}`)
	text := append([]byte("op,x\n\""), bytes.Repeat([]byte("x"), 24<<20)...)
	sources, _, err := audit.Find([]string{"-"}, audit.CSV)
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "\nuse,1\n"} {
		r, err := audit.Run(context.Background(), bound, sources, audit.Options{Standard: bytes.NewReader(append(text, end...))})
		if err != nil {
			t.Fatal(err)
		}
		report := r.Report(audit.Presentation{Samples: 1})
		if want := int64(1 + min(len(end), 1)); report.Events != want || report.Bad != 1 {
			t.Errorf("%d events, %d of them bad; want %d and 1", report.Events, report.Bad, want)
		}
	}
}
