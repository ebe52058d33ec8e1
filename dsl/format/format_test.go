package format

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

func TestX(t *testing.T) {
	for _, g := range []string{"../../policies/*/*.licet", "../../testdata/diagnostics/*.licet"} {
		files, _ := filepath.Glob(g)
		for _, f := range files {
			b, _ := os.ReadFile(f)
			out, err := Source(source.New(f, string(b)))
			if err != nil {
				if err == ErrChanged {
					t.Error(f, err)
				}
				continue
			}
			again, err := Source(source.New(f, out))
			if err != nil || again != out {
				t.Error(f, "no fixed point", err)
			}
			if os.Getenv("W") != "" && g[6] == 'p' {
				os.WriteFile(f, []byte(out), 0o644)
			}
		}
	}
}
