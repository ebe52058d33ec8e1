package audit_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	pq "github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit"
	"github.com/seed-90f8eabc/licet/engine/events"
)

const policy = `policy p "P" { version "1" }
use core
fact age number "your age"
fact channel one of web, app "the channel"
fact staff "you are staff"
event closed "you close your account"
clause 1 { we may use email, name for service-provision }
clause 2 { we must not use personal for marketing unless consent }
clause 3 { we may use email for marketing given consent and age >= 16 }
clause 4 { we may store personal within 30 days after closed }
clause 5 { we may share email with partner for marketing given consent and channel is app }
clause 6 { this policy does not cover search-query given staff }
`

const mapping = `columns: {action: op, data: field, recipient: to, purpose: why}
given:
  age: age
  channel: chan
  staff: staff
  closed: {column: closed, unit: days, values: {-1: false}}
  consent: ok
nothing_else: true
system: sys
`

// A fields are the cells of an event by their columns: nil, a string, an int64 or a bool.
type fields map[string]any

var columns = []string{"op", "field", "to", "why", "age", "chan", "staff", "closed", "ok", "sys"}

// draw draws an event; one in some cells is none that the policy knows.
func draw(t *rapid.T) fields {
	text := func(values ...any) any { return rapid.SampledFrom(append(values, nil)).Draw(t, "cell") }
	return fields{
		"op": text("use", "store", "share", "use", "us"), "field": text("email", "name", "personal", "search-query", "fax"),
		"to": text(nil, nil, "partner"), "why": text("marketing", "service-provision"),
		"age": text(int64(12), int64(16), int64(40)), "chan": text("web", "app", "post"), "staff": text(true, false),
		"closed": text(int64(-1), int64(3), int64(31), int64(-5)), "ok": text(true, false), "sys": text("crm", "web"),
	}
}

// eachAnswer returns an event for each answer, and one that is bad.
func eachAnswer() []fields {
	return []fields{
		{"op": "use", "field": "email", "why": "service-provision", "ok": false},
		{"op": "use", "field": "email", "why": "marketing", "ok": false},
		{"op": "use", "field": "email", "why": "marketing"},
		{"op": "share", "field": "name", "to": "partner", "why": "service-provision", "ok": true},
		{"op": "use", "field": "search-query", "why": "marketing", "staff": true, "ok": true},
		{"op": "us"},
	}
}

// A writer writes events in a format.
type writer func(t fataler, rows []fields) []byte

type fataler interface{ Fatal(args ...any) }

func writers() map[string]writer {
	return map[string]writer{"e.csv": asCSV, "e.jsonl": asJSON, "e.parquet": asParquet}
}

func asCSV(t fataler, rows []fields) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(columns)
	for _, r := range rows {
		var line []string
		for _, c := range columns {
			cell := ""
			if v := r[c]; v != nil {
				cell = fmt.Sprint(v)
			}
			line = append(line, cell)
		}
		_ = w.Write(line)
	}
	w.Flush()
	return b.Bytes()
}

func asJSON(t fataler, rows []fields) []byte {
	var b bytes.Buffer
	for _, r := range rows {
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(text, '\n'))
	}
	return b.Bytes()
}

func asParquet(t fataler, rows []fields) []byte { return asTable(t, rows, 7) }

// asTable writes a table with row groups of some size.
func asTable(t fataler, rows []fields, inGroup int64) []byte {
	group := pq.Group{}
	for _, c := range columns {
		node := pq.Encoded(pq.String(), &pq.RLEDictionary)
		switch c {
		case "age":
			node = pq.Int(64)
		case "closed":
			node = pq.Encoded(pq.Leaf(pq.DoubleType), &pq.RLEDictionary)
		case "staff":
			node = pq.Leaf(pq.BooleanType)
		}
		group[c] = pq.Optional(node)
	}
	schema := pq.NewSchema("events", group)
	var b bytes.Buffer
	w := pq.NewWriter(&b, schema, pq.MaxRowsPerRowGroup(inGroup))
	for _, r := range rows {
		row := make(pq.Row, len(columns))
		for _, c := range columns {
			leaf, _ := schema.Lookup(c)
			row[leaf.ColumnIndex] = cellOf(r[c], leaf.Node.Type().Kind()).Level(0, levelOf(r[c]), leaf.ColumnIndex)
		}
		if _, err := w.WriteRows([]pq.Row{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func levelOf(v any) int {
	if v == nil {
		return 0
	}
	return 1
}

func cellOf(v any, kind pq.Kind) pq.Value {
	switch v := v.(type) {
	case bool:
		if kind == pq.ByteArray {
			return pq.ByteArrayValue([]byte(strconv.FormatBool(v)))
		}
		return pq.BooleanValue(v)
	case int64:
		if kind == pq.Double {
			return pq.DoubleValue(float64(v))
		}
		return pq.Int64Value(v)
	case string:
		return pq.ByteArrayValue([]byte(v))
	}
	return pq.Value{}
}

// report audits a text, and returns the report without the name of the file, the places and the cells.
func report(t fataler, b *events.Bound, name string, text []byte, workers int) *audit.Report {
	out := run(t, b, name, text, workers).Report(audit.Presentation{Samples: 5})
	out.Files = nil
	for i := range out.Groups {
		for k := range out.Groups[i].Samples {
			s := &out.Groups[i].Samples[k]
			s.Place, s.Cells = ordinal(s.Place, name), nil
		}
	}
	for i := range out.BadRows {
		for k := range out.BadRows[i].Samples {
			s := &out.BadRows[i].Samples[k]
			s.Place, s.Cells, s.Message = ordinal(s.Place, name), nil, ""
		}
	}
	return out
}

// run audits the events of one file.
func run(t fataler, b *events.Bound, name string, text []byte, workers int) *audit.Result {
	dir, err := os.MkdirTemp("", "audit")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, text, 0o666); err != nil {
		t.Fatal(err)
	}
	sources, _, err := audit.Find([]string{path}, audit.Auto)
	if err != nil {
		t.Fatal(err)
	}
	r, err := audit.Run(context.Background(), b, sources, audit.Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ordinal makes places of the same event the same in all formats.
func ordinal(p audit.Place, name string) audit.Place {
	if name == "e.csv" {
		p.Line-- // that of the names
	}
	return audit.Place{Row: p.Line + p.Row}
}

// TestFormatsAgree writes the same events in each format. What is reported is the same, for any number of workers, and is what
// the engine says of each row.
func TestFormatsAgree(t *testing.T) {
	bound := bindText(t, policy, mapping)
	answers, bad := map[string]int64{}, int64(0)
	rapid.Check(t, func(t *rapid.T) {
		rows := append(rapid.SliceOfN(rapid.Custom(draw), 1, 40).Draw(t, "rows"), eachAnswer()...)
		want := report(t, bound, "e.jsonl", asJSON(t, rows), 1)
		for name, write := range writers() {
			for _, workers := range []int{1, 3} {
				if d := cmp.Diff(want, report(t, bound, name, write(t, rows), workers)); d != "" {
					t.Fatalf("%s with %d workers (-jsonl +got):\n%s", name, workers, d)
				}
			}
		}
		byRow, badRows := rowByRow(t, bound, rows)
		for _, c := range want.Answers {
			if byRow[c.Answer] != c.Events {
				t.Fatalf("%d events are %s; row by row, %d", c.Events, c.Answer, byRow[c.Answer])
			}
			answers[c.Answer] += c.Events
		}
		if badRows != want.Bad {
			t.Fatalf("%d are bad; row by row, %d", want.Bad, badRows)
		}
		bad += badRows
	})
	for _, a := range []string{"permitted", "prohibited", "undetermined", "not-addressed", "out-of-scope"} {
		if answers[a] == 0 {
			t.Errorf("no event was %s", a)
		}
	}
	if bad == 0 {
		t.Error("no row was bad")
	}
}

// rowByRow answers each event by itself.
func rowByRow(t *rapid.T, b *events.Bound, rows []fields) (answers map[string]int64, bad int64) {
	answers = map[string]int64{}
	for _, r := range rows {
		var cells []any
		for _, c := range b.Columns() {
			cells = append(cells, r[c.Name])
		}
		ruling, err := b.Answer(cells)
		var no *events.BadRow
		switch {
		case errors.As(err, &no):
			bad++
		case err != nil:
			t.Fatal(err)
		default:
			answers[ruling.Answer.String()]++
		}
	}
	return answers, bad
}

// TestSentences asks the question of every sample again: each is answered as its group was.
func TestSentences(t *testing.T) {
	bound := bindText(t, policy, mapping)
	asked := 0
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(draw), 1, 20).Draw(t, "rows")
		for _, g := range report(t, bound, "e.jsonl", asJSON(t, rows), 1).Groups {
			for _, s := range g.Samples {
				if s.Sentence == "" {
					t.Fatalf("no sentence for %+v", s.Question)
				}
				q, err := bound.Engine().Asker().Question(s.Sentence)
				if err != nil {
					t.Fatal(err)
				}
				a, _, err := bound.Engine().Brief(q)
				if err != nil || a.String() != g.Answer {
					t.Fatalf("%s is %s, and the event was %s: %v", s.Sentence, a, g.Answer, err)
				}
				asked++
			}
		}
	})
	if asked < 20 {
		t.Errorf("only %d sentences were asked", asked)
	}
}

// TestInterrupted ends an audit in its middle, also one that waits for standard input.
func TestInterrupted(t *testing.T) {
	bound := bindText(t, policy, mapping)
	ctx, stop := context.WithCancel(context.Background())
	r, w := io.Pipe()
	defer w.Close()
	go func() {
		fmt.Fprintln(w, `{"op": "use"}`)
		stop()
	}()
	sources, _, err := audit.Find([]string{"-"}, audit.JSON)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Run(ctx, bound, sources, audit.Options{Workers: 2, Standard: r}); !errors.Is(err, audit.ErrInterrupted) {
		t.Errorf("the error is %v", err)
	}
}

// TestFirstError reads files of which several are damaged: the error is about the first of them, whoever finds it.
func TestFirstError(t *testing.T) {
	bound := bindText(t, policy, mapping)
	dir := t.TempDir()
	var paths []string
	for i := range 12 {
		rows := make([]fields, 50)
		for k := range rows {
			rows[k] = fields{"op": "use", "field": "email"}
		}
		text := asParquet(t, rows)
		if i >= 5 {
			copy(text[len(text)/3:], bytes.Repeat([]byte{0xFF}, len(text)/3))
		}
		paths = append(paths, filepath.Join(dir, fmt.Sprintf("%02d.parquet", i)))
		if err := os.WriteFile(paths[i], text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	sources, _, err := audit.Find(paths, audit.Auto)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		_, err := audit.Run(context.Background(), bound, sources, audit.Options{Workers: 4})
		if err == nil || !strings.HasPrefix(err.Error(), paths[5]+": ") {
			t.Fatalf("the error is %v", err)
		}
	}
}
