package ast

// A Quote holds the words of a source that the clause encodes.
type Quote struct {
	At
	isStmt
	Source  *Name // which source, where it is named
	Text    Text
	Implied bool // it is not written: the clause quotes the paragraph above its block, where this quote has its place
}

// Prose says that there is nothing to decide in the quoted words.
type Prose struct {
	At
	isStmt
}

// A Defect says what is wrong with the quoted words and who owns it.
type Defect struct {
	At
	isStmt
	Why, Owner Text
}

// A Todo says what is still to be encoded.
type Todo struct {
	At
	isStmt
	isDecl
	Text Text
}

// An Allow accepts a finding of the linter for a time.
type Allow struct {
	At
	isStmt
	isDecl
	Rule    Name
	Clause  *Ref // nil where it is about no clause
	Because Text
	By      Text
	Until   Date
}

// Modal is the modal word of a norm.
type Modal uint8

// The modal words.
const (
	May Modal = iota
	Must
	MustNot
)

func (m Modal) String() string { return [...]string{"may", "must", "must not"}[m] }

// A Norm permits, requires or prohibits.
type Norm struct {
	At
	isStmt
	Default         bool
	Notwithstanding []Ref
	Actors          *Names
	Modal           Modal
	Actions         *Names
	Data            *Names
	Parts           []*Part
	Then            *Norm
}

// A Part is one of the parts of a sentence, opened by its word.
type Part struct {
	At
	Only  bool
	Word  string // of from to with for in on given unless time by under
	Names *Names // of from to with for in on
	Cond  Cond   // given unless
	Time  *Time  // time
	Text  *Text  // by under
}

// A Treat adds data to a class, or takes them out of it, under a condition.
type Treat struct {
	At
	isStmt
	Data  *Names
	Not   bool
	Class Name
	Parts []*Part // given, unless
}

// A Refusing says what refusing to provide data costs, and what it does not.
type Refusing struct {
	At
	isStmt
	Data   *Names
	For    *Names
	Costs  *Names
	ButNot *Names
}

// An Exclusion puts data outside the policy: `this policy does not cover ...`.
type Exclusion struct {
	At
	isStmt
	Data  *Names
	Parts []*Part // of, from, given, unless
}

// A Waiver says where consent is not needed.
type Waiver struct {
	At
	isStmt
	Actions *Names
	Data    *Names
	Parts   []*Part
}

// A Deeming says what the text counts as deemed consent.
type Deeming struct {
	At
	isStmt
	Fact    Name
	Actions *Names
	Data    *Names
	Parts   []*Part
}

// A Prevail says which clauses prevail over which, and who decided so.
type Prevail struct {
	At
	isStmt
	isDecl
	Clauses, Over []Ref
	Because, By   Text
	On            Date
}

// A Settle decides a judgement for the whole policy.
type Settle struct {
	At
	isStmt
	isDecl
	Judgement   Name
	Value       Name
	Because, By Text
	On          Date
}
