package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Parse and check policies; prints nothing where all is well",
		Long: "check parses policies, binds their names and compares their quotes with the sources. It prints nothing where\n" +
			"all is well. Every `todo` is reported as not yet encoded (exit code 1): a work list. A policy is a folder of\n" +
			"*.licet and *.licet.md files, or one file.",
		Example: "  licet check policies/shop\n  licet check -p app",
		RunE: func(_ *cobra.Command, args []string) error {
			paths, err := a.paths(args)
			if err != nil {
				return err
			}
			return a.check(paths)
		},
	}
}

// problemJSON is a problem in `licet check -o json`.
type problemJSON struct {
	Code    string        `json:"code"`
	Message string        `json:"message"`
	File    string        `json:"file"`
	Line    int           `json:"line"`
	Column  int           `json:"column"`
	EndLine int           `json:"end_line"`
	EndCol  int           `json:"end_column"`
	Fix     string        `json:"fix,omitempty"`
	Related []relatedJSON `json:"related"`
}

type relatedJSON struct {
	Message string `json:"message"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
}

// checksJSON is what `licet check -o json` writes.
type checksJSON struct {
	Format   string            `json:"format"`
	Policy   *engine.PolicyRef `json:"policy"` // of the first of policies; null where it does not load
	Policies []checkedJSON     `json:"policies"`
}

type checkedJSON struct {
	Path     string            `json:"path"`
	Policy   *engine.PolicyRef `json:"policy"` // null where it does not load
	Files    int               `json:"files"`
	Problems []problemJSON     `json:"problems"`
	Todos    []todoJSON        `json:"todos"`           // what is not yet encoded
	Error    string            `json:"error,omitempty"` // why it could not be read

	clauses int
}

// check checks every path, and goes on after one that cannot be read.
func (a *app) check(paths []string) error {
	var all diag.List
	var report []checkedJSON
	files, code := 0, exitDone
	for _, path := range paths {
		result, problems, err := checkOne(path)
		report = append(report, result)
		files += result.Files
		all = append(all, problems...)
		if err != nil {
			report[len(report)-1].Error = err.Error()
			code = max(code, a.end(err))
		}
	}
	todos := 0
	for _, r := range report {
		todos += len(r.Todos)
	}
	if todos > 0 && code == exitDone {
		code = exitFound
	}
	if len(all) > 0 && code <= exitFound {
		code = exitFound
		if slices.ContainsFunc(report, func(r checkedJSON) bool { return r.Policy == nil }) {
			code = exitPolicy
		}
	}
	if a.flags.output == "json" {
		if err := a.writeJSON(checksJSON{"licet.check/1", report[0].Policy, report}); err != nil {
			return err
		}
	} else {
		a.showProblems(a.stdout(), all)
		a.showTodos(report)
		if len(all) > 0 && !a.flags.plain {
			fmt.Fprintf(a.stdout(), "%s in %s\n", count(len(all), "problem"), count(files, "file"))
		}
	}
	if code == exitDone {
		return nil
	}
	return &exit{code: code}
}

func checkOne(path string) (checkedJSON, diag.List, error) {
	out := checkedJSON{Path: path, Problems: []problemJSON{}, Todos: []todoJSON{}}
	at, err := locate(path)
	if err != nil {
		return out, nil, err
	}
	out.Path = at.name
	if names, err := dsl.Files(at.fsys, at.dir); err == nil {
		out.Files = len(names)
	}
	p, err := dsl.Load(at.fsys, at.dir, policies.Libraries())
	var problems diag.List
	if errors.As(err, &problems) {
		for _, x := range problems {
			out.Problems = append(out.Problems, problemOf(x))
		}
		return out, problems, nil
	}
	if err != nil {
		return out, nil, loadError(err)
	}
	out.Policy = refOf(p)
	out.Todos, out.clauses = todosOf(p, at), len(p.Clauses)
	problems = labelProblems(p, at)
	for _, x := range problems {
		out.Problems = append(out.Problems, problemOf(x))
	}
	return out, problems, nil
}

// labelProblems are what is wrong with the files of labels beside a policy. It loads without them.
func labelProblems(p *model.Policy, at location) diag.List {
	var out diag.List
	for _, language := range labels.Languages(at.fsys, at.dir) {
		_, err := labels.Load(at.fsys, at.dir, policies.Libraries(), p, language)
		var problems diag.List
		if errors.As(err, &problems) {
			out = append(out, problems...)
		}
	}
	return out
}

func problemOf(p diag.Problem) problemJSON {
	at, end := p.File.Position(p.Span.Start), p.File.Position(p.Span.End)
	out := problemJSON{Code: p.Code, Message: p.Message, File: p.File.Name, Line: at.Line, Column: at.Rune,
		EndLine: end.Line, EndCol: end.Rune, Related: []relatedJSON{}}
	if p.Fix != nil {
		out.Fix = p.Fix.Text
	}
	for _, r := range p.Related {
		pos := r.File.Position(r.Span.Start)
		out.Related = append(out.Related, relatedJSON{r.Message, r.File.Name, pos.Line, pos.Rune})
	}
	return out
}
