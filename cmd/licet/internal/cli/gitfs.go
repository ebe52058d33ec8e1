package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"strings"
	"time"
)

// gitFS is the files of one revision, as the git command tells them. It never asks another machine for them.
type gitFS struct{ tree string }

// openGit returns the files of a revision of the repository around the working folder, and where in it a path from here is.
func openGit(revision, name string) (fs.FS, string, error) {
	prefix, err := git("rev-parse", "--show-prefix")
	if errors.Is(err, exec.ErrNotFound) {
		return nil, "", errors.New("git:REVISION:PATH needs the git command, and there is none; name folders or files instead")
	}
	if err != nil {
		return nil, "", errors.New("this folder is in no git repository that can be read; name folders or files instead")
	}
	tree, err := git("rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{tree}")
	if err != nil {
		return nil, "", fmt.Errorf("git knows no revision %q", revision)
	}
	dir := path.Join(strings.TrimSpace(string(prefix)), name)
	if path.IsAbs(name) || dir == ".." || strings.HasPrefix(dir, "../") {
		return nil, "", fmt.Errorf("%s is not in this repository; write a path as it is from this folder", name)
	}
	g := gitFS{strings.TrimSpace(string(tree))}
	if _, err := fs.Stat(g, dir); err != nil {
		return nil, "", fmt.Errorf("there is no %s in revision %q", dir, revision)
	}
	return g, dir, nil
}

func git(args ...string) ([]byte, error) {
	c := exec.Command("git", args...)
	c.Env = append(os.Environ(), "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return c.Output()
}

// Open opens a file or a folder.
func (g gitFS) Open(name string) (fs.File, error) {
	fail := func(err error) (fs.File, error) { return nil, &fs.PathError{Op: "open", Path: name, Err: err} }
	if !fs.ValidPath(name) {
		return fail(fs.ErrInvalid)
	}
	object := g.tree
	if name != "." {
		object += ":" + name
	}
	kind, err := git("cat-file", "-t", object)
	if err != nil {
		return fail(fs.ErrNotExist)
	}
	if strings.TrimSpace(string(kind)) == "tree" {
		list, err := git("ls-tree", "--full-tree", "-z", object)
		if err != nil {
			return fail(err)
		}
		return &gitFile{name: path.Base(name), dir: true, entries: gitEntries(list)}, nil
	}
	text, err := git("cat-file", "blob", object)
	if err != nil {
		return fail(err)
	}
	return &gitFile{name: path.Base(name), size: int64(len(text)), Reader: bytes.NewReader(text)}, nil
}

// gitEntries reads what a folder holds: "MODE KIND HASH\tNAME", divided by null bytes.
func gitEntries(list []byte) []fs.DirEntry {
	var out []fs.DirEntry
	for line := range strings.SplitSeq(string(list), "\x00") {
		head, name, ok := strings.Cut(line, "\t")
		if !ok {
			continue
		}
		kind := strings.Fields(head)[1]
		out = append(out, fs.FileInfoToDirEntry(&gitFile{name: name, dir: kind != "blob"}))
	}
	return out
}

// gitFile is a file or a folder, and what is known of it.
type gitFile struct {
	*bytes.Reader
	name    string
	size    int64
	dir     bool
	entries []fs.DirEntry
}

func (f *gitFile) Stat() (fs.FileInfo, error) { return f, nil }
func (f *gitFile) Close() error               { return nil }
func (f *gitFile) Name() string               { return f.name }
func (f *gitFile) Size() int64                { return f.size }
func (f *gitFile) ModTime() time.Time         { return time.Time{} }
func (f *gitFile) IsDir() bool                { return f.dir }
func (f *gitFile) Sys() any                   { return nil }

// Mode tells a folder from a file.
func (f *gitFile) Mode() fs.FileMode {
	if f.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// Read reads a file. A folder has nothing to read.
func (f *gitFile) Read(to []byte) (int, error) {
	if f.dir {
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: errors.New("it is a folder")}
	}
	return f.Reader.Read(to)
}

// ReadDir returns what a folder holds that was not returned before.
func (f *gitFile) ReadDir(n int) ([]fs.DirEntry, error) {
	out := f.entries
	if n > 0 {
		if len(out) == 0 {
			return nil, io.EOF
		}
		out = out[:min(n, len(out))]
	}
	f.entries = f.entries[len(out):]
	return out, nil
}
