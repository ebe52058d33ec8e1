package analysis

import (
	"errors"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A Hollow is a permission behind which only judgements of the controller stand: whether it holds depends on nothing but what we
// judge, and it does not hold unless we judge something to be so.
type Hollow struct {
	Norm       int
	Judgements []model.FactID
	Witness    *Witness // permitted because of it; nil where it permits nothing, or where none was found within bounds: then it is in the error
}

// Hollow returns the hollow permissions, in the order of the policy. One whose condition is too large to be looked at, or of which no
// case was found within bounds, is in the error, an Undecided.
func (a *Analysis) Hollow() ([]Hollow, error) {
	var out []Hollow
	open := Undecided{}
	for i := range a.policy.Norms {
		if a.policy.Norms[i].Modality != model.May || !a.program.Plain(i) {
			continue
		}
		code := a.program.When(i)
		if code == nil {
			open.add(i)
			continue
		}
		judgements, ok := a.judged(code)
		if !ok {
			continue
		}
		w, err := a.permittedCase(i)
		switch {
		case errors.Is(err, compile.ErrLimit):
			open.add(i)
		case err != nil:
			return nil, err
		}
		out = append(out, Hollow{i, judgements, w})
	}
	return out, open.orNil()
}

// judged returns the judgements that a condition depends on, if it depends on nothing else, and is false where all of them are no.
func (a *Analysis) judged(code *diagram.Code) ([]model.FactID, bool) {
	var out []model.FactID
	for _, v := range code.Vars {
		if int(v) >= len(a.policy.Facts) {
			return nil, false
		}
		if f := &a.policy.Facts[v]; !f.Judgement || f.By != "we" || f.Type != model.YesNo {
			return nil, false
		}
		out = append(out, model.FactID(v))
	}
	end, _ := code.Eval(make([]uint16, a.program.Layout.Vars())) // where all are no
	return out, len(out) > 0 && diagram.Ref(end) == diagram.False
}

// permittedCase finds a case in which a permission holds and the answer is permitted; nil where there is none.
func (a *Analysis) permittedCase(norm int) (*Witness, error) {
	return a.caseOf(norm, func(s *compile.Study) diagram.Ref { return s.Permitted(norm) })
}

// caseOf finds a case of a norm in which a condition of its regions is true; nil where there is none.
func (a *Analysis) caseOf(norm int, when func(*compile.Study) diagram.Ref) (*Witness, error) {
	var w *Witness
	var failed error
	f := &finder{p: a.policy, program: a.program}
	err := a.program.NewScout().Walk(aNorm(norm), nil, func(r *compile.Region) bool {
		s, err := r.Study()
		if err != nil {
			failed = err
			return true
		}
		told, ok := a.program.Layout.Smallest(s.Code(when(s)), nil, isTrue)
		if s.Over() {
			failed = compile.ErrLimit
			return true
		}
		if ok {
			if w, err = a.show(f, &r.Box, told, norm); err != nil && !errors.Is(err, errNotAsked) {
				failed = err
			}
		}
		return w == nil
	})
	if w != nil {
		return w, nil
	}
	return nil, errors.Join(err, failed)
}
