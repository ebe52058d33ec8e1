package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/format"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/engine"
)

// fmtFlags are those of `licet fmt`.
type fmtFlags struct {
	check, diff bool
	stdinName   string
}

func (a *app) fmtCommand() *cobra.Command {
	var f fmtFlags
	c := &cobra.Command{
		Use:   "fmt [PATH...]",
		Short: "Write policies in the one layout",
		Long: "fmt rewrites the files of policies in the one layout, and names those that it changed; it prints nothing where all is\n" +
			"well. A path is a folder, a file, or - for standard input, which is written to standard output. Without a path it\n" +
			"takes the nearest policy. It never changes what a file means, its comments, or a file with mistakes.",
		Example: "  licet fmt policies/shop\n  licet fmt --check\n  licet fmt --diff -p app\n  licet fmt --stdin-name shop.licet - <shop.licet",
		RunE: func(_ *cobra.Command, args []string) error {
			if err := noneEmpty(args); err != nil {
				return err
			}
			return a.fmt(f, args)
		},
	}
	c.Flags().BoolVar(&f.check, "check", false, "change nothing: name the files that are in another layout, and exit with 1 if there are any")
	c.Flags().BoolVar(&f.diff, "diff", false, "change nothing: print what would change")
	c.Flags().Var(a.once("stdin-name", &f.stdinName), "stdin-name", "what to call standard input: a `FILE`")
	return c
}

// layoutsJSON is what `licet fmt -o json` writes.
type layoutsJSON struct {
	Format string            `json:"format"`
	Policy *engine.PolicyRef `json:"policy"` // that of the first path; null where it does not load, and of standard input
	Files  []layoutJSON      `json:"files"`
}

// layoutJSON is a file in `licet fmt -o json`.
type layoutJSON struct {
	File    string `json:"file"`
	Changed bool   `json:"changed"`        // or would be, with --check and --diff
	Error   string `json:"error"`          // why it was left alone; empty where nothing is wrong
	Diff    string `json:"diff,omitempty"` // with --diff
	Text    string `json:"text,omitempty"` // of standard input
}

func (a *app) fmt(f fmtFlags, args []string) error {
	stdin := slices.Contains(args, "-")
	switch {
	case stdin && (len(args) > 1 || a.flags.policy != ""):
		return &exit{exitUsage, errors.New("- stands for standard input, and cannot stand beside other paths")}
	case f.stdinName != "" && !stdin:
		return &exit{exitUsage, errors.New("--stdin-name belongs to -, for standard input")}
	case stdin:
		return a.fmtAll(f, a.fmtStdin(f), location{})
	}
	if len(args) == 0 || a.flags.policy != "" {
		args = append(args, a.flags.policy)
	}
	at, err := locate(args[0])
	if err != nil {
		at = location{} // it is told below
	}
	return a.fmtAll(f, filesOf(f, args), at)
}

// fmtAll lays out files, and goes on after one that cannot be.
func (a *app) fmtAll(f fmtFlags, files []toFormat, first location) error {
	report, code := []layoutJSON{}, exitDone
	for _, file := range files {
		result, err := a.fmtOne(f, file)
		if err != nil {
			result.Error = err.Error()
			a.showError(err)
			code = max(code, codeOf(err))
		} else if result.Changed && f.check {
			code = max(code, exitFound)
		}
		report = append(report, result)
	}
	if a.flags.output == "json" {
		if err := a.writeJSON(layoutsJSON{"licet.fmt/1", refAt(first), report}); err != nil {
			return err
		}
	}
	if code == exitDone {
		return nil
	}
	return &exit{code: code}
}

// codeOf returns the exit code of a file that could not be laid out.
func codeOf(err error) int {
	var e *exit
	var problems diag.List
	switch {
	case errors.As(err, &e):
		return e.code
	case errors.As(err, &problems):
		return exitPolicy
	}
	return exitFailed
}

// fmtOne lays out a file, and writes it or tells what would change.
func (a *app) fmtOne(f fmtFlags, file toFormat) (layoutJSON, error) {
	result := layoutJSON{File: file.name}
	text, err := file.read()
	if err != nil {
		return result, err
	}
	layout := format.Source
	if strings.HasSuffix(file.name, dsl.LiterateExtension) {
		layout = format.Document
	}
	out, err := layout(source.New(file.name, string(text)))
	if errors.Is(err, format.ErrChanged) {
		err = fmt.Errorf("%s: %w", file.name, err)
	}
	if err != nil {
		return result, f.nameless(file, text, err)
	}
	result.Changed = out != string(text)
	if f.diff {
		result.Diff = string(diff.Diff(file.name+".orig", text, file.name, []byte(out)))
	}
	if !f.check && !f.diff && (result.Changed || file.stdin) {
		result.Text, err = file.write(text, out)
	}
	if err == nil && a.flags.output == "text" {
		a.showLayout(f, file, result)
	}
	return result, err
}

// nameless is the error of standard input. Without a name it is read as a file of the language; a document has a mistake in every line
// then, and what is wrong is the name.
func (f fmtFlags) nameless(file toFormat, text []byte, err error) error {
	fence := []byte("```licet")
	if !file.stdin || f.stdinName != "" || !bytes.HasPrefix(text, fence) && !bytes.Contains(text, append([]byte("\n"), fence...)) {
		return err
	}
	return &exit{exitUsage, fmt.Errorf("standard input is a document with %s blocks; say so by a name: licet fmt --stdin-name policy%s -", fence, dsl.LiterateExtension)}
}

// showLayout tells what has changed, or would.
func (a *app) showLayout(f fmtFlags, file toFormat, r layoutJSON) {
	switch {
	case f.diff:
		a.showDiff(r.Diff)
	case file.stdin && !f.check:
		io.WriteString(a.out, r.Text)
	case r.Changed:
		fmt.Fprintln(a.stdout(), r.File)
	}
}
