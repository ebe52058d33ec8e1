package cli

import (
	"encoding/xml"

	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// The form in which many tools read the results of tests. It has no standard; these are the elements and attributes that all know. Times
// are left out, so that the same results give the same bytes.
type (
	junitXML struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string      `xml:"name,attr"`
		Class   string      `xml:"classname,attr"`
		File    string      `xml:"file,attr,omitempty"`
		Line    int         `xml:"line,attr,omitempty"`
		Failure *junitWrong `xml:"failure"`
		Error   *junitWrong `xml:"error"`
	}
	junitWrong struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes the results of all policies to a file. That a policy does not load, or has no tests, is an error in it.
func writeJUnit(path string, all []tested) error {
	out := junitXML{Name: "licet"}
	for i := range all {
		s := all[i].junit()
		out.Tests += s.Tests
		out.Failures += s.Failures
		out.Errors += s.Errors
		out.Suites = append(out.Suites, s)
	}
	text, err := xml.MarshalIndent(out, "", "  ")
	if err == nil {
		err = writeFile(path, append(append([]byte(xml.Header), text...), '\n'))
	}
	if err != nil {
		return writeError(path, err)
	}
	return nil
}

func (t *tested) junit() junitSuite {
	s := junitSuite{Name: visible(t.path)}
	if wrong := t.wrong(); wrong != "" {
		s.add(junitCase{Name: "the policy has tests", Class: s.Name, Error: wrongXML(wrong, wrong)})
	}
	if t.report == nil {
		return s
	}
	for _, r := range t.report.Results {
		s.add(t.junitCase(r))
	}
	return s
}

// wrong says why there is nothing to test.
func (t *tested) wrong() string {
	switch {
	case t.err != nil:
		return t.err.Error()
	case t.report.Found == 0:
		return t.untested().Error()
	}
	return ""
}

func (s *junitSuite) add(c junitCase) {
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Error != nil {
		s.Errors++
	}
	s.Cases = append(s.Cases, c)
}

func (t *tested) junitCase(r policytest.Result) junitCase {
	c := junitCase{Name: visible(r.Name), Class: visible(t.path), File: visible(t.at.path(r.Pos.File)), Line: r.Pos.Line}
	switch {
	case r.Err != nil:
		c.Failure = wrongXML(r.Err.Error(), r.String())
	case !r.Passed():
		c.Failure = wrongXML("expected "+r.Expected+", got "+r.Got, r.String())
	}
	return c
}

func wrongXML(message, text string) *junitWrong {
	return &junitWrong{visible(message, "\n"), visible(text, "\n")}
}
