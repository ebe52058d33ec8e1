package model

import "math"

// A Question asks whether an actor may do something. Each dimension names what is asked, or is open:
// then it is unknown which, and the answer must be the same for each to be definite.
type Question struct {
	Policy      *Policy // whose names it is in
	Scope       Scope
	Open        Dims // dimensions left open; their sets are meaningless
	Named       Dims // dimensions that the question names
	Facts       map[FactID]Known
	Consent     [ConsentKinds]Tri // of each kind, for all that is asked
	Objection   Tri
	Grants      []Grant // consents and objections that cover a part
	NothingElse bool
}

// Tri is yes, no or unknown.
type Tri uint8

// The three values.
const (
	Unknown Tri = iota
	No
	Sure
)

// A Grant is a consent, or an objection, that covers what lies in its scope.
type Grant struct {
	Objection bool
	Kind      ConsentKind
	Scope     Scope
}

// Known is what a question says of one fact: the values that remain possible.
type Known struct {
	Yes, No  bool     // of YesNo: which remain
	Min, Max int64    // of Number; of Event, in hours since
	Happened bool     // of Event: it may have happened
	NotYet   bool     // of Event: it may not have happened
	Options  []bool   // of OneOf: which remain
	Places   []NodeID // of AtPlace: which remain, sorted
}

// Unrestricted returns the knowledge of nothing about a fact.
func (p *Policy) Unrestricted(f FactID) Known {
	k := Known{Yes: true, No: true, Happened: true, NotYet: true, Min: math.MinInt64, Max: math.MaxInt64}
	switch fact := &p.Facts[f]; fact.Type {
	case Event:
		k.Min = 0
	case OneOf:
		k.Options = make([]bool, len(fact.Options))
		for i := range k.Options {
			k.Options[i] = true
		}
	case AtPlace:
		g := p.Graphs[PlaceKind]
		k.Places = make([]NodeID, g.Len())
		for i := range k.Places {
			k.Places[i] = NodeID(i)
		}
	}
	return k
}

// Possible reports whether any value remains.
func (k Known) Possible(t FactType) bool {
	switch t {
	case YesNo:
		return k.Yes || k.No
	case Number:
		return k.Min <= k.Max
	case OneOf:
		for _, ok := range k.Options {
			if ok {
				return true
			}
		}
		return false
	case AtPlace:
		return len(k.Places) > 0
	}
	return k.NotYet || k.Happened && k.Min <= k.Max
}
