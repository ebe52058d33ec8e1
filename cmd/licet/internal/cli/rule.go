package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
)

func (a *app) ruleCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "rule [NAME]",
		Short: "List the linter's rules, or show the page of one, and whether it is in force here",
		Long: "rule lists the linter's rules with their severities, and shows the page of one: what it finds, why, what to avoid and\n" +
			"prefer, and how to allow it. For the policy here, or that of -p, it says whether a rule is in force, and why. A rule\n" +
			"about a law is in force where the header declares its jurisdiction.",
		Example: "  licet rule\n  licet rule vague-term\n  licet rule -p app -o json",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &exit{exitUsage, errors.New("rule shows one page; name one rule, or none for the list")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.rule(args[0])
			}
			return a.rules()
		},
	}
	c.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var names []string
		for _, r := range rules.All() {
			names = append(names, r.Name+"\t"+r.Summary)
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

// rulesJSON is what `licet rule -o json` writes.
type rulesJSON struct {
	Format string            `json:"format"`
	Policy *engine.PolicyRef `json:"policy"` // null where there is none here
	Rules  []ruleJSON        `json:"rules"`
}

type ruleJSON struct {
	Rule          string   `json:"rule"`
	Category      string   `json:"category"`
	Severity      string   `json:"severity"` // here; off where it is not in force
	Default       string   `json:"default"`
	InForce       bool     `json:"in_force"`
	Why           string   `json:"why"` // it is so; empty where it is as the rule itself says
	Summary       string   `json:"summary"`
	Jurisdictions []string `json:"jurisdictions"` // empty: everywhere
	Page          string   `json:"page,omitempty"`
}

// statuses tells of each rule whether it is in force for the policy here. Where there is none, and none is named, as the configuration
// and the rules say.
func (a *app) statuses() ([]lint.Status, *model.Policy, error) {
	at, err := locate(a.flags.policy)
	var c config
	switch {
	case err == nil:
		c, err = at.configOf()
	case a.flags.policy == "" && codeOf(err) == exitFailed:
		at = location{}
		c, err = configFor(".")
	}
	if err != nil {
		return nil, nil, err
	}
	o := lint.Options{Settings: c.lint.settings}
	if at.fsys == nil {
		return lint.Statuses(rules.All(), nil, o), nil, nil
	}
	e, err := engine.Load(at.fsys, at.dir)
	if err != nil {
		return nil, nil, loadError(err)
	}
	return lint.Statuses(rules.All(), e.Policy(), o), e.Policy(), nil
}

func (a *app) rules() error {
	list, p, err := a.statuses()
	if err != nil {
		return err
	}
	if a.flags.output == "json" {
		return a.writeJSON(rulesOf(list, p, ""))
	}
	s, width := a.stdout(), 0
	for _, x := range list {
		width = max(width, len(x.Rule.Name))
	}
	category := lint.Category("")
	for _, x := range list {
		if x.Rule.Category != category {
			category = x.Rule.Category
			fmt.Fprintln(s, s.bold(string(category)))
		}
		line := fmt.Sprintf("  %-*s  %-7s  ", width, x.Rule.Name, x.Severity)
		text := x.Rule.Summary
		if x.Why != "" {
			text += " (" + x.Why + ")"
		}
		fmt.Fprintln(s, wrap(line, strings.Repeat(" ", len(line)), visible(text), a.width()))
	}
	return nil
}

// rule shows the page of one rule. A page can be read where no policy loads.
func (a *app) rule(name string) error {
	if err := knownRule(name, false); err != nil {
		return &exit{exitUsage, err}
	}
	list, p, err := a.statuses()
	var problem error
	if err != nil {
		if codeOf(err) != exitPolicy {
			return err
		}
		list, problem = lint.Statuses(rules.All(), nil, lint.Options{}), err
	}
	if a.flags.output == "json" {
		if err := a.writeJSON(rulesOf(list, p, name)); err != nil {
			return err
		}
		return problem
	}
	for _, x := range list {
		if x.Rule.Name == name {
			a.showPage(x, p, problem)
		}
	}
	return problem
}

func rulesOf(list []lint.Status, p *model.Policy, only string) rulesJSON {
	out := rulesJSON{Format: "licet.rule/1", Rules: []ruleJSON{}}
	if p != nil {
		out.Policy = refOf(p)
	}
	for _, x := range list {
		if only != "" && x.Rule.Name != only {
			continue
		}
		r := ruleJSON{Rule: x.Rule.Name, Category: string(x.Rule.Category), Severity: x.Severity.String(), Default: x.Rule.Severity.String(),
			InForce: x.Severity != lint.Off, Why: x.Why, Summary: x.Rule.Summary, Jurisdictions: append([]string{}, x.Rule.Jurisdictions...)}
		if only != "" {
			r.Page, _ = rules.Page(only)
		}
		out.Rules = append(out.Rules, r)
	}
	return out
}

// showPage writes a page for a terminal: its headings are shown as such, its blocks stand in, and its marks of emphasis stay.
func (a *app) showPage(x lint.Status, p *model.Policy, problem error) {
	s := a.stdout()
	page, _ := rules.Page(x.Rule.Name)
	block := false
	for line := range strings.Lines(page) {
		line = strings.TrimRight(line, "\n")
		title, isTitle := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		switch {
		case strings.HasPrefix(line, "```"):
			block = !block
		case block:
			fmt.Fprintln(s, strings.TrimRight("    "+line, " "))
		case strings.HasPrefix(line, "#") && isTitle:
			fmt.Fprintln(s, s.bold(title))
		default:
			fmt.Fprintln(s, wrap("", indentOf(line), line, a.width()))
		}
	}
	fmt.Fprintf(s, "\n%s\n\n%s\n", s.bold("Here"), wrap("", "", inForce(x, p, problem), a.width()))
}

// indentOf is what the further lines of an item begin with.
func indentOf(line string) string {
	if strings.HasPrefix(line, "- ") {
		return "  "
	}
	return ""
}

// inForce says whether a rule is in force, and why.
func inForce(x lint.Status, p *model.Policy, problem error) string {
	where := "for a policy, as the rule itself says (there is none here)"
	switch {
	case problem != nil:
		return "whether it is in force is not known, since the policy does not load"
	case x.Why != "":
		where = x.Why
	case p != nil && len(x.Rule.Jurisdictions) > 0:
		where = "the header declares " + strings.Join(p.Jurisdictions, ", ")
	case p != nil:
		where = "as the rule itself says"
	}
	if x.Severity == lint.Off {
		return fmt.Sprintf("%s, off: %s", x.Rule.Category, visible(where))
	}
	return fmt.Sprintf("%s, %s: %s", x.Rule.Category, x.Severity, visible(where))
}
