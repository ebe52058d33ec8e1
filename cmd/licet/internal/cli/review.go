package cli

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/document/review"
)

// reviewFlags are the flags of `licet review`.
type reviewFlags struct {
	against string
	file    string
}

func (a *app) reviewCommand() *cobra.Command {
	f := &reviewFlags{}
	c := &cobra.Command{
		Use:   "review [PATH]",
		Short: "Write one HTML file for counsel: the text beside its rules, findings, a question box, changes, notes, a sign-off",
		Long: "review writes a policy as one HTML file that can be sent by mail and opened anywhere: it loads nothing and sends nothing.\n" +
			"It shows each sentence of the text beside its rules in plain words, what the linter finds, and a picture of which data may\n" +
			"be used for which purpose; it answers questions as `licet ask` does; and with --against it says which answers changed.\n\n" +
			"Counsel may write notes and accept findings; the page gives them back as a patch for `git apply`, with lines `allow` for\n" +
			"what is accepted. The sign-off names the digest of exactly what was read, which is also printed here.\n\n" +
			"Exit codes: 0 written; 2 the command line is wrong; 3 a policy does not load; 4 it could not be written.",
		Example: "  licet review -p shop -O shop-review.html\n" +
			"  licet review policies/shop --against git:v3:policies/shop -O review.html",
		Args: atMostOne("policy"),
		RunE: func(_ *cobra.Command, args []string) error {
			name, err := a.policyOf(args)
			if err != nil {
				return err
			}
			return a.review(f, name)
		},
	}
	c.Flags().Var(a.once("against", &f.against), "against", "say what changed since another `VERSION`: a folder, a file, a name, or git:REVISION:PATH")
	c.Flags().VarP(a.once("file", &f.file), "file", "O", "write to this `FILE`; where it is missing, to standard output")
	return c
}

func (a *app) review(f *reviewFlags, name string) error {
	if a.flags.output == "json" && f.file == "" {
		return &exit{exitUsage, errors.New("-o json tells of the page that is written to a file; name the file with -O FILE")}
	}
	l := a.lintOne(&lintFlags{}, name)
	if l.err != nil {
		return l.err
	}
	e, err := l.engine()
	if err != nil {
		return err
	}
	in := review.Input{Engine: e, Files: l.reviewed(), Lint: l.result}
	if f.against != "" {
		if in.Against, err = a.reviewedAgainst(f.against, e); err != nil {
			return err
		}
	}
	page, err := review.Page(in)
	if err != nil {
		return &exit{exitFailed, err}
	}
	return a.writeReview(f, e, page)
}

// writeReview writes the page, and says its digest.
func (a *app) writeReview(f *reviewFlags, e *engine.Engine, page *review.Result) error {
	if f.file == "" {
		if _, err := a.out.Write(page.HTML); err != nil {
			return err
		}
		fmt.Fprintf(a.stderr(), "review %s\n", page.Digest)
		return nil
	}
	if err := writeFile(f.file, page.HTML); err != nil {
		return writeError(f.file, err)
	}
	if a.flags.output == "json" {
		p := e.Policy()
		return a.writeJSON(reviewJSON{"licet.review/1", *refOf(p), f.file, page.Digest})
	}
	fmt.Fprintf(a.stderr(), "%s: review %s\n", f.file, page.Digest)
	return nil
}

// reviewJSON tells of a page that was written.
type reviewJSON struct {
	Format string           `json:"format"` // licet.review/1
	Policy engine.PolicyRef `json:"policy"`
	File   string           `json:"file"`
	Digest string           `json:"digest"` // of the page: see package review
}

// engine returns the engine of a policy that was linted, which must be one that can be asked.
func (l *linted) engine() (*engine.Engine, error) {
	e := engine.New(l.policy)
	return e, l.at.rules(e)
}

// reviewedAgainst compares a policy with another version.
func (a *app) reviewedAgainst(name string, e *engine.Engine) (*review.Against, error) {
	old, err := loadVersion(name)
	if err != nil {
		return nil, a.versionError("the version to compare with", name, err)
	}
	d, err := analysis.Diff(old.e.Policy(), e.Policy())
	if err != nil {
		return nil, &exit{exitFailed, err}
	}
	return &review.Against{Engine: old.e, Difference: d}, nil
}

// reviewed returns the policy's files, by the names that a patch has for them.
func (l *linted) reviewed() []review.File {
	var out []review.File
	for _, f := range l.files {
		out = append(out, review.File{Name: f.Name, Path: inPatch(l.at.path(f.Name), f.Name), Text: f.Text})
	}
	return out
}

// inPatch names a file from the root of its repository; where it is in none, as it can be opened from here, or within its policy.
func inPatch(file, below string) string {
	full, err := filepath.Abs(filepath.FromSlash(file))
	if err != nil || !exists(full) {
		return below
	}
	dir := filepath.Dir(full)
	if _, down := repository(dir); down != "." || exists(filepath.Join(dir, ".git")) {
		return path.Join(down, filepath.Base(full))
	}
	if filepath.IsLocal(filepath.FromSlash(file)) {
		return file
	}
	return below
}
