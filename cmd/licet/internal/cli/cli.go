// Package cli is the command: it reads flags, calls the engine, and writes answers for people and programs.
//
// Results go to Out, everything else to Err. It uses no network, but for the command that serves one.
//
//	code := cli.Run([]string{"ask", "-p", "app", "may we sell email?"}, cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// Streams are what a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// The exit codes, for every command.
const (
	exitDone         = 0
	exitFound        = 1
	exitUsage        = 2
	exitPolicy       = 3
	exitFailed       = 4
	exitNotPermitted = 10
	exitUndetermined = 11
)

// exit ends a command with a code. Its error, if any, is shown first.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// Run runs the command and returns its exit code.
func Run(args []string, s Streams) (code int) {
	out := bufio.NewWriterSize(s.Out, 1<<16)
	a := &app{in: s.In, out: out, err: s.Err, terminal: s.Out}
	defer func() {
		if r := recover(); r != nil {
			out.Flush() // what was answered before stands
			fmt.Fprintf(a.stderr(), "licet: internal error: %v\nPlease report this with the command that you ran.\n", r)
			code = exitFailed
		}
	}()
	return a.end(a.flush(a.root(args).Execute()))
}

// flush writes what is left of the output. Output that is lost is graver than any other end of a command.
func (a *app) flush(err error) error {
	lost := a.out.Flush()
	switch {
	case lost == nil:
		return err
	case errors.Is(lost, syscall.EPIPE): // the reader went away, and knows
		return &exit{code: exitFailed}
	}
	return &exit{exitFailed, fmt.Errorf("cannot write the output: %w", lost)}
}

// end shows an error and returns the exit code.
func (a *app) end(err error) int {
	if err == nil {
		return exitDone
	}
	var e *exit
	if !errors.As(err, &e) {
		e = &exit{exitUsage, err}
	}
	if e.err != nil {
		a.showError(e.err)
	}
	return e.code
}

// app is one run of the command.
type app struct {
	in       io.Reader
	out      *bufio.Writer
	err      io.Writer
	terminal io.Writer // the unbuffered output, to ask whether it is a terminal
	twice    string    // a flag that is given twice
	flags    struct {
		policy string
		output string
		color  string
		plain  bool
	}
}

func (a *app) root(args []string) *cobra.Command {
	root := &cobra.Command{
		Use:   "licet",
		Short: "Ask a privacy policy what it permits",
		Long: "licet reads a privacy policy that is written as code, beside the words that it encodes, and answers\n" +
			"\"may X be used for Y, given Z?\" with the reason and the sentence that it rests on.\n\n" +
			"Exit codes: 0 done (ask: permitted), 1 something was found, 2 wrong command line or question,\n" +
			"3 the policy does not load, 4 it could not be done, 10 ask: not permitted, 11 ask: undetermined.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       buildVersion(),
		Args:          knownCommand,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	flags := root.PersistentFlags()
	flags.VarP(a.once("policy", &a.flags.policy), "policy", "p", "the `POLICY`: a folder, a file, or the name of a policy that ships with licet")
	a.flags.output, a.flags.color = "text", "auto"
	flags.VarP(a.once("output", &a.flags.output), "output", "o", "the `FORM` of the result: text or json; of list also csv or md, of diff md")
	flags.Var(a.once("color", &a.flags.color), "color", "colour `WHEN`: auto, always or never")
	flags.BoolVar(&a.flags.plain, "plain", false, "no colour and no boxes, one line for each problem")
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error { return a.checkFlags(c) }
	root.SetFlagErrorFunc(flagError)
	root.SetVersionTemplate(versionLine(root.Version))
	root.AddCommand(
		a.askCommand(),
		a.auditCommand(),
		a.checkCommand(),
		a.configCommand(),
		a.coverageCommand(),
		a.diffCommand(),
		a.docCommand(),
		a.fmtCommand(),
		a.initCommand(),
		a.lintCommand(),
		a.listCommand(),
		a.proveCommand(),
		a.reviewCommand(),
		a.ruleCommand(),
		a.schemaCommand(),
		a.serveCommand(),
		a.sqlCommand(),
		a.testCommand(),
		a.versionCommand(),
		languageTopic(),
	)
	strictHelp(root)
	strictCompletion(root)
	return root
}

func (a *app) checkFlags(c *cobra.Command) error {
	if a.twice != "" {
		return &exit{exitUsage, fmt.Errorf("--%s is given twice; see %s --help", a.twice, c.CommandPath())}
	}
	if err := a.checkOutput(c); err != nil {
		return err
	}
	if c := a.flags.color; c != "auto" && c != "always" && c != "never" {
		return &exit{exitUsage, fmt.Errorf("no colour setting is called %q; --color takes auto, always or never", c)}
	}
	return nil
}

// checkOutput refuses forms of the result that a command does not have.
func (a *app) checkOutput(c *cobra.Command) error {
	o := a.flags.output
	forms := []string{"text", "json"}
	if more := c.Annotations[tables]; more != "" {
		forms = append(forms, strings.Split(more, ", ")...)
	}
	last := len(forms) - 1
	takes := strings.Join(forms[:last], ", ") + " or " + forms[last]
	switch {
	case slices.Contains(forms, o):
		return nil
	case o == "csv" || o == "md":
		return &exit{exitUsage, fmt.Errorf("-o %s is for %s; here -o takes %s", o, map[string]string{"csv": "licet list", "md": "licet list and licet diff"}[o], takes)}
	}
	return &exit{exitUsage, fmt.Errorf("no output is called %q; -o takes %s", o, takes)}
}

// tables is the annotation of commands whose result has other forms as well: which.
const tables = "tables"

// widest is how many columns a text may take where nobody says how many there are.
const widest = 100

// width returns how many columns a text may take.
func (a *app) width() int {
	if f, ok := a.terminal.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 40 {
			return min(w, widest)
		}
	}
	return widest
}
