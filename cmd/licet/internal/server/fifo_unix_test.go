//go:build unix

package server_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestAPipeIsNotWaitedFor puts a pipe in the place of each file of a policy: nobody writes to it.
func TestAPipeIsNotWaitedFor(t *testing.T) {
	for _, name := range []string{"p/p.licet", "p/notice.txt", "words/words.licet"} {
		x := newShelf(t, 0)
		path := filepath.Join(x.dir, name)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(path, 0o666); err != nil {
			t.Fatal(err)
		}
		x.look()
		if got := x.ready(); x.answer() != "permitted" || got.RefusedAt == nil {
			t.Errorf("%s: %s %+v", name, x.answer(), got)
		}
	}
}
