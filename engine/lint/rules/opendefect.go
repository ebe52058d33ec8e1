package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func openDefect() lint.Rule {
	return lint.Rule{Name: "open-defect", Category: lint.Correctness, Severity: lint.Warning, Absorbs: true,
		Summary: "a sentence of the text is noted as broken or wrong, and still is", Check: findOpenDefects}
}

// findOpenDefects reports each defect where the words stand that it names in quotation marks, or the sentence of which nothing is encoded;
// elsewhere where it is noted.
func findOpenDefects(c *lint.Context) []lint.Finding {
	p := c.Policy()
	quoting := byClauseQuoting(c)
	var out []lint.Finding
	for i, cl := range p.Clauses {
		for _, d := range cl.Defects {
			f := lint.Finding{Clauses: []int{i}, About: d.Why, At: d.Pos,
				Message: fmt.Sprintf("clause %s has a defect: %s; %s is to mend the text", cl.ID, d.Why, d.Owner)}
			if !markNamed(&f, quoting[i], i, d) {
				markBroken(&f, quoting[i], d)
			}
			out = append(out, f)
		}
	}
	return out
}

// byClauseQuoting returns the passages of which each clause that notes a defect quotes words.
func byClauseQuoting(c *lint.Context) map[int][]*lint.Passage {
	out := map[int][]*lint.Passage{}
	all := c.Passages()
	for i := range all {
		for _, clause := range all[i].Clauses {
			if len(c.Policy().Clauses[clause].Defects) > 0 {
				out[clause] = append(out[clause], &all[i])
			}
		}
	}
	return out
}

// markNamed notes the words that a defect names, and reports whether the clause has any of them.
func markNamed(f *lint.Finding, quoting []*lint.Passage, clause int, d model.Defect) bool {
	for _, phrase := range inQuotationMarks.FindAllStringSubmatch(d.Why, -1) {
		words := asWritten(phrase[1])
		for _, x := range quoting {
			at := words.FindStringIndex(x.Text)
			if at == nil {
				continue
			}
			if found := x.Finding("", at[0], at[1]); slices.Contains(found.Clauses, clause) { // and not in another's part of the sentence
				f.Marks = append(f.Marks, found.Marks...)
				pointTo(f, found, d)
			}
		}
	}
	return len(f.Marks) > 0
}

// markBroken notes sentences of which nothing is encoded: they are broken as a whole.
func markBroken(f *lint.Finding, quoting []*lint.Passage, d model.Defect) {
	for _, x := range quoting {
		if x.As == coverage.Defect {
			f.Marks = append(f.Marks, x.Mark(0, len(x.Text)))
			pointTo(f, x.Finding("", 0, opening(x.Text)), d)
		}
	}
}

// pointTo lets a finding point to words of a source. Of those of a quote the line is not known.
func pointTo(f *lint.Finding, words lint.Finding, d model.Defect) {
	if f.Length == 0 && words.Length > 0 {
		f.At, f.Length, f.Related = words.At, words.Length, []lint.Related{{Message: "noted here", At: d.Pos}}
	}
}

// inQuotationMarks matches the words that a defect names.
var inQuotationMarks = regexp.MustCompile(`["“]([^"“”]+)["”]`)

// asWritten matches words wherever lines break, in capitals or not.
func asWritten(words string) *regexp.Regexp {
	fields := strings.Fields(words)
	for i := range fields {
		fields[i] = regexp.QuoteMeta(fields[i])
	}
	return regexp.MustCompile(`(?i)(?:^|\b)` + strings.Join(fields, `\s+`))
}
