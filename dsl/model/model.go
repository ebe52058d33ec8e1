// Package model is the checked policy: names are bound, graphs closed, norms in one normal
// form, and every item points back to the words that it comes from.
//
// A Policy is immutable. It says what is written and decides nothing: see package engine.
//
//	policy, err := dsl.Load(fsys, "shop", nil)
//	for _, n := range policy.Norms { fmt.Println(policy.Clauses[n.Clause].ID, n.Modality) }
package model

import "strings"

// A Policy is one checked policy with everything it uses.
type Policy struct {
	ID            string
	Vocabulary    bool // it declares names for others, and no rules
	Title         Labels
	Controller    Labels
	Contact       Labels
	Version       string
	Language      string
	Effective     string // a day, as 2026-01-01
	Jurisdictions []string
	Digest        string // "sha256:" and 64 hexadecimal digits, of all that answers depend on
	Sources       []Source

	Graphs [Kinds]*Graph
	Facts  []Fact
	Terms  []Term

	Clauses    []Clause
	Norms      []Norm
	Exclusions []Exclusion
	Treats     []Treat
	Waivers    []Waiver
	Deemings   []Deeming
	Examples   []Example
	Allowances []Allowance
	Todos      []Todo // those that stand outside clauses

	// Spoken are the languages of the vocabularies that it uses, by their names as in Pos.Library; "" where one does not say.
	Spoken map[string]string

	// Lengths are the lengths of time as norms write them first, "72 hours", by their hours.
	Lengths map[int64]string
	Pos     Pos // of its id in the header

	clauses map[string]int
	facts   map[string]FactID
	terms   map[string]int
}

// Seal makes the lists of clauses, facts and terms searchable by id. Their maker calls it once.
func (p *Policy) Seal() {
	p.clauses, p.facts, p.terms = map[string]int{}, map[string]FactID{}, map[string]int{}
	for i := range p.Clauses {
		p.clauses[p.Clauses[i].ID] = i
	}
	for i := range p.Facts {
		p.facts[p.Facts[i].ID] = FactID(i)
	}
	for i := range p.Terms {
		p.terms[p.Terms[i].ID] = i
	}
}

// Deciding tells of each clause whether it holds sentences that answers depend on.
func (p *Policy) Deciding() []bool {
	out := make([]bool, len(p.Clauses))
	for i := range p.Norms {
		out[p.Norms[i].Clause] = true
	}
	for i := range p.Exclusions {
		out[p.Exclusions[i].Clause] = true
	}
	for i := range p.Treats {
		out[p.Treats[i].Clause] = true
	}
	for i := range p.Waivers {
		out[p.Waivers[i].Clause] = true
	}
	for i := range p.Deemings {
		out[p.Deemings[i].Clause] = true
	}
	for i := range p.Facts {
		if s := p.Facts[i].Settled; s != nil && s.Clause >= 0 {
			out[s.Clause] = true
		}
	}
	return out
}

// Graph returns the graph of a dimension.
func (p *Policy) Graph(d Dim) *Graph { return p.Graphs[d.Kind()] }

// Clause returns the index of the clause with that id.
func (p *Policy) Clause(id string) (int, bool) {
	i, ok := p.clauses[id]
	return i, ok
}

// Fact returns the fact, event or judgement with that id.
func (p *Policy) Fact(id string) (FactID, bool) {
	f, ok := p.facts[id]
	return f, ok
}

// Term returns the index of the term with that id.
func (p *Policy) Term(id string) (int, bool) {
	i, ok := p.terms[id]
	return i, ok
}

// Pos is a place in a file of the policy. Lines and columns begin at 1; columns count code points.
type Pos struct {
	File         string
	Line, Column int
	Library      string // the vocabulary whose file it is; "" where it is one of the policy's own
}

// Labels name something for people, in several languages.
type Labels []Label

// A Label is a name in one language; "" is the policy's own.
type Label struct{ Language, Text string }

// In returns the label in a language, else the first.
func (l Labels) In(language string) string {
	for _, x := range l {
		if x.Language == language {
			return x.Text
		}
	}
	if len(l) > 0 {
		return l[0].Text
	}
	return ""
}

// A Source is a text that clauses quote.
type Source struct {
	ID       string
	Path     string // below the policy's folder
	Language string
	Text     string  // as it was read, without a byte-order mark; "" where it could not be
	Prose    []Range // what the text itself marks as words with nothing to decide; sorted, apart from each other
	// Passages are what a document of the policy consists of, in its order; none where the text stands beside the policy.
	Passages []Passage
}

// A Passage is a heading, or a paragraph, of a document.
type Passage struct {
	Range
	Level int  // of a heading, from 1 to 6; 0 of a paragraph
	Item  bool // it is an item of a list
}

// A Range is a part of a source's text, as byte offsets: from Start up to, not including, End.
type Range struct{ Start, End int }

// A Clause is a citable unit of the policy's text.
type Clause struct {
	ID       string
	Sections []string // the headings above it, outermost first
	Quotes   []Quote
	Prose    bool
	Defects  []Defect
	Todos    []Todo
	Pos      Pos // of its id
	End      Pos // just behind its closing brace
}

// Quote returns the clause's quotes as one text.
func (c *Clause) Quote() string {
	texts := make([]string, len(c.Quotes))
	for i, q := range c.Quotes {
		texts[i] = q.Text
	}
	return strings.Join(texts, " ")
}

// A Quote is words of a source, white space normalised.
type Quote struct {
	Text   string
	Source int // index in Policy.Sources; -1 where the policy names none
	Line   int // where it begins in the source
	// At is where it stands in the source's text: one range for each run of words between ` ... `, in order, from the first
	// letter of the first word to the end of the last. Where the words stand several times, see dsl/check. It is empty where
	// the policy names no source.
	At  []Range
	Pos Pos
}

// A Defect is what is wrong with a clause's words.
type Defect struct {
	Why, Owner string
	Pos        Pos
}

// A Todo says what is still to be encoded.
type Todo struct {
	Text string
	Pos  Pos
}

// Modality is the modal word of a norm.
type Modality uint8

// The modal words.
const (
	May Modality = iota
	Must
	MustNot
)

func (m Modality) String() string { return [...]string{"may", "must", "must not"}[m] }

// Origin tells how a norm came about.
type Origin uint8

// The origins of norms. Norms that are not stated point to the one that they follow from.
const (
	Stated        Origin = iota
	ByOnly               // the prohibition that `only` adds
	AfterDeadline        // the prohibition to keep or use what a duty says to delete
	ByRefusing           // from a `refusing` sentence
	Then                 // what follows for somebody
)

// A Norm permits, requires or prohibits what lies in its scope, where its conditions hold.
type Norm struct {
	Clause   int
	Modality Modality
	Origin   Origin
	From     int // the norm that it follows from; -1 where it is stated
	Default  bool
	Scope    Scope
	Stated   Dims        // the dimensions that the sentence names
	When     []Condition // each must hold
	// PermitWhen is, for a duty, what must hold for its act to be permitted: less than When where
	// consent lifts the duty, or where its deadline has passed.
	PermitWhen []Condition
	Deadline   *Deadline // of a duty
	EitherAct  bool      // a duty to do one of its actions
	Ends       bool      // a prohibition that ends permissions, and is no conflict with them
	Over       []int     // the clauses over which it prevails, sorted
	Basis      []NodeID
	By, Under  []string
	Then       []int // the norms that follow
	Pos        Pos
}

// Permits reports whether the norm permits its act.
func (n *Norm) Permits() bool { return n.Modality != MustNot }

// ActWhen returns the conditions under which the norm permits, or prohibits, its act.
func (n *Norm) ActWhen() []Condition {
	if n.Modality == Must {
		return n.PermitWhen
	}
	return n.When
}

// Role tells which part of a sentence a condition is.
type Role uint8

// The roles of conditions.
const (
	Given  Role = iota // `given C`
	Unless             // `unless C`
	Timing             // `within 30 days after E`
)

// A Condition is one part of a sentence that says when it holds. The stated condition must be
// false where Negated is set.
type Condition struct {
	Role    Role
	Stated  Cond
	Negated bool
	Vague   string // the words of a vague length of time
	Words   string // as it is written: "given prior consent"
}

// Cond returns what must be true.
func (c Condition) Cond() Cond {
	if c.Negated {
		return &Not{c.Stated}
	}
	return c.Stated
}

// A Deadline is by when a duty must be done, after an event.
type Deadline struct {
	Event FactID
	Hours int64
	Vague string // in words; then Hours is meaningless
}

// An Exclusion puts data outside the policy.
type Exclusion struct {
	Clause int
	Scope  Scope // data, of and from
	When   []Condition
	Pos    Pos
}

// A Treat is a conditional parent of data, or takes data out of a class.
type Treat struct {
	Clause int
	Data   []NodeID
	Class  NodeID
	Not    bool
	When   []Condition
	Pos    Pos
}

// A Waiver makes `consent` read as true for what lies in its scope.
type Waiver struct {
	Clause int
	Scope  Scope
	When   []Condition
	Pos    Pos
}

// A Deeming makes a fact count as deemed consent to what lies in its scope.
type Deeming struct {
	Clause int
	Fact   FactID
	Scope  Scope
	When   []Condition
	Pos    Pos
}

// An Allowance accepts a finding of the linter for a time.
type Allowance struct {
	Rule, Because, By, Until string
	Clause                   int // -1: it is about what names no clause, such as the header
	Pos                      Pos
	End                      Pos // just behind it
}

// An Example is a question with the answer that the policy's authors expect.
type Example struct {
	Name     string
	Asked    string // the question as it is written
	Question *Question
	Answer   Answer
	Every    bool // `never permitted` and `always permitted`: over all facts and all parts
	Never    bool
	Because  []int // clauses
	Pos      Pos
}

// Answer is what a question is answered with. The zero value is not a permission.
type Answer uint8

// The answers.
const (
	NoAnswer Answer = iota
	Prohibited
	OutOfScope
	NotAddressed
	Permitted
	Undetermined
)

func (a Answer) String() string {
	return [...]string{"no-answer", "prohibited", "out-of-scope", "not-addressed", "permitted", "undetermined"}[a]
}

// AnswerNamed returns the answer with that name.
func AnswerNamed(name string) (Answer, bool) {
	for a := Prohibited; a <= Undetermined; a++ {
		if a.String() == name {
			return a, true
		}
	}
	return NoAnswer, false
}
