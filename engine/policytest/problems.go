package policytest

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A Problem is what is wrong with a test, or a file of tests.
type Problem struct {
	Pos     model.Pos
	Message string
}

func (p Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", p.Pos.File, p.Pos.Line, p.Pos.Column, p.Message)
}

// Problems are all that is wrong, in the order of the file. As an error they say one on each line; a single one without its place.
type Problems []Problem

func (l Problems) Error() string {
	if len(l) == 1 {
		return l[0].Message
	}
	lines := make([]string, len(l))
	for i, p := range l {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}
