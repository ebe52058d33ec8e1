package grammar

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// TestUnusedPhrases finds the keys of the catalogues in the code, whole, or their beginning, to which the code joins the rest.
func TestUnusedPhrases(t *testing.T) {
	literals := map[string]bool{}
	for _, pattern := range []string{"*.go", "../*.go", "../forms/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`"([a-z.-]+)"`).FindAllStringSubmatch(string(text), -1) {
				literals[strings.TrimSuffix(m[1], ".")] = true
			}
		}
	}
	delete(literals, "g") // with which all phrases of sentences begin
	for d := range model.Dim(model.DimCount) {
		literals[d.String()] = true
	}
	for _, language := range Languages() {
		for key := range readCatalogue(language) {
			if !begun(literals, key) && !begun(literals, strings.TrimPrefix(key, "g.")) {
				t.Errorf("%s: nothing says %s", language, key)
			}
		}
	}
}

// begun reports whether a key, or a beginning of it that ends at a dot, is among the literals.
func begun(literals map[string]bool, key string) bool {
	for !literals[key] {
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			return false
		}
		key = key[:i]
	}
	return true
}
