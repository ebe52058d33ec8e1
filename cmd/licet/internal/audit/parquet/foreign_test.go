package parquet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/parquet"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// TestForeignFiles reads files that others wrote, and finds the same rows as in a text that they wrote beside. testdata/README.md says how.
func TestForeignFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.parquet")
	if err != nil || len(paths) < 4 {
		t.Fatalf("only %d files: %v", len(paths), err)
	}
	text, err := os.ReadFile("testdata/expect.csv")
	if err != nil {
		t.Fatal(err)
	}
	want, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		readForeign(t, path, want)
	}
}

func readForeign(t *testing.T, path string, want [][]string) {
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parquet.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	var columns []parquet.Column
	for _, c := range f.Columns() {
		if c.Kind != parquet.Other {
			columns = append(columns, c)
		} else if c.Name != "at" || c.What != "a timestamp" {
			t.Errorf("%s: column %s is %s", path, c.Name, c.What)
		}
	}
	row := 1
	for g := range f.Groups() {
		r, err := f.Reader(parquet.Range{Group: g, Rows: f.Rows(g)}, columns)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		defer r.Close()
		b := events.Batch{Columns: make([]events.Vector, len(columns))}
		for {
			if err := r.Next(&b); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%s: %v", path, err)
				return
			}
			for i := range b.Rows {
				for c := range columns {
					compareForeign(t, path, &b.Columns[c], i, columns[c].Name, want[0], want[row])
				}
				row++
			}
		}
	}
	if row != len(want) {
		t.Errorf("%s: %d rows, want %d", path, row-1, len(want)-1)
	}
}

func compareForeign(t *testing.T, path string, v *events.Vector, row int, name string, names, want []string) {
	t.Helper()
	got := ""
	if s := cellText(v, row); s != nil {
		got = *s
	}
	cell := want[slices.Index(names, name)]
	if f, err := strconv.ParseFloat(cell, 64); err == nil && strings.Contains(cell, ".") {
		cell = strconv.FormatFloat(f, 'g', -1, 64)
	}
	if got != cell {
		t.Errorf("%s: row %d: `%s` is %q, want %q", path, row, name, got, cell)
	}
}
