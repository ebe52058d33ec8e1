package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/diag"
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

// gitlabText writes the findings of all policies, and what keeps one from loading.
func gitlabText(all []*linted) ([]byte, error) {
	out, prints := []gitlabFinding{}, fingerprints{}
	for _, l := range all {
		out = append(out, l.gitlabFaults()...)
		for _, x := range l.fresh {
			severity := map[lint.Severity]string{lint.Note: "info", lint.Warning: "minor", lint.Error: "critical"}[x.Severity]
			out = append(out, gitlabFinding{x.Message, x.Rule, prints.of(l, x), severity,
				gitlabLocation{inRepository(l.at.path(x.At.File)), gitlabLines{x.At.Line}}})
		}
	}
	var text bytes.Buffer
	err := indentedJSON(&text, out)
	return text.Bytes(), err
}

// gitlabFaults are the problems that keep a policy from loading.
func (l *linted) gitlabFaults() []gitlabFinding {
	var problems diag.List
	if l.err == nil || !errors.As(l.err, &problems) {
		return nil
	}
	var out []gitlabFinding
	for i, p := range problems {
		at := p.File.Position(p.Span.Start)
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d", p.Code, p.Message, i))
		out = append(out, gitlabFinding{p.Message, p.Code, hex.EncodeToString(sum[:16]), "blocker", gitlabLocation{inRepository(p.File.Name), gitlabLines{at.Line}}})
	}
	return out
}
