package model

// FactID is the index of a fact in Policy.Facts.
type FactID int32

// NoFact is the FactID of nothing.
const NoFact FactID = -1

// FactType is the type of a fact's value.
type FactType uint8

// The types of facts.
const (
	YesNo   FactType = iota
	Number           // an integer
	OneOf            // one of Options
	AtPlace          // a node of the graph of places
	Event            // not yet, or so many hours ago
)

// A Fact is something outside the policy that its answers depend on. What is not
// supplied is unknown: never no and never yes.
type Fact struct {
	ID        string // "overdue B.6" where it is the passing of a vague deadline
	Labels    Labels
	Type      FactType
	Options   []string // of OneOf
	Judgement bool     // somebody must decide it
	By        string   // who decides a judgement
	Settled   *Settlement
	Pos       Pos
}

// A Settlement is the policy's own decision of a judgement.
type Settlement struct {
	Yes     bool // of a yes-or-no judgement
	Option  int  // of a one-of judgement
	Because string
	By      string
	On      string // a day, as 2026-11-22
	Clause  int    // where it stands; -1 outside every clause
	Pos     Pos
}

// A Term is a name for a condition.
type Term struct {
	ID     string
	Labels Labels
	Means  Cond
	Pos    Pos
}

// ConsentKind is a kind of consent.
type ConsentKind uint8

// The kinds of consent. Explicit, separate, written and parental consent each imply consent; deemed
// consent does not.
const (
	Consent ConsentKind = iota
	ExplicitConsent
	SeparateConsent
	WrittenConsent
	ParentalConsent
	DeemedConsent
	ConsentKinds int = iota
)

// String returns the kind as it stands in a sentence: "explicit consent".
func (k ConsentKind) String() string {
	return [...]string{"consent", "explicit consent", "separate consent", "written consent", "parental consent", "deemed consent"}[k]
}

// ConsentKindNamed returns the kind that a word before `consent` names; `prior` and "" name consent itself.
func ConsentKindNamed(word string) (ConsentKind, bool) {
	switch word {
	case "", "prior", "consent":
		return Consent, true
	case "explicit":
		return ExplicitConsent, true
	case "separate":
		return SeparateConsent, true
	case "written":
		return WrittenConsent, true
	case "parental":
		return ParentalConsent, true
	case "deemed":
		return DeemedConsent, true
	}
	return 0, false
}

// Implies reports whether consent of kind k is also consent of kind l.
func (k ConsentKind) Implies(l ConsentKind) bool {
	return k == l || l == Consent && k != DeemedConsent
}
