package model

// A Cond is a condition. The set of its forms is sealed: AllOf, AnyOf, Not, Yes, Compare,
// OptionIs, PlaceIn, Elapsed, HasConsent, HasObjection and Named.
type Cond interface{ cond() }

type (
	// AllOf is true where each of its conditions is; without any it is true.
	AllOf struct{ Conds []Cond }
	// AnyOf is true where one of its conditions is; without any it is false.
	AnyOf struct{ Conds []Cond }
	// Not is the opposite.
	Not struct{ Cond Cond }
	// Yes tests a yes-or-no fact.
	Yes struct{ Fact FactID }
	// Compare compares a number with a constant.
	Compare struct {
		Fact  FactID
		Op    Op
		Value int64
	}
	// OptionIs tests a one-of fact.
	OptionIs struct {
		Fact   FactID
		Option int
	}
	// PlaceIn tests whether the place lies in another, or is exactly it.
	PlaceIn struct {
		Fact  FactID
		Place NodeID
		Exact bool
	}
	// Elapsed relates now to an event.
	Elapsed struct {
		Fact  FactID
		Rel   TimeRel
		Hours int64 // of Within, MoreThan and AtLeast
	}
	// HasConsent tests consent of a kind that covers the act.
	HasConsent struct{ Kind ConsentKind }
	// HasObjection tests an objection that covers the act.
	HasObjection struct{}
	// Named is a condition under the name of a term.
	Named struct {
		Term int // index in Policy.Terms
		Cond Cond
	}
)

func (*AllOf) cond()        {}
func (*AnyOf) cond()        {}
func (*Not) cond()          {}
func (*Yes) cond()          {}
func (*Compare) cond()      {}
func (*OptionIs) cond()     {}
func (*PlaceIn) cond()      {}
func (*Elapsed) cond()      {}
func (*HasConsent) cond()   {}
func (*HasObjection) cond() {}
func (*Named) cond()        {}

// Op compares numbers.
type Op uint8

// The comparisons.
const (
	Less Op = iota
	LessOrEqual
	Equal
	GreaterOrEqual
	Greater
)

func (o Op) String() string { return [...]string{"<", "<=", "=", ">=", ">"}[o] }

// Holds compares.
func (o Op) Holds(a, b int64) bool {
	switch o {
	case Less:
		return a < b
	case LessOrEqual:
		return a <= b
	case Equal:
		return a == b
	case GreaterOrEqual:
		return a >= b
	}
	return a > b
}

// TimeRel relates now to an event.
type TimeRel uint8

// The relations of time. A month counts 30 days, a year 365.
const (
	After    TimeRel = iota // it has happened
	Within                  // it happened at most so long ago
	MoreThan                // it happened longer ago than that
	AtLeast                 // it happened at least so long ago
	Before                  // it has not happened yet
)

// Holds tells whether the relation is so, for an event that happened so many hours ago, or has not.
func (r TimeRel) Holds(happened bool, ago, hours int64) bool {
	switch {
	case r == Before:
		return !happened
	case !happened:
		return false
	case r == Within:
		return ago <= hours
	case r == MoreThan:
		return ago > hours
	case r == AtLeast:
		return ago >= hours
	}
	return true
}

// Walk calls f for the condition and every condition in it, outside in, as long as f returns true.
func Walk(c Cond, f func(Cond) bool) {
	if c == nil || !f(c) {
		return
	}
	switch c := c.(type) {
	case *AllOf:
		for _, x := range c.Conds {
			Walk(x, f)
		}
	case *AnyOf:
		for _, x := range c.Conds {
			Walk(x, f)
		}
	case *Not:
		Walk(c.Cond, f)
	case *Named:
		Walk(c.Cond, f)
	}
}

// EachCondition calls f for every condition of the policy's sentences, outside in.
func (p *Policy) EachCondition(f func(Cond)) {
	each := func(when []Condition) {
		for _, w := range when {
			Walk(w.Stated, func(c Cond) bool { f(c); return true })
		}
	}
	for i := range p.Norms {
		each(p.Norms[i].When)
		each(p.Norms[i].PermitWhen)
	}
	for i := range p.Exclusions {
		each(p.Exclusions[i].When)
	}
	for i := range p.Treats {
		each(p.Treats[i].When)
	}
	for i := range p.Waivers {
		each(p.Waivers[i].When)
	}
	for i := range p.Deemings {
		each(p.Deemings[i].When)
	}
}

// FactOf returns the fact that a condition tests, or NoFact.
func FactOf(c Cond) FactID {
	switch c := c.(type) {
	case *Yes:
		return c.Fact
	case *Compare:
		return c.Fact
	case *OptionIs:
		return c.Fact
	case *PlaceIn:
		return c.Fact
	case *Elapsed:
		return c.Fact
	}
	return NoFact
}
