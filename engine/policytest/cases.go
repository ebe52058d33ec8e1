package policytest

import (
	"errors"
	"os"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// A File is one file of cases: an object with `cases`, a list.
//
//	nothing_else: true               # in every case that does not say otherwise; so may `given: {consent: false}`
//	cases:
//	  - name: partner offers need consent
//	    ask: may we share email with partner for partner-offers given no consent?
//	    answer: prohibited           # or another answer; or: never permitted, always permitted
//	    because: [A.4]               # exactly the clauses that decide
//	  - name: whom we may send it to, in parts instead of a sentence
//	    action: share
//	    data: email
//	    given: {consent: true}
//	    only: {recipient: [partner, affiliate]}
//
// A question in parts has the keys of `licet ask -o json`; `given` and `nothing_else` may stand beside a sentence too. Further keys
// say whether the answer is a `conflict`, exactly what it `needs`, and what it is `otherwise`, under nothing else. What is not said is not
// compared.
//
// `only` lists, for one part, exactly the names with which the question is permitted: of all that lie in what it asks about in that part (or of
// all, where it leaves the part out) the widest, so that a name stands for all that lies beneath it. A name too many is as wrong as one that is
// missing, and `undetermined` is not permitted.
type File struct {
	Name     string
	Cases    []Case
	Problems Problems // of the file; those of a case are in it
}

// A Case is a question with what is expected of its answer.
type Case struct {
	Name      string
	Pos       model.Pos
	Ask       string     // the question, as a sentence
	Fields    dsl.Fields // the question in parts; where there is a sentence, facts beside it
	Answer    model.Answer
	Every     bool // always permitted, or, with Never, never permitted: over all facts and all parts
	Never     bool
	Because   []string     // exactly the clauses that decide; nil where it is not said
	Conflict  model.Tri    // Unknown where it is not said
	Needs     []string     // exactly what matters; nil where it is not said
	Otherwise model.Answer // under `nothing else`
	Only      *Only        // instead of an answer
	Problems  Problems     // why it cannot be run

	// Of cases that stand beside no policy:
	Policy string // the name of a shipped policy; empty where Text is set
	Text   string // the policy itself; with `same: true` in the file that of the case before
	Lawyer string // the answer of somebody who read the text alone
	Why    string // why that differs

	places places
}

// Only lists exactly the names of one part with which a question is permitted.
type Only struct {
	Dim   model.Dim
	Names []string
}

// Read reads the cases of a file that stands beside a policy. What is wrong is in the result, with its place.
func Read(name string, text []byte) *File { return read(name, text, besideKeys()) }

// ReadFile reads a file of cases that stands beside no policy: each case, or the file, names a policy that ships with the tool in `policy`, or
// holds one in `text`. All that is wrong is an error.
func ReadFile(path string) (*File, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f := read(path, text, corpusKeys())
	all := []error{}
	for _, p := range f.Problems {
		all = append(all, p)
	}
	for i := range f.Cases {
		for _, p := range f.Cases[i].Problems {
			all = append(all, p)
		}
	}
	return f, errors.Join(all...)
}

// places says where the keys and values of a case stand, for those who find out later that they are wrong.
type places struct {
	file  string
	lines []string // of the file
	top   yamlfile.Node
	node  yamlfile.Node
}
