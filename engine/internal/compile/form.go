package compile

import (
	"encoding/binary"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What two policies that are compiled alike have in common is found by the form of their sentences.

// WhenForm returns the condition of a sentence, in a form that is the same where the condition is the same.
func (p *Program) WhenForm(s Sentence) string {
	return string(p.lists()[s.List][s.Index].when.form(nil))
}

// TreatWhen returns the condition of one of the policy's Treats, likewise.
func (p *Program) TreatWhen(treat int) string { return string(p.treats[treat].form(nil)) }

// Member returns when data are in a set, likewise.
func (p *Program) Member(s *model.Set, n model.NodeID) string {
	return string(p.member(model.Data, s, n).form(nil))
}

func (e *expr) form(to []byte) []byte {
	to = append(to, byte(e.op), byte(e.kind))
	to = binary.AppendUvarint(to, uint64(e.v))
	to = binary.AppendUvarint(to, uint64(len(e.in)))
	for _, in := range e.in {
		if in {
			to = append(to, 1)
		} else {
			to = append(to, 0)
		}
	}
	to = binary.AppendUvarint(to, uint64(len(e.args)))
	for _, a := range e.args {
		to = a.form(to)
	}
	return to
}

// Uses calls f for the variables of a norm's or an exclusion's own condition: not for those that say whether the atoms are what it is about, nor for
// those by which consent is not needed, or deemed to be given. It returns false of other sentences.
func (p *Program) Uses(s Sentence, f func(v int)) bool {
	if s.List != InNorms && s.List != InExclusions {
		return false
	}
	(&atomBinder{layout: p.Layout}).bind(p.lists()[s.List][s.Index].when).vars(f)
	return true
}

// TreatUses calls f for the variables of the condition of a `treat` sentence.
func (p *Program) TreatUses(treat int, f func(v int)) { p.treats[treat].vars(f) }
