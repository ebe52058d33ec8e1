// Package policytest runs the tests of a policy: the examples in it, and the cases in the *_test.yaml files beside it.
//
// It decides nothing itself, changes no file, and skips nothing: what cannot be asked has failed.
//
//	report, err := policytest.Run(os.DirFS("policies"), "shop", policytest.Options{})
//	if err == nil && report.Failed() == 0 { fmt.Println(report.Cover.Percent()) }
//	func TestShop(t *testing.T) { policytest.Test(t, os.DirFS("policies"), "shop") }
package policytest

import (
	"io/fs"
	"regexp"

	"github.com/seed-90f8eabc/licet/engine"
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
	Cover   Cover
}

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

// Run loads the policy in a folder of fsys, or in a single file, and runs its tests. The error is that of engine.Load.
// A policy without tests is no error: see Report.Found.
func Run(fsys fs.FS, dir string, o Options) (*Report, error) {
	e, err := engine.Load(fsys, dir)
	if err != nil {
		return nil, err
	}
	r := newRunner(e, o)
	r.examples()
	return r.report(), nil
}

// runner runs the tests of one policy.
type runner struct {
	e       *engine.Engine
	only    *regexp.Regexp
	found   int
	results []Result
	cover   decisive
}

func newRunner(e *engine.Engine, o Options) *runner {
	return &runner{e: e, only: o.Run, cover: newDecisive(e)}
}

// wants counts a test, and reports whether it is to be run.
func (r *runner) wants(name string) bool {
	r.found++
	return r.only == nil || r.only.MatchString(name)
}

func (r *runner) report() *Report {
	return &Report{r.e, r.found, r.results, r.cover.cover()}
}
