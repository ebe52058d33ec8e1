package audit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/lines"
)

// A Format is how events are written. Auto is what the name of a file says.
type Format string

// The formats.
const (
	Auto    Format = ""
	Parquet Format = "parquet"
	CSV     Format = "csv"
	TSV     Format = "tsv"
	JSON    Format = "jsonl"
)

// Formats returns the formats by their names.
func Formats() []string { return []string{string(CSV), string(TSV), string(JSON), string(Parquet)} }

// lines returns the format of a text.
func (f Format) lines() lines.Format {
	return map[Format]lines.Format{CSV: lines.CSV, TSV: lines.TSV, JSON: lines.JSON}[f]
}

// Standard is the path of standard input.
const Standard = "-"

// A Source is a file with events.
type Source struct {
	Path   string // Standard is standard input
	Format Format
	packed string // "gz" or "zst"; "" where it is not compressed
	size   int64
}

// name is how a source is called in messages.
func (s *Source) name() string {
	if s.Path == Standard {
		return "standard input"
	}
	return s.Path
}

// A UsageError is in what the user has asked for, rather than in the files.
type UsageError struct{ message string }

func (e *UsageError) Error() string { return e.message }

func usage(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// Find finds the files of some paths: files, folders with all beneath them, and patterns, as of a shell that did not know them. Of a folder, the
// files of other kinds are left alone: it returns how many. Hidden ones, and those that begin with an underscore, are not looked at, as
// those who write tables there have it.
func Find(paths []string, format Format) (found []Source, others int, err error) {
	for _, p := range paths {
		list, left, err := find(p, format)
		if err != nil {
			return nil, 0, err
		}
		found, others = append(found, list...), others+left
	}
	return found, others, nil
}

func find(path string, format Format) ([]Source, int, error) {
	if path == Standard {
		s, err := standard(format)
		return []Source{s}, 0, err
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(path, "*?[") {
		return matching(path, format)
	}
	switch {
	case err != nil:
		return nil, 0, err
	case info.IsDir():
		return beneath(path, format)
	}
	s, ok := source(path, info.Size(), format)
	if !ok {
		return nil, 0, usage("the name of %s does not say how it is written; give --format %s", path, strings.Join(Formats(), ", or "))
	}
	return []Source{s}, 0, nil
}

func standard(format Format) (Source, error) {
	if format == Auto || format == Parquet {
		return Source{}, usage("standard input is read as text; give --format %s, %s or %s", CSV, TSV, JSON)
	}
	return Source{Path: Standard, Format: format, size: -1}, nil
}

// matching returns the files that match a pattern, in the order of their names.
func matching(pattern string, format Format) (out []Source, others int, err error) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, 0, usage("%s is no pattern: %v", pattern, err)
	}
	names = slices.DeleteFunc(names, func(name string) bool { // as a shell has it
		return strings.HasPrefix(filepath.Base(name), ".") && !strings.HasPrefix(filepath.Base(pattern), ".")
	})
	if len(names) == 0 {
		return nil, 0, fmt.Errorf("no file matches %s", pattern)
	}
	for _, name := range names {
		list, left, err := find(name, format)
		if err != nil {
			return nil, 0, err
		}
		out, others = append(out, list...), others+left
	}
	return out, others, nil
}

// beneath returns the files of a folder, in the order of their names.
func beneath(dir string, format Format) (out []Source, others int, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); path != dir && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		info, err := os.Stat(path) // of a link, the file behind it
		if err != nil {
			return err
		}
		if s, ok := source(path, info.Size(), Auto); ok && (format == Auto || s.Format == format) && info.Mode().IsRegular() {
			out = append(out, s)
		} else {
			others++
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("there are no events in %s: no file that ends with %s", dir, strings.Join(endings(format), ", "))
	}
	slices.SortFunc(out, func(a, b Source) int { return strings.Compare(a.Path, b.Path) })
	return out, others, err
}

// endings returns the ends of the names of files.
func endings(format Format) (out []string) {
	for _, f := range Formats() {
		if format == Auto || format == Format(f) {
			out = append(out, "."+f)
		}
	}
	return out
}

// source returns a file; false where its name does not say how it is written, and nobody else does.
func source(path string, size int64, format Format) (Source, bool) {
	s := Source{Path: path, Format: format, size: size}
	name := strings.ToLower(filepath.Base(path))
	for _, packed := range []string{"gz", "zst"} {
		if rest, ok := strings.CutSuffix(name, "."+packed); ok {
			s.packed, name = packed, rest
		}
	}
	if s.Format != Auto {
		return s, true
	}
	switch filepath.Ext(name) {
	case ".parquet":
		s.Format = Parquet
	case ".csv":
		s.Format = CSV
	case ".tsv":
		s.Format = TSV
	case ".jsonl", ".ndjson":
		s.Format = JSON
	}
	return s, s.Format != Auto && (s.packed == "" || s.Format != Parquet)
}
