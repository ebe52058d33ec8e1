// Package dsl reads a policy: text in, checked model out. It never answers a question.
//
// A policy is a folder of *.licet and *.licet.md files, or one such file. What it uses is found among the
// libraries that the caller passes, or in folders beside it. The order of files means nothing.
//
//	policy, err := dsl.Load(os.DirFS("policies"), "shop", libraries)
//	var problems diag.List
//	if errors.As(err, &problems) { fmt.Println(problems) }
package dsl

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/check"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Extension ends the names of the language's files, LiterateExtension those of documents that hold some of it.
const (
	Extension         = ".licet"
	LiterateExtension = ".licet.md"
)

// IsFile reports whether a name is one of a file of the language, or of a document that holds some of it.
func IsFile(name string) bool {
	return strings.HasSuffix(name, Extension) || strings.HasSuffix(name, LiterateExtension)
}

// Libraries are the vocabularies that `use NAME` finds, each a file system whose root holds its files.
type Libraries map[string]fs.FS

// ErrNoPolicy is in the error of Load where a folder holds no files of the language.
var ErrNoPolicy = errors.New("no policy here")

// Load reads and checks the policy in a folder (or a single file) of fsys. The error is a diag.List
// where the policy has problems, and wraps fs.ErrNotExist, fs.ErrPermission or ErrNoPolicy
// where it could not be read. Load is safe for concurrent use.
func Load(fsys fs.FS, dir string, libraries Libraries) (*model.Policy, error) {
	l := &loader{fsys: fsys, libraries: libraries, seen: map[string]bool{}, texts: map[string]*source.File{}, missing: map[string]string{}}
	if err := l.policy(dir); err != nil {
		return nil, err
	}
	policy, problems := check.Policy(check.Input{
		Modules: l.modules, Sources: l.texts, Missing: l.missing, Partial: l.partial, Torn: l.torn, Digest: l.digest(), Base: l.base,
		Unused: l.unused, Documents: l.documents,
	})
	if err := shown(append(check.Sharpen(policy, l.problems), problems...)).Err(); err != nil {
		return nil, err
	}
	return policy, nil
}

// maxProblems is how many problems of one policy are told. Whoever has more mends these first.
const maxProblems = 1_000

// shown returns the first problems, and says how many more there are.
func shown(all diag.List) diag.List {
	if len(all) <= maxProblems {
		return all
	}
	all = all.Sorted()
	last := all[maxProblems]
	last.Code, last.Message, last.Related, last.Fix = "limit", fmt.Sprintf("and %d more problems; mend those above first", len(all)-maxProblems), nil, nil
	return append(all[:maxProblems:maxProblems], last)
}

// Files returns the names of the policy's files in a folder (or the file itself), sorted. Hidden files are none of them: editors and file
// systems leave some behind, such as `.#shop.licet`, which may be a link to nothing.
func Files(fsys fs.FS, dir string) ([]string, error) {
	info, err := fs.Stat(fsys, dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		if !IsFile(dir) {
			return nil, fmt.Errorf("%s: %w: its name does not end in %s or %s", dir, ErrNoPolicy, Extension, LiterateExtension)
		}
		return []string{dir}, nil
	}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir() && IsFile(e.Name()) && !strings.HasPrefix(e.Name(), ".") {
			out = append(out, path.Join(dir, e.Name()))
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: %w: the folder holds no file whose name ends in %s or %s", dir, ErrNoPolicy, Extension, LiterateExtension)
	}
	slices.Sort(out)
	return out, nil
}

type loader struct {
	fsys      fs.FS
	libraries Libraries
	modules   []check.Module
	seen      map[string]bool // vocabularies, by name, or by folder behind folderMark
	texts     map[string]*source.File
	documents []check.Document
	missing   map[string]string
	problems  diag.List
	partial   bool
	torn      bool // a file of the policy itself could not be read
	total     int
	sums      []string // what the digest is made of
	base      string   // the policy's folder, with a slash at its end
}

// policy reads the policy's own files, and then what they use.
func (l *loader) policy(dir string) error {
	names, err := Files(l.fsys, dir)
	if err != nil {
		return err
	}
	base := dir
	if len(names) == 1 && names[0] == dir {
		base = path.Dir(dir)
	}
	if base != "." {
		l.base = base + "/"
	}
	m, err := l.module("", l.fsys, names, base)
	if err != nil {
		return err
	}
	l.sources(m, base)
	return l.uses(m, l.fsys, base)
}

// module reads and parses files as one module.
func (l *loader) module(name string, fsys fs.FS, names []string, base string) (check.Module, error) {
	m := check.Module{Name: name}
	for _, n := range names {
		text, err := l.read(fsys, n)
		if err != nil {
			return m, err
		}
		relative := strings.TrimPrefix(strings.TrimPrefix(n, base), "/")
		l.sum(strings.TrimPrefix(name, folderMark)+"/"+relative, text)
		tree, doc, problems := parse(source.New(n, string(text)))
		l.problems = append(l.problems, problems...)
		bad := isTorn(problems)
		l.partial, l.torn = l.partial || bad, l.torn || bad && name == ""
		if doc != nil && name == "" {
			l.document(relative, tree, doc)
		}
		m.Files = append(m.Files, tree)
	}
	l.modules = append(l.modules, m)
	return m, nil
}

func (l *loader) sum(name string, text []byte) {
	s := sha256.Sum256(text)
	l.sums = append(l.sums, name+" "+hex.EncodeToString(s[:]))
}

// digest covers every file that answers depend on, by its name and content, whatever their order.
func (l *loader) digest() string {
	slices.Sort(l.sums)
	s := sha256.Sum256([]byte(strings.Join(l.sums, "\n")))
	return "sha256:" + hex.EncodeToString(s[:])
}

// sources reads the texts that the header names.
func (l *loader) sources(m check.Module, base string) {
	for _, file := range m.Files {
		for _, d := range file.Decls {
			h, ok := d.(*ast.Header)
			if !ok {
				continue
			}
			for _, f := range h.Fields {
				if f.Key.Text == "source" {
					l.source(base, f.Labels[0].Value)
				}
			}
		}
	}
}

func (l *loader) source(base, name string) {
	if l.texts[name] != nil {
		return
	}
	if name == "" || path.IsAbs(name) || strings.ContainsRune(name, '\\') {
		l.missing[name] = fmt.Sprintf("\"%s\" is no path; a source is a path with /, relative to the file's folder", name)
		return
	}
	full := path.Join(base, name)
	text, err := l.read(l.fsys, full)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		l.missing[name] = err.Error() + l.fileMeant(full, err)
		return
	}
	l.texts[name] = source.New(full, string(text))
	l.sum("source "+name, text)
}

// fileMeant suggests another file of the folder in the place of one that is not there.
func (l *loader) fileMeant(name string, err error) string {
	entries, readErr := fs.ReadDir(l.fsys, path.Dir(name))
	if !errors.Is(err, fs.ErrNotExist) || readErr != nil {
		return ""
	}
	near := diag.Nearest(path.Base(name), func(yield func(string) bool) {
		for _, e := range entries {
			if !e.IsDir() && !yield(e.Name()) {
				return
			}
		}
	})
	if near == "" {
		return ""
	}
	return "; did you mean " + near + "?"
}
