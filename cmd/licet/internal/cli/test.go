package cli

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// testFlags are the flags of `licet test`.
type testFlags struct {
	run      string
	cover    bool
	coverMin percent
	junit    string
}

func (a *app) testCommand() *cobra.Command {
	f := &testFlags{coverMin: -1}
	c := &cobra.Command{
		Use:   "test [PATH...]",
		Short: "Run the tests of policies: their examples, and the *_test.yaml files beside them",
		Long: "test runs the examples of policies, and the cases in the files beside them whose names end in _test.yaml (beside\n" +
			"shop.licet, a policy that is one file: shop_test.yaml). It says how many passed, and of those that failed what was\n" +
			"asked, what was expected, and the answer with its reasons. A file of cases may be named instead of a policy.\n\n" +
			testForm + "\n" +
			"With --cover it names the norms and exclusions that no test made decisive. A test makes decisive what its answer\n" +
			"cites as deciding it; what follows from a sentence, as by `only` or `then`, counts by itself. For each it gives a\n" +
			"question to ask; what the answer should be, read from the text. What can decide no question is not counted.\n\n" +
			"Exit codes: 0 all passed; 1 a test failed, there is none, or too little is covered; 3 a policy does not load.",
		Example: "  licet test policies/shop\n  licet test -p app --run partner --cover\n  licet test policies/shop/mail_test.yaml --junit results.xml",
		RunE: func(_ *cobra.Command, args []string) error {
			paths, err := a.paths(args)
			if err != nil {
				return err
			}
			return a.test(f, paths)
		},
	}
	flags := c.Flags()
	flags.Var(a.once("run", &f.run), "run", "run only the tests whose name the `PATTERN` (a regular expression) finds")
	flags.BoolVar(&f.cover, "cover", false, "name the norms and exclusions that no test made decisive")
	flags.Var(&f.coverMin, "cover-min", "exit with 1 where less than `N` per cent of them were made decisive; implies --cover")
	flags.Var(a.once("junit", &f.junit), "junit", "write the results to a `FILE` as well, in the XML form of JUnit")
	return c
}

// testForm shows a file of cases.
const testForm = `  nothing_else: true                     # in each case that does not say otherwise; as with: given: {consent: false}
  cases:
    - name: partner offers need consent  # may be missing
      ask: may we share email with partner for partner-offers given no consent?
      answer: prohibited                 # permitted, not-addressed, ...; never permitted, always permitted
      because: [A.4]                     # exactly the clauses that decide; also: conflict, needs, otherwise
    - action: share                      # or in parts, as ask -o json has a question
      data: email
      given: {consent: true}
      only: {recipient: [partner]}       # the names for which it is permitted, exactly: the widest ones
`

// percent is the value of a flag: a whole number from 0 to 100; -1 where it is not given.
type percent int

func (p *percent) String() string {
	if *p < 0 {
		return ""
	}
	return strconv.Itoa(int(*p))
}

func (p *percent) Type() string { return "int" }

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
	path     string
	at       location
	report   *policytest.Report // nil where it does not load
	cover    *policytest.Cover  // nil where it is not asked for
	err      error
	coverMin int // what its configuration asks for; -1 where it does not

	showCover bool
}

// untested is the error of a policy without tests.
func (t *tested) untested() error {
	return fmt.Errorf("%s has no tests; write an example in it: example \"...\" { may we ...? permitted }, or cases in a file beside it whose name ends in %s", t.path, policytest.Suffix)
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
		if f.coverMin >= 0 {
			t.coverMin = int(f.coverMin)
		}
		if shown := f.cover || f.coverMin >= 0; t.err == nil && (shown || t.coverMin >= 0) {
			c := t.report.Cover()
			t.cover, t.showCover = &c, shown
		}
		if t.err != nil {
			a.showError(t.err)
		}
		all = append(all, t)
	}
	if f.junit != "" {
		err = writeJUnit(f.junit, all)
	}
	if a.flags.output == "json" {
		err = errors.Join(err, a.writeJSON(testsOf(all)))
	} else {
		a.showTests(all)
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

func testOne(name string, o policytest.Options) tested {
	at, err := locate(name)
	if err != nil {
		return tested{path: name, err: err}
	}
	out := tested{path: at.name, at: at, coverMin: -1}
	out.report, err = policytest.Run(at.fsys, at.dir, o)
	if err != nil {
		out.err = loadError(err)
		return out
	}
	out.err = at.rules(out.report.Engine)
	_, onHost := at.fsys.(host)
	switch {
	case strings.HasSuffix(at.dir, policytest.Suffix):
		out.at.dir = path.Dir(at.dir) // where its policy is
	case onHost && o.Run == nil && out.err == nil: // what is asked for is asked of all tests together
		out.coverMin, out.err = coverMin(out.at.path("."))
	}
	return out
}

// coverMin returns what the configuration of a folder asks for; -1 where it does not.
func coverMin(dir string) (int, error) {
	c, err := configFor(dir)
	if err != nil || c.coverMin == nil {
		return -1, err
	}
	return *c.coverMin, nil
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
			fail("%w", t.untested())
		}
		if t.cover != nil && t.cover.Percent() < t.coverMin {
			fail("%s: the tests cover %d%%, and %d%% is asked for; --cover names what they do not", t.path, t.cover.Percent(), t.coverMin)
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
