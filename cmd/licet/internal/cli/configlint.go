package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
)

// A lintConfig is what a configuration says of `licet lint`:
//
//	lint:
//	  fail-level: warning            # note, warning, error or never
//	  baseline: lint-baseline.json   # below this file's folder
//	  skip: [style]                  # rules, or categories
//	  rules:
//	    untested-norm: error         # off, note, warning or error
//	  words:
//	    vague-term:                  # a list of words
//	      en:                        # of a language
//	        add: ["industry standard = name the standard"]
//	        except: [generally]
type lintConfig struct {
	failLevel string
	baseline  string // below the file's folder
	settings  []lint.Setting
	words     []lint.WordSetting
}

func (c *config) setLint(f yamlfile.Field) error {
	if f.Node.Fields == nil {
		return wrongAt(f.KeyAt, "`lint` has settings beneath it, as in `fail-level: warning`")
	}
	var rulesAt *yamlfile.Field
	for _, g := range f.Node.Fields {
		var err error
		switch g.Key {
		case "fail-level":
			err = c.setFailLevel(g)
		case "baseline":
			if c.lint.baseline, err = c.localPath(g, "baseline", "a file"); err == nil {
				c.say("lint.baseline", c.lint.baseline, g.KeyAt)
			}
		case "skip":
			err = c.setSkip(g)
		case "rules":
			rulesAt = &g
		case "words":
			err = c.setWords(g)
		default:
			err = unknownSetting(g, "setting of `lint`", "fail-level", "baseline", "skip", "rules", "words")
		}
		if err != nil {
			return err
		}
	}
	if rulesAt != nil { // what is said of one rule goes before what is said of its category, wherever it stands
		return c.setRules(*rulesAt)
	}
	return nil
}

func (c *config) setFailLevel(f yamlfile.Field) error {
	if _, err := failLevel(f.Node.Text); err != nil {
		return wrongAt(f.Node.At, "`fail-level` is note, warning, error or never")
	}
	c.lint.failLevel = f.Node.Text
	c.say("lint.fail-level", f.Node.Text, f.KeyAt)
	return nil
}

func (c *config) setSkip(f yamlfile.Field) error {
	names, err := texts(f.Node, "skip", "rules or categories")
	if err != nil {
		return err
	}
	for i, name := range names {
		at := f.Node.Items[i].At
		if err := knownRule(name, true); err != nil {
			return wrongAt(at, "%w", err)
		}
		c.lint.settings = append(c.lint.settings, lint.Setting{Name: name, Why: c.place(at)})
		c.say("lint.skip", name, at)
	}
	return nil
}

func (c *config) setRules(f yamlfile.Field) error {
	if f.Node.Fields == nil {
		return wrongAt(f.KeyAt, "`rules` has rules beneath it, as in `vague-term: error`")
	}
	for _, g := range f.Node.Fields {
		if err := knownRule(g.Key, false); err != nil {
			return wrongAt(g.KeyAt, "%w", err)
		}
		s, ok := lint.SeverityNamed(g.Node.Text)
		if !ok {
			return wrongAt(g.Node.At, "a rule is off, note, warning or error")
		}
		c.lint.settings = append(c.lint.settings, lint.Setting{Name: g.Key, Severity: s, Why: c.place(g.KeyAt)})
		c.say("lint.rules."+g.Key, s.String(), g.KeyAt)
	}
	return nil
}

func (c *config) setWords(f yamlfile.Field) error {
	if f.Node.Fields == nil {
		return wrongAt(f.KeyAt, "`words` has lists of words beneath it: %s", strings.Join(wordLists(), ", "))
	}
	for _, list := range f.Node.Fields {
		if !slices.Contains(wordLists(), list.Key) {
			return unknownSetting(list, "list of words", wordLists()...)
		}
		if list.Node.Fields == nil {
			return wrongAt(list.KeyAt, "a list of words has languages beneath it, as in `en:`")
		}
		for _, language := range list.Node.Fields {
			if err := c.setLanguage(list.Key, language); err != nil {
				return err
			}
		}
	}
	return nil
}

// setLanguage changes a list of words for one language.
func (c *config) setLanguage(list string, f yamlfile.Field) error {
	w := lint.WordSetting{List: list, Language: f.Key}
	if f.Node.Fields == nil {
		return wrongAt(f.KeyAt, "a language has `add` and `except` beneath it, each a list of phrases")
	}
	for _, g := range f.Node.Fields {
		to := &w.Add
		switch g.Key {
		case "add":
		case "except":
			to = &w.Except
		default:
			return unknownSetting(g, "setting of a list of words", "add", "except")
		}
		phrases, err := texts(g.Node, g.Key, "phrases")
		if err != nil {
			return err
		}
		*to = phrases
		c.say("lint.words."+list+"."+f.Key+"."+g.Key, strings.Join(phrases, "; "), g.KeyAt)
	}
	c.lint.words = append(c.lint.words, w)
	return nil
}

// texts returns a list of texts.
func texts(n yamlfile.Node, key, of string) ([]string, error) {
	if _, list := n.Value.([]any); !list {
		return nil, wrongAt(n.At, "`%s` is a list of %s", key, of)
	}
	var out []string
	for _, item := range n.Items {
		if item.Items != nil || item.Fields != nil || item.Text == "" {
			return nil, wrongAt(item.At, "`%s` is a list of %s", key, of)
		}
		out = append(out, item.Text)
	}
	return out, nil
}

// wordLists names the lists of words, in whatever language.
func wordLists() []string {
	var out []string
	for _, name := range lint.WordLists() {
		list, _, _ := strings.Cut(name, ".")
		out = append(out, list)
	}
	return slices.Compact(out)
}

// knownRule refuses the name of a rule, or of a category where these are taken, that there is not.
func knownRule(name string, categories bool) error {
	var known []string
	for _, r := range rules.All() {
		known = append(known, r.Name)
	}
	what := "rule"
	if categories {
		what = "rule or category"
		for _, c := range lint.Categories() {
			known = append(known, string(c))
		}
	}
	if slices.Contains(known, name) {
		return nil
	}
	message := fmt.Sprintf("no %s is called `%s`", what, name)
	if near := diag.Nearest(name, slices.Values(known)); near != "" {
		return fmt.Errorf("%s; did you mean `%s`?", message, near)
	}
	return fmt.Errorf("%s; licet rule lists them", message)
}
