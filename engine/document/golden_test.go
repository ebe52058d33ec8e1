package document_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/markdown"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestGolden compares the shipped policies' documents with those in testdata, which are read as a data subject reads them before they are
// committed. LICET_UPDATE=1 writes them anew.
func TestGolden(t *testing.T) {
	for _, name := range policies.Names() {
		for file, o := range map[string]document.Options{
			name + ".md":          {},
			name + ".internal.md": {Audience: document.Internal, Mode: document.Quoted},
		} {
			var b strings.Builder
			if err := markdown.Write(&b, write(t, load(t, name), o)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", file)
			if os.Getenv("LICET_UPDATE") != "" {
				if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), b.String()); d != "" {
				t.Errorf("%s (-written +got); LICET_UPDATE=1 writes it:\n%s", path, d)
			}
		}
	}
}
