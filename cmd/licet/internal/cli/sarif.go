package cli

import (
	"bytes"
	"net/url"
	"path"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
)

// SARIF 2.1.0, as far as findings need it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifMessage `json:"shortDescription"`
		Help    sarifMessage `json:"help"`
		Default sarifDefault `json:"defaultConfiguration"`
		More    sarifTags    `json:"properties"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifTags struct {
		Tags []string `json:"tags"`
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level   string       `json:"level"`
		Message sarifMessage `json:"message"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions"` // empty: it is not suppressed, and that is known
		Fixes        []sarifFix         `json:"fixes,omitempty"`
		More         sarifMore          `json:"properties"`
	}
	sarifLocation struct {
		ID       *int           `json:"id,omitempty"`
		Message  *sarifMessage  `json:"message,omitempty"`
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifLogical struct {
		Name string `json:"name"`
		Kind string `json:"kind"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		Line      int `json:"startLine"`
		Column    int `json:"startColumn"`
		EndLine   int `json:"endLine,omitempty"`
		EndColumn int `json:"endColumn,omitempty"`
	}
	sarifSuppression struct {
		Kind string `json:"kind"`
		Why  string `json:"justification,omitempty"`
	}
	sarifFix struct {
		Message sarifMessage  `json:"description"`
		Changes []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion  `json:"deletedRegion"`
		Inserted sarifContent `json:"insertedContent"`
	}
	sarifContent struct {
		Text string `json:"text"`
	}
	sarifMore struct {
		Category string   `json:"category"`
		Clauses  []string `json:"clauses"`
		Question string   `json:"question,omitempty"`
	}
)

// sarifText writes the findings of all policies as one run, those that are accepted as suppressed.
func sarifText(all []*linted) ([]byte, error) {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}, Invocations: []sarifInvocation{{Successful: true, Notifications: []sarifNotification{}}}}
	run.Tool.Driver = sarifDriver{Name: "licet", Version: buildVersion(), Rules: []sarifRule{}}
	index := map[string]int{}
	for i, r := range rules.All() {
		index[r.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(r))
	}
	prints := fingerprints{}
	for _, l := range all {
		if l.err != nil {
			run.Invocations[0].fail(l.path + ": " + l.err.Error())
			continue
		}
		for _, u := range l.result.Undecided {
			run.Invocations[0].note("warning", l.path+": "+u.Rule+": not decided: "+u.Err.Error())
		}
		for _, r := range l.sarif(prints) {
			r.RuleIndex = index[r.RuleID]
			run.Results = append(run.Results, r)
		}
	}
	var out bytes.Buffer
	err := indentedJSON(&out, sarifLog{Schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
	return out.Bytes(), err
}

func (i *sarifInvocation) fail(text string) {
	i.Successful = false
	i.note("error", text)
}

func (i *sarifInvocation) note(level, text string) {
	i.Notifications = append(i.Notifications, sarifNotification{level, sarifMessage{Text: visible(text, "\n")}})
}

func sarifRuleOf(r lint.Rule) sarifRule {
	page, _ := rules.Page(r.Name)
	return sarifRule{r.Name, sarifMessage{Text: r.Summary}, sarifMessage{Text: r.Summary + "; licet rule " + r.Name, Markdown: page},
		sarifDefault{r.Severity.String()}, sarifTags{[]string{string(r.Category)}}}
}

// sarif returns the findings of one policy: those that are left, those that the baseline knows, and those that the policy allows.
func (l *linted) sarif(prints fingerprints) []sarifResult {
	var out []sarifResult
	for _, x := range l.fresh {
		out = append(out, l.sarifOf(prints, x))
	}
	for _, x := range l.known {
		out = append(out, l.sarifOf(prints, x, sarifSuppression{"external", "it is in the baseline"}))
	}
	for _, x := range l.result.Accepted {
		a := l.policy.Allowances[x.Allowance]
		out = append(out, l.sarifOf(prints, x.Finding, sarifSuppression{"inSource", a.Because + " (" + a.By + ", until " + a.Until + ")"}))
	}
	return out
}

func (l *linted) sarifOf(prints fingerprints, x lint.Finding, suppressed ...sarifSuppression) sarifResult {
	out := sarifResult{RuleID: x.Rule, Level: x.Severity.String(), Message: sarifMessage{Text: x.Message}, Suppressions: append([]sarifSuppression{}, suppressed...),
		Fingerprints: map[string]string{"licet/v1": prints.of(l, x)}, More: sarifMore{Category: string(x.Category), Clauses: l.ids(x.Clauses)}}
	at := l.sarifAt(x.At)
	if x.Length > 0 {
		at.Physical.Region.EndColumn = x.At.Column + x.Length
	}
	for _, id := range out.More.Clauses {
		at.Logical = append(at.Logical, sarifLogical{"clause " + id, "clause"})
	}
	out.Locations = []sarifLocation{at}
	if x.Witness != nil {
		out.More.Question = x.Witness.Sentence()
		out.Message.Text += ". For example: " + x.Witness.Sentence() + " " + x.Witness.Answer.String()
	}
	for i, r := range x.Related {
		if r.At.Library == "" { // a vocabulary that ships with the tool is no file of the repository
			related := l.sarifAt(r.At)
			related.ID, related.Message = &i, &sarifMessage{Text: r.Message}
			out.Related = append(out.Related, related)
		}
	}
	if x.Fix != nil {
		out.Fixes = []sarifFix{l.sarifFix(x.Fix)}
	}
	return out
}

func (l *linted) sarifAt(at model.Pos) sarifLocation {
	return sarifLocation{Physical: sarifPhysical{l.sarifFile(at.File), &sarifRegion{Line: at.Line, Column: at.Column}}}
}

func (l *linted) sarifFile(file string) sarifArtifact {
	name := path.Clean(inRepository(l.at.path(file)))
	u := url.URL{Path: name}
	if path.IsAbs(name) {
		u.Scheme = "file"
	}
	return sarifArtifact{u.String()}
}

func (l *linted) sarifFix(f *lint.Fix) sarifFix {
	out := sarifFix{Message: sarifMessage{Text: f.Message}}
	for _, e := range f.Edits {
		out.Changes = append(out.Changes, sarifChange{l.sarifFile(e.File), []sarifReplacement{{sarifRegion{e.Line, e.Column, e.EndLine, e.EndColumn}, sarifContent{e.Text}}}})
	}
	return out
}
