package cli

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// lintJUnit writes a test for each rule that is in force, so that it is the same test from run to run. It fails where a finding is at or
// above the fail level. That a policy does not load is an error.
func lintJUnit(all []*linted) ([]byte, error) {
	out := junitXML{Name: "licet lint"}
	for _, l := range all {
		s := l.junit()
		out.Tests += s.Tests
		out.Failures += s.Failures
		out.Errors += s.Errors
		out.Suites = append(out.Suites, s)
	}
	text, err := xml.MarshalIndent(out, "", "  ")
	return append(append([]byte(xml.Header), text...), '\n'), err
}

func (l *linted) junit() junitSuite {
	s := junitSuite{Name: visible(l.path)}
	if l.err != nil {
		s.add(junitCase{Name: "the policy loads", Class: s.Name, Error: wrongXML(l.err.Error(), l.err.Error())})
		return s
	}
	failing := map[string][]lint.Finding{}
	for _, x := range l.fresh {
		if x.Severity >= l.failLevel {
			failing[x.Rule] = append(failing[x.Rule], x)
		}
	}
	for _, r := range l.result.Rules {
		if r.Severity == lint.Off {
			continue
		}
		c := junitCase{Name: r.Rule.Name, Class: s.Name}
		if found := failing[r.Rule.Name]; len(found) > 0 {
			c.File, c.Line = visible(inRepository(l.at.path(found[0].At.File))), found[0].At.Line
			c.Failure = wrongXML(fmt.Sprintf("%s: %s", count(len(found), "finding"), r.Rule.Summary), l.lines(found))
		}
		s.add(c)
	}
	return s
}

// lines writes findings, each on a line.
func (l *linted) lines(list []lint.Finding) string {
	var b strings.Builder
	for _, x := range list {
		fmt.Fprintf(&b, "%s: %s: %s%s\n", l.place(x.At), x.Severity, x.Message, l.plainMore(x))
	}
	return b.String()
}
