package rules_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/format"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// today is the day of the examples in the pages.
const today = "2026-11-22"

// TestPages runs the examples of every rule's page: of each line with `# found`, and no other, the rule finds something under "Avoid"; it
// finds nothing under "Prefer". What stands behind `# found:` is in the message. On a line of its own it is about the line below.
func TestPages(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.Name, func(t *testing.T) {
			page, ok := rules.Page(r.Name)
			if !ok {
				t.Fatalf("there is no page; write engine/lint/rules/%s.md", r.Name)
			}
			checkForm(t, r, page)
			for _, block := range blocks(t, section(page, "Avoid")) {
				if !strings.Contains(block, "# found") {
					t.Errorf("a block under Avoid has no line with `# found`:\n%s", block)
				}
				compare(t, r, block)
			}
			for _, block := range blocks(t, section(page, "Prefer")) {
				compare(t, r, strings.ReplaceAll(block, "# found", "#"))
			}
		})
	}
}

var sections = []string{"Why", "Avoid", "Prefer", "How to allow it", "Sources"}

func checkForm(t *testing.T, r lint.Rule, page string) {
	t.Helper()
	if !strings.HasPrefix(page, "# "+r.Name+"\n\n") {
		t.Errorf("the page does not begin with `# %s`", r.Name)
	}
	var got []string
	for line := range strings.Lines(page) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			got = append(got, strings.TrimSpace(title))
		}
	}
	if !slices.Equal(got, sections) {
		t.Errorf("the page has the sections %q, want %q", got, sections)
	}
	for _, s := range sections {
		if strings.TrimSpace(section(page, s)) == "" {
			t.Errorf("the section %q is empty", s)
		}
	}
}

// section returns what stands under a heading.
func section(page, title string) string {
	_, rest, _ := strings.Cut(page, "\n## "+title+"\n")
	text, _, _ := strings.Cut(rest, "\n## ")
	return text
}

var fence = regexp.MustCompile("(?ms)^```licet\n(.*?)^```$")

func blocks(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	if len(out) == 0 {
		t.Error("there is no `licet` block")
	}
	return out
}

// compare runs all rules on a policy, and compares where this one finds something with the lines that say so.
func compare(t *testing.T, r lint.Rule, block string) {
	t.Helper()
	want := wanted(block)
	for _, f := range findings(t, r, block) {
		part, ok := want[f.At.Line]
		if f.At.File != "block.licet" || !ok || !strings.Contains(f.Message, part) {
			t.Errorf("not expected: %s:%d: %s\n%s", f.At.File, f.At.Line, f.Message, block)
		}
		delete(want, f.At.Line)
	}
	for line, part := range want {
		t.Errorf("line %d: nothing is found, want %q\n%s", line, part, block)
	}
}

// wanted returns what is to be found on which line.
func wanted(block string) map[int]string {
	out := map[int]string{}
	for i, line := range strings.Split(block, "\n") {
		before, part, ok := strings.Cut(line, "# found")
		if !ok {
			continue
		}
		n := i + 1
		if strings.TrimSpace(before) == "" {
			n++
		}
		out[n] = strings.TrimSpace(strings.TrimPrefix(part, ":"))
	}
	return out
}

// findings runs all rules on a block, and returns what one of them finds. A block without a header stands for a policy that begins with
// one, for the rule's first jurisdiction, and `use core`.
func findings(t *testing.T, r lint.Rule, block string) []lint.Finding {
	t.Helper()
	fsys := fstest.MapFS{"block.licet": {Data: []byte(block)}}
	if !regexp.MustCompile(`(?m)^(policy|vocabulary) `).MatchString(block) {
		fsys["header.licet"] = &fstest.MapFile{Data: []byte("policy example \"Example\" {" + jurisdiction(r) + "}\nuse core\n")}
	}
	report, err := policytest.Run(fsys, ".", policytest.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, block)
	}
	layout, err := format.Source(source.New("block.licet", block))
	if err != nil {
		t.Fatal(err)
	}
	got := lint.Run(rules.All(), report.Engine.Policy(), lint.Options{Today: today, Report: report,
		Files: []lint.File{{Name: "block.licet", Text: block, Layout: layout}}})
	for _, u := range got.Undecided {
		t.Errorf("%s: %v", u.Rule, u.Err)
	}
	return slices.DeleteFunc(got.Findings, func(f lint.Finding) bool { return f.Rule != r.Name })
}

// proseClauses returns clauses that decide nothing, one for each sentence of a text; sentences are divided by `|`.
func proseClauses(text string) string {
	var b strings.Builder
	for i, sentence := range strings.Split(text, "|") {
		fmt.Fprintf(&b, "clause %d { quote %q prose }\n", i+1, sentence)
	}
	return b.String()
}

func jurisdiction(r lint.Rule) string {
	if len(r.Jurisdictions) == 0 {
		return ""
	}
	return fmt.Sprintf(" jurisdiction %s ", r.Jurisdictions[0])
}
