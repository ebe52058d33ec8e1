package cli

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine"
)

// unknownNames is the error of a question with names that the policy does not have, and nothing like them. It tells which policy was
// asked, since that may be one that the user did not mean, and how to see its names.
type unknownNames struct {
	err error
	way string
}

func (u *unknownNames) Error() string { return u.err.Error() }
func (u *unknownNames) Unwrap() error { return u.err }

// withNames adds the way to a policy's names to the error of a question, where a name in it is unknown.
func (a *app) withNames(err error, e *engine.Engine, at location) error {
	var problems diag.List
	if !errors.As(err, &problems) || !slices.ContainsFunc(problems, nothingLike) {
		return err
	}
	way := "the names of policy " + e.Policy().ID
	command := "licet list --names all"
	if a.flags.policy == "" {
		way += " in " + at.name
	} else {
		command = "licet list -p " + shellWord(a.flags.policy) + " --names all"
	}
	return &unknownNames{err, way + ": " + command}
}

// nothingLike reports whether a problem is a name that is like none of the policy's, and says no way out.
func nothingLike(p diag.Problem) bool {
	return p.Code == "unknown-name" && p.Fix == nil && !strings.Contains(p.Message, "; ")
}

// plainWord is what a shell takes as one word, as it is.
var plainWord = regexp.MustCompile(`^[\pL\pN_./@:,+-]+$`)

// shellWord writes a path or a name as one word of a command that the user can copy.
func shellWord(s string) string {
	if plainWord.MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
