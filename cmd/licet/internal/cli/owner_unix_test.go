//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A file that is written anew stays its owner's, also where root writes it.
func TestWriteFileKeepsTheOwner(t *testing.T) {
	name := filepath.Join(t.TempDir(), "policy.licet")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := os.Getuid()
	if want == 0 {
		want = 1234
		if err := os.Chown(name, want, want); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeFile(name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := int(info.Sys().(*syscall.Stat_t).Uid); got != want || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is user %d's, with mode %v; it was user %d's", got, info.Mode(), want)
	}
}
