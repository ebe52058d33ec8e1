package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// auditFlags are the flags of `licet audit`.
type auditFlags struct {
	mapping   string
	format    string
	samples   int
	noSamples bool
	failOn    []string
}

// badRows is what --fail-on calls events that are no questions.
const badRows = "bad"

func (a *app) auditCommand() *cobra.Command {
	f := &auditFlags{}
	c := &cobra.Command{
		Use:   "audit FILE...",
		Short: "Say whether what was done was permitted: decide access events",
		Long: "audit decides access events, each a row of a file, and counts the answers by clause and by system, with some events of each kind\n" +
			"that was not permitted, and the command that explains them. A mapping, a small YAML file, says which columns say what a question\n" +
			"asks; it is " + mappingName + " beside the policy unless --mapping names another.\n\n" +
			"A FILE is Parquet (.parquet), CSV (.csv, .tsv) or JSON Lines (.jsonl, .ndjson), the latter also compressed (.gz, .zst); a folder,\n" +
			"with all such files beneath it; a pattern; or - for standard input, with --format. Only the columns that the mapping names are read.\n\n" +
			"A cell that is null says that something is not known: never no, and never yes. An empty field of CSV is null. A row that cannot be\n" +
			"read, or that is no question, is bad: it is counted, and never passed over. A file that cannot be read to its end ends the audit,\n" +
			"without a report of a part.\n\n" +
			"Exit codes: 0 every event was permitted (or what was not is not among --fail-on); 1 some were not, or are bad rows; 2 the\n" +
			"command line or the mapping is wrong; 3 the policy does not load; 4 a file cannot be read, or the audit was interrupted.",
		Example: "  licet audit -p policies/shop events.parquet\n" +
			"  licet audit -p shop --mapping events.yaml logs/ -o json\n" +
			"  zcat events.csv.gz | licet audit --format csv - --fail-on prohibited,bad",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &exit{exitUsage, errors.New("there are no events to audit; name files or folders, or - for standard input")}
			}
			return noneEmpty(args)
		},
		RunE: func(c *cobra.Command, args []string) error { return a.audit(c, f, args) },
	}
	a.auditFlags(c, f)
	return c
}

func (a *app) auditFlags(c *cobra.Command, f *auditFlags) {
	flags := c.Flags()
	flags.Var(a.once("mapping", &f.mapping), "mapping", "the `FILE` that says which columns say what")
	flags.Var(a.once("format", &f.format), "format", "how the files are written, whatever their names say: a `FORMAT`, "+strings.Join(audit.Formats(), ", "))
	flags.IntVar(&f.samples, "samples", 2, fmt.Sprintf("show `N` events of each kind, at most %d", events.MaxSamples))
	flags.BoolVar(&f.noSamples, "no-samples", false, "show no event: counts alone")
	f.failOn = append(notPermitted(), badRows)
	flags.StringSliceVar(&f.failOn, "fail-on", f.failOn, "exit with 1 where there is an event with one of these `ANSWERS`, or a bad row; or none")
	for flag, values := range map[string][]string{"format": audit.Formats(), "fail-on": append(notPermitted(), badRows, "none")} {
		if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err) // the flag was declared just above
		}
	}
}

// notPermitted are the answers that are no permission.
func notPermitted() []string {
	return slices.DeleteFunc(answerNames(), func(s string) bool { return s == engine.Permitted.String() })
}

// check refuses values that the flags do not have.
func (f *auditFlags) check() error {
	known := append(notPermitted(), badRows, "none")
	for i, text := range f.failOn {
		if f.failOn[i] = strings.ReplaceAll(strings.TrimSpace(text), " ", "-"); !slices.Contains(known, f.failOn[i]) {
			return unknownIn("--fail-on", "answer", text, known)
		}
	}
	switch {
	case len(f.failOn) == 0:
		return &exit{exitUsage, errors.New("--fail-on is empty; give it a value, as none, or leave it out")}
	case len(f.failOn) > 1 && slices.Contains(f.failOn, "none"):
		return &exit{exitUsage, errors.New("--fail-on is none and something else; keep one of them")}
	case f.samples < 0 || f.samples > events.MaxSamples:
		return &exit{exitUsage, fmt.Errorf("--samples is %d; it takes 0 to %d", f.samples, events.MaxSamples)}
	case f.format != "" && !slices.Contains(audit.Formats(), f.format):
		return unknownIn("--format", "format", f.format, audit.Formats())
	}
	if f.noSamples {
		f.samples = 0
	}
	return nil
}

// audit decides the events of some files.
func (a *app) audit(c *cobra.Command, f *auditFlags, paths []string) error {
	if err := f.check(); err != nil {
		return err
	}
	e, at, err := a.loadRules()
	if err != nil {
		return err
	}
	bound, mapping, err := a.mapping(e, at, f.mapping)
	if err != nil {
		return err
	}
	sources, others, err := audit.Find(paths, audit.Format(f.format))
	if err != nil {
		return auditError(err)
	}
	result, err := a.runAudit(c.Context(), bound, sources)
	if err != nil {
		return err
	}
	r := result.Report(audit.Presentation{Mapping: mapping, Samples: f.samples, Command: a.askCommandOf, Batch: a.batchCommandOf})
	if others > 0 { // who reads the report is to know what it is not about
		r.Notes = append(r.Notes, "not looked at: "+count(others, "file")+" in the folders, since no ending of a name says that events are in it")
	}
	if err := a.writeAudit(r); err != nil {
		return err
	}
	if f.fails(r) {
		return &exit{code: exitFound}
	}
	return nil
}

// runAudit runs the audit, and shows how far it is.
func (a *app) runAudit(ctx context.Context, b *events.Bound, sources []audit.Source) (*audit.Result, error) {
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	progress := &audit.Progress{}
	shown := a.showProgress(progress)
	result, err := audit.Run(ctx, b, sources, audit.Options{Workers: runtime.GOMAXPROCS(0), Standard: a.in, Progress: progress})
	shown()
	if errors.Is(err, audit.ErrInterrupted) {
		return nil, &exit{exitFailed, fmt.Errorf("interrupted after %s; nothing is reported, since a part says nothing about the whole", events64(progress.Rows.Load()))}
	}
	return result, auditError(err)
}

// auditError gives an error its exit code.
func auditError(err error) error {
	var u *audit.UsageError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &u):
		return &exit{exitUsage, err}
	}
	return loadError(err)
}

// fails reports whether there is an event of those on which it is to fail.
func (f *auditFlags) fails(r *audit.Report) bool {
	if r.Bad > 0 && slices.Contains(f.failOn, badRows) {
		return true
	}
	return slices.ContainsFunc(r.Answers, func(c audit.Count) bool { return c.Events > 0 && slices.Contains(f.failOn, c.Answer) })
}

// askCommandOf is the command that explains a question.
func (a *app) askCommandOf(sentence string) string { return a.askWords() + " " + shellWord(sentence) }

// batchCommandOf is the command that explains a question that no sentence says.
func (a *app) batchCommandOf(q engine.Asked) string {
	text, err := json.Marshal(q)
	if err != nil {
		return ""
	}
	return "printf '%s\\n' " + shellWord(string(text)) + " | " + a.askWords() + " --batch -"
}

func (a *app) askWords() string {
	if p := a.flags.policy; p != "" {
		return "licet ask -p " + shellWord(p)
	}
	return "licet ask"
}
