package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// diffFlags are the flags of `licet diff`.
type diffFlags struct {
	failOn  string
	formats []string
	dir     string
}

func (a *app) diffCommand() *cobra.Command {
	f := &diffFlags{}
	c := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say which answers changed between two versions of a policy",
		Long: "diff compares two versions of a policy by what they answer, whatever became of their words: every question, with every\n" +
			"combination of facts. A version is a folder, a file, the name of a policy that ships with licet, or what git keeps:\n" +
			"git:REVISION:PATH, with the path as it is from here.\n\n" +
			"Each row is what changed in the same way: looser (more is permitted, or less is prohibited), stricter, or of another\n" +
			"reason (the answer is the same, and rests on another clause, basis or safeguard). It shows a question whose answer\n" +
			"changed, and the clauses that decide it before and after. Duties that are new, gone or other, with their deadlines,\n" +
			"have rows of their own. A name that only one version has is treated by the other like what it does not list; where it\n" +
			"has the label of one that is gone, it is that one, renamed. Clauses whose words changed are listed apart, whether or\n" +
			"not an answer did. What people must be told of is marked: where something is looser for them, is taken out of the\n" +
			"policy, is owed or permitted to them no longer, or has another basis, safeguard, way to use a right, controller or\n" +
			"contact.\n\n" +
			"--format html or docx writes a redline: the words of both versions, compared word by word, with the changed answers\n" +
			"beside the clauses that they come from. The DOCX has tracked changes and comments: accept them all, and it is the\n" +
			"new version. What moved is shown as moved. -O writes files into a folder, called after the policy: shop.changes.docx.\n\n" +
			"Exit codes: 0 done, also where something changed: a change is no mistake; 1 with --fail-on, there are such changes; 2 the\n" +
			"command line is wrong; 3 a version does not load; 4 one cannot be read, or there are too many cases to compare all.",
		Example: "  licet diff git:main:policies/shop policies/shop\n" +
			"  licet diff old.licet new.licet --fail-on looser\n" +
			"  licet diff git:v3:shop git:v4:shop -o md\n" +
			"  licet diff git:v3:shop git:v4:shop --format docx,html -O redlines",
		Annotations: map[string]string{tables: "md"},
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case a.flags.policy != "":
				return &exit{exitUsage, errors.New("diff takes two versions, and no --policy: licet diff OLD NEW")}
			case len(args) != 2 || slices.Contains(args, ""):
				return &exit{exitUsage, errors.New("diff takes two versions: licet diff OLD NEW; each a folder, a file, a name, or git:REVISION:PATH")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := a.formOf(f, c.Flags().Changed("output")); err != nil {
				return err
			}
			return a.diff(f, args[0], args[1])
		},
	}
	c.Flags().Var(a.once("fail-on", &f.failOn), "fail-on", "exit with 1 where there are changes of a `DIRECTION` or a graver one: looser, stricter, reason (any change of answers or of what they rest on), text (also of words)")
	c.Flags().StringSliceVar(&f.formats, "format", nil, "the `FORMAT`: "+strings.Join(diffFormats(), ", ")+"; several of html and docx with commas, and -O")
	c.Flags().VarP(a.once("out-dir", &f.dir), "out-dir", "O", "write redlines into a `DIR`, which is made where it is missing")
	if err := c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(diffFormats(), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag was declared just above
	}
	return c
}

// compared is one of two versions.
type compared struct {
	e  *engine.Engine
	at location
}

func (a *app) diff(f *diffFlags, oldName, newName string) error {
	if err := f.check(); err != nil {
		return err
	}
	old, err := loadVersion(oldName)
	if err != nil {
		return a.versionError("the old version", oldName, err)
	}
	new, err := loadVersion(newName)
	if err != nil {
		return a.versionError("the new version", newName, err)
	}
	d, err := analysis.Diff(old.e.Policy(), new.e.Policy())
	if err != nil {
		return &exit{exitFailed, err}
	}
	if len(f.formats) > 0 {
		if err := a.redline(f, d, [2]compared{old, new}); err != nil {
			return err
		}
		return f.found(d)
	}
	w := &diffWriter{screen: a.stdout(), d: d, versions: [2]compared{old, new}, width: a.width()}
	switch a.flags.output {
	case "json":
		err = a.writeJSON(w.json())
	case "md":
		w.markdown()
	default:
		w.text()
	}
	if err != nil {
		return err
	}
	return f.found(d)
}

// failLevels are what --fail-on takes, from the gravest on.
var failLevels = []string{analysis.Looser.String(), analysis.Stricter.String(), analysis.Reason.String(), "text"}

func (f *diffFlags) check() error {
	if f.failOn != "" && !slices.Contains(failLevels, f.failOn) {
		return &exit{exitUsage, fmt.Errorf("--fail-on takes looser, stricter, reason or text, and not %q", f.failOn)}
	}
	return nil
}

// found returns the exit code.
func (f *diffFlags) found(d *analysis.Difference) error {
	if f.failOn != "" {
		for _, level := range failLevels[:slices.Index(failLevels, f.failOn)+1] {
			if level == "text" && d.Reworded() || d.Has(analysis.Direction(slices.Index(failLevels, level))) {
				return &exit{code: exitFound}
			}
		}
	}
	if !d.Decided {
		return &exit{code: exitFailed}
	}
	return nil
}

// loadVersion loads one version.
func loadVersion(name string) (compared, error) {
	at, err := locateVersion(name)
	if err != nil {
		return compared{}, err
	}
	e, err := engine.Load(at.fsys, at.dir)
	if err != nil {
		return compared{}, loadError(err)
	}
	return compared{e, at}, at.rules(e)
}

// locateVersion finds a version, which may be in git.
func locateVersion(name string) (location, error) {
	rest, ok := strings.CutPrefix(name, "git:")
	if !ok {
		return locate(name)
	}
	i := strings.IndexByte(rest, ':')
	if i <= 0 || i == len(rest)-1 {
		return location{}, &exit{exitUsage, fmt.Errorf("%q names no version; write git:REVISION:PATH, as in git:main:policies/shop (or git:main:. for this folder)", name)}
	}
	fsys, dir, err := openGit(rest[:i], rest[i+1:])
	if err != nil {
		return location{}, &exit{exitFailed, err}
	}
	return location{fsys, dir, name}, nil
}

// versionError says which version it is about.
func (a *app) versionError(which, name string, err error) error {
	var e *exit
	if !errors.As(err, &e) {
		return err
	}
	if e.code != exitPolicy {
		return &exit{e.code, fmt.Errorf("%s: %w", which, e.err)}
	}
	a.showError(err)
	return &exit{e.code, fmt.Errorf("%s, %s, does not load", which, name)}
}
