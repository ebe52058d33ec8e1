package events

import (
	"sort"
	"strconv"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A Role is what a column is for.
type Role uint8

// The roles.
const (
	Part      Role = iota // a part of the question
	Given                 // a fact, event or judgement; or consent or objection, for all that is asked
	Consent               // a consent with a scope
	Objection             // an objection with a scope
	System                // who reported the event
)

func (r Role) String() string {
	return [...]string{"part", "given", "consent", "objection", "system"}[r]
}

// A Kind is what the cells of a column are.
type Kind uint8

// The kinds. A cell of any kind may also come as a text: see Vector.
const (
	Name    Kind = iota // a name of the vocabulary: of the kind of a part
	YesNo               // true or false
	Number              // a whole number
	Elapsed             // a whole number of Column.Unit since an event happened
	Option              // one of the values of a fact
	Place               // the name of a place
	Text                // any text
)

func (k Kind) String() string {
	return [...]string{"name", "yes-no", "number", "elapsed", "option", "place", "text"}[k]
}

// A Column is a column to read. It must not be changed.
type Column struct {
	Name    string // as the mapping writes it
	Role    Role
	Says    string // which part (actor, action, data, of, from, recipient, purpose or place), fact, "consent" or "objection"; "" of system
	Kind    Kind
	Unit    string             // of Elapsed: "days" or "hours"
	Values  map[string]Meaning // what cells mean that are not as Kind says, by their text
	Cuts    []int64            // of Number and Elapsed, in Unit: the numbers, ascending, at which the policy tells what is below from the rest
	Grant   *model.Grant       // of Consent and Objection: what it covers where the cell is true
	Dim     model.Dim          // of Part
	Fact    model.FactID       // of Given; model.NoFact of consent and objection
	decoder decoder
}

// A Meaning is what a cell says.
type Meaning struct {
	Null   bool
	Name   string // of Name, Option and Place
	Yes    bool   // of YesNo
	Number int64  // of Number and Elapsed, in the column's unit
	NotYet bool   // of Elapsed
}

// Codes of bad rows.
const (
	UnknownName   = "unknown-name"   // a cell is no name of the vocabulary, or no value of its fact
	WrongType     = "wrong-type"     // a cell is no number, or neither true nor false
	NegativeAge   = "negative-age"   // an event happened in the future
	MissingAction = "missing-action" // the row does not say what was done
	PartNotTaken  = "part-not-taken" // the row names a part that its action does not take
	Limit         = "limit"          // the question is too wide to be decided
	EmptyScope    = "empty-scope"    // the question asks about nothing
)

// BadCodes returns the codes that rows can be bad with, in the order in which they are listed above.
func BadCodes() []string {
	return []string{UnknownName, WrongType, NegativeAge, MissingAction, PartNotTaken, Limit, EmptyScope}
}

// A code is what a cell comes to, as far as the policy can tell: a node, no or yes, an option, or the number of cuts that are not
// above it (of events one more, 0 being not yet). Those below 0 are none of these.
type code = int32

const (
	codeNull      code = -1
	codeUnknown   code = -2 // UnknownName
	codeWrongType code = -3
	codeNegative  code = -4
)

// codeName returns the code of bad rows for a cell's code below codeNull.
func codeName(c code) string {
	return [...]string{UnknownName, WrongType, NegativeAge}[-c+codeUnknown]
}

// A decoder turns cells into codes. It is immutable.
type decoder struct {
	kind    Kind
	names   map[string]code // of Name, Option and Place
	values  map[string]code // of Column.Values
	numbers map[int64]code  // those of them whose keys are whole numbers
	cuts    []int64
}

// text returns the code of a text.
func (d *decoder) text(s string) code {
	if c, ok := d.values[s]; ok {
		return c
	}
	switch d.kind {
	case Name, Option, Place:
		if c, ok := d.names[s]; ok {
			return c
		}
		return codeUnknown
	case YesNo:
		return yesNo(s)
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return codeWrongType
	}
	return d.number(n)
}

func yesNo(s string) code {
	switch s {
	case "false":
		return 0
	case "true":
		return 1
	}
	return codeWrongType
}

// number returns the code of a whole number.
func (d *decoder) number(n int64) code {
	if c, ok := d.numbers[n]; ok {
		return c
	}
	switch d.kind {
	case Number:
		return d.interval(n)
	case Elapsed:
		if n < 0 {
			return codeNegative
		}
		return 1 + d.interval(n)
	}
	return codeWrongType
}

// interval returns how many cuts are not above a number.
func (d *decoder) interval(n int64) code {
	return code(sort.Search(len(d.cuts), func(i int) bool { return d.cuts[i] > n }))
}

// yes returns the code of true or false.
func (d *decoder) yes(b bool) code {
	text, c := "false", code(0)
	if b {
		text, c = "true", 1
	}
	if v, ok := d.values[text]; ok {
		return v
	}
	if d.kind != YesNo {
		return codeWrongType
	}
	return c
}

// cell returns the code of a cell of whatever type.
func (d *decoder) cell(v any) code {
	if d.kind == Text {
		return 0 // nothing depends on it
	}
	switch v := v.(type) {
	case nil:
		return codeNull
	case string:
		return d.text(v)
	case int64:
		return d.number(v)
	case bool:
		return d.yes(v)
	}
	return codeWrongType
}
