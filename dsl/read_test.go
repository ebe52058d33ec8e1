package dsl_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/policies"
)

// loaded returns what is wrong with a policy, a line each.
func loaded(fsys fs.FS, dir string) string {
	if _, err := dsl.Load(fsys, dir, policies.Libraries()); err != nil {
		return err.Error()
	}
	return ""
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// TestWhatIsNoRegularFileIsNotRead: reading a pipe or a device may never end.
func TestWhatIsNoRegularFileIsNotRead(t *testing.T) {
	fsys := fstest.MapFS{"p/pipe.licet": {Mode: fs.ModeNamedPipe}, "s/p.licet": file(`policy p "P" { source s "zero" }`), "s/zero": {Mode: fs.ModeDevice}}
	if got := loaded(fsys, "p"); got != "p/pipe.licet is no regular file" {
		t.Errorf("a pipe: %s", got)
	}
	var problems diag.List
	if _, err := dsl.Load(fsys, "s", nil); !errors.As(err, &problems) || !strings.Contains(err.Error(), "the source cannot be read: s/zero is no regular file") {
		t.Errorf("a device as a source: %v", err)
	}
}

// TestHiddenFilesAreNoneOfAPolicy: an editor's link to nothing and another system's leavings are passed over, in a folder alone.
func TestHiddenFilesAreNoneOfAPolicy(t *testing.T) {
	fsys := fstest.MapFS{"p/p.licet": file(`policy p "P" {}`), "p/.#p.licet": {Mode: fs.ModeSymlink}, "p/._p.licet": file("\x00")}
	if got := loaded(fsys, "p"); got != "" {
		t.Error(got)
	}
	if got := loaded(fsys, "p/._p.licet"); !strings.Contains(got, "invisible character") {
		t.Errorf("a hidden file by its name: %q", got)
	}
	if _, err := dsl.Files(fstest.MapFS{"p/.p.licet": file("")}, "p"); !errors.Is(err, dsl.ErrNoPolicy) {
		t.Errorf("a folder of hidden files: %v", err)
	}
}

// endless is a file that says that it is empty, and has no end.
type endless struct{ read int }

func (e *endless) Open(string) (fs.File, error) { return e, nil }
func (e *endless) Stat() (fs.FileInfo, error) {
	return fs.Stat(fstest.MapFS{"x.licet": file("")}, "x.licet")
}
func (e *endless) Close() error { return nil }
func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.read += len(p)
	return len(p), nil
}

func TestNoMoreIsReadThanAFileMayHold(t *testing.T) {
	e := &endless{}
	if got := loaded(e, "x.licet"); !strings.Contains(got, "larger than 32 MiB") {
		t.Error(got)
	}
	if e.read > source.MaxSize+1<<20 {
		t.Errorf("%d bytes were read", e.read)
	}
}

func TestPathsOfSources(t *testing.T) {
	for path, want := range map[string]string{
		"/etc/passwd":  `"/etc/passwd" is no path; a source is a path with /`,
		`texts\\a.txt`: `"texts\a.txt" is no path; a source is a path with /`,
		"":             `"" is no path; a source is a path with /`,
		"latin.txt":    "line 2: the file is not UTF-8",
	} {
		fsys := fstest.MapFS{"p.licet": file(`policy p "P" { source s "` + path + `" }`), "latin.txt": file("one\ncaf\xe9\n")}
		if got := loaded(fsys, "."); !strings.Contains(got, want) || strings.Contains(got, "\n") {
			t.Errorf("source %q: %s", path, got)
		}
	}
}

func TestALibraryInQuotationMarks(t *testing.T) {
	got := loaded(fstest.MapFS{"p.licet": file("policy p \"P\" {}\nuse \"core\"\nclause 1 { we may use email }")}, ".")
	if !strings.Contains(got, "p.licet:2:5: there is no folder \"core\"; the vocabulary that ships with licet stands without quotation marks: use core") || strings.Contains(got, "\n") {
		t.Error(got)
	}
}
