package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/engine"
)

func (a *app) configCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "config",
		Short: "Print the settings that are in force, and where each comes from",
		Long: "config prints the settings that are in force for a policy, each with the place that says so, or `default`. They\n" +
			"stand in licet.yaml, in the policy's folder or the nearest one above:\n\n" + configForm,
		Example: "  licet config\n  licet config -p policies/shop -o json",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return &exit{exitUsage, errors.New("config takes no arguments; name the policy with -p")}
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error { return a.config() },
	}
}

// configForm shows a whole configuration.
const configForm = `  version: 1
  policy: legal                  # the policy's folder or file, below this one's folder
  cover-min: 90                  # licet test fails where tests cover less, in per cent
  coverage-min: 100              # licet coverage fails where clauses account for less, in per cent
  lint:
    fail-level: warning          # note, warning, error or never
    baseline: lint-baseline.json # findings that were there before
    skip: [style]                # rules or categories that are off
    rules:
      untested-norm: error       # off, note, warning or error
    words:                       # phrases that rules look for, by list and language
      vague-term:
        en:
          add: ["industry standard = name the standard"]
          except: [generally]
`

// configJSON is what `licet config -o json` writes.
type configJSON struct {
	Format   string            `json:"format"`
	Policy   *engine.PolicyRef `json:"policy"` // null where it does not load
	File     string            `json:"file"`   // empty where there is no configuration
	Settings []settingJSON     `json:"settings"`
}

type settingJSON struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	From  string `json:"from"` // FILE:LINE:COLUMN, or default
}

func (a *app) config() error {
	at, err := locate(a.flags.policy)
	var c config
	switch {
	case err == nil:
		c, err = at.configOf()
	case a.flags.policy == "" && codeOf(err) == exitFailed: // there is no policy, and perhaps a configuration
		at = location{}
		c, err = configFor(".")
	}
	if err != nil {
		return err
	}
	settings := c.settings()
	if a.flags.output == "json" {
		return a.writeJSON(configJSON{"licet.config/1", refAt(at), c.path, settings})
	}
	a.showSettings(settings)
	return nil
}

// refAt names the policy at a place; nil where none can be loaded.
func refAt(at location) *engine.PolicyRef {
	if at.fsys == nil {
		return nil
	}
	e, err := engine.Load(at.fsys, at.dir)
	if err != nil {
		return nil
	}
	p := e.Policy()
	return refOf(p)
}

// settings returns what is in force: what the file says, and the defaults of what it does not.
func (c *config) settings() []settingJSON {
	out := []settingJSON{}
	for _, d := range []settingJSON{
		{"policy", ".", "default"},
		{"cover-min", "none", "default"},
		{"coverage-min", "none", "default"},
		{"lint.fail-level", defaultFailLevel, "default"},
		{"lint.baseline", "none", "default"},
		{"lint.skip", "none", "default"},
		{"lint.rules", "as they are", "default"},
		{"lint.words", "as they are", "default"},
	} {
		said := false
		for _, s := range c.said {
			if s.key == d.Key || strings.HasPrefix(s.key, d.Key+".") {
				out = append(out, settingJSON{s.key, s.value, c.place(s.at)})
				said = true
			}
		}
		if !said {
			out = append(out, d)
		}
	}
	return out
}

func (a *app) showSettings(list []settingJSON) {
	s := a.stdout()
	key, value := 0, 0
	for _, x := range list {
		key, value = max(key, len(x.Key)), max(value, min(len(x.Value), 30))
	}
	for _, x := range list {
		fmt.Fprintf(s, "%-*s  %-*s  %s\n", key, x.Key, value, visible(x.Value), s.dim(visible(x.From)))
	}
}
