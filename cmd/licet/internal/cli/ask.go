package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/engine"
)

// askFlags are the flags of `licet ask`.
type askFlags struct {
	dims        [model.DimCount][]string
	given       []string
	givenFile   string
	nothingElse bool
	batch       string
	brief       bool
}

func (a *app) askCommand() *cobra.Command {
	f := &askFlags{}
	c := &cobra.Command{
		Use:   "ask [QUESTION]",
		Short: "Answer a question, with the reason",
		Long: "ask answers whether a policy permits something, and says why. The question is a sentence:\n\n  " + parser.QuestionForm + "\n\n" +
			"or flags, one for each part. Names are those of the policy's vocabulary; labels (\"e-mail address\") serve as well.\n" +
			"What the question does not say is unknown, unless it ends with `nothing else`.\n\n" +
			"Exit codes: 0 permitted; 10 prohibited, not-addressed or out-of-scope; 11 undetermined; 2 the question is wrong.\n" +
			"With --batch: 0 every question was answered, 1 a line was bad.",
		Example: "  licet ask -p app 'may we share email with partner for partner-offers given no consent and nothing else?'\n" +
			"  licet ask -p app --action share --data email --recipient partner --given 'no consent' --nothing-else\n" +
			"  licet ask -p app --batch questions.jsonl --brief",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &exit{exitUsage, errors.New("the question is more than one argument; put it in quotation marks: licet ask 'may we ...?'")}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if f.batch != "" {
				return a.askBatch(f, args)
			}
			return a.ask(f, args)
		},
	}
	a.questionFlags(c, f)
	flags := c.Flags()
	flags.Var(a.once("batch", &f.batch), "batch", "read questions as JSON Lines from a `FILE`, or from standard input: -")
	flags.BoolVar(&f.brief, "brief", false, "give only the answer, whether it is a conflict, and the deciding clauses")
	return c
}

// questionFlags adds the flags that say a question in parts.
func (a *app) questionFlags(c *cobra.Command, f *askFlags) {
	flags := c.Flags()
	for _, d := range []struct {
		dim   model.Dim
		usage string
	}{
		{model.Actor, "who does it; \"we\" where it is not said"}, {model.Action, "what is done"}, {model.Data, "with which data"},
		{model.Of, "whose data; yours where it is not said"}, {model.From, "where the data come from"}, {model.To, "to whom"},
		{model.For, "for what"}, {model.In, "where"},
	} {
		flags.StringArrayVar(&f.dims[d.dim], d.dim.String(), nil, d.usage+" (`NAME`, or several: NAME,NAME)")
		if err := c.RegisterFlagCompletionFunc(d.dim.String(), a.completeNames(d.dim)); err != nil {
			panic(err) // the flag was declared just above
		}
	}
	flags.StringArrayVar(&f.given, "given", nil, "a `FACT`: NAME, NAME=VALUE, \"no NAME\", \"10 days after EVENT\"; repeatable")
	flags.Var(a.once("given-file", &f.givenFile), "given-file", "a YAML or JSON `FILE` with an object of facts")
	flags.BoolVar(&f.nothingElse, "nothing-else", false, "every yes-or-no fact, consent, objection and judgement that is not given is no")
}

// ask answers one question.
func (a *app) ask(f *askFlags, args []string) error {
	if f.usesParts() && len(args) > 0 {
		return &exit{exitUsage, errors.New("give the question as a sentence, or by --actor, --action, --data and so on, not both; facts may be added to a sentence with --given")}
	}
	if !f.usesParts() && len(args) == 0 {
		return &exit{exitUsage, errors.New("there is no question; write: licet ask '" + parser.QuestionForm + "', or use flags; see licet ask --help")}
	}
	e, at, err := a.loadRules()
	if err != nil {
		return err
	}
	q, err := f.question(e, args)
	if err != nil {
		return questionError(a.withNames(err, e, at))
	}
	if f.brief {
		return a.answerBrief(e, q)
	}
	x, err := e.ExplainQuestion(q)
	if err != nil {
		return answerError(err)
	}
	if a.flags.output == "json" {
		err = a.writeJSON(x)
	} else {
		a.writeAnswer(e, at, x)
	}
	if err != nil {
		return err
	}
	return answered(x.Answer)
}

func (a *app) answerBrief(e *engine.Engine, q *model.Question) error {
	answer, clauses, err := e.Brief(q)
	if err != nil {
		return answerError(err)
	}
	if a.flags.output == "json" {
		err = a.writeJSON(wire.BriefOf(answer, clauses))
	} else {
		fmt.Fprintln(a.stdout(), strings.TrimSpace(answer.String()+" "+strings.Join(clauses, " ")))
	}
	if err != nil {
		return err
	}
	return answered(answer.String())
}

// answered returns the exit code of an answer.
func answered(answer string) error {
	switch answer {
	case engine.Permitted.String():
		return nil
	case engine.Undetermined.String():
		return &exit{code: exitUndetermined}
	}
	return &exit{code: exitNotPermitted}
}

// questionError is the error of a question that is wrong.
func questionError(err error) error {
	var e *exit
	if errors.As(err, &e) {
		return err
	}
	return &exit{exitUsage, err}
}

// answerError is the error of a question that could not be answered.
func answerError(err error) error {
	if errors.Is(err, engine.ErrNothing) {
		return &exit{exitUsage, err}
	}
	return &exit{exitFailed, err}
}

func (f *askFlags) usesParts() bool {
	return slices.ContainsFunc(f.dims[:], func(list []string) bool { return len(list) > 0 })
}

// question binds the sentence or the flags.
func (f *askFlags) question(e *engine.Engine, args []string) (*model.Question, error) {
	base, err := f.fields(e.Asker())
	if err != nil {
		return nil, err
	}
	given, err := f.statements(e.Policy())
	if err != nil {
		return nil, err
	}
	bind := func(fields dsl.Fields) (*model.Question, error) {
		if len(args) == 0 {
			return e.Asker().Fields(fields)
		}
		return e.Asker().QuestionWith(args[0], fields)
	}
	whole := base
	for _, s := range given {
		s.add(&whole)
	}
	q, err := bind(whole)
	if err != nil {
		err = blame(err, base, given, func(fields dsl.Fields) error { _, err := bind(fields); return err })
	}
	return q, err
}

// fields gathers what the flags say, without facts.
func (f *askFlags) fields(asker *dsl.Asker) (dsl.Fields, error) {
	out := dsl.Fields{NothingElse: f.nothingElse}
	for d := range model.Dim(model.DimCount) {
		for _, text := range f.dims[d] {
			names := asker.Names(d, strings.TrimSpace(text))
			if len(names) == 0 || slices.Contains(names, "") {
				return out, &exit{exitUsage, fmt.Errorf("a name is empty in --%s %q; write a name, or leave it out", d, text)}
			}
			out.Dims[d] = append(out.Dims[d], names...)
		}
	}
	return out, nil
}

// completeNames completes the names of a dimension, the last of a list, from the policy that -p names.
func (a *app) completeNames(d model.Dim) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		e, _, err := a.load()
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		before, last := typed[:strings.LastIndexByte(typed, ',')+1], typed[strings.LastIndexByte(typed, ',')+1:]
		var out []string
		for _, n := range e.Policy().Graph(d).All() {
			if strings.HasPrefix(n.ID, last) {
				out = append(out, before+n.ID+"\t"+visible(n.Labels.In("")))
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}
