package ast

// A Join is a condition of several joined by one word.
type Join struct {
	At
	isCond
	Or    bool
	Terms []Cond
}

// A Not is the opposite of a condition.
type Not struct {
	At
	isCond
	Cond Cond
}

// A Brackets keeps the brackets that were written around a condition.
type Brackets struct {
	At
	isCond
	Cond Cond
}

// Has says that a yes-or-no fact, judgement or term is so.
type Has struct {
	At
	isCond
	Fact Name
}

// Is says which value a fact has. The value is a Name, or a Number in Number.
type Is struct {
	At
	isCond
	Fact   Name
	Value  Name
	Number *Number
}

// A Compare compares a number: < <= = >= >.
type Compare struct {
	At
	isCond
	Fact   Name
	Op     string
	Number Number
}

// In says that a fact's place lies in another.
type In struct {
	At
	isCond
	Fact  Name
	Place Name
}

// Consent is the data subject's consent, of the given kinds (explicit, separate,
// written, parental, deemed; `prior` says nothing more). In a question it may
// name what it covers.
type Consent struct {
	At
	isCond
	Kinds []Name
	Grant *Grant
}

// Objection is the data subject's objection. In a question it may name what it covers.
type Objection struct {
	At
	isCond
	Grant *Grant
}

// Overdue is the judgement that a clause's vague deadline has passed.
type Overdue struct {
	At
	isCond
	Clause Ref
}

// A Grant is what a consent or an objection in a question covers.
type Grant struct {
	At
	Actions *Names
	Data    *Names
	Parts   []*Part // of, from, to, with, for, in
}

// TimeRel relates an act to an event.
type TimeRel uint8

// The relations of time.
const (
	After    TimeRel = iota // the event has happened
	Within                  // it happened at most Length ago
	MoreThan                // it happened more than Length ago
	Since                   // `10 days after E`: at least so long ago in a rule, exactly so in a question
	Before                  // it has not happened yet
)

// A Time says when the act happens.
type Time struct {
	At
	isCond
	Rel    TimeRel
	Length *Duration // of Within, MoreThan and Since
	Event  Name
}

// A Duration is a length of time, in hours, or a vague one in words.
type Duration struct {
	At
	Count int64
	Unit  string // hour, day, month, year
	Hours int64
	Vague *Text
}
