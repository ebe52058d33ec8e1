package analysis

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// suppose adds to a case what its claim says. It says no other thing than what is told already, but in more words: that nobody has
// consented, that the age is just the one that the claim names, or what is consented to.
func (f *finder) suppose(q *model.Question) {
	if f.claim == nil {
		return
	}
	q.Grants = f.claim.Grants
	if q.Facts == nil {
		q.Facts = map[model.FactID]model.Known{}
	}
	for id, said := range f.claim.Facts {
		told, ok := q.Facts[id]
		if !ok {
			q.Facts[id] = said
			continue
		}
		q.Facts[id] = f.both(id, told, said)
	}
	for k := range q.Consent {
		if q.Consent[k] == model.Unknown {
			q.Consent[k] = f.claim.Consent[k]
		}
	}
	if q.Objection == model.Unknown {
		q.Objection = f.claim.Objection
	}
}

// both returns a value that is as told, or no other to the policy, and as the claim says.
func (f *finder) both(id model.FactID, told, said model.Known) model.Known {
	switch f.p.Facts[id].Type {
	case model.AtPlace:
		told.Places = f.placesOf(id, told, said)
	case model.Number, model.Event:
		if told.Min < said.Min {
			told.Min = said.Min
			told.Max = max(told.Max, said.Min)
		}
		if told.Max > said.Max {
			told.Max = said.Max
			told.Min = min(told.Min, said.Max)
		}
	}
	return told
}

// placesOf returns a place that the claim allows, of those that the policy does not tell apart from the one that is told.
func (f *finder) placesOf(id model.FactID, told, said model.Known) []model.NodeID {
	l := f.program.Layout
	same := func(n model.NodeID) bool { return l.PlaceCell(int(id), n) == l.PlaceCell(int(id), told.Places[0]) }
	if _, ok := slices.BinarySearch(said.Places, told.Places[0]); ok {
		return told.Places
	}
	if i := slices.IndexFunc(said.Places, same); i >= 0 {
		return said.Places[i : i+1]
	}
	return told.Places
}
