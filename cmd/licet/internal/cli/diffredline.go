package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/document/docx"
	"github.com/seed-90f8eabc/licet/engine/document/redline"
)

// redlineFormats are the forms of a redline, each of which ends the name of its file.
func redlineFormats() []string { return []string{"html", "docx"} }

// diffFormats are those of --format: what -o takes, and redlines.
func diffFormats() []string { return append([]string{"text", "json", "md"}, redlineFormats()...) }

// formOf checks the form of the result. What -o takes may be named by --format, too.
func (a *app) formOf(f *diffFlags, output bool) error {
	redlines := 0
	for i, v := range f.formats {
		switch {
		case !slices.Contains(diffFormats(), v):
			return &exit{exitUsage, fmt.Errorf("no format is called %q; --format takes %s", v, strings.Join(diffFormats(), ", "))}
		case slices.Contains(f.formats[:i], v):
			return &exit{exitUsage, fmt.Errorf("%s stands twice in --format; take one away", v)}
		case slices.Contains(redlineFormats(), v):
			redlines++
		}
	}
	switch {
	case len(f.formats) > 0 && output:
		return &exit{exitUsage, errors.New("-o and --format both name the form of the result; take one away")}
	case f.dir != "" && redlines == 0:
		return &exit{exitUsage, errors.New("-O is for redlines; name their form with --format html, docx")}
	case f.dir == "" && len(f.formats) > 1, redlines > 0 && redlines < len(f.formats):
		return &exit{exitUsage, errors.New("only one form fits on standard output; name one, or html and docx with a folder, -O DIR")}
	case redlines == 0 && len(f.formats) == 1:
		a.flags.output, f.formats = f.formats[0], nil
	}
	return nil
}

// redline writes the redlines that were asked for.
func (a *app) redline(f *diffFlags, d *analysis.Difference, versions [2]compared) error {
	r := redline.Compare(redline.Of(versions[0].e), redline.Of(versions[1].e))
	r.Explain(d, versions[0].e, versions[1].e)
	for _, format := range f.formats {
		var b bytes.Buffer
		if err := redlineWriter(format)(&b, r); err != nil {
			return &exit{exitFailed, fmt.Errorf("cannot write %s: %w", format, err)}
		}
		if err := a.writeRedline(f, format, r.New.Policy.ID, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func redlineWriter(format string) func(io.Writer, *redline.Redline) error {
	if format == "docx" {
		return docx.WriteRedline
	}
	return redline.WriteHTML
}

func (a *app) writeRedline(f *diffFlags, format, policy string, text []byte) error {
	if f.dir == "" {
		if err := a.noTerminal(format, "licet diff OLD NEW"); err != nil {
			return err
		}
		_, err := a.out.Write(text)
		return err
	}
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return writeError(f.dir, err)
	}
	path := filepath.Join(f.dir, policy+".changes."+format)
	if err := writeFile(path, text); err != nil {
		return writeError(path, err)
	}
	fmt.Fprintln(a.stdout(), visible(filepath.ToSlash(path)))
	return nil
}

// noTerminal refuses to write to a terminal what is no text.
func (a *app) noTerminal(format, command string) error {
	if file, ok := a.terminal.(*os.File); ok && format == "docx" && term.IsTerminal(int(file.Fd())) {
		return &exit{exitUsage, fmt.Errorf("a DOCX file is no text for a terminal; write it to a file, %s --format docx > FILE.docx, or into a folder with -O DIR", command)}
	}
	return nil
}
