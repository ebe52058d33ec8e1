package cli

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// coverageJSON is the result of `licet coverage -o json`.
type coverageJSON struct {
	Format   string            `json:"format"`
	Policy   *engine.PolicyRef `json:"policy"`  // of the first of policies; null where it does not load
	Sources  []sourceJSON      `json:"sources"` // of all policies
	Policies []coveredJSON     `json:"policies"`
}

type coveredJSON struct {
	Path   string            `json:"path"`
	Policy *engine.PolicyRef `json:"policy"`          // null where it does not load, or names no source
	Error  string            `json:"error,omitempty"` // why
}

// sourceJSON is a source with its sentences, which are also list items and headings. The numbers of those that are encoded,
// prose, defect and todo add up to those that are accounted for.
type sourceJSON struct {
	File      string         `json:"file"`
	Sentences int            `json:"sentences"`
	Accounted int            `json:"accounted"`
	Share     int            `json:"share"` // per cent, rounded down
	Encoded   int            `json:"encoded"`
	Flawed    int            `json:"encoded_with_defect"`
	Prose     int            `json:"prose"`
	Defect    int            `json:"defect"`
	Todo      int            `json:"todo"`
	Missing   []missingJSON  `json:"missing"`
	Twice     []twiceJSON    `json:"twice"`
	Units     []sentenceJSON `json:"units"`
	Path      string         `json:"path"` // of the policy, as in policies
}

type missingJSON struct {
	Line    int      `json:"line"`
	Text    string   `json:"text"`
	Words   []string `json:"words"`   // the runs of words that are in no clause
	Clauses []string `json:"clauses"` // which quote others of its words
}

type twiceJSON struct {
	Line    int      `json:"line"`
	Text    string   `json:"text"` // the words
	Clauses []string `json:"clauses"`
}

type sentenceJSON struct {
	Line    int      `json:"line"`
	Kind    string   `json:"kind"`    // sentence, item or heading
	Account string   `json:"account"` // missing, todo, encoded, defect or prose
	Clauses []string `json:"clauses"`
	Text    string   `json:"text"`
}

// coverageOf is the JSON of what is covered.
func coverageOf(all []covered) coverageJSON {
	out := coverageJSON{Format: "licet.coverage/1", Sources: []sourceJSON{}, Policies: []coveredJSON{}}
	for i := range all {
		c := &all[i]
		p := coveredJSON{Path: c.path}
		if c.err != nil {
			p.Error = c.err.Error()
		}
		if c.policy != nil {
			p.Policy = refOf(c.policy)
		}
		out.Policies = append(out.Policies, p)
		for j := range c.sources {
			out.Sources = append(out.Sources, c.sourceJSON(&c.sources[j]))
		}
	}
	out.Policy = out.Policies[0].Policy
	return out
}

func (c *covered) sourceJSON(s *coverage.Source) sourceJSON {
	out := sourceJSON{File: c.at.path(s.Path), Sentences: len(s.Units), Accounted: s.Accounted, Share: s.Percent(),
		Encoded: s.Counts[coverage.Encoded], Flawed: s.Flawed, Prose: s.Counts[coverage.Prose], Defect: s.Counts[coverage.Defect],
		Todo: s.Counts[coverage.Todo], Missing: []missingJSON{}, Twice: []twiceJSON{}, Units: []sentenceJSON{}, Path: c.path}
	for i := range s.Units {
		u := &s.Units[i]
		text := c.words(s, model.Range{Start: u.At.Start, End: u.At.End})
		out.Units = append(out.Units, sentenceJSON{u.At.Line, u.At.Kind.String(), u.Kind.String(), c.ids(u.Clauses), text})
		if u.Kind == coverage.Missing {
			m := missingJSON{Line: u.At.Line, Text: text, Words: []string{}, Clauses: c.ids(u.Clauses)}
			for _, r := range u.Missing {
				m.Words = append(m.Words, c.words(s, r))
			}
			out.Missing = append(out.Missing, m)
		}
		for _, t := range u.Twice {
			out.Twice = append(out.Twice, twiceJSON{u.At.Line, c.words(s, t.At), c.ids(t.Clauses)})
		}
	}
	return out
}

// words returns a part of a source's text on one line.
func (c *covered) words(s *coverage.Source, r model.Range) string {
	return strings.Join(strings.Fields(c.policy.Sources[s.Index].Text[r.Start:r.End]), " ")
}

func (c *covered) ids(clauses []int) []string {
	out := make([]string, len(clauses))
	for i, n := range clauses {
		out[i] = c.policy.Clauses[n].ID
	}
	return out
}
