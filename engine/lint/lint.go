// Package lint finds what is valid and probably wrong in a checked policy, and shows it where it can by a case.
//
// It changes nothing, reads no files and knows no clock: what it needs beside the policy, such as the day of today, is in Options.
// Which rules there are is for package rules; what to do about findings, for the command.
//
//	result := lint.Run(rules.All(), policy, lint.Options{Today: "2026-11-22"})
//	for _, f := range result.Findings { fmt.Println(f.At.File, f.At.Line, f.Message, f.Rule) }
//
// # Writing a rule
//
// A rule is a value, made by a function in a file of its own in package rules, beside its page NAME.md, and named in one of the lists
// there. Its Check is given a Context and returns findings, in any order:
//
//	func openDefect() lint.Rule {
//		return lint.Rule{Name: "open-defect", Category: lint.Correctness, Severity: lint.Warning,
//			Summary: "a sentence is noted as broken, and nobody has mended it", Check: findOpenDefects}
//	}
//
// A finding says where (At), about which clauses (Clauses, the one to mend first: in it `allow` accepts the finding), and the fact and
// then the way out (Message: lower case, no final period, names in backquotes, words of the text in quotation marks). Rule, category and
// severity are filled in. Where a case shows it, Witness holds it, and Related points to what else one must look at.
//
// What a Context gives:
//
//   - Policy: the checked policy. Own tells whether a place is in its own files, and not in a vocabulary that it uses.
//   - Passages: the sentences, list items and headings of its words, each with the clauses that quote it; Finding marks words in them.
//   - Texts: all of its words, quoted or not; Says tells whether a phrase of a list stands in them.
//   - Words: a list of words or phrases for a language (words/NAME.LANGUAGE.txt), to be found in passages.
//   - Engine, Analysis, Dead: made when first asked for. NotDecided notes an error of theirs: the rule could not tell, which is said.
//   - Report: what the tests of the policy came to; nil where there are none at hand.
//   - Files: the policy's files with their texts; none where they are not at hand.
//
// A finding must be true and worth its line. A rule that cannot tell stays silent.
package lint

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// A Rule looks for one kind of mistake.
type Rule struct {
	Name     string // lower-case words joined by hyphens; it stays for ever
	Category Category
	Severity Severity // unless a Setting says otherwise
	Summary  string   // one line, lower case, no final period
	// Jurisdictions are those for which the rule is meant, by the names that headers use; none means that it is for every policy.
	Jurisdictions []string
	Vocabularies  bool // it is also for vocabularies, which have no sentences
	// Last marks rules about the other rules' findings: they run when it is known which allowances these have used. Their own
	// findings cannot be allowed.
	Last bool
	// Absorbs marks a rule whose findings have said all there is to say of their words (Finding.Marks): what rules about how the text is
	// written find in the same words is left out, where this rule is in force.
	Absorbs bool
	Check   func(*Context) []Finding
}

// Category is what kind of mistake a rule looks for.
type Category string

// The categories.
const (
	Correctness Category = "correctness" // the encoding says what it cannot mean, or not what the text says
	Consistency Category = "consistency" // the text says one thing here and another there
	Compliance  Category = "compliance"  // the text lacks what a law asks for
	Clarity     Category = "clarity"     // readers cannot tell what the text means
	Style       Category = "style"       // the encoding is harder to read than need be
)

// Categories returns all of them, in their order.
func Categories() []Category {
	return []Category{Correctness, Consistency, Compliance, Clarity, Style}
}

// Severity tells how grave a finding is. The zero value is none: the rule is off.
type Severity uint8

// The severities.
const (
	Off Severity = iota
	Note
	Warning
	Error
)

func (s Severity) String() string { return [...]string{"off", "note", "warning", "error"}[s] }

// SeverityNamed returns the severity with that name.
func SeverityNamed(name string) (Severity, bool) {
	for s := Off; s <= Error; s++ {
		if s.String() == name {
			return s, true
		}
	}
	return Off, false
}

// A Finding is one mistake at its place.
type Finding struct {
	Rule     string // with Category and Severity filled in by Run
	Category Category
	Severity Severity

	Message string
	Clauses []int     // in Policy.Clauses, the one to mend first; none where it is about a declaration or the header
	About   string    // what tells it from other findings of the rule in the same clause, such as the word that is meant; may be empty
	At      model.Pos // in a file of the policy, or in one of its sources
	Length  int       // how many characters of the line are meant; 0 where they are all that stands there
	Marks   []Mark    // the words that it is about, where it is about words
	Witness *analysis.Witness
	Related []Related
	Fix     *Fix // where it is certain how to mend it
}

// A Related place helps to understand a finding.
type Related struct {
	Message string
	At      model.Pos
}

// A Fix mends a finding.
type Fix struct {
	Message string // what it does: "delete the allowance"
	Edits   []Edit // apart from each other
}

// An Edit replaces a part of a file by a text. Lines and columns begin at 1; columns count code points.
type Edit struct {
	File               string
	Line, Column       int
	EndLine, EndColumn int // just behind what is replaced
	Text               string
}
