package cli

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/spf13/cobra"
)

// once is the value of a flag that takes one text: neither none, as of an empty variable, nor a second that silently wins.
type once struct {
	name  string
	value *string
	given bool
	twice *string // which flag is given twice; said when the command runs, since completion reads flags twice itself
}

func (a *app) once(name string, value *string) *once {
	return &once{name: name, value: value, twice: &a.twice}
}

func (o *once) String() string { return *o.value }
func (o *once) Type() string   { return "string" }

func (o *once) Set(text string) error {
	if text == "" {
		return onceError("--" + o.name + " is empty; give it a value, or leave it out")
	}
	if o.given {
		*o.twice = o.name
	}
	o.given, *o.value = true, text
	return nil
}

// onceError is said in its own words, without those of the library around it.
type onceError string

func (e onceError) Error() string { return string(e) }

// notYesOrNo is how the flag library says that a flag that is given or not has another value.
var notYesOrNo = regexp.MustCompile(`^invalid argument (".*") for "(?:-., )?(--[a-z-]+)" flag: strconv\.ParseBool`)

// flagError is the error of a command line whose flags are wrong.
func flagError(c *cobra.Command, err error) error {
	var own onceError
	text := err.Error()
	if errors.As(err, &own) {
		text = own.Error()
	} else if m := notYesOrNo.FindStringSubmatch(text); m != nil {
		text = fmt.Sprintf("%s takes no value but true or false, and not %s; it is enough to write %s", m[2], m[1], m[2])
	}
	return &exit{exitUsage, fmt.Errorf("%s; see %s --help", text, c.CommandPath())}
}
