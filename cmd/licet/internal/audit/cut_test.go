package audit_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/lines"
)

// packers compress a text, by the ends of the names of files.
func packers(t *testing.T) map[string]func(io.Writer) io.WriteCloser {
	return map[string]func(io.Writer) io.WriteCloser{
		"gz": func(to io.Writer) io.WriteCloser { return gzip.NewWriter(to) },
		"zst": func(to io.Writer) io.WriteCloser {
			w, err := zstd.NewWriter(to)
			if err != nil {
				t.Fatal(err)
			}
			return w
		},
	}
}

// TestCutText cuts compressed texts everywhere: what is left is never taken for the whole, also where it ends with a line.
func TestCutText(t *testing.T) {
	bound := bindText(t, "policy p \"P\" {}\nuse core\nclause 1 { we may use email }\n", "columns: {action: op, data: field}\n")
	text := "op,field\n" + strings.Repeat("use,email\n", 50)
	for end, packer := range packers(t) {
		var packed bytes.Buffer
		w := packer(&packed)
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "events.csv."+end)
		for size := range packed.Len() + 1 {
			if err := os.WriteFile(path, packed.Bytes()[:size], 0o666); err != nil {
				t.Fatal(err)
			}
			sources, _, err := audit.Find([]string{path}, audit.Auto)
			if err != nil {
				t.Fatal(err)
			}
			r, err := audit.Run(context.Background(), bound, sources, audit.Options{Workers: 1})
			switch {
			case size == packed.Len() && (err != nil || r.Tally.Rows() != 50):
				t.Errorf("%s, whole: %v", end, err)
			case size < packed.Len() && err == nil:
				t.Errorf("%s, %d of %d bytes: %d rows and no error", end, size, packed.Len(), r.Tally.Rows())
			case size < packed.Len() && size > 0 && !strings.Contains(err.Error(), "it was cut off"):
				t.Errorf("%s, %d of %d bytes: %v", end, size, packed.Len(), err)
			}
		}
	}
}

// TestUTF16 reads what spreadsheets write when they are asked for Unicode.
func TestUTF16(t *testing.T) {
	for _, text := range []string{"\xFF\xFEo\x00p\x00", "\xFE\xFF\x00o\x00p"} {
		_, _, err := lines.Header(lines.CSV, lines.Block{Line: 1, Text: []byte(text)})
		if err == nil || err.Error() != "it is written in UTF-16; write it in UTF-8" {
			t.Errorf("%q: %v", text, err)
		}
	}
}
