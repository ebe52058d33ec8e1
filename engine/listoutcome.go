package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// An outcome is an answer with its reason: what the cells of one row have in common.
type outcome struct {
	Answer      string
	Conflict    bool
	Clauses     []string
	Needs       []string
	Otherwise   *Otherwise
	WouldChange []Change
	Consent     string
}

// outcome explains the answer, as far as a row tells it.
func (x *explainer) outcome() *outcome {
	x.collect(false)
	out := &outcome{Answer: x.answer.String(), Conflict: x.answer.conflict, Clauses: []string{}, Needs: []string{}}
	switch x.answer.decision {
	case Undetermined:
		var notes []string
		out.Needs = x.needs(&notes)
		out.Otherwise = x.otherwise()
	case Permitted, Prohibited, OutOfScope:
		out.Clauses = x.clauses(x.deciding())
	}
	out.WouldChange = []Change{}
	if len(x.prepared.Vars()) <= maxChangeable {
		out.WouldChange = x.told(x.wouldChange())
	}
	out.Consent = x.consentRole(out.Needs)
	return out
}

// told returns the changes that a row tells: of a definite answer, only those that make it permitted. What else would change it would part
// rows that are alike to whoever asks what is permitted.
func (x *explainer) told(all []Change) []Change {
	if x.answer.decision == Undetermined {
		return all
	}
	return slices.DeleteFunc(all, func(c Change) bool { return c.Answer != Permitted.String() })
}

// consentRole tells what consent is to the answer: see ListRow.
func (x *explainer) consentRole(needs []string) string {
	matters := slices.ContainsFunc(needs, isConsent)
	switch {
	case !matters:
		return "none"
	case x.may(Permitted, 0) || !slices.ContainsFunc(x.consentCells(), func(cell int) bool { return x.may(Permitted, cell) }):
		return "matters"
	}
	return "required"
}

// isConsent reports whether a need is consent of some kind, but deemed consent.
func isConsent(need string) bool {
	for k := range model.DeemedConsent {
		if need == k.String() {
			return true
		}
	}
	return false
}

// consentCells returns the cells of the consent variable in which there is consent.
func (x *explainer) consentCells() []int {
	var out []int
	for cell := 1; cell < x.e.program.Layout.Cells(x.e.consentVar); cell++ {
		if x.known.Allowed(uint32(x.e.consentVar), cell) {
			out = append(out, cell)
		}
	}
	return out
}

// may reports whether some completion with a cell of the consent variable leads to an answer, or may do so.
func (x *explainer) may(want Decision, cell int) bool {
	known := x.known.With(x.e.program.Layout, compile.Change{})
	known.State[x.e.consentVar] = uint16(cell)
	delete(known.Partial, x.e.consentVar)
	ends, err := x.prepared.Ends(&known)
	if err != nil || x.prepared.Code() == nil {
		return true
	}
	return slices.ContainsFunc(endsOf(ends), func(a Decision) bool { return a == want })
}

// endsOf returns the answers of a set of ends.
func endsOf(ends uint8) []Decision {
	var out []Decision
	for end := range uint32(compile.EndAbsent) {
		if ends&(1<<end) != 0 {
			out = append(out, compile.Answer(end))
		}
	}
	return out
}
