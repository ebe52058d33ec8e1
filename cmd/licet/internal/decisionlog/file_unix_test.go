//go:build unix

package decisionlog

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestWhatCannotBeOpened is an error at once.
func TestWhatCannotBeOpened(t *testing.T) {
	d := newFolder(t)
	pipe := filepath.Join(d.dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{d.dir, pipe, filepath.Join(d.dir, "none", "x")} {
		if _, err := OpenFile(path, Limits{}, d.clock, d.report); err == nil {
			t.Errorf("%s was opened", path)
		}
	}
}

// TestAFullDisk writes to the device that always is.
func TestAFullDisk(t *testing.T) {
	d := newFolder(t)
	d.path = "/dev/full"
	f := d.open(Limits{Size: 1, Age: 1, Keep: 1})
	l := New(f, Options{Now: noon, Queue: 100, pause: time.Microsecond})
	for i := range 1000 {
		l.add(numbered(i))
	}
	for l.Stats().Failures < 3 {
		time.Sleep(time.Millisecond)
	}
	if err := l.Close(past()); err == nil || l.Stats().Dropped != 1000 || l.Stats().Written != 0 {
		t.Errorf("Close says %v, %+v", err, l.Stats())
	}
}
