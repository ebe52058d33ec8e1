package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// tell adds to a question what was set, so that it is explained like one that was asked in words.
func (f *Facts) tell(q *model.Question) {
	e := f.engine
	q.NothingElse, q.Grants, q.Facts = f.closed, slices.Clone(f.grants), map[model.FactID]model.Known{}
	for v, said := range f.said {
		if !said {
			continue
		}
		cell := int(f.known.State[v])
		switch v {
		case e.consentVar:
			q.Consent[model.Consent] = triOf(cell != compile.CellNo)
			f.tellKinds(q, cell)
		case e.program.Layout.Deemed:
			q.Consent[model.DeemedConsent] = triOf(cell == compile.CellYes)
		case e.objectionVar:
			q.Objection = triOf(cell == compile.CellYes)
		default:
			q.Facts[model.FactID(v)] = e.knownOf(model.FactID(v), cell)
		}
	}
}

// tellKinds says which kinds of consent there are, where that is known and `nothing else` does not say it.
func (f *Facts) tellKinds(q *model.Question, cell int) {
	if f.closed || cell == compile.CellNo || cell == int(diagram.Unsure) {
		return
	}
	l := f.engine.program.Layout
	for _, k := range l.Kinds() {
		q.Consent[k] = triOf(l.HasKind(cell, k))
	}
}

func triOf(yes bool) model.Tri {
	if yes {
		return model.Sure
	}
	return model.No
}

// knownOf is what is known of a fact that is in a cell.
func (e *Engine) knownOf(f model.FactID, cell int) model.Known {
	x := &explainer{e: e}
	k := e.policy.Unrestricted(f)
	switch e.policy.Facts[f].Type {
	case model.YesNo:
		k.Yes, k.No = cell == compile.CellYes, cell == compile.CellNo
	case model.OneOf:
		for i := range k.Options {
			k.Options[i] = i == cell
		}
	case model.AtPlace:
		k.Places = x.placesOf(f, cell)
	default:
		return x.knownCells(f, cell, cell)
	}
	return k
}
