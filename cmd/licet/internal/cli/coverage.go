package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/policies"
)

// coverageFlags are the flags of `licet coverage`.
type coverageFlags struct {
	min        percent
	twice, all bool
}

func (a *app) coverageCommand() *cobra.Command {
	f := &coverageFlags{min: -1}
	c := &cobra.Command{
		Use:   "coverage [PATH...]",
		Short: "Tell which sentences of a policy's sources no clause accounts for",
		Long: "coverage divides each source of a policy into sentences, list items and headings, and tells which of them no\n" +
			"clause accounts for. A sentence is accounted for when clauses quote every word of it; words that ` ... ` skips\n" +
			"count only where another quote has them. Words in [brackets] are in no clause.\n\n" +
			"A sentence is encoded where a clause that quotes it decides something, also where a defect is noted beside; a\n" +
			"defect where its words are broken and nothing is decided; prose where there is nothing to decide; todo where a\n" +
			"clause says what is still to be encoded.\n\n" +
			"Exit codes: 0 done; 1 less is accounted for than --min, or coverage-min of licet.yaml, asks for; 3 a policy\n" +
			"does not load; 4 it names no source.",
		Example: "  licet coverage app\n  licet coverage policies/shop --min 100\n  licet coverage app --all",
		RunE: func(_ *cobra.Command, args []string) error {
			paths, err := a.paths(args)
			if err != nil {
				return err
			}
			return a.coverage(f, paths)
		},
	}
	flags := c.Flags()
	flags.Var(&f.min, "min", "exit with 1 where less than `N` per cent of the sentences of a source are accounted for; goes before coverage-min of licet.yaml")
	flags.BoolVar(&f.twice, "twice", false, "show what two clauses quote; that is no fault")
	flags.BoolVar(&f.all, "all", false, "show every sentence with the clauses that account for it")
	return c
}

// covered is what accounts for the sources of one policy.
type covered struct {
	path    string
	at      location
	policy  *model.Policy // nil where it does not load
	sources []coverage.Source
	err     error
	min     int // the per cent that is asked for; -1 where none is
}

// coverage covers every path, and goes on after one that does not load.
func (a *app) coverage(f *coverageFlags, paths []string) error {
	var all []covered
	for _, path := range paths {
		c := coverOne(path)
		if f.min >= 0 {
			c.min = int(f.min)
		}
		if c.err != nil {
			a.showError(c.err)
		}
		all = append(all, c)
	}
	if a.flags.output == "json" {
		if err := a.writeJSON(coverageOf(all)); err != nil {
			return err
		}
	} else {
		a.showCoverage(f, all)
	}
	return a.covered(all)
}

func coverOne(path string) covered {
	at, err := locate(path)
	if err != nil {
		return covered{path: path, err: err}
	}
	out := covered{path: at.name, at: at, min: -1}
	p, err := dsl.Load(at.fsys, at.dir, policies.Libraries())
	switch {
	case err != nil:
		out.err = loadError(err)
	case p.Vocabulary:
		out.err = &exit{exitUsage, fmt.Errorf("%s is a vocabulary: it declares names and quotes nothing; name a policy", at.name)}
	case len(p.Sources) == 0:
		out.err = &exit{exitFailed, fmt.Errorf("%s has nothing to cover: its header names no source (source original \"sources/policy.txt\"), and "+
			"no clause stands below a paragraph of a document (*%s); write one of them", at.name, dsl.LiterateExtension)}
	default:
		out.policy, out.sources = p, coverage.Of(p)
		out.min, out.err = coverageMin(at)
	}
	return out
}

// coverageMin returns what the configuration of a policy's folder asks for; -1 where it does not.
func coverageMin(at location) (int, error) {
	c, err := at.configOf()
	if err != nil || c.coverageMin == nil {
		return -1, err
	}
	return *c.coverageMin, nil
}

// covered returns the exit code: the gravest of all.
func (a *app) covered(all []covered) error {
	code := exitDone
	for _, c := range all {
		var e *exit
		if errors.As(c.err, &e) {
			code = max(code, e.code)
		}
		for i := range c.sources {
			s := &c.sources[i]
			if got := s.Percent(); got < c.min {
				a.showError(fmt.Errorf("%s: %d%% of the sentences are accounted for, and %d%% is asked for", c.at.path(s.Path), got, c.min))
				code = max(code, exitFound)
			}
		}
	}
	if code == exitDone {
		return nil
	}
	return &exit{code: code}
}
