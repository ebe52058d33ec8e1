package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
)

// lintFlags are the flags of `licet lint`.
type lintFlags struct {
	failLevel        string
	only, skip       []string
	category         []string
	fix, diff, stats bool
	baseline         string
	writeBaseline    string
	reports          []string
}

func (a *app) lintCommand() *cobra.Command {
	f := &lintFlags{}
	c := &cobra.Command{
		Use:   "lint [PATH...]",
		Short: "Find what is valid and probably wrong in policies, each finding with its place and, where there is one, a case",
		Long: "lint finds what is valid and probably wrong in policies. It prints nothing where all is well. `licet rule` lists what\n" +
			"it looks for, and `licet rule NAME` says why, and how to mend or allow it. licet.yaml turns rules on and off\n" +
			"(`licet config` prints what is in force).\n\n" +
			"A policy accepts a finding for a time: allow RULE in CLAUSE because \"...\" by \"...\" until 2027-06-30. What is about no\n" +
			"clause is allowed without `in CLAUSE`, outside of clauses.\n\n" +
			"A baseline accepts what there was when the linter came: --write-baseline FILE writes the findings into a file that is\n" +
			"not there yet, and of one that is there drops what no longer occurs; it never adds. Name the file in licet.yaml\n" +
			"(lint.baseline) or with --baseline: what is mended is then dropped from it by itself, save with -o json or --diff.\n\n" +
			"--report writes for other programs: sarif=FILE (SARIF 2.1.0), junit=FILE, gitlab=FILE (Code Quality), and github:\n" +
			"annotations of a GitHub workflow, at most ten of a severity, and all in its job summary.\n\n" +
			"Exit codes: 0 nothing at or above the fail level; 1 something; 3 a policy does not load.",
		Example: "  licet lint policies/shop\n  licet lint -p app --category clarity\n  licet lint --report sarif=lint.sarif --report github\n" +
			"  licet lint --write-baseline lint-baseline.json",
		RunE: func(_ *cobra.Command, args []string) error {
			paths, err := a.paths(args)
			if err != nil {
				return err
			}
			return a.lint(f, paths)
		},
	}
	flags := c.Flags()
	flags.Var(a.once("fail-level", &f.failLevel), "fail-level", "exit with 1 where a finding is at least a `SEVERITY`: note, warning (where licet.yaml says nothing), error or never")
	flags.StringSliceVar(&f.only, "only", nil, "run only these `RULES`, or those of these categories")
	flags.StringSliceVar(&f.skip, "skip", nil, "leave out these `RULES`, or those of these categories")
	flags.StringSliceVar(&f.category, "category", nil, "run only the rules of these `CATEGORIES`")
	flags.BoolVar(&f.fix, "fix", false, "mend what can be mended for certain, and report the rest")
	flags.BoolVar(&f.diff, "diff", false, "change nothing: print what --fix would change")
	flags.BoolVar(&f.stats, "stats", false, "count the findings of each rule")
	flags.Var(a.once("baseline", &f.baseline), "baseline", "leave out the findings that this `FILE` knows; goes before lint.baseline of licet.yaml")
	flags.Var(a.once("write-baseline", &f.writeBaseline), "write-baseline", "write the findings to a `FILE`, or drop from it what no longer occurs")
	flags.StringArrayVar(&f.reports, "report", nil, "write a report as well: `FORM=FILE` or github; may be given several times")
	completeLint(c)
	return c
}

// completeLint completes the values of the flags.
func completeLint(c *cobra.Command) {
	var names, categories []string
	for _, r := range rules.All() {
		names = append(names, r.Name+"\t"+r.Summary)
	}
	for _, x := range lint.Categories() {
		categories = append(categories, string(x))
	}
	for flag, values := range map[string][]string{"fail-level": {"note", "warning", "error", "never"}, "only": names, "skip": names,
		"category": categories, "report": {"github", "sarif=", "junit=", "gitlab="}} {
		if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveNoSpace)); err != nil {
			panic(err) // the flag is there
		}
	}
}

// never is above every severity.
const never = lint.Error + 1

// defaultFailLevel is the fail level where nobody says one.
const defaultFailLevel = "warning"

// failLevel returns the severity from which on findings fail.
func failLevel(name string) (lint.Severity, error) {
	if name == "never" {
		return never, nil
	}
	if s, ok := lint.SeverityNamed(name); ok && s != lint.Off {
		return s, nil
	}
	return 0, fmt.Errorf("no fail level is called %q; it is note, warning, error or never", name)
}

// check refuses what makes no sense, before anything is read.
func (f *lintFlags) check() error {
	if f.failLevel != "" {
		if _, err := failLevel(f.failLevel); err != nil {
			return &exit{exitUsage, err}
		}
	}
	if f.fix && f.diff {
		return &exit{exitUsage, errors.New("--fix and --diff exclude each other: one writes what the other shows")}
	}
	for _, name := range slices.Concat(f.only, f.skip) {
		if err := knownRule(name, true); err != nil {
			return &exit{exitUsage, err}
		}
	}
	for _, name := range f.category {
		if !slices.Contains(lint.Categories(), lint.Category(name)) {
			return &exit{exitUsage, fmt.Errorf("no category is called %q; there are %s", name, join(lint.Categories()))}
		}
	}
	_, err := f.parsed()
	return err
}

func join(list []lint.Category) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return strings.Join(out, ", ")
}

// settings returns what the flags say of the rules, for after what the configuration says: --only runs a rule that is off there.
func (f *lintFlags) settings() []lint.Setting {
	var out []lint.Setting
	named := func(list []string, r lint.Rule) bool {
		return slices.Contains(list, r.Name) || slices.Contains(list, string(r.Category))
	}
	for _, r := range rules.All() {
		switch {
		case named(f.skip, r):
			out = append(out, lint.Setting{Name: r.Name, Why: "--skip names it"})
		case len(f.only) > 0 && !named(f.only, r):
			out = append(out, lint.Setting{Name: r.Name, Why: "--only names others"})
		case len(f.category) > 0 && !slices.Contains(f.category, string(r.Category)):
			out = append(out, lint.Setting{Name: r.Name, Why: "--category names others"})
		case slices.Contains(f.only, r.Name):
			out = append(out, lint.Setting{Name: r.Name, Keep: true, Why: "--only names it"})
		}
	}
	return out
}

// lint lints every path, and goes on after one that does not load.
func (a *app) lint(f *lintFlags, paths []string) error {
	if err := f.check(); err != nil {
		return err
	}
	reports, err := f.parsed()
	if err != nil {
		return err
	}
	all := make([]*linted, len(paths))
	for i, path := range paths {
		all[i] = a.lintOne(f, path)
		if all[i].err != nil {
			a.showError(all[i].err)
		}
	}
	if f.writeBaseline != "" {
		if err := a.writeBaseline(f, all); err != nil {
			return err
		}
	}
	a.shrinkBaselines(f, all)
	err = a.showLint(f, all)
	for _, r := range reports {
		err = errors.Join(err, a.writeReport(r, all))
	}
	if err != nil {
		return err
	}
	return a.lintEnd(f, all)
}

// lintEnd says what could not be told, and returns the exit code: the gravest of all.
func (a *app) lintEnd(f *lintFlags, all []*linted) error {
	code := exitDone
	for _, l := range all {
		if l.err != nil {
			code = max(code, codeOf(l.err))
			continue
		}
		a.showIdle(f, l)
		for _, u := range l.result.Undecided {
			a.showError(fmt.Errorf("%s: %s: not decided: %w", l.path, u.Rule, u.Err))
			if isOurs(u.Err) {
				code = max(code, exitFailed)
			}
		}
		for _, x := range l.fresh {
			if x.Severity >= l.failLevel {
				code = max(code, exitFound)
			}
		}
	}
	if code == exitDone {
		return nil
	}
	return &exit{code: code}
}

// showIdle says of the rules that --only names why they do not run: silence would be read as praise.
func (a *app) showIdle(f *lintFlags, l *linted) {
	for _, s := range l.result.Rules {
		if s.Severity == lint.Off && slices.Contains(f.only, s.Rule.Name) {
			a.showError(fmt.Errorf("%s: %s does not run: %s", l.path, s.Rule.Name, s.Why))
		}
	}
}
