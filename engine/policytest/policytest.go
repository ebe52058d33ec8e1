// Package policytest runs the tests of a policy: the examples in it, and the cases in the *_test.yaml files beside it.
//
// It decides nothing itself, changes no file, and skips nothing: what cannot be asked has failed.
//
//	report, err := policytest.Run(os.DirFS("policies"), "shop", policytest.Options{})
//	if err == nil && report.Failed() == 0 { fmt.Println(report.Cover().Percent()) }
//	func TestShop(t *testing.T) { policytest.Test(t, os.DirFS("policies"), "shop") }
package policytest

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// Options say how tests are run. The zero value runs all of them.
type Options struct {
	Run *regexp.Regexp // only the tests whose name it finds; nil for all
}

// A Report is what the tests of a policy came to.
type Report struct {
	Engine  *engine.Engine
	Found   int      // how many tests there are, with those that were not asked for
	Results []Result // of the examples in the order of the policy, then of each file of cases
	cover   decisive
}

// Cover returns what the tests covered. It looks for a question for everything that they did not, which takes longer than the tests.
func (r *Report) Cover() Cover { return r.cover.cover() }

// Failed returns how many tests failed.
func (r *Report) Failed() int {
	n := 0
	for i := range r.Results {
		if !r.Results[i].Passed() {
			n++
		}
	}
	return n
}

// Run loads the policy in a folder of fsys, or in a single file, and runs its examples and the cases beside it (see Files); of a file
// of cases, that is the policy in its folder, and these cases alone. The error is that of engine.Load. A policy without tests is no error: see
// Report.Found.
func Run(fsys fs.FS, dir string, o Options) (*Report, error) {
	if strings.HasSuffix(dir, Suffix) && !isDir(fsys, dir) {
		if _, err := fs.Stat(fsys, dir); err != nil {
			return nil, err
		}
		return run(fsys, path.Dir(dir), []string{dir}, false, o)
	}
	files, err := Files(fsys, dir)
	if err != nil {
		return nil, err
	}
	return run(fsys, dir, files, true, o)
}

func run(fsys fs.FS, dir string, files []string, examples bool, o Options) (*Report, error) {
	e, err := engine.Load(fsys, dir)
	if err != nil {
		return nil, err
	}
	r := newRunner(e, o)
	if examples {
		r.examples()
	}
	for _, name := range files {
		r.file(load(fsys, name))
	}
	return r.report(), nil
}

// Cases runs the cases of a file, in their order, on an engine that is loaded. What is wrong with the file itself comes first.
func Cases(e *engine.Engine, f *File) []Result {
	r := newRunner(e, Options{})
	r.file(f)
	return r.results
}

// file runs the cases of a file. What is wrong with the file itself has failed, whichever cases are asked for.
func (r *runner) file(f *File) {
	for _, p := range f.Problems {
		r.found++
		r.results = append(r.results, Result{Name: f.Name, Pos: p.Pos, Err: Problems{p}})
	}
	for i := range f.Cases {
		if c := &f.Cases[i]; r.wants(c.Name) {
			r.results = append(r.results, r.testCase(c))
		}
	}
}

func (r *runner) testCase(c *Case) Result {
	out := Result{Name: c.Name, Pos: c.Pos, Asked: c.asked()}
	q, err := c.bound(r.e)
	switch {
	case err != nil:
		out.Err = err
	case c.Only != nil:
		out = r.exactly(c, q, out)
	default:
		out = r.ask(q, &want{c.Answer, c.Every, c.Never, c.Because, c.Conflict, c.Needs, c.Otherwise}, out)
	}
	var problems Problems
	if errors.As(out.Err, &problems) {
		out.Pos = problems[0].Pos
	}
	return out
}

// bound returns the question of a case in which nothing is wrong, neither in the question nor in what is expected.
func (c *Case) bound(e *engine.Engine) (*model.Question, error) {
	if len(c.Problems) > 0 {
		return nil, c.Problems
	}
	q, err := c.Question(e)
	var problems Problems
	if err != nil && !errors.As(err, &problems) {
		return nil, err
	}
	if problems = append(problems, c.expects(e.Policy())...); len(problems) > 0 {
		return nil, problems
	}
	return q, nil
}

// runner runs the tests of one policy.
type runner struct {
	e       *engine.Engine
	pattern *regexp.Regexp
	found   int
	results []Result
	cover   decisive
	proofs  *analysis.Analysis // made for the first promise
}

func newRunner(e *engine.Engine, o Options) *runner {
	return &runner{e: e, pattern: o.Run, cover: newDecisive(e)}
}

// wants counts a test, and reports whether it is to be run.
func (r *runner) wants(name string) bool {
	r.found++
	return r.pattern == nil || r.pattern.MatchString(name)
}

func (r *runner) report() *Report {
	return &Report{r.e, r.found, r.results, r.cover}
}
