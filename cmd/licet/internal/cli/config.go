package cli

import (
	"errors"
	"fmt"
	"io/fs"
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
}

var configKeys = []string{"version", "policy", "cover-min", "coverage-min"}

// configFor returns the configuration that is in force for a folder of the machine: the nearest upwards.
func configFor(dir string) (config, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return config{}, &exit{exitFailed, err}
	}
	for {
		c, err := readConfig(filepath.Join(dir, configName))
		if !errors.Is(err, fs.ErrNotExist) {
			return c, err
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return config{}, nil
		}
		dir = parent
	}
}

// readConfig reads a configuration file. Unknown keys and values that make no sense are errors, which name the place.
func readConfig(path string) (config, error) {
	text, err := readRegular(path)
	if err != nil {
		return config{}, err
	}
	entries, err := yamlfile.Entries(path, text)
	if err != nil {
		return config{}, &exit{exitUsage, err}
	}
	c, versioned := config{path: path}, false
	for _, e := range entries {
		if err := c.set(e); err != nil {
			return config{}, &exit{exitUsage, fmt.Errorf("%s:%d:%d: %w", path, e.KeyAt.Line, e.KeyAt.Column, err)}
		}
		versioned = versioned || e.Key == "version"
	}
	if !versioned {
		return config{}, &exit{exitUsage, fmt.Errorf("%s: the version of this form is missing; write `version: 1`", path)}
	}
	return c, nil
}

func (c *config) set(e yamlfile.Entry) (err error) {
	switch e.Key {
	case "version":
		if e.Value != int64(1) {
			return errors.New("this licet reads `version: 1` of the configuration alone")
		}
	case "policy":
		path, ok := e.Value.(string)
		if !ok || !filepath.IsLocal(path) {
			return errors.New("`policy` is the path of a folder or a file, below this file's folder")
		}
		c.policy = path
	case "cover-min":
		c.coverMin, err = perCent(e)
	case "coverage-min":
		c.coverageMin, err = perCent(e)
	default:
		message := fmt.Sprintf("no setting is called `%s`", e.Key)
		if near := diag.Nearest(e.Key, slices.Values(configKeys)); near != "" {
			message += fmt.Sprintf("; did you mean `%s`?", near)
		}
		return errors.New(message)
	}
	return err
}

func perCent(e yamlfile.Entry) (*int, error) {
	n, ok := e.Value.(int64)
	if !ok || n < 0 || n > 100 {
		return nil, fmt.Errorf("`%s` is a whole number of per cent, from 0 to 100", e.Key)
	}
	out := int(n)
	return &out, nil
}
