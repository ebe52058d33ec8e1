package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// Options are what a run is given beside the policy. The zero value runs every rule that is for the policy.
type Options struct {
	Today    string             // a day, as 2026-11-22: allowances until earlier days have expired. "": none has
	Settings []Setting          // in order: a later one for the same rule goes before
	Words    []WordSetting      // changes of the lists of words
	Files    []File             // the policy's files, for rules about how they are written
	Report   *policytest.Report // what its tests came to; nil where they are not at hand
}

// A Setting gives the rules of a name severity.
type Setting struct {
	Name     string // of a rule, or of a category
	Severity Severity
	Keep     bool   // the severity stays what it is, unless the rule is off: then it is the rule's own
	Why      string // who says so, as in "licet.yaml:4:5"
}

// A File is one of the policy's files.
type File struct {
	Name   string // below the policy's folder, as in places
	Text   string
	Layout string // the same in the one layout; "" where it cannot be laid out
}

// A Status tells whether a rule is in force for a policy, and why.
type Status struct {
	Rule     Rule
	Severity Severity // Off where it is not in force
	Why      string   // "" where it is as the rule itself says
}

// Statuses tells of each rule whether it is in force, in the order of the rules; without a policy, as for one in all jurisdictions.
func Statuses(rules []Rule, p *model.Policy, o Options) []Status {
	out := make([]Status, len(rules))
	for i, r := range rules {
		out[i] = status(r, p, o)
	}
	return out
}

func status(r Rule, p *model.Policy, o Options) Status {
	out := Status{Rule: r, Severity: r.Severity}
	for _, s := range o.Settings {
		switch {
		case s.Name != r.Name && s.Name != string(r.Category):
			continue
		case s.Keep && out.Severity == Off:
			out.Severity = r.Severity
		case !s.Keep:
			out.Severity = s.Severity
		}
		out.Why = s.Why
	}
	if why := notFor(r, p); why != "" {
		out.Severity, out.Why = Off, why
	}
	return out
}

// notFor says why a rule is not for a policy; "" where it is.
func notFor(r Rule, p *model.Policy) string {
	switch {
	case p == nil:
		return ""
	case p.Vocabulary && !r.Vocabularies:
		return "a vocabulary has no sentences"
	case len(r.Jurisdictions) == 0 || slices.ContainsFunc(p.Jurisdictions, r.isFor(p)):
		return ""
	case len(p.Jurisdictions) == 0:
		return fmt.Sprintf("it is for %s, and the header declares no jurisdiction", strings.Join(r.Jurisdictions, ", "))
	}
	return fmt.Sprintf("it is for %s, and the header declares %s", strings.Join(r.Jurisdictions, ", "), strings.Join(p.Jurisdictions, ", "))
}

// isFor tells of a declared jurisdiction whether it is one of the rule's, or a place that lies in one.
func (r *Rule) isFor(p *model.Policy) func(string) bool {
	g := p.Graphs[model.PlaceKind]
	return func(declared string) bool {
		at, known := g.Lookup(declared)
		return slices.ContainsFunc(r.Jurisdictions, func(j string) bool {
			in, ok := g.Lookup(j)
			return j == declared || known && ok && g.Below(at, in)
		})
	}
}
