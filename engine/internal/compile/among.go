package compile

import "github.com/seed-90f8eabc/licet/dsl/model"

// PrepareAmong prepares a question like PrepareAlone, for those who know which of the policy's sentences may be about it. Among, which is not nil, has those, in the
// order of norms, exclusions, waivers and deemings, in each list by their indexes. It may have others too, but must not lack one.
func (p *Program) PrepareAmong(q *model.Question, alone model.Dims, among []Sentence) (*Prepared, error) {
	out, err := p.prepare(&Prepared{program: p, Scope: q.Scope, Open: q.Open, Grants: q.Grants, Alone: alone, among: among})
	if out != nil {
		out.among = nil
	}
	return out, err
}

// among returns some sentences as items.
func (p *Program) among(list []Sentence) []item {
	out := make([]item, 0, len(list))
	all := p.lists()
	for _, s := range list {
		out = append(out, item{uint8(s.List), int32(s.Index), all[s.List][s.Index].scope})
	}
	return out
}
