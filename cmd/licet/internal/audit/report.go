package audit

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/lines"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// A Report is what an audit found. Its JSON form is the command's contract ("licet.audit/1"): fields are only ever added, and lists are
// never null.
type Report struct {
	Format  string           `json:"format"` // licet.audit/1
	Policy  engine.PolicyRef `json:"policy"`
	Mapping string           `json:"mapping"` // the file
	Files   []string         `json:"files"`   // in the order in which they were read; "-" is standard input
	Events  int64            `json:"events"`  // the bad ones included
	Bad     int64            `json:"bad"`     // how many are no questions
	Answers []Count          `json:"answers"` // of those that are: every answer, also those that none has
	Groups  []Group          `json:"groups"`
	BadRows []BadGroup       `json:"bad_rows"`
	Systems []System         `json:"systems"` // empty where the mapping names none
	// OtherSystems counts the systems beyond the first thousand together; null where there are none.
	OtherSystems *System  `json:"other_systems"`
	Notes        []string `json:"notes"` // what may make the counts say something else than they seem to
}

// ReportFormat is the value of Report.Format.
const ReportFormat = "licet.audit/1"

// A Count is how many events have an answer.
type Count struct {
	Answer string `json:"answer"`
	Events int64  `json:"events"`
}

// A Group is events with one answer that rests on the same clauses.
type Group struct {
	Answer  string   `json:"answer"`
	Events  int64    `json:"events"`
	Clauses []Clause `json:"clauses"` // none where nothing decides
	Samples []Sample `json:"samples"` // the first ones; of permitted events none
}

// A Clause is one that decides, with its words.
type Clause struct {
	Clause string `json:"clause"`
	Quote  string `json:"quote"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

// A Place is where an event stands: in a line of a text, or in a row of a table, counted from 1. The other one is 0.
type Place struct {
	File string `json:"file"`
	Line int64  `json:"line,omitempty"`
	Row  int64  `json:"row,omitempty"`
}

// A Sample is an event.
type Sample struct {
	Place
	Cells    []Cell       `json:"cells"`
	Question engine.Asked `json:"question"`
	Sentence string       `json:"sentence"`          // the question in words; "" where the language has none
	Command  string       `json:"command,omitempty"` // what explains the answer
	Needs    []string     `json:"needs,omitempty"`   // where undetermined: what it depends on
}

// A Cell is what stands in a column that the mapping names.
type Cell struct {
	Column string `json:"column"`
	Value  any    `json:"value"` // null, a text, a number or a truth
}

// A BadGroup is events that are no questions, with one code.
type BadGroup struct {
	Code    string      `json:"code"`
	Events  int64       `json:"events"`
	Samples []BadSample `json:"samples"`
}

// A BadSample is an event that is no question.
type BadSample struct {
	Place
	Cells   []Cell `json:"cells"` // none where it could not be read
	Message string `json:"message"`
}

// A System is how many events one system reported.
type System struct {
	System  string  `json:"system"` // "" where an event does not say
	Events  int64   `json:"events"`
	Bad     int64   `json:"bad"`
	Answers []Count `json:"answers"`
}

// answers returns the answers, in the order in which they are reported.
func answers() []engine.Decision {
	return []engine.Decision{engine.Permitted, engine.Prohibited, engine.Undetermined, engine.NotAddressed, engine.OutOfScope}
}

func counts(of [events.Decisions]int64) (out []Count) {
	for _, d := range answers() {
		out = append(out, Count{d.String(), of[d]})
	}
	return out
}

// Presentation says how a report is to be made.
type Presentation struct {
	Mapping string
	Samples int                          // how many of each group, at most events.MaxSamples
	Command func(sentence string) string // what a user types to have a question explained; may be nil
	Batch   func(engine.Asked) string    // likewise, of a question that no sentence says
}

// Report says what was counted.
func (r *Result) Report(how Presentation) *Report {
	p := r.bound.Engine().Policy()
	out := &Report{Format: ReportFormat, Policy: engine.RefOf(p), Mapping: how.Mapping, Files: []string{},
		Events: r.Tally.Rows() + r.faults.rows(), Answers: counts(r.Tally.Answers()), Groups: []Group{}, Systems: []System{}}
	for _, s := range r.Sources {
		out.Files = append(out.Files, s.Path)
	}
	for _, g := range r.groups() {
		out.Groups = append(out.Groups, r.group(g, how))
	}
	out.BadRows = r.badRows(how)
	for _, g := range out.BadRows {
		out.Bad += g.Events
	}
	r.systems(out)
	out.Notes = r.notes()
	return out
}

// notes says of a column that no event has: its name may be wrong, and only of a table is that an error.
func (r *Result) notes() []string {
	out := []string{}
	for i, c := range r.bound.Columns() {
		if !r.found[i] && r.Tally.Rows() > 0 {
			out = append(out, fmt.Sprintf("no event has a column `%s`: it is null in all of them", c.Name))
		}
	}
	return out
}

// groups returns the groups, the answers in the order in which they are reported.
func (r *Result) groups() []*events.Group {
	out := r.Tally.Groups()
	slices.SortStableFunc(out, func(a, b *events.Group) int {
		return slices.Index(answers(), a.Answer) - slices.Index(answers(), b.Answer)
	})
	return out
}

func (r *Result) group(g *events.Group, how Presentation) Group {
	out := Group{Answer: g.Answer.String(), Events: g.Rows, Clauses: []Clause{}, Samples: []Sample{}}
	p := r.bound.Engine().Policy()
	for _, id := range g.Clauses {
		if n, ok := p.Clause(id); ok {
			c := &p.Clauses[n]
			out.Clauses = append(out.Clauses, Clause{id, c.Quote(), c.Pos.File, c.Pos.Line})
		}
	}
	if g.Answer == engine.Permitted {
		return out
	}
	for _, s := range g.Samples[:min(len(g.Samples), how.Samples)] {
		out.Samples = append(out.Samples, r.sample(g, s, how))
	}
	return out
}

// badRows returns the events that are no questions: first those that could not be read, then those that could.
func (r *Result) badRows(how Presentation) []BadGroup {
	out := []BadGroup{}
	for _, code := range lines.Codes() {
		g := r.faults[code]
		if g == nil {
			continue
		}
		bad := BadGroup{Code: code, Events: g.rows, Samples: []BadSample{}}
		for _, s := range g.samples[:min(len(g.samples), how.Samples)] {
			bad.Samples = append(bad.Samples, BadSample{r.place(s.row), []Cell{}, s.message})
		}
		out = append(out, bad)
	}
	for _, g := range r.Tally.Bad() {
		bad := BadGroup{Code: g.Code, Events: g.Rows, Samples: []BadSample{}}
		for _, s := range g.Samples[:min(len(g.Samples), how.Samples)] {
			bad.Samples = append(bad.Samples, BadSample{r.place(s.Row), r.cells(s.Cells), r.why(g.Code, s.Cells)})
		}
		out = append(out, bad)
	}
	return out
}

func (r *Result) systems(out *Report) {
	mapped := slices.ContainsFunc(r.bound.Columns(), func(c events.Column) bool { return c.Role == events.System })
	if !mapped {
		return
	}
	list, others, more := r.Tally.Systems()
	for _, s := range list {
		out.Systems = append(out.Systems, systemOf(s))
	}
	if more {
		s := systemOf(&others)
		out.OtherSystems = &s
	}
}

func systemOf(s *events.SystemCount) System {
	return System{s.System, s.Rows, s.Bad, counts(s.Answer)}
}

// place says where a row stands.
func (r *Result) place(row int64) Place {
	file, n := placeOf(row)
	s := r.Sources[file]
	if s.Format == Parquet {
		return Place{File: s.Path, Row: n}
	}
	return Place{File: s.Path, Line: n}
}

func (r *Result) cells(values []any) []Cell {
	out := make([]Cell, len(values))
	for i, v := range values {
		out[i] = Cell{r.bound.Columns()[i].Name, v}
	}
	return out
}
