package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingIsLost: where a file cannot be replaced, it stays as it was, and nothing is left beside it.
func TestNothingIsLost(t *testing.T) {
	t.Chdir(t.TempDir())
	const old, longest = "fact a \"a\"", 4095 // bytes of a path on Linux: there is room for the file, and none for one beside it
	deep := strings.Repeat(strings.Repeat("d", 200)+"/", 20)
	deep += strings.Repeat("d", longest-len(deep)-len("/a.licet")-8)
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, given := range map[string]string{deep + "/a.licet": old, "meanwhile.licet": "fact b \"b\""} {
		if err := os.WriteFile(name, []byte(old), 0o666); err != nil {
			t.Fatal(err)
		}
		err := replaceFile(name, []byte(given), "fact c \"c\"")
		if err == nil || codeOf(err) != exitFailed || !strings.Contains(err.Error(), "cannot write") {
			t.Errorf("%.20s: %v", name, err)
		}
		if text, err := os.ReadFile(name); string(text) != old {
			t.Errorf("%.20s holds %q, %v", name, text, err)
		}
		if all, err := os.ReadDir(filepath.Dir(name)); err != nil || strings.Contains(all[0].Name(), "licet-fmt") {
			t.Errorf("%v stand beside it, %v", all, err)
		}
	}
}
