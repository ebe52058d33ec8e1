package engine

import (
	"cmp"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// An Explanation is an answer with everything that a person needs to trust it. Its JSON form is the
// command's contract ("licet.answer/1"): fields are only ever added, and lists are never null.
type Explanation struct {
	Format      string       `json:"format"` // licet.answer/1
	Policy      PolicyRef    `json:"policy"`
	Question    Asked        `json:"question"`
	Answer      string       `json:"answer"`   // a Decision's name
	Conflict    bool         `json:"conflict"` // see Answer.Conflict
	Summary     string       `json:"summary"`  // the answer as a sentence
	DecidedBy   []Citation   `json:"decided_by"`
	Considered  []Considered `json:"considered"`
	Needs       []string     `json:"needs"`     // where undetermined: the facts and open parts that matter
	Otherwise   *Otherwise   `json:"otherwise"` // where undetermined: the answer under `nothing else`
	WouldChange []Change     `json:"would_change"`
	Duties      []Duty       `json:"duties"`
	Parts       []PartAnswer `json:"parts"` // where the answers differ within the question
	Notes       []string     `json:"notes"`
}

// Clauses returns the clauses that decide, each once, in the order in which DecidedBy cites them; never nil.
func (x *Explanation) Clauses() []string {
	out := []string{}
	for _, c := range x.DecidedBy {
		if !slices.Contains(out, c.Clause) {
			out = append(out, c.Clause)
		}
	}
	return out
}

// A PolicyRef says which policy answered.
type PolicyRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

// RefOf says which policy it is.
func RefOf(p *model.Policy) PolicyRef {
	return PolicyRef{ID: p.ID, Version: p.Version, Digest: p.Digest}
}

// String is the policy in words: "policy app, version 1, sha256:...".
func (p PolicyRef) String() string {
	return "policy " + p.ID + ", version " + cmp.Or(p.Version, "not stated") + ", " + p.Digest
}

// Asked is the question, in names of the vocabulary. The same object, as JSON, is a question.
type Asked struct {
	Actor       any                 `json:"actor"` // a name, or a list of names
	Action      any                 `json:"action"`
	Data        []string            `json:"data,omitempty"`
	Of          any                 `json:"of,omitempty"`
	From        any                 `json:"from,omitempty"`
	Recipient   any                 `json:"recipient,omitempty"`
	Purpose     any                 `json:"purpose,omitempty"`
	Place       any                 `json:"place,omitempty"`
	Except      map[string][]string `json:"except,omitempty"` // by part: what is not asked about
	Given       map[string]any      `json:"given"`
	NothingElse bool                `json:"nothing_else"`
}

// A Citation is a norm, or an exclusion, with the words that it rests on.
type Citation struct {
	Clause     string `json:"clause"`
	Modality   string `json:"modality"` // may, must, must not, or: does not cover
	Quote      string `json:"quote"`
	File       string `json:"file"`
	Line       int    `json:"line"`
	Source     string `json:"source,omitempty"`      // the quoted text's file
	SourceLine int    `json:"source_line,omitempty"` // where the quote begins in it
	Says       string `json:"says"`                  // the norm as a sentence
}

// Considered is a norm that might have decided, and the one part of it that failed.
type Considered struct {
	Clause   string `json:"clause"`
	Modality string `json:"modality"`
	Failed   string `json:"failed"` // the part, as it is written; or what it yielded to
	Why      string `json:"why"`    // as a sentence
	// Unknown is set where the part did not fail, but is not known.
	Unknown bool `json:"unknown,omitempty"`
	// Settled is set where the part failed because the policy itself has decided so.
	Settled bool `json:"settled,omitempty"`
}

// Otherwise is the answer that an undetermined question has under `nothing else`.
type Otherwise struct {
	Answer  string   `json:"answer"`
	Clauses []string `json:"clauses"`
}

// A Change is facts that, were they so, would make the answer another one. None of them can be left out. For an undetermined
// question the facts are to be known in addition, and nothing else.
type Change struct {
	// If is by name: a part takes the place of the question's own, and everything else that of what it gives.
	If map[string]any `json:"if"`
	// Or are others that lead to the same answer by the same clauses. Each takes the place of If.
	Or      []map[string]any `json:"or,omitempty"`
	Answer  string           `json:"answer"`
	Clauses []string         `json:"clauses"`
	Says    string           `json:"says"` // the facts as a clause that can stand behind "if"
}

// A Duty comes with a permission, or is in force and concerns the same data.
type Duty struct {
	Clause string `json:"clause"`
	Says   string `json:"says"`
	With   string `json:"with"` // "then" or "in force"
}

// A PartAnswer is the answer for a part of the question. It names the dimensions in which parts differ.
type PartAnswer struct {
	Actor     []string `json:"actor,omitempty"`
	Action    []string `json:"action,omitempty"`
	Data      []string `json:"data,omitempty"`
	Of        []string `json:"of,omitempty"`
	From      []string `json:"from,omitempty"`
	Recipient []string `json:"recipient,omitempty"`
	Purpose   []string `json:"purpose,omitempty"`
	Place     []string `json:"place,omitempty"`
	Answer    string   `json:"answer"`
	Clauses   []string `json:"clauses"`
}

// AnswerFormat is the value of Explanation.Format.
const AnswerFormat = "licet.answer/1"
