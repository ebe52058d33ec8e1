package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// toFormat is a file that `licet fmt` lays out. Write returns the text where it goes nowhere else.
type toFormat struct {
	name  string
	stdin bool
	read  func() ([]byte, error)
	write func(old []byte, text string) (string, error)
}

// fmtStdin returns standard input as the only file.
func (a *app) fmtStdin(f fmtFlags) []toFormat {
	name := f.stdinName
	if name == "" {
		name = "<standard input>"
	}
	return []toFormat{{name: name, stdin: true,
		read:  func() ([]byte, error) { return readLimited(a.in) },
		write: func(_ []byte, text string) (string, error) { return text, nil },
	}}
}

// filesOf returns the files of policies, each once. A path that names none stands for itself, with its error.
func filesOf(f fmtFlags, paths []string) []toFormat {
	var files []toFormat
	seen := map[string]bool{}
	for _, path := range paths {
		found, err := filesAt(f, path)
		if err != nil {
			found = []toFormat{{name: path, read: func() ([]byte, error) { return nil, err }}}
		}
		for _, x := range found {
			if !seen[x.name] {
				seen[x.name] = true
				files = append(files, x)
			}
		}
	}
	return files
}

// filesAt returns the files of one policy.
func filesAt(f fmtFlags, path string) ([]toFormat, error) {
	at, err := locate(path)
	if err != nil {
		return nil, err
	}
	_, own := at.fsys.(host)
	if !own && !f.check && !f.diff {
		return nil, &exit{exitUsage, fmt.Errorf("%s ships with licet and cannot be written; use --check or --diff, or name a folder, as in ./%s", at.name, at.name)}
	}
	names, err := dsl.Files(at.fsys, at.dir)
	if err != nil {
		return nil, loadError(err)
	}
	out := make([]toFormat, len(names))
	for i, name := range names {
		out[i] = toFormat{name: name,
			read: func() ([]byte, error) { return readPolicyFile(at.fsys, name) },
			write: func(old []byte, text string) (string, error) {
				return "", replaceFile(filepath.FromSlash(name), old, text)
			},
		}
	}
	return out, nil
}

// readPolicyFile reads a file of a policy, and no more of it than the language takes.
func readPolicyFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, loadError(err)
	}
	if !info.Mode().IsRegular() { // reading a pipe or a device may never end
		return nil, &exit{exitFailed, fmt.Errorf("%s is no regular file", name)}
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, loadError(err)
	}
	defer file.Close()
	return readLimited(file)
}

// readLimited reads what the language takes, and enough of more to tell that it is too much.
func readLimited(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(source.MaxSize+len("\uFEFF")+1)))
	if err != nil {
		return nil, loadError(err)
	}
	return text, nil
}

// replaceFile gives a file another text, at once: whoever reads it meanwhile, and whatever fails, finds the old text or
// the new one. Of a link the file behind it is written. The file keeps its mode.
func replaceFile(name string, old []byte, text string) error {
	target, err := filepath.EvalSymlinks(name)
	if err == nil {
		err = mayWrite(target)
	}
	if err == nil {
		err = replace(target, old, text)
	}
	if err != nil {
		return writeError(name, err)
	}
	return nil
}

// mayWrite returns an error for a file that is not to be written, which could be replaced all the same.
func mayWrite(name string) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return file.Close()
}

// errMeanwhile says that somebody else wrote the file.
var errMeanwhile = errors.New("it was changed meanwhile; run licet fmt again")

func replace(name string, old []byte, text string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	return swap(name, []byte(text), info.Mode().Perm(), func() error {
		now, err := os.ReadFile(name)
		if err != nil || !bytes.Equal(now, old) {
			return errors.Join(err, errMeanwhile)
		}
		return nil
	})
}

// showDiff writes what would change, for a patch or for people.
func (a *app) showDiff(text string) {
	s := a.stdout()
	if f, ok := a.terminal.(*os.File); !s.on && !(ok && term.IsTerminal(int(f.Fd()))) {
		io.WriteString(a.out, text)
		return
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "+"):
			line = s.green(line)
		case strings.HasPrefix(line, "-"):
			line = s.red(line)
		}
		fmt.Fprintln(s, line)
	}
}
