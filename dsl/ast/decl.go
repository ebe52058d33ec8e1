package ast

// A Header opens a policy or a vocabulary: `policy app "Privacy policy" { ... }`.
type Header struct {
	At
	isDecl
	Vocabulary bool
	ID         Name
	Title      []Label
	Fields     []*Field
}

// A Field is one line of a header. Which of its values is set depends on the key:
//
//	controller, contact, version   Labels
//	language                       Names (one)
//	jurisdiction                   Names
//	effective                      Date
//	source                         Names (one), Labels (the path), Language
type Field struct {
	At
	Key      Name
	Labels   []Label
	Names    []Name
	Date     *Date
	Language *Name
}

// A Use imports vocabularies: by name, or by the path of a folder.
type Use struct {
	At
	isDecl
	Names []Name // Quoted where it is a path
}

// An Item is a node of a vocabulary, or, without labels, a mention of one that
// is declared elsewhere. Kind is set at the top level only.
type Item struct {
	At
	isDecl
	Kind     string // data, purpose, party, action, place, basis
	Name     Name
	Labels   []Label
	Is       []Name // parents
	From     []Name // `is inferred from a, b`: what it is made of
	Same     []Term
	Takes    []Name // prepositions; one item `nothing` where it takes no part at all
	HasTakes bool
	Ends     []Name // actions that a duty to do this one ends
	Unless   *Name  // the fact in which those actions stay untouched
	Block    bool   // braces were written
	Children []*Item
}

// A Term names the same thing in another vocabulary: `dpv:EmailAddress`.
type Term struct {
	At
	Prefix, Name string
}

// FactKind tells what is declared by a Fact.
type FactKind uint8

// The declarations of facts.
const (
	PlainFact FactKind = iota
	Event
	Judgement
)

func (k FactKind) String() string { return [...]string{"fact", "event", "judgement"}[k] }

// FactType is the type of a fact's value.
type FactType uint8

// The types of facts.
const (
	YesNo FactType = iota
	NumberType
	PlaceType
	OneOf
)

// A Fact declares a fact, an event or a judgement.
type Fact struct {
	At
	isDecl
	Kind   FactKind
	Name   Name
	Labels []Label
	Type   FactType
	Values []Name // of OneOf
	By     *Name  // who decides a judgement; Quoted where it is free text
}

// A TermDecl gives a name to a condition: `term minor "a child" means age < 14`.
type TermDecl struct {
	At
	isDecl
	Name   Name
	Labels []Label
	Means  Cond
}

// A Section groups declarations under a heading.
type Section struct {
	At
	isDecl
	Title Text
	Decls []Decl
}

// A Clause binds statements to the words that they encode.
type Clause struct {
	At
	isDecl
	ID    Ref
	Stmts []Stmt
}

// An Example is a question with its expected answer.
type Example struct {
	At
	isDecl
	Name     Text
	Asked    At // the whole question, with its question mark
	Question *Question
	Answer   Name // permitted, prohibited, ...
	Every    Name // `never` or `always` before permitted; empty otherwise
	Because  []Ref
}

// A Question asks what is permitted. All parts but the actors and actions may be missing.
type Question struct {
	At
	Actors      *Names
	Actions     *Names
	Data        *Names
	Parts       []*Part // of, from, to, with, for, in
	Given       []Cond  // joined by `and`
	NothingElse bool
}
