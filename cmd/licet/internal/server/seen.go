package server

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"strings"
	"sync"
)

// A seen is a file system that remembers what was seen through it: which files were read, what was in them, which folders held what, and
// what was missing. So it can tell whether anything that a policy was loaded from has changed since, wherever it lies: files that a policy uses or quotes
// from outside its folder, too, and files that were not there.
//
// Contents are compared, by their hashes, and not times of change: those may stay when a file is replaced, as by a link that is turned to another
// folder, and may change when it is not. That is also why nothing waits for the machine to say that something changed: networks and containers
// do not.
type seen struct {
	fs.FS
	mu    sync.Mutex
	looks map[look][sha256.Size]byte
}

// A look is one thing that was looked at.
type look struct {
	kind byte // of: what it is (s), the names in it (d), its content (f)
	name string
	size int64 // of a content: how many bytes of it were read
	end  bool  // and whether that was all
}

func newSeen(fsys fs.FS) *seen { return &seen{FS: fsys, looks: map[look][sha256.Size]byte{}} }

func (s *seen) remember(l look, sum [sha256.Size]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks[l] = sum
}

// Stat is that of fs.StatFS.
func (s *seen) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(s.FS, name)
	s.remember(look{kind: 's', name: name}, sumOfInfo(info, err))
	return info, err
}

// ReadDir is that of fs.ReadDirFS.
func (s *seen) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	s.remember(look{kind: 'd', name: name}, sumOfEntries(entries, err))
	return entries, err
}

// Open is that of fs.FS.
func (s *seen) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if err != nil {
		s.remember(look{kind: 'f', name: name}, sumOf(nil, reasonOf(err)))
		return nil, err
	}
	return &seenFile{File: f, seen: s, name: name, sum: sha256.New()}, nil
}

// A seenFile remembers what is read of it, when it is closed.
type seenFile struct {
	fs.File
	seen *seen
	name string
	sum  hash.Hash
	size int64
	end  bool
}

func (f *seenFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.sum.Write(p[:n])
	f.size += int64(n)
	f.end = f.end || err == io.EOF
	return n, err
}

func (f *seenFile) Close() error {
	f.seen.remember(look{'f', f.name, f.size, f.end}, [sha256.Size]byte(f.sum.Sum(nil)))
	return f.File.Close()
}

// same reports whether all that was seen is as it was.
func (s *seen) same() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l, before := range s.looks {
		if s.again(l) != before {
			return false
		}
	}
	return true
}

func (s *seen) again(l look) [sha256.Size]byte {
	switch l.kind {
	case 's':
		return sumOfInfo(fs.Stat(s.FS, l.name))
	case 'd':
		return sumOfEntries(fs.ReadDir(s.FS, l.name))
	}
	return s.content(l)
}

// content reads as much of a file as was read of it before. If there is more now, or less, it is another.
func (s *seen) content(l look) [sha256.Size]byte {
	if info, err := fs.Stat(s.FS, l.name); err == nil && !info.Mode().IsRegular() {
		return sumOf(nil, errOther) // to open a pipe may never end
	}
	f, err := s.FS.Open(l.name)
	if err != nil {
		return sumOf(nil, reasonOf(err))
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(f, l.size))
	if err != nil || n != l.size || l.end && !ends(f) {
		return sumOf(nil, errOther)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// errOther stands in the place of a content that is another one for certain.
var errOther = errors.New("it is another")

// ends reports whether nothing more can be read.
func ends(f fs.File) bool {
	n, err := io.ReadFull(f, make([]byte, 1))
	return n == 0 && err == io.EOF
}

func sumOfInfo(info fs.FileInfo, err error) [sha256.Size]byte {
	if err != nil {
		return sumOf(nil, reasonOf(err))
	}
	return sumOf([][]byte{[]byte(info.Mode().Type().String())}, nil)
}

func sumOfEntries(entries []fs.DirEntry, err error) [sha256.Size]byte {
	if err != nil {
		return sumOf(nil, reasonOf(err))
	}
	var texts [][]byte
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") { // editors and file systems come and go with them; they are none of a policy
			continue
		}
		texts = append(texts, []byte(e.Name()), []byte(fmt.Sprint(e.IsDir())))
	}
	return sumOf(texts, nil)
}

// reasonOf returns what is wrong with a path, whatever was tried with it.
func reasonOf(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
