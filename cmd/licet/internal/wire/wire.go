// Package wire is the JSON that programs exchange with licet about decisions, the same on the command line and over the network: questions,
// brief answers and faults. The whole answer is engine.Explanation. It decides nothing, and neither reads from nor writes to anything.
//
//	fields, err := wire.NewQuestions(0).Read(line)
//	q, err := e.Asker().Fields(fields)
//	answer, clauses, err := e.Brief(q)
//	v := wire.BriefOf(answer, clauses) // or wire.FaultOf(err)
package wire

import "github.com/seed-90f8eabc/licet/engine"

// A Brief is an answer without its reasons: "licet.brief/1".
type Brief struct {
	Format    string   `json:"format"`
	Answer    string   `json:"answer"`
	Conflict  bool     `json:"conflict"`
	DecidedBy []Clause `json:"decided_by"` // never nil
}

// A Clause is a clause that decides.
type Clause struct {
	Clause string `json:"clause"`
}

// BriefOf returns an answer as JSON.
func BriefOf(answer engine.Answer, clauses []string) Brief {
	out := Brief{"licet.brief/1", answer.String(), answer.Conflict(), make([]Clause, len(clauses))}
	for i, c := range clauses {
		out.DecidedBy[i].Clause = c
	}
	return out
}
