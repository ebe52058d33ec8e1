package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// A report is what one --report asks for.
type report struct{ form, file string }

// parsed returns the reports that the flags ask for.
func (f *lintFlags) parsed() ([]report, error) {
	var out []report
	for _, text := range f.reports {
		form, file, hasFile := strings.Cut(text, "=")
		switch form {
		case "sarif", "junit", "gitlab":
			if file == "" {
				return nil, &exit{exitUsage, fmt.Errorf("--report %s goes to a file; write --report %s=FILE", form, form)}
			}
		case "github":
			if hasFile {
				return nil, &exit{exitUsage, errors.New("--report github goes to the log of the workflow, and to no file")}
			}
		default:
			return nil, &exit{exitUsage, fmt.Errorf("no report is called %q; --report takes sarif=FILE, junit=FILE, gitlab=FILE and github", form)}
		}
		out = append(out, report{form, file})
	}
	return out, nil
}

// writeReport writes a report of all policies.
func (a *app) writeReport(r report, all []*linted) (err error) {
	var text []byte
	switch r.form {
	case "github":
		return a.writeGitHub(all)
	case "sarif":
		text, err = sarifText(all)
	case "junit":
		text, err = lintJUnit(all)
	case "gitlab":
		text, err = gitlabText(all)
	}
	if err == nil {
		err = writeFile(r.file, text)
	}
	if err != nil {
		return &exit{exitFailed, fmt.Errorf("cannot write the report for --report %s: %w", r.form, err)}
	}
	return nil
}

// inRepository names a file as reports do, whose readers know the repository and not the folder that the command runs in: below the
// folder in which GitHub or GitLab has checked the repository out, if it is there.
func inRepository(path string) string {
	for _, variable := range []string{"GITHUB_WORKSPACE", "CI_PROJECT_DIR"} {
		root := os.Getenv(variable)
		full, err := filepath.Abs(filepath.FromSlash(path))
		if root == "" || err != nil {
			continue
		}
		if below, err := filepath.Rel(root, full); err == nil && filepath.IsLocal(below) {
			return filepath.ToSlash(below)
		}
	}
	return path
}

// fingerprints tells a finding from all others and keeps it the same when lines move. Of findings that are alike, each has its number.
type fingerprints map[string]int

func (p fingerprints) of(l *linted, x lint.Finding) string {
	e := lint.EntryOf(l.policy, x)
	key := strings.Join([]string{e.Policy, e.Rule, strings.Join(e.Clauses, " "), e.About}, "\n")
	p[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d", key, p[key]))
	return hex.EncodeToString(sum[:16])
}
