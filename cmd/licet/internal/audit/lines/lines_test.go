package lines_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/lines"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// A row is what was read of a record, with its line.
type row struct {
	Line  int64
	Cells []string
}

const null = "∅"

// A fataler is a test, or a property.
type fataler interface {
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// read reads all records of a text.
func read(t fataler, format lines.Format, columns []string, from io.Reader) (rows []row, faults []lines.Fault) {
	s := lines.NewSplitter(from, format)
	var p *lines.Parser
	for {
		b, err := s.Next(make([]byte, lines.BlockSize))
		if errors.Is(err, io.EOF) {
			return rows, faults
		}
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			var header []string
			if format != lines.JSON {
				if header, b, err = lines.Header(format, b); err != nil {
					return nil, []lines.Fault{{Code: "header", Message: err.Error()}}
				}
			}
			p = lines.NewParser(format, columns, header)
		}
		err = p.Parse(b, func(b *events.Batch) error {
			rows = append(rows, rowsOf(t, b, len(columns))...)
			return nil
		}, func(f lines.Fault) { faults = append(faults, f) })
		if err != nil {
			t.Fatal(err)
		}
	}
}

func rowsOf(t fataler, b *events.Batch, columns int) (out []row) {
	if len(b.Columns) != columns {
		t.Fatalf("%d columns", len(b.Columns))
	}
	for i := range b.Rows {
		r := row{Line: b.First + int64(i)}
		for _, v := range b.Columns {
			if len(v.Codes) != b.Rows {
				t.Fatalf("%d cells in a batch of %d", len(v.Codes), b.Rows)
			}
			if c := v.Codes[i]; c < 0 {
				r.Cells = append(r.Cells, null)
			} else {
				r.Cells = append(r.Cells, v.Dictionary.Values[c])
			}
		}
		out = append(out, r)
	}
	for _, bad := range b.Bad {
		out[bad.Row].Cells[bad.Column] = "bad " + bad.Text
	}
	return out
}

// show is rows and faults as text.
func show(rows []row, faults []lines.Fault) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%d: %s\n", r.Line, strings.Join(r.Cells, "|"))
	}
	for _, f := range faults {
		fmt.Fprintf(&b, "%d: %s: %s\n", f.Line, f.Code, f.Message)
	}
	return b.String()
}

func TestRecords(t *testing.T) {
	long := strings.Repeat("x", lines.BlockSize)
	for _, c := range []struct {
		name   string
		format lines.Format
		text   string
		want   string
	}{
		{"plain", lines.CSV, "op,x,who\nuse,1,a\nsell,2,b\n", "2: use|a\n3: sell|b\n"},
		{"no last line feed", lines.CSV, "op,x,who\nuse,1,a", "2: use|a\n"},
		{"empty is null, in quotation marks too", lines.CSV, "op,x,who\n,1,a\n\"\",1,\"b\"\n", "2: ∅|a\n3: ∅|b\n"},
		{"another order, carriage returns, a byte order mark", lines.CSV, "\uFEFFwho,op\r\na,use\r\n", "2: use|a\n"},
		{"blank lines are no records", lines.CSV, "\nop,who\n\nuse,a\n\n\nuse,b\n", "4: use|a\n7: use|b\n"},
		{"a field over lines", lines.CSV, "op,who\n\"u\nse\",a\nuse,\"a \"\"b\"\"\"\n", "2: u\nse|a\n4: use|a \"b\"\n"},
		{"too few and too many", lines.CSV, "op,who\nuse\nuse,a,b\nuse,c\n",
			"4: use|c\n2: column-count: fields: 1; the first line names 2\n3: column-count: fields: 3; the first line names 2\n"},
		{"a mark within a field", lines.CSV, "op,who\nu\"s\"e,a\nuse,b\n",
			"3: use|b\n2: bad-csv: a quotation mark stands in a field that does not begin with one; quote the whole field, and write the mark twice\n"},
		{"text behind a quoted field", lines.CSV, "op,who\n\"use\"d,a\nuse,b\n",
			"3: use|b\n2: bad-csv: a quoted field goes on behind its closing quotation mark; a mark within a field is written twice\n"},
		{"a mark that is not closed costs its line", lines.CSV, "op,who\n\"use,a\nuse,b\n", "3: use|b\n2: bad-csv: a quotation mark is opened and not closed\n"},
		{"a mark that is opened in a second line", lines.CSV, "op,who\n\"u\nse\",\"a\nuse,b\n", "4: use|b\n2: bad-csv: a quotation mark is opened and not closed\n" +
			"3: bad-csv: a quotation mark stands in a field that does not begin with one; quote the whole field, and write the mark twice\n"},
		{"a long line with a mark at its end", lines.CSV, "op,who\nuse,a\n" + long + long + "\",b\nuse,c\n\"us\ne\",d\n", "2: use|a\n4: use|c\n5: us\ne|d\n3: line-too-long: the line is longer than 1 MiB\n"},
		{"tabs", lines.TSV, "op\twho\nuse,\ta\n", "2: use,|a\n"},
		{"a long line", lines.CSV, "op,who\nuse,a\n" + long + long + ",b\nuse,c\n", "2: use|a\n4: use|c\n3: line-too-long: the line is longer than 1 MiB\n"},
		{"a long header", lines.CSV, long + long, "0: header: its first line, which must name the columns, is longer than 1 MiB\n"},
		{"empty", lines.CSV, "", ""},
		{"only blank lines", lines.CSV, "\n\n", "0: header: it is empty; its first line must name the columns\n"},
		{"objects", lines.JSON, `{"op": "use", "who": "a", "x": {"op": 1}}` + "\n" + `{"who": null}` + "\r\n\n" + `{"op": true, "who": 18}`, "1: use|a\n2: ∅|∅\n4: true|18\n"},
		{"numbers", lines.JSON, `{"op": 18.0, "who": 1.8e1}` + "\n" + `{"op": 1.5, "who": -0.0}`, "1: 18|18\n2: 1.5|0\n"},
		{"escapes", lines.JSON, `{"\u006fp": "\u0061\n", "who": "\"\""}`, "1: a\n|\"\"\n"},
		{"no cells", lines.JSON, `{"who": [1, 2], "op": {"a": "` + strings.Repeat("b", 50) + `"}}` + "\n" + `{"op": "use"}`,
			"1: bad {\"a\": \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb...|bad [1, 2]\n2: use|∅\n"},
		{"no JSON", lines.JSON, "use\n{\"op\": \"use\"\n{}{}\n[]\n{\"op\":tru}\n{\"op\": \"use\"}\n{\"op\": \"\xff\"}\n",
			"6: use|∅\n1: bad-json: no JSON, at column 1\n2: bad-json: the JSON object is not closed\n3: bad-json: something stands behind the JSON object; each object has its own line\n" +
				"4: bad-json: the line is no JSON object\n5: bad-json: no JSON, at column 10\n7: bad-json: no JSON, at column 9\n"},
		{"a name that stands twice", lines.JSON, `{"op": [1], "op": "use"}` + "\n" + `{"y": 1, "y": 1, "op": "use"}` + "\n" + `{"op": "use"}`,
			"3: use|∅\n1: bad-json: a name stands twice in the JSON object\n2: bad-json: a name stands twice in the JSON object\n"},
		{"a long object", lines.JSON, `{"op": "` + long + "\"}\n" + `{"op": "use"}`, "2: use|∅\n1: line-too-long: the line is longer than 1 MiB\n"},
	} {
		rows, faults := read(t, c.format, []string{"op", "who"}, strings.NewReader(c.text))
		if d := cmp.Diff(c.want, show(rows, faults)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

// TestLikeTheStandardLibrary compares records with those that encoding/csv reads, over texts that span blocks and have mistakes.
func TestLikeTheStandardLibrary(t *testing.T) {
	faulty, good := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		field := rapid.OneOf(rapid.SampledFrom([]string{"", "a", "b\"c", "\"d\"", "\"e\nf\"", "\"g\"\"h\"", "\"i\"j", "\"", "\r", "\"k,l\"", "\"\r\n\""}), rapid.StringMatching(`[a-z]{1,3}`))
		var b strings.Builder
		b.WriteString("op,who\n")
		for range rapid.IntRange(0, 40).Draw(t, "rows") {
			fields := rapid.SliceOfN(field, 1, 3).Draw(t, "fields")
			b.WriteString(strings.Join(fields, ",") + rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end"))
		}
		text := b.String()
		rows, faults := read(t, lines.CSV, []string{"op", "who"}, strings.NewReader(text))
		for _, f := range faults {
			if f.Message == "a quotation mark is opened and not closed" {
				return // the library reads to the end of the file, we do not
			}
		}
		faulty, good = faulty+len(faults), good+len(rows)
		want, wantFaults := standard(text)
		if d := cmp.Diff(want, rows); d != "" {
			t.Fatalf("%q (-want +got):\n%s", text, d)
		}
		var got []int64
		for _, f := range faults {
			got = append(got, f.Line)
		}
		if d := cmp.Diff(wantFaults, got); d != "" {
			t.Fatalf("%q (-want +got):\n%s", text, d)
		}
	})
	if faulty < 20 || good < 20 {
		t.Errorf("%d faults, %d rows: that compares little", faulty, good)
	}
}

func standard(text string) (rows []row, faults []int64) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = 2
	if _, err := r.Read(); err != nil {
		panic(err)
	}
	for {
		fields, err := r.Read()
		var mistake *csv.ParseError
		switch {
		case err == io.EOF:
			return rows, faults
		case errors.As(err, &mistake):
			faults = append(faults, int64(mistake.StartLine))
			continue
		}
		line, _ := r.FieldPos(0)
		for i := range fields {
			if fields[i] == "" {
				fields[i] = null
			}
		}
		rows = append(rows, row{int64(line), fields})
	}
}

// TestBlocks reads texts much longer than a block, in which fields span lines, and finds every record once.
func TestBlocks(t *testing.T) {
	var text bytes.Buffer
	var want []row
	text.WriteString("who,op\n")
	line := int64(2)
	for i := range 120_000 {
		who := fmt.Sprintf("w%d", i%1000)
		if i%7 > 0 {
			fmt.Fprintf(&text, "\"%s\n\n\"\"\",use%d\n", who, i)
			want = append(want, row{line, []string{fmt.Sprintf("use%d", i), who + "\n\n\""}})
			line += 3
			continue
		}
		fmt.Fprintf(&text, "%s,use%d\n", who, i)
		want = append(want, row{line, []string{fmt.Sprintf("use%d", i), who}})
		line++
	}
	rows, faults := read(t, lines.CSV, []string{"op", "who"}, &text)
	if len(faults) > 0 {
		t.Fatalf("%+v", faults[0])
	}
	if d := cmp.Diff(want, rows); d != "" {
		t.Errorf("-want +got:\n%.2000s", d)
	}
}

// FuzzLines holds what is read to what the standard library makes of each line.
func FuzzLines(f *testing.F) {
	f.Add([]byte("{\"op\": \"use\"}\n{\"op\": 1, \"op\": 2}\nnull"), true)
	f.Add([]byte("op,who\n\"a\nb\",c\nd"), false)
	f.Fuzz(func(t *testing.T, text []byte, object bool) {
		if !object {
			read(t, lines.CSV, []string{"op", "who"}, bytes.NewReader(append([]byte("op,who\n"), text...)))
			return
		}
		rows, faults := read(t, lines.JSON, []string{"op", "who"}, bytes.NewReader(text))
		for _, r := range rows {
			line := bytes.TrimPrefix(bytes.Split(text, []byte("\n"))[r.Line-1], []byte("\uFEFF"))
			var v map[string]any
			if err := json.Unmarshal(line, &v); err != nil {
				t.Errorf("%q was read, and is none: %v", line, err)
			}
		}
		filled := 0
		for _, line := range bytes.Split(text, []byte("\n")) {
			if len(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\uFEFF")))) > 0 {
				filled++
			}
		}
		if got := len(rows) + len(faults); got > filled || got < filled-1 {
			t.Errorf("%d rows and %d faults of %d lines", len(rows), len(faults), filled)
		}
	})
}

// TestFewValuesAreKept reads many different values, and keeps few of them at a time.
func TestFewValuesAreKept(t *testing.T) {
	p := lines.NewParser(lines.JSON, []string{"op"}, nil)
	var text bytes.Buffer
	for i := range 60_000 {
		fmt.Fprintf(&text, "{\"op\": %d}\n", i)
	}
	most := 0
	err := p.Parse(lines.Block{Line: 1, Text: text.Bytes()}, func(b *events.Batch) error {
		most = max(most, len(b.Columns[0].Dictionary.Values))
		return nil
	}, func(f lines.Fault) { t.Error(f) })
	if err != nil || most < 4_000 || most > 9_000 {
		t.Errorf("%d values were kept: %v", most, err)
	}
}
