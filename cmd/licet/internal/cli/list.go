package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// listFlags are the flags of `licet list`.
type listFlags struct {
	askFlags
	answers []string
	needs   []string
	ids     bool
	names   []string
}

// star lists every name of a part.
const star = "*"

// canBeListed are the parts that may be a star.
var canBeListed = []model.Dim{model.Action, model.Data, model.To, model.For}

func (a *app) listCommand() *cobra.Command {
	f := &listFlags{}
	c := &cobra.Command{
		Use:   "list",
		Short: "Answer many questions at once, as a table",
		Long: "list answers a question for every name of a part. The question is given by flags, as in ask; any of --action,\n" +
			"--data, --recipient and --purpose may be '*'. A row is what has one answer for one reason: names that differ in\n" +
			"nothing share it, and what the policy does not mention is in the row of what stands above it. The first row\n" +
			"that fits holds.\n\n" +
			"An inner name is listed for what is beneath it and has no row of its own: if \"other contact information\" is\n" +
			"prohibited, `licet ask` answers prohibited for contact information as a whole, whatever holds for e-mail.\n\n" +
			"Exit codes: 0 done; 2 the command line is wrong, or a name is unknown; 3 the policy does not load; 4 it would be too long.",
		Example: "  licet list -p app --action use --data email --purpose '*'\n" +
			"  licet list -p app --action disclose --data location --recipient '*' --given consent --nothing-else\n" +
			"  licet list -p app --action '*' --data '*' --needs consent\n" +
			"  licet list -p union --names data,purpose",
		Annotations: map[string]string{tables: "csv, md"},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &exit{exitUsage, fmt.Errorf("%q belongs to no flag; list takes flags only (and a star stands in quotation marks: --data '*'); see licet list --help", args[0])}
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.checkEmpty(c); err != nil {
				return err
			}
			if c.Flags().Changed("names") {
				return a.listNames(f)
			}
			return a.list(f)
		},
	}
	a.questionFlags(c, &f.askFlags)
	flags := c.Flags()
	flags.StringSliceVar(&f.answers, "answer", nil, "show only rows with an `ANSWER`: "+strings.Join(answerNames(), ", ")+"; repeatable")
	flags.StringSliceVar(&f.needs, "needs", nil, "show only rows whose answer depends on a `FACT`, as on consent; repeatable, any of them will do")
	flags.BoolVar(&f.ids, "ids", false, "show names as the language has them, instead of labels")
	flags.StringSliceVar(&f.names, "names", nil, "list the names that there are, of a `KIND`: "+strings.Join(nameKinds(), ", ")+", or all")
	a.completeList(c)
	return c
}

// checkEmpty refuses flags that are given without a value.
func (f *listFlags) checkEmpty(c *cobra.Command) error {
	for i, values := range [][]string{f.answers, f.needs, f.names} {
		if name := []string{"answer", "needs", "names"}[i]; c.Flags().Changed(name) && len(values) == 0 {
			return &exit{exitUsage, fmt.Errorf("--%s is empty; give it a value, or leave it out", name)}
		}
	}
	return nil
}

// completeList completes the values of the flags that only list has.
func (a *app) completeList(c *cobra.Command) {
	for flag, values := range map[string][]string{"answer": answerNames(), "names": append(nameKinds(), "all")} {
		if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err) // the flag was declared just above
		}
	}
}

func answerNames() []string {
	var out []string
	for _, d := range []engine.Decision{engine.Permitted, engine.Prohibited, engine.Undetermined, engine.NotAddressed, engine.OutOfScope} {
		out = append(out, d.String())
	}
	return out
}

// list answers for every name of the starred parts.
func (a *app) list(f *listFlags) error {
	listed, err := f.stars()
	if err != nil {
		return err
	}
	if err := f.checkAnswers(); err != nil {
		return err
	}
	e, at, err := a.loadRules()
	if err != nil {
		return err
	}
	if err := f.checkNeeds(e.Policy()); err != nil {
		return err
	}
	for _, d := range listed {
		f.dims[d] = []string{e.Policy().Graph(d).Node(model.Root).ID}
	}
	q, err := f.question(e, nil)
	if err != nil {
		return questionError(a.withNames(err, e, at))
	}
	made, err := e.List(q, listed...)
	if err != nil {
		return answerError(err)
	}
	return a.writeList(newListView(made, f, listed))
}

func (a *app) writeList(v *listView) error {
	switch a.flags.output {
	case "json":
		return a.writeJSON(v.json())
	case "csv":
		return a.writeCSV(v)
	case "md":
		a.writeMarkdown(v)
		return nil
	}
	a.writeTable(v)
	return nil
}

// stars returns the parts that are listed.
func (f *listFlags) stars() ([]model.Dim, error) {
	var out []model.Dim
	for d := range model.Dim(model.DimCount) {
		if !slices.ContainsFunc(f.dims[d], hasStar) {
			continue
		}
		switch {
		case !slices.Contains(canBeListed, d):
			return nil, &exit{exitUsage, fmt.Errorf("--%s cannot be '*'; --action, --data, --recipient and --purpose can", d)}
		case len(f.dims[d]) > 1 || strings.TrimSpace(f.dims[d][0]) != star:
			return nil, &exit{exitUsage, fmt.Errorf("in --%s, '*' stands beside a name; it means every name, and stands alone", d)}
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		return nil, &exit{exitUsage, errors.New("nothing is listed; give '*' for one or more of --action, --data, --recipient and --purpose, " +
			"as in licet list --action use --data email --purpose '*'; a single question is for licet ask")}
	}
	if len(f.dims[model.Action]) == 0 {
		return nil, &exit{exitUsage, errors.New("no action is named; give --action NAME, or list them: --action '*'")}
	}
	return out, nil
}

func hasStar(text string) bool {
	return slices.ContainsFunc(strings.Split(text, ","), func(s string) bool { return strings.TrimSpace(s) == star })
}

func (f *listFlags) checkAnswers() error {
	for i, text := range f.answers {
		name := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(text)), " ", "-")
		if !slices.Contains(answerNames(), name) {
			return unknownIn("--answer", "answer", text, answerNames())
		}
		f.answers[i] = name
	}
	return nil
}

// checkNeeds refuses what no answer can depend on.
func (f *listFlags) checkNeeds(p *model.Policy) error {
	known := []string{"objection"}
	for k := range model.ConsentKind(model.ConsentKinds) {
		known = append(known, k.String())
	}
	for d := model.Data; d < model.Dim(model.DimCount); d++ {
		known = append(known, d.String())
	}
	for i := range p.Facts {
		known = append(known, p.Facts[i].ID)
	}
	for i, text := range f.needs {
		if f.needs[i] = strings.TrimSpace(text); !slices.Contains(known, f.needs[i]) {
			return unknownIn("--needs", "fact", text, known)
		}
	}
	return nil
}

// unknownIn is the error of a flag whose value is none that there is.
func unknownIn(flag, noun, text string, known []string) error {
	message := fmt.Sprintf("no %s is called %q in %s", noun, text, flag)
	if near := diag.Nearest(text, slices.Values(known)); near != "" {
		message += fmt.Sprintf("; did you mean %s?", near)
	} else if len(known) <= 20 {
		message += "; there are " + strings.Join(known, ", ")
	} else {
		message += "; licet list --names fact lists them"
	}
	return &exit{exitUsage, errors.New(message)}
}
