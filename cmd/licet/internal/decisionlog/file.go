package decisionlog

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// Why this is not lumberjack (gopkg.in/natefinch/lumberjack.v2), which is the library for files that rotate: it goes on behind half a line, in
// the same line; two files that are put aside within a millisecond have the same name, and the second takes the place of the first; it does
// not rotate by age; what fails while it compresses and removes is not told to anybody; and its goroutine never ends.

// Limits say when a file is put aside, and what is kept.
type Limits struct {
	Size int64         // put aside before it is larger, in bytes; a longer line has a file of its own. 0: whatever its size
	Age  time.Duration // put aside when its first line is so old and another one comes. 0: whatever its age
	Keep int           // how many files that were put aside are kept
	Gzip bool          // compress them
}

// A File is a sink that appends to a file, which it puts aside when that is full or old, under its name with the time in it. What cannot be put aside is
// written on. A file that somebody else moved or removed is begun anew. What is no regular file, as /dev/stdout is, is only written to.
// New files can be read by their owner only.
type File struct {
	path   string
	limits Limits
	now    func() time.Time
	report func(error)
	rename func(from, to string) error         // os.Rename, and
	write  func(*os.File, []byte) (int, error) // (*os.File).Write; tests let them fail

	f       *os.File
	regular bool
	size    int64     // of the whole lines in it
	half    int       // bytes of half a line behind them
	foreign bool      // half a line that somebody else left
	began   time.Time // when its first line was written
	retry   time.Time // until when it is not tried again to put it aside

	tidying sync.Mutex
	ends    context.Context
	end     context.CancelFunc
	tidiers sync.WaitGroup
}

// OpenFile opens a file, or makes it. The function is told of what fails while files are put aside, compressed and removed; what fails
// while lines are written, Write says.
func OpenFile(path string, l Limits, now func() time.Time, report func(error)) (*File, error) {
	f := &File{path: path, limits: l, now: now, report: report, rename: os.Rename, write: (*os.File).Write}
	f.ends, f.end = context.WithCancel(context.Background())
	if err := f.open(); err != nil {
		return nil, err
	}
	f.tidy()
	return f, nil
}

// open opens the file at the path, whatever there is.
func (f *File) open() error {
	at, err := os.Stat(f.path)
	flags := os.O_WRONLY | os.O_APPEND | os.O_CREATE
	if err == nil && !at.Mode().IsRegular() {
		flags |= nonblocking // a pipe that nobody reads is an error, and no wait
	}
	file, err := os.OpenFile(f.path, flags, 0o600)
	if err != nil {
		return err
	}
	if at, err = file.Stat(); err != nil {
		return errors.Join(err, file.Close())
	}
	f.f, f.regular, f.size, f.half, f.foreign, f.began = file, at.Mode().IsRegular(), at.Size(), 0, false, time.Time{}
	if f.regular && f.size > 0 {
		f.began, f.foreign = f.found(at)
	}
	return nil
}

// found reads of a file that is there when its first line was written, and whether it ends within a line.
func (f *File) found(at os.FileInfo) (began time.Time, half bool) {
	began = at.ModTime()
	file, err := os.Open(f.path)
	if err != nil {
		return began, true // an empty line does no harm
	}
	defer file.Close()
	var first head
	line, _ := bufio.NewReader(io.LimitReader(file, 1<<16)).ReadBytes('\n')
	if json.Unmarshal(line, &first) == nil {
		if t, err := time.Parse(stamp, first.Time); err == nil {
			began = t
		}
	}
	last := make([]byte, 1)
	_, err = file.ReadAt(last, at.Size()-1)
	return began, err != nil || last[0] != '\n'
}

// Write is Sink's.
func (f *File) Write(lines []byte) (done int, err error) {
	if err := f.present(); err != nil {
		return 0, err
	}
	for done < len(lines) {
		if err := f.ready(lines[done:]); err != nil {
			return done, err
		}
		n, err := f.append(f.fits(lines[done:]))
		done += n
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// present opens the file, unless it is open and still the one at the path.
func (f *File) present() error {
	if f.f == nil {
		return f.open()
	}
	if !f.regular {
		return nil
	}
	here, err := f.f.Stat()
	there, err2 := os.Stat(f.path)
	if err != nil || err2 != nil || !os.SameFile(here, there) {
		return errors.Join(f.shut(), f.open())
	}
	if here.Size() != f.size+int64(f.half) { // others write to it as well, or cut it off
		f.size, f.foreign = here.Size(), f.foreign || f.half > 0
	}
	return nil
}

// ready sees to it that a line can be written.
func (f *File) ready(lines []byte) error {
	if err := f.mend(); err != nil {
		return err
	}
	next := int64(bytes.IndexByte(lines, '\n') + 1)
	full := f.limits.Size > 0 && f.size+next > f.limits.Size
	old := f.limits.Age > 0 && f.now().Sub(f.began) >= f.limits.Age
	if f.regular && f.size > 0 && (full || old) && !f.now().Before(f.retry) {
		return f.rotate()
	}
	return nil
}

// mend ends half a line that could not be taken back.
func (f *File) mend() error {
	if f.half == 0 && !f.foreign || f.takeBack() {
		return nil
	}
	at, err := f.f.Stat()
	if err == nil {
		_, err = f.write(f.f, newline)
	}
	if err != nil {
		return err
	}
	f.size, f.half, f.foreign = at.Size()+1, 0, false
	return nil
}

// takeBack takes half a line back, if it is its own and nobody has written behind it.
func (f *File) takeBack() bool {
	if !f.regular || f.foreign {
		return false
	}
	at, err := f.f.Stat()
	if err != nil || at.Size() != f.size+int64(f.half) || f.f.Truncate(f.size) != nil {
		return false
	}
	f.half = 0
	return true
}

// fits returns the lines that go into the file: one at least.
func (f *File) fits(lines []byte) []byte {
	room := f.limits.Size - f.size
	if !f.regular || f.limits.Size == 0 || f.now().Before(f.retry) || room >= int64(len(lines)) {
		return lines
	}
	if n := wholeLines(lines[:max(0, room)]); n > 0 {
		return lines[:n]
	}
	return lines[:bytes.IndexByte(lines, '\n')+1]
}

// append writes lines to the open file.
func (f *File) append(lines []byte) (int, error) {
	if f.size == 0 {
		f.began = f.now()
	}
	n, err := f.write(f.f, lines)
	whole := wholeLines(lines[:n])
	f.size += int64(whole)
	f.half = n - whole
	if err == nil && n < len(lines) {
		err = io.ErrShortWrite
	}
	if f.half > 0 {
		f.takeBack() // else mend does, before the next line
	}
	return whole, err
}

// again is how long a file that could not be put aside is written on before it is tried again.
const again = time.Minute

// rotate puts the file aside and begins another one.
func (f *File) rotate() error {
	err := f.shut()
	if err == nil {
		err = f.rename(f.path, f.aside())
	}
	if err != nil {
		f.retry = f.now().Add(again)
		f.report(fmt.Errorf("the decision log cannot be put aside, and is written on: %w", err))
	} else {
		f.tidy()
	}
	return f.open()
}

// shut closes the file.
func (f *File) shut() error {
	if f.f == nil {
		return nil
	}
	err := f.f.Close()
	f.f = nil
	return err
}

// Close is Sink's. It waits for what is being compressed to be given up: the file stays as it was.
func (f *File) Close() error {
	f.end()
	f.tidiers.Wait()
	return f.shut()
}
