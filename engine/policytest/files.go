package policytest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Suffix ends the names of the files of cases that stand beside a policy.
const Suffix = "_test.yaml"

// maxFile is the largest file of cases, in bytes. Read, with its places, it takes some hundred times as much.
const maxFile = 4 << 20

// nearly ends the names of files that somebody may take for files of cases.
var nearly = []string{"_test.yml", "_tests.yaml", "_tests.yml"}

// Files returns the files of cases beside the policy in a folder, sorted; beside a policy that is a single file `shop.licet`, that is
// `shop_test.yaml`.
func Files(fsys fs.FS, dir string) ([]string, error) {
	if file, single := strings.CutSuffix(strings.TrimSuffix(dir, ".md"), dsl.Extension); single && !isDir(fsys, dir) {
		name := file + Suffix
		if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return []string{name}, nil
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") { // an editor's, as in dsl.Files
			continue
		}
		if name := e.Name(); strings.HasSuffix(name, Suffix) || slices.ContainsFunc(nearly, func(s string) bool { return strings.HasSuffix(name, s) }) {
			out = append(out, path.Join(dir, name))
		}
	}
	slices.Sort(out)
	return out, nil
}

func isDir(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// load reads a file of cases. What keeps it from being read is a problem of it.
func load(fsys fs.FS, name string) *File {
	shown := path.Base(name)
	failed := func(format string, args ...any) *File {
		return &File{Name: shown, Problems: Problems{{model.Pos{File: shown, Line: 1, Column: 1}, fmt.Sprintf(format, args...)}}}
	}
	if !strings.HasSuffix(name, Suffix) {
		return failed("this file is not run; if it holds tests, give it a name that ends in %s", Suffix)
	}
	text, err := content(fsys, name)
	if err != nil {
		return failed("it cannot be read: %v", err)
	}
	return Read(shown, text)
}

// content returns what is in a file.
func content(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, plain(err)
	}
	if !info.Mode().IsRegular() { // reading a pipe or a device may never end
		return nil, errors.New("it is no ordinary file")
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("it is larger than %d MiB; divide it", maxFile>>20)
	}
	return text, plain(err)
}

// plain returns an error without the path, which is said beside it.
func plain(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
