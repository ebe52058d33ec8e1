package cli

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// testFlags are the flags of `licet test`.
type testFlags struct {
	run      string
	cover    bool
	coverMin percent
}

func (a *app) testCommand() *cobra.Command {
	f := &testFlags{coverMin: -1}
	c := &cobra.Command{
		Use:   "test [PATH...]",
		Short: "Run the examples of policies",
		Long: "test runs the examples of policies. It says how many passed, and of those that failed what was\n" +
			"asked, what was expected, and the answer with its reasons.\n\n" +
			"With --cover it names the norms and exclusions that no test made decisive. A test makes decisive what its answer\n" +
			"cites as deciding it; what follows from a sentence, as by `only` or `then`, counts by itself.\n\n" +
			"Exit codes: 0 all passed; 1 a test failed, there is none, or too little is covered; 3 a policy does not load.",
		Example: "  licet test policies/shop\n  licet test -p app --run partner --cover",
		RunE: func(_ *cobra.Command, args []string) error {
			if slices.Contains(args, "") {
				return &exit{exitUsage, errors.New("a path is empty; name a folder, a file, or leave it out for the nearest policy")}
			}
			if len(args) == 0 || a.flags.policy != "" {
				args = append(args, a.flags.policy)
			}
			return a.test(f, args)
		},
	}
	flags := c.Flags()
	flags.Var(a.once("run", &f.run), "run", "run only the tests whose name the `PATTERN` (a regular expression) finds")
	flags.BoolVar(&f.cover, "cover", false, "name the norms and exclusions that no test made decisive")
	flags.Var(&f.coverMin, "cover-min", "exit with 1 where less than `N` per cent of them were made decisive; implies --cover")
	return c
}

// percent is the value of a flag: a whole number from 0 to 100; -1 where it is not given.
type percent int

func (p *percent) String() string { return strconv.Itoa(int(*p)) }
func (p *percent) Type() string   { return "int" }

func (p *percent) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 100 {
		return fmt.Errorf("%q is no whole number from 0 to 100", text)
	}
	*p = percent(n)
	return nil
}

// tested is what the tests of one policy came to.
type tested struct {
	path   string
	at     location
	report *policytest.Report // nil where it does not load
	err    error
}

// test runs the tests of every path, and goes on after one that does not load.
func (a *app) test(f *testFlags, paths []string) error {
	pattern, err := f.pattern()
	if err != nil {
		return err
	}
	var all []tested
	for _, path := range paths {
		t := testOne(path, policytest.Options{Run: pattern})
		if t.err != nil {
			a.showError(t.err)
		}
		all = append(all, t)
	}
	cover := f.cover || f.coverMin >= 0
	if a.flags.output == "json" {
		err = a.writeJSON(testsOf(all, cover))
	} else {
		a.showTests(all, cover)
	}
	if err != nil {
		return err
	}
	return a.tested(f, all)
}

func (f *testFlags) pattern() (*regexp.Regexp, error) {
	if f.run == "" {
		return nil, nil
	}
	pattern, err := regexp.Compile(f.run)
	if err != nil {
		return nil, &exit{exitUsage, fmt.Errorf("--run %q is no regular expression: %w", f.run, err)}
	}
	return pattern, nil
}

func testOne(path string, o policytest.Options) tested {
	at, err := locate(path)
	if err != nil {
		return tested{path: path, err: err}
	}
	out := tested{path: at.name, at: at}
	out.report, err = policytest.Run(at.fsys, at.dir, o)
	if err != nil {
		out.err = loadError(err)
	} else {
		out.err = at.rules(out.report.Engine)
	}
	return out
}

// tested returns the exit code: the gravest of all.
func (a *app) tested(f *testFlags, all []tested) error {
	code, ran := exitDone, 0
	fail := func(format string, args ...any) {
		a.showError(fmt.Errorf(format, args...))
		code = max(code, exitFound)
	}
	for _, t := range all {
		var e *exit
		if errors.As(t.err, &e) {
			code = max(code, e.code)
			continue
		}
		ran += len(t.report.Results)
		if t.report.Failed() > 0 {
			code = max(code, exitFound)
		}
		if t.report.Found == 0 {
			fail("%s has no tests; write an example: example \"...\" { may we ...? permitted }", t.path)
		}
		if got := t.report.Cover.Percent(); got < int(f.coverMin) {
			fail("%s: the tests cover %d%%, and --cover-min asks for %d%%", t.path, got, f.coverMin)
		}
	}
	if ran == 0 && f.run != "" && code == exitDone {
		fail("no test has a name that %q finds", f.run)
	}
	if code == exitDone {
		return nil
	}
	return &exit{code: code}
}
