package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/rogpeppe/go-internal/testscript"
)

// table is `table FILE CSV [TIMESTAMP]`: it writes the rows of a CSV file as Parquet, each column as texts in a dictionary, empty fields as null;
// the column TIMESTAMP as timestamps, all null.
func table(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: table FILE CSV [TIMESTAMP]")
	}
	rows, err := csv.NewReader(bytes.NewReader([]byte(ts.ReadFile(args[1])))).ReadAll()
	ts.Check(err)
	group := parquet.Group{}
	for _, name := range rows[0] {
		group[name] = parquet.Optional(parquet.Compressed(parquet.Encoded(parquet.String(), &parquet.RLEDictionary), &parquet.Snappy))
		if len(args) > 2 && name == args[2] {
			group[name] = parquet.Optional(parquet.Timestamp(parquet.Millisecond))
		}
	}
	schema := parquet.NewSchema("events", group)
	var out bytes.Buffer
	w := parquet.NewWriter(&out, schema, parquet.MaxRowsPerRowGroup(6))
	for _, fields := range rows[1:] {
		row := make(parquet.Row, len(fields))
		for i, field := range fields {
			leaf, _ := schema.Lookup(rows[0][i])
			row[leaf.ColumnIndex] = parquet.Value{}.Level(0, 0, leaf.ColumnIndex)
			if field != "" && leaf.Node.Type().Kind() == parquet.ByteArray {
				row[leaf.ColumnIndex] = parquet.ByteArrayValue([]byte(field)).Level(0, 1, leaf.ColumnIndex)
			}
		}
		_, err := w.WriteRows([]parquet.Row{row})
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o666))
}

// pack is `pack FILE`: it writes FILE.gz and FILE.zst.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: pack FILE")
	}
	text := []byte(ts.ReadFile(args[0]))
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, err := w.Write(text)
	ts.Check(err)
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]+".gz"), zipped.Bytes(), 0o666))
	z, err := zstd.NewWriter(nil)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]+".zst"), z.EncodeAll(text, nil), 0o666))
}

// damage is `damage FILE AT BYTES`: it puts bytes into a file, counted from its end where AT is less than 0.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: damage FILE AT BYTES")
	}
	text := []byte(ts.ReadFile(args[0]))
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	if at < 0 {
		at += len(text)
	}
	copy(text[at:], args[2])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o666))
}

// TestAuditInterrupted interrupts an audit that waits for more events: it says how far it came, and reports nothing.
func TestAuditInterrupted(t *testing.T) {
	c := exec.Command("licet", "audit", "-p", "shop", "--mapping", "../../testdata/audit/events.yaml", "--format", "jsonl", "-")
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	event := `{"op": "use", "field": "email", "x": "` + strings.Repeat("x", 1000) + "\"}\n"
	if _, err := in.Write([]byte(strings.Repeat(event, 4_000))); err != nil { // some blocks: when they are written, some have been read
		t.Fatal(err)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	if code := c.ProcessState.ExitCode(); code != 4 || out.Len() > 0 || !strings.HasPrefix(errs.String(), "licet: interrupted after ") {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, &out, &errs)
	}
}
