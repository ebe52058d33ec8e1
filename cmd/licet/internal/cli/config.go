package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// configName is the file that says how the commands treat a policy. It stands in the policy's folder, or in one above.
const configName = "licet.yaml"

// A config is what a configuration file says. Zero values are not said.
type config struct {
	path        string // of the file; empty where there is none
	policy      string // the policy's folder or file, below the file's folder
	coverMin    *int   // the per cent of the rules that tests must make decisive
	coverageMin *int   // the per cent of the sentences that clauses must account for
	lint        lintConfig
	said        []said // in the order of the file
}

// said is one setting that the file gives.
type said struct {
	key, value string
	at         yamlfile.Place
}

// say notes a setting.
func (c *config) say(key, value string, at yamlfile.Place) {
	c.said = append(c.said, said{key, value, at})
}

// place is a place in the configuration, for people.
func (c *config) place(at yamlfile.Place) string {
	return fmt.Sprintf("%s:%d:%d", c.path, at.Line, at.Column)
}

// A misplaced error is one at a place of the configuration.
type misplaced struct {
	at  yamlfile.Place
	err error
}

func (m *misplaced) Error() string { return m.err.Error() }

func wrongAt(at yamlfile.Place, format string, args ...any) error {
	return &misplaced{at, fmt.Errorf(format, args...)}
}

// configFor returns the configuration that is in force for a folder of the machine: the nearest upwards.
func configFor(dir string) (config, error) {
	shown := filepath.Clean(dir)
	dir, err := filepath.Abs(dir)
	if err != nil {
		return config{}, &exit{exitFailed, err}
	}
	for {
		c, err := readConfig(filepath.Join(shown, configName))
		if !errors.Is(err, fs.ErrNotExist) {
			return c, err
		}
		parent := filepath.Dir(dir)
		if parent == dir || exists(filepath.Join(dir, ".git")) { // see nearestPolicy
			return config{}, nil
		}
		dir, shown = parent, above(shown)
	}
}

// above returns the folder above another, as one would write it.
func above(dir string) string {
	if base := filepath.Base(dir); base != "." && base != ".." {
		return filepath.Dir(dir)
	}
	return filepath.Join(dir, "..")
}

// configOf returns the configuration that is in force for a policy; none for one that ships with the tool.
func (l location) configOf() (config, error) {
	if _, onHost := l.fsys.(host); !onHost {
		return config{}, nil
	}
	dir := filepath.FromSlash(l.dir)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	return configFor(dir)
}

// readConfig reads a configuration file. Unknown keys and values that make no sense are errors, which name the place.
func readConfig(path string) (config, error) {
	text, err := readRegular(path)
	if _, there := os.Lstat(path); err != nil && there == nil { // a link to nothing is a mistake, not a file that nobody wrote
		err = &exit{exitFailed, errors.New(err.Error())}
	}
	if err != nil {
		return config{}, err
	}
	tree, err := yamlfile.Tree(path, text)
	if err != nil {
		return config{}, &exit{exitUsage, err}
	}
	c, versioned := config{path: filepath.ToSlash(path)}, false
	for _, f := range tree.Fields {
		if err := c.set(f); err != nil {
			at := f.KeyAt
			var m *misplaced
			if errors.As(err, &m) {
				at = m.at
			}
			return config{}, &exit{exitUsage, fmt.Errorf("%s: %w", c.place(at), err)}
		}
		versioned = versioned || f.Key == "version"
	}
	if !versioned {
		return config{}, &exit{exitUsage, fmt.Errorf("%s: the version of this form is missing; write `version: 1`", path)}
	}
	return c, nil
}

func (c *config) set(f yamlfile.Field) (err error) {
	switch f.Key {
	case "version":
		if f.Node.Value != int64(1) {
			return errors.New("this licet reads `version: 1` of the configuration alone")
		}
	case "policy":
		if c.policy, err = c.localPath(f, "policy", "a folder or a file"); err == nil {
			c.say(f.Key, c.policy, f.KeyAt)
		}
	case "cover-min":
		c.coverMin, err = c.perCent(f)
	case "coverage-min":
		c.coverageMin, err = c.perCent(f)
	case "lint":
		err = c.setLint(f)
	default:
		return unknownSetting(f, "setting", "version", "policy", "cover-min", "coverage-min", "lint")
	}
	return err
}

// unknownSetting is the error of a key that there is not.
func unknownSetting(f yamlfile.Field, what string, known ...string) error {
	message := fmt.Sprintf("no %s is called `%s`", what, f.Key)
	if near := diag.Nearest(f.Key, slices.Values(known)); near != "" {
		message += fmt.Sprintf("; did you mean `%s`?", near)
	}
	return wrongAt(f.KeyAt, "%s", message)
}

// localPath returns a path below the file's folder.
func (c *config) localPath(f yamlfile.Field, key, of string) (string, error) {
	path, ok := f.Node.Value.(string)
	if !ok || !filepath.IsLocal(path) {
		return "", wrongAt(f.KeyAt, "`%s` is the path of %s, below this file's folder", key, of)
	}
	return path, nil
}

func (c *config) perCent(f yamlfile.Field) (*int, error) {
	n, ok := f.Node.Value.(int64)
	if !ok || n < 0 || n > 100 {
		return nil, fmt.Errorf("`%s` is a whole number of per cent, from 0 to 100", f.Key)
	}
	out := int(n)
	c.say(f.Key, fmt.Sprint(n), f.KeyAt)
	return &out, nil
}
