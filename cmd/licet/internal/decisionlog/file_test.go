package decisionlog

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A folder is where a test has its log, and what was reported of it.
type folder struct {
	t    *testing.T
	dir  string
	path string

	mu       sync.Mutex
	now      time.Time
	reported []error
}

func newFolder(t *testing.T) *folder {
	dir := t.TempDir()
	return &folder{t: t, dir: dir, path: filepath.Join(dir, "decisions.jsonl"), now: noon()}
}

func (d *folder) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *folder) pass(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

func (d *folder) report(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reported = append(d.reported, err)
}

func (d *folder) open(l Limits) *File {
	d.t.Helper()
	f, err := OpenFile(d.path, l, d.clock, d.report)
	if err != nil {
		d.t.Fatal(err)
	}
	return f
}

// write writes lines, which must work.
func (d *folder) write(f *File, lines string) {
	d.t.Helper()
	if n, err := f.Write([]byte(lines)); n != len(lines) || err != nil {
		d.t.Fatalf("%d bytes of %d were written: %v", n, len(lines), err)
	}
}

// close closes a file, after what is being compressed.
func (d *folder) close(f *File) {
	d.t.Helper()
	f.tidiers.Wait()
	if err := f.Close(); err != nil {
		d.t.Error(err)
	}
}

// files are the names in the folder with what is in them, sorted; what is compressed is read.
func (d *folder) files() (names, texts []string) {
	d.t.Helper()
	entries, err := os.ReadDir(d.dir)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(d.dir, e.Name()))
		if strings.HasSuffix(e.Name(), ".gz") && err == nil {
			text = d.unzip(text)
		}
		if err != nil {
			d.t.Fatal(err)
		}
		names, texts = append(names, e.Name()), append(texts, string(text))
	}
	return names, texts
}

func (d *folder) unzip(text []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		d.t.Fatal(err)
	}
	text, err = io.ReadAll(z)
	if err != nil {
		d.t.Fatal(err)
	}
	return text
}

func (d *folder) want(names, texts []string) {
	d.t.Helper()
	gotNames, gotTexts := d.files()
	if !slices.Equal(gotNames, names) || !slices.Equal(gotTexts, texts) {
		d.t.Errorf("got  %q\n     %q\nwant %q\n     %q", gotNames, gotTexts, names, texts)
	}
}

func TestRotationBySize(t *testing.T) {
	d := newFolder(t)
	f := d.open(Limits{Size: 6, Keep: 9})
	d.write(f, "a\nb\nc\nd\n")
	d.write(f, "longer than the limit\ne\n")
	d.close(f)
	d.want([]string{"decisions-20261126T120000.000000000Z.jsonl", "decisions-20261126T120000.000000001Z.jsonl", "decisions-20261126T120000.000000002Z.jsonl", "decisions.jsonl"},
		[]string{"a\nb\nc\n", "d\n", "longer than the limit\n", "e\n"})
	if at, err := os.Stat(d.path); err != nil || at.Mode() != 0o600 {
		t.Errorf("the mode is %v, %v", at.Mode(), err)
	}
}

// TestRotationByAge also opens the file anew: its age is that of its first line.
func TestRotationByAge(t *testing.T) {
	d := newFolder(t)
	old := string(encodeGap(d.clock(), d.clock(), 1))
	f := d.open(Limits{Age: time.Hour, Keep: 9})
	d.write(f, old)
	d.pass(time.Hour - 1)
	d.write(f, "a\n")
	d.close(f)
	f = d.open(Limits{Age: time.Hour, Keep: 9})
	d.write(f, "b\n")
	d.pass(1)
	d.write(f, "c\n")
	d.close(f)
	d.want([]string{"decisions-20261126T130000.000000000Z.jsonl", "decisions.jsonl"}, []string{old + "a\nb\n", "c\n"})
}

func TestKeepAndGzip(t *testing.T) {
	d := newFolder(t)
	others := []string{"decisions-2025.jsonl", "decisions-20261126T120000.000000000Z.txt", "decisions.jsonl.bak"}
	for _, name := range others {
		if err := os.WriteFile(filepath.Join(d.dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	left := filepath.Join(d.dir, "decisions-20261126T115959.000000000Z.jsonl")
	for _, name := range []string{left, left + part} { // by a process that ended while it compressed
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f := d.open(Limits{Size: 2, Keep: 2, Gzip: true})
	for _, line := range []string{"a\n", "b\n", "c\n", "d\n"} {
		d.write(f, line)
		f.tidiers.Wait()
		d.pass(time.Second)
	}
	d.close(f)
	names := append(others, "decisions-20261126T120002.000000000Z.jsonl.gz", "decisions-20261126T120003.000000000Z.jsonl.gz", "decisions.jsonl")
	slices.Sort(names)
	d.want(names, []string{"", "", "b\n", "c\n", "d\n", ""})
	f = d.open(Limits{Keep: 0}) // what is too much is removed when the log is opened
	d.close(f)
	names, _ = d.files()
	if len(names) != 4 || len(d.reported) != 0 {
		t.Errorf("%q, %v", names, d.reported)
	}
}

// TestCompressingIsGivenUp checks that a file stays whole where the process ends while it is compressed, and is compressed the next time.
func TestCompressingIsGivenUp(t *testing.T) {
	d := newFolder(t)
	f := d.open(Limits{Size: 2, Keep: 9, Gzip: true})
	f.end()
	d.write(f, "a\nb\n")
	d.close(f)
	d.want([]string{"decisions-20261126T120000.000000000Z.jsonl", "decisions.jsonl"}, []string{"a\n", "b\n"})
	d.close(d.open(Limits{Size: 2, Keep: 9, Gzip: true}))
	d.want([]string{"decisions-20261126T120000.000000000Z.jsonl.gz", "decisions.jsonl"}, []string{"a\n", "b\n"})
	if len(d.reported) != 0 {
		t.Errorf("reported %v", d.reported)
	}
}

// TestWhatCannotBePutAside is written on, and tried again after a while.
func TestWhatCannotBePutAside(t *testing.T) {
	d := newFolder(t)
	f := d.open(Limits{Size: 4, Keep: 9})
	works := f.rename
	f.rename = func(string, string) error { return os.ErrPermission }
	d.write(f, "a\nb\nc\nd\n")
	f.rename = works
	d.write(f, "e\n")
	d.pass(again)
	d.write(f, "f\n")
	d.close(f)
	d.want([]string{"decisions-20261126T120100.000000000Z.jsonl", "decisions.jsonl"}, []string{"a\nb\nc\nd\ne\n", "f\n"})
	if len(d.reported) != 1 || !errors.Is(d.reported[0], os.ErrPermission) {
		t.Errorf("reported %v", d.reported)
	}
}

// half writes half of what it is given.
func half(f *os.File, p []byte) (int, error) {
	n, err := f.Write(p[:len(p)/2])
	if err == nil {
		err = io.ErrShortWrite
	}
	return n, err
}

// TestHalfALine is taken back; where somebody has written behind it, or it stood there before, the next line begins on its own.
func TestHalfALine(t *testing.T) {
	d := newFolder(t)
	if err := os.WriteFile(d.path, []byte("from bef"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := d.open(Limits{})
	d.write(f, "a\n")
	works := f.write
	f.write = half
	n, err := f.Write([]byte("b\ncdefgh\n"))
	if n != 2 || !errors.Is(err, io.ErrShortWrite) {
		t.Fatalf("%d bytes were written, %v", n, err)
	}
	d.want([]string{"decisions.jsonl"}, []string{"from bef\na\nb\n"})
	f.write = works
	d.write(f, "cdefgh\n")
	other, err := os.OpenFile(d.path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.write = func(file *os.File, p []byte) (int, error) {
		n, err := half(file, p)
		_, other := other.WriteString("XY")
		return n, errors.Join(err, other)
	}
	if n, err = f.Write([]byte("ijkl\n")); n != 0 || err == nil {
		t.Fatalf("%d bytes were written, %v", n, err)
	}
	f.write = works
	d.write(f, "ijkl\n")
	d.close(f)
	d.want([]string{"decisions.jsonl"}, []string{"from bef\na\nb\ncdefgh\nijXY\nijkl\n"})
	if err := other.Close(); err != nil {
		t.Error(err)
	}
}

// TestAFileThatIsMoved is begun anew, as other programs that rotate files expect it; so is one that was removed, with its folder, once that is
// there again. One that was cut off is written on.
func TestAFileThatIsMoved(t *testing.T) {
	d := newFolder(t)
	f := d.open(Limits{Size: 1000})
	d.write(f, "a\n")
	if err := os.Rename(d.path, d.path+".1"); err != nil {
		t.Fatal(err)
	}
	d.write(f, "b\n")
	d.want([]string{"decisions.jsonl", "decisions.jsonl.1"}, []string{"b\n", "a\n"})
	if err := os.Truncate(d.path, 0); err != nil {
		t.Fatal(err)
	}
	d.write(f, "c\n")
	d.want([]string{"decisions.jsonl", "decisions.jsonl.1"}, []string{"c\n", "a\n"})
	if err := os.RemoveAll(d.dir); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if n, err := f.Write([]byte("d\n")); n != 0 || !errors.Is(err, os.ErrNotExist) {
			t.Errorf("without its folder: %d, %v", n, err)
		}
	}
	if err := os.Mkdir(d.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	d.write(f, "d\n")
	d.close(f)
	d.want([]string{"decisions.jsonl"}, []string{"d\n"})
}

// TestRotationLosesNothing adds from many goroutines to a log whose files are small, and counts the lines in all of them.
func TestRotationLosesNothing(t *testing.T) {
	d := newFolder(t)
	const lines = 1600
	l := New(d.open(Limits{Size: 700, Keep: 1000, Gzip: true}), Options{Now: d.clock})
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range lines / 8 {
				l.add(numbered(g*lines/8 + i))
			}
		})
	}
	all.Wait()
	if err := l.Close(patient(t)); err != nil {
		t.Error(err)
	}
	_, texts := d.files()
	got, dropped := numbers(t, []byte(strings.Join(texts, "")))
	slices.Sort(got)
	if len(texts) < 15 || len(got) != lines || len(slices.Compact(got)) != lines || dropped != 0 || l.Stats().Written != lines {
		t.Errorf("%d files, %d lines, %d dropped, %+v", len(texts), len(got), dropped, l.Stats())
	}
}
