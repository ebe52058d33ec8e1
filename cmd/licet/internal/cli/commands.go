package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/dsl"
)

// knownCommand refuses words that are no command.
func knownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	root := c.Root()
	root.SuggestionsMinimumDistance = 2
	message := fmt.Sprintf("unknown command %q", args[0])
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		message += "; did you mean " + strings.Join(near, " or ") + "?"
	} else if strings.HasPrefix(strings.ToLower(args[0]), "may ") {
		message += "; did you mean licet ask '...'?"
	}
	return &exit{exitUsage, errors.New(message + " (licet --help lists the commands)")}
}

// strictHelp makes `licet help WORD` refuse what is no command.
func strictHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	help := named(root, "help")
	help.Run = nil
	help.RunE = func(_ *cobra.Command, args []string) error {
		c, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return knownCommand(root, args)
		}
		c.InitDefaultHelpFlag()
		return c.Help()
	}
}

// languageTopic is no command but a page: `licet help language`.
func languageTopic() *cobra.Command {
	topic := &cobra.Command{Use: "language", Short: "The language on one page", Long: dsl.Page}
	topic.SetHelpFunc(func(c *cobra.Command, _ []string) { fmt.Fprint(c.OutOrStdout(), c.Long) })
	return topic
}

// strictCompletion makes `licet completion WORD` refuse what is no shell.
func strictCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd("completion")
	c := named(root, "completion")
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		var shells []string
		for _, shell := range c.Commands() {
			shells = append(shells, shell.Name())
		}
		return &exit{exitUsage, fmt.Errorf("there is no completion for %q; there is for %s", args[0], strings.Join(shells, ", "))}
	}
}

// named returns a command of which it is certain that it is there.
func named(root *cobra.Command, name string) *cobra.Command {
	for _, c := range root.Commands() {
		if c.Name() == name {
			return c
		}
	}
	panic("no command " + name)
}
