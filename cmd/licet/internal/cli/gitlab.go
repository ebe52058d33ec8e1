package cli

import (
	"bytes"
	"encoding/json"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// GitLab's form of Code Quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type (
	gitlabFinding struct {
		Description string         `json:"description"`
		Rule        string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
	}
)

// gitlabText writes the findings of all policies. The form has no place for a policy that does not load.
func gitlabText(all []*linted) ([]byte, error) {
	out, prints := []gitlabFinding{}, fingerprints{}
	for _, l := range all {
		for _, x := range l.fresh {
			severity := map[lint.Severity]string{lint.Note: "info", lint.Warning: "minor", lint.Error: "critical"}[x.Severity]
			out = append(out, gitlabFinding{x.Message, x.Rule, prints.of(l, x), severity,
				gitlabLocation{inRepository(l.at.path(x.At.File)), gitlabLines{x.At.Line}}})
		}
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(out)
	return text.Bytes(), err
}
