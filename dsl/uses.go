package dsl

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/check"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// uses reads the vocabularies that a module uses, and what they use in turn.
func (l *loader) uses(m check.Module, fsys fs.FS, base string) error {
	for _, file := range m.Files {
		for _, d := range file.Decls {
			u, ok := d.(*ast.Use)
			if !ok {
				continue
			}
			for _, n := range u.Names {
				if err := l.use(file, n, fsys, base); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// folderMark tells a folder from a library that is called the same.
const folderMark = "\""

func (l *loader) use(file *ast.File, n ast.Name, fsys fs.FS, base string) error {
	key, dir, lib := n.Text, ".", l.libraries[n.Text]
	if n.Quoted {
		dir, lib = path.Join(base, n.Text), fsys
		key = folderMark + dir
	}
	if l.seen[key] {
		return nil
	}
	l.seen[key] = true
	if lib == nil {
		l.unknownLibrary(file, n)
		return nil
	}
	names, err := Files(lib, dir)
	if err != nil {
		l.unreadable(file, n, err)
		return nil
	}
	if !n.Quoted {
		lib = named{lib, n.Text}
		for i := range names {
			names[i] = n.Text + "/" + names[i]
		}
		dir = n.Text
	}
	before := len(l.problems)
	m, err := l.module(key, lib, names, dir)
	if err != nil {
		return err
	}
	if why := noVocabulary(m); why != "" {
		l.problems = l.problems[:before] // they belong to whoever reads that folder
		l.modules = slices.DeleteFunc(l.modules, func(o check.Module) bool { return o.Name == key })
		l.partial = true
		l.problems.Add(diag.Problem{Code: "not-a-vocabulary", File: file.Source, Span: n.At.At, Message: fmt.Sprintf("\"%s\" %s", n.Text, why)})
		return nil
	}
	return l.uses(m, lib, dir)
}

// noVocabulary says why a folder cannot be used; "" where it can.
func noVocabulary(m check.Module) string {
	var header *ast.Header
	rules, broken := false, false
	for _, f := range m.Files {
		ast.Walk(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.File, *ast.Section:
				return true
			case *ast.Header:
				header = n
			case *ast.Clause, *ast.Example:
				rules = true
			case *ast.Bad:
				broken = true
			}
			return false
		})
	}
	switch {
	case header != nil && !header.Vocabulary:
		return fmt.Sprintf("is a policy (`%s`), and `use` imports vocabularies", header.ID.Text)
	case header != nil || broken:
		return ""
	case rules:
		return "is a policy, and `use` imports vocabularies"
	}
	return "has no header; begin one of its files with: vocabulary ID \"Title\" {}"
}

// unused returns the names that the libraries declare which nothing uses, each with its library.
func (l *loader) unused() map[string]string {
	out := map[string]string{}
	for _, library := range slices.Sorted(maps.Keys(l.libraries)) {
		names, err := Files(l.libraries[library], ".")
		if err != nil || l.seen[library] {
			continue
		}
		for _, n := range names {
			if text, err := l.read(l.libraries[library], n); err == nil {
				tree, _, _ := parse(source.New(n, string(text)))
				ast.Walk(tree, func(n ast.Node) bool {
					if name := declared(n); name != "" && out[name] == "" {
						out[name] = library
					}
					return true
				})
			}
		}
	}
	return out
}

// declared returns the name that a part of a vocabulary declares.
func declared(n ast.Node) string {
	switch d := n.(type) {
	case *ast.Item:
		if len(d.Labels) > 0 {
			return d.Name.Text
		}
	case *ast.Fact:
		return d.Name.Text
	case *ast.TermDecl:
		return d.Name.Text
	}
	return ""
}

func (l *loader) unreadable(file *ast.File, n ast.Name, err error) {
	l.partial = true
	message := fmt.Sprintf("the vocabulary \"%s\" cannot be read: %s", n.Text, reason(err))
	if l.libraries[n.Text] != nil && errors.Is(err, fs.ErrNotExist) {
		message = fmt.Sprintf("there is no folder \"%s\"; the vocabulary that ships with licet stands without quotation marks: use %s", n.Text, n.Text)
	} else if path.IsAbs(n.Text) {
		message = fmt.Sprintf("there is no folder \"%s\" below the one of this policy; a folder that is used is named from there, as in \"../vocabulary\"", n.Text)
	}
	l.problems.Add(diag.Problem{Code: "unknown-vocabulary", File: file.Source, Span: n.At.At, Message: message})
}

func reason(err error) string {
	var p *fs.PathError
	switch {
	case errors.Is(err, ErrNoPolicy):
		return "it holds no file whose name ends in " + Extension + " or " + LiterateExtension
	case errors.As(err, &p):
		return p.Err.Error()
	}
	return err.Error()
}

func (l *loader) unknownLibrary(file *ast.File, n ast.Name) {
	l.partial = true
	names := slices.Sorted(maps.Keys(l.libraries))
	message := fmt.Sprintf("no vocabulary is called `%s`; there is %s; a folder of your own stands in quotation marks", n.Text, strings.Join(names, ", "))
	if near := diag.Nearest(n.Text, slices.Values(names)); near != "" {
		message = fmt.Sprintf("no vocabulary is called `%s`; did you mean `%s`?", n.Text, near)
	}
	l.problems.Add(diag.Problem{Code: "unknown-vocabulary", File: file.Source, Span: n.At.At, Message: message})
}

// named shows the files of a library below its name, so that messages tell them from the policy's own.
type named struct {
	fs.FS
	name string
}

// Open opens a file by its shown name.
func (n named) Open(name string) (fs.File, error) { return n.FS.Open(n.hidden(name)) }

// Stat describes a file by its shown name, without opening it where that can be done.
func (n named) Stat(name string) (fs.FileInfo, error) { return fs.Stat(n.FS, n.hidden(name)) }

func (n named) hidden(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, n.name), "/")
}
