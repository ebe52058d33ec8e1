package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/format"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// linted is what the linting of one policy came to.
type linted struct {
	path      string
	at        location
	config    config
	policy    *model.Policy // nil where it does not load
	files     []lint.File
	result    *lint.Result
	failLevel lint.Severity
	err       error

	baseline     lint.Baseline // that is in force
	baselinePath string        // of its file; "" where there is none
	hasBaseline  bool
	fresh, known []lint.Finding
	gone, now    lint.Baseline
	diff         string // with --diff
	texts        map[string]*source.File
}

// lintOne lints one policy. With --fix it mends it first.
func (a *app) lintOne(f *lintFlags, path string) *linted {
	l := &linted{path: path, texts: map[string]*source.File{}}
	if l.at, l.err = locate(path); l.err != nil {
		return l
	}
	l.path = l.at.name
	if l.config, l.err = l.at.configOf(); l.err != nil {
		return l
	}
	if l.err = l.readBaseline(f); l.err != nil {
		return l
	}
	l.run(f)
	if l.err == nil && (f.fix || f.diff) {
		l.err = a.mend(f, l)
	}
	return l
}

// run loads the policy, runs its tests, and then the rules.
func (l *linted) run(f *lintFlags) {
	if strings.HasSuffix(l.at.dir, policytest.Suffix) {
		l.err = &exit{exitUsage, fmt.Errorf("%s holds tests; name the policy that they stand beside", l.path)}
		return
	}
	if l.files, l.err = l.readFiles(); l.err != nil {
		return
	}
	report, err := policytest.Run(l.at.fsys, l.at.dir, policytest.Options{})
	if err != nil {
		l.err = loadError(err)
		return
	}
	l.policy = report.Engine.Policy()
	l.result = lint.Run(rules.All(), l.policy, lint.Options{
		Today:    time.Now().Format(time.DateOnly),
		Settings: slices.Concat(l.config.lint.settings, f.settings()),
		Words:    l.config.lint.words,
		Files:    l.files,
		Report:   report,
	})
	d := l.baseline.Divide(l.policy, l.result)
	l.fresh, l.known, l.gone, l.now = d.Fresh, d.Known, d.Gone, d.Now
	l.failLevel = l.failAt(f)
}

// failAt returns the severity from which on findings fail: that of the flag, of the configuration, or warning.
func (l *linted) failAt(f *lintFlags) lint.Severity {
	for _, name := range []string{f.failLevel, l.config.lint.failLevel, defaultFailLevel} {
		if s, err := failLevel(name); err == nil {
			return s
		}
	}
	return lint.Warning
}

// readFiles returns the policy's files, each with its layout.
func (l *linted) readFiles() ([]lint.File, error) {
	names, err := dsl.Files(l.at.fsys, l.at.dir)
	if err != nil {
		return nil, loadError(err)
	}
	var out []lint.File
	for _, name := range names {
		text, err := readPolicyFile(l.at.fsys, name)
		if err != nil {
			return nil, err
		}
		f := lint.File{Name: l.below(name), Text: string(text)}
		layout := format.Source
		if strings.HasSuffix(name, dsl.LiterateExtension) {
			layout = format.Document
		}
		if laid, err := layout(source.New(name, f.Text)); err == nil {
			f.Layout = laid
		}
		out = append(out, f)
	}
	return out, nil
}

// below returns the name of a file as places in the policy have it.
func (l *linted) below(name string) string {
	if dir := l.dir(); dir != "." {
		return strings.TrimPrefix(name, dir+"/")
	}
	return name
}

// dir is the policy's folder in its file system.
func (l *linted) dir() string {
	if dsl.IsFile(l.at.dir) {
		return filepath.ToSlash(filepath.Dir(l.at.dir))
	}
	return l.at.dir
}

// file returns a file of the policy, or one of its sources, as it was read; nil where there is none to show.
func (l *linted) file(name string) *source.File {
	if f, ok := l.texts[name]; ok {
		return f
	}
	var out *source.File
	for _, s := range l.policy.Sources {
		if s.Path == name {
			out = source.New(l.at.path(name), s.Text)
		}
	}
	for _, f := range l.files {
		if f.Name == name {
			out = source.New(l.at.path(name), f.Text)
		}
	}
	l.texts[name] = out
	return out
}

// place names a place as it can be opened from here; one of a vocabulary that is used as that has it.
func (l *linted) place(at model.Pos) string {
	return fmt.Sprintf("%s:%d:%d", l.pathOf(at), at.Line, at.Column)
}

// ids returns the ids of clauses.
func (l *linted) ids(clauses []int) []string {
	out := make([]string, len(clauses))
	for i, c := range clauses {
		out[i] = l.policy.Clauses[c].ID
	}
	return out
}

// isOurs reports whether an error is a mistake of this program.
func isOurs(err error) bool { return errors.Is(err, analysis.ErrReplay) }
