package policytest

import "io/fs"

// A Tester is what Test uses of a *testing.T. It is an interface, so that programs that run tests of policies, as the command does, do not
// carry Go's own test machinery.
type Tester[T any] interface {
	Helper()
	Error(args ...any)
	Fatal(args ...any)
	Run(name string, f func(t T)) bool
}

// Test runs the tests of a policy (see Run) as subtests of a Go test, by their names. A policy that does not load, or has no
// tests, fails it.
func Test[T Tester[T]](t T, fsys fs.FS, dir string) {
	t.Helper()
	report, err := Run(fsys, dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if report.Found == 0 {
		t.Fatal(dir + " has no tests")
	}
	for _, r := range report.Results {
		t.Run(r.Name, func(t T) {
			t.Helper()
			if !r.Passed() {
				t.Error(r)
			}
		})
	}
}
