package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A list answers one question for every name of some dimensions: everything that e-mail may be used for, who may receive location.
//
// A cell is one node for each listed dimension, and its answer is that of the question with these nodes, each by itself: as in
// section "Meaning" of dsl/SPEC.md, an inner node alone stands for its members that the vocabulary does not list. A cell lies
// below another if each of its nodes is the other's or lies beneath it.
//
// Some cells are named: the cell of the roots, and each cell whose answer, with its reason, is not the one that the nearest named
// cells above it agree on. So the nearest named cells above any cell have its answer, and what the vocabulary or
// the policy does not tell apart takes no row. The named cells with one answer are joined into rows, boxes of nodes, in an order in which a cell
// comes before every cell with another answer above it. Therefore:
//
//	The first row that fits a cell has its answer. A row fits if some cell of its box is the cell, or is above it.
//
// A row says further which boxes of earlier rows lie below it with other answers (Except), so that it can be read by itself.

// ListFormat is the value of Listing.Format.
const ListFormat = "licet.list/1"

// listable are the dimensions that may be listed.
var listable = [...]model.Dim{model.Action, model.Data, model.To, model.For}

// A Listing is the answers to a question for every name of some dimensions. Its JSON form is the command's contract: fields are
// only ever added, and lists are never null. It is immutable and safe for concurrent use.
type Listing struct {
	Format   string    `json:"format"` // licet.list/1
	Policy   PolicyRef `json:"policy"`
	Question Asked     `json:"question"`
	Listed   []string  `json:"listed"` // the dimensions that are listed, by their names in the question
	Rows     []ListRow `json:"rows"`   // the first that fits holds

	engine *Engine
	axes   []*axis
	all    []ListRow // Rows, and among them what there is nothing to ask about
}

// A ListPart is names in the listed dimensions. A dimension that is not listed, or that the row's actions do not take, is empty.
type ListPart struct {
	Action    []string `json:"action,omitempty"`
	Data      []string `json:"data,omitempty"`
	Recipient []string `json:"recipient,omitempty"`
	Purpose   []string `json:"purpose,omitempty"`
}

// A ListRow is what has one answer for one reason: each combination of its names, and all that lies beneath them and that no earlier
// row fits.
type ListRow struct {
	ListPart
	// Except are parts of it that have other answers: earlier rows, as far as they lie beneath this one.
	Except      []ListPart `json:"except"`
	Answer      string     `json:"answer"` // a Decision's name
	Conflict    bool       `json:"conflict"`
	Clauses     []string   `json:"clauses"`      // that decide; none where it is undetermined or not addressed
	Needs       []string   `json:"needs"`        // where undetermined: the facts and open parts that matter
	Otherwise   *Otherwise `json:"otherwise"`    // where undetermined: the answer under `nothing else`
	WouldChange []Change   `json:"would_change"` // the nearest changes, as in an Explanation

	box     listBox // its names
	outcome int
	absent  bool // there is nothing to ask
}

// An outcome is an answer with its reason: what the cells of one row have in common.
type outcome struct {
	Answer      string
	Conflict    bool
	Clauses     []string
	Needs       []string
	Otherwise   *Otherwise
	WouldChange []Change
	Untaken     model.Dims // listed dimensions that the action does not take
	Absent      bool       // there is nothing to ask: the action does not take a part that the question names
}

// List answers a bound question for every name of some dimensions: of action, data, recipient and purpose. What the question itself
// names there does not count. The error wraps ErrLimit where there are too many combinations, or one of them is too wide.
func (e *Engine) List(q *model.Question, listed ...model.Dim) (*Listing, error) {
	if q.Policy != e.policy {
		return nil, errForeignQuestion
	}
	l, err := e.newLister(q, listed)
	if err != nil {
		return nil, err
	}
	if err := l.answer(); err != nil {
		return nil, err
	}
	rows, err := l.rows()
	if err != nil {
		return nil, err
	}
	p := e.policy
	out := &Listing{Format: ListFormat, Policy: PolicyRef{p.ID, p.Version, p.Digest}, Question: l.asked(), Listed: []string{},
		Rows: []ListRow{}, engine: e, axes: l.axes, all: rows}
	for _, r := range rows {
		if !r.absent {
			out.Rows = append(out.Rows, r)
		}
	}
	for _, a := range l.axes {
		out.Listed = append(out.Listed, a.dim.String())
	}
	return out, nil
}

// A lister makes one listing.
type lister struct {
	e        *Engine
	say      *sentence.Speaker
	q        *model.Question // with everything in the listed dimensions
	known    compile.Known
	listed   model.Dims
	axes     []*axis
	outcomes []*outcome
	byText   map[string]int
	memo     map[string][]memoEntry
	cells    []int // the outcome of each cell
	weight   int   // of what was prepared
}

// memoEntry is the outcome of a prepared question.
type memoEntry struct {
	prepared *compile.Prepared
	outcome  int
}

func (e *Engine) newLister(q *model.Question, listed []model.Dim) (*lister, error) {
	wide := *q
	l := &lister{e: e, say: sentence.New(e.policy), q: &wide, known: e.program.Layout.Known(q), byText: map[string]int{}, memo: map[string][]memoEntry{}}
	for _, d := range listable {
		for _, x := range listed {
			if x == d {
				l.listed = l.listed.With(d)
			}
		}
	}
	for _, d := range listed {
		if !l.listed.Has(d) {
			return nil, fmt.Errorf("the %s cannot be listed; action, data, recipient and purpose can", d)
		}
		wide.Scope[d], wide.Named = model.Any(), wide.Named.With(d)
		wide.Open &^= 1 << d
	}
	for _, d := range listable {
		if l.listed.Has(d) {
			l.axes = append(l.axes, e.newAxis(&wide, d))
		}
	}
	return l, l.tooMany()
}

// Bounds on one listing.
const (
	maxCells      = 200_000
	maxTiles      = 20_000 // cells that sentences tell apart
	maxOutcomes   = 1_000  // different answers: more than anybody reads
	maxNamedCells = 5_000
	maxListed     = 4_000_000 // nodes, norms and classes of the questions that are asked
)

// tooMany returns an error where there are more combinations than are asked about.
func (l *lister) tooMany() error {
	cells, tiles := 1, 1
	for _, a := range l.axes {
		cells, tiles = min(cells*len(a.nodes), 1<<30), min(tiles*a.tiles, 1<<30)
	}
	if cells <= maxCells && tiles <= maxTiles {
		return nil
	}
	return l.limit(fmt.Sprintf("too many combinations: the policy tells %s apart, which is %s, and at most %s are listed", l.sizes(), sayMany(tiles), sayMany(maxTiles)))
}

// sizes says how many names are told apart: "120 data and 70 purposes".
func (l *lister) sizes() string {
	var out []string
	for _, a := range l.axes {
		noun := map[model.Dim]string{model.Action: "actions", model.Data: "kinds of data", model.To: "recipients", model.For: "purposes"}[a.dim]
		out = append(out, fmt.Sprint(a.tiles, " ", noun))
	}
	return sentence.List(out, "and")
}

func sayMany(n int) string {
	if n >= 1<<30 {
		return "more than a billion"
	}
	return fmt.Sprint(n)
}

// limit is an error that says which dimensions to name.
func (l *lister) limit(what string) error {
	var names []string
	for _, a := range l.axes {
		names = append(names, a.dim.String())
	}
	way := "name the " + sentence.List(names, "or")
	if len(names) == 1 {
		way = "give more of its parts or facts"
	}
	return fmt.Errorf("%w: %s; %s", errListLimit, what, way)
}

var errListLimit = limitError{}

// limitError is ErrLimit in other words.
type limitError struct{}

func (limitError) Error() string        { return "the list is too long" }
func (limitError) Is(target error) bool { return target == ErrLimit }

// answer finds the outcome of every cell. Cells that no sentence tells apart are asked about once.
func (l *lister) answer() error {
	tiles := map[string]int{}
	count := 1
	for _, a := range l.axes {
		count *= len(a.nodes)
	}
	l.cells = make([]int, count)
	for cell := range l.cells {
		at := l.at(cell)
		key := make([]byte, 0, 8*len(at))
		for i, place := range at {
			key = fmt.Append(key, l.axes[i].tile[place], " ")
		}
		out, ok := tiles[string(key)]
		if !ok {
			var err error
			if out, err = l.ask(at); err != nil {
				return err
			}
			tiles[string(key)] = out
		}
		l.cells[cell] = out
	}
	return nil
}

// at returns the places of a cell on the axes; the last axis changes first.
func (l *lister) at(cell int) []int {
	out := make([]int, len(l.axes))
	for i := len(l.axes) - 1; i >= 0; i-- {
		out[i] = cell % len(l.axes[i].nodes)
		cell /= len(l.axes[i].nodes)
	}
	return out
}

// ask answers one cell.
func (l *lister) ask(at []int) (int, error) {
	q, alone, untaken, ok := l.question(at)
	if !ok {
		return l.outcome(&outcome{Absent: true})
	}
	p, err := l.e.program.PrepareAlone(q, alone)
	if err != nil {
		return 0, err
	}
	if l.weight += p.Weight(); l.weight > maxListed {
		return 0, l.limit("the answers depend on too much")
	}
	key := fmt.Sprint(untaken, " ") + l.treated(at) + p.Key()
	for _, m := range l.memo[key] {
		if m.prepared.Like(p) {
			return m.outcome, nil
		}
	}
	asked := &Prepared{engine: l.e, code: p.Code(), question: p}
	scopes := &aloneScopes{alone, map[string]*Prepared{string(scopeKey(nil, q)): asked}}
	x := &explainer{e: l.e, say: l.say, alone: scopes, q: q, prepared: p, known: l.known}
	a, err := asked.decide(&l.known)
	if errors.Is(err, ErrNothing) {
		return l.outcome(&outcome{Absent: true})
	} else if err != nil {
		return 0, err
	}
	x.answer = a
	out, err := l.outcome(x.outcome(untaken))
	l.memo[key] = append(l.memo[key], memoEntry{p, out})
	return out, err
}

// aloneScopes keeps the questions that explain one cell, by their scopes: they differ in facts, mostly.
type aloneScopes struct {
	dims model.Dims // see compile.PrepareAlone
	all  map[string]*Prepared
}

func (s *aloneScopes) prepared(e *Engine, q *model.Question) (*Prepared, error) {
	key := string(scopeKey(nil, q))
	if p := s.all[key]; p != nil {
		return p, nil
	}
	prepared, err := e.program.PrepareAlone(q, s.dims)
	if err != nil {
		return nil, err
	}
	s.all[key] = &Prepared{engine: e, code: prepared.Code(), question: prepared}
	return s.all[key], nil
}

// treated tells what data may be treated as, where that depends on facts.
func (l *lister) treated(at []int) string {
	if len(l.e.policy.Treats) > 0 {
		for i, a := range l.axes {
			if a.dim == model.Data {
				return fmt.Sprint(a.tile[at[i]], " ")
			}
		}
	}
	return ""
}

// question returns the question about one cell, and which of its dimensions are about names alone; not ok where its action does not take
// a part that the question names.
func (l *lister) question(at []int) (q *model.Question, alone, untaken model.Dims, ok bool) {
	one := *l.q
	alone = l.listed
	for i, a := range l.axes {
		one.Scope[a.dim] = model.Only(a.nodes[at[i]])
	}
	if !l.listed.Has(model.Action) {
		return &one, alone, 0, true
	}
	const always = 1<<model.Actor | 1<<model.Action | 1<<model.Of
	takes := l.e.takes(one.Scope[model.Action].In[0]) | always
	if l.q.Named&^takes&^l.listed != 0 {
		return nil, 0, 0, false
	}
	untaken = l.listed &^ takes
	for d := range model.Dim(model.DimCount) {
		if untaken.Has(d) {
			one.Scope[d] = model.Any()
		}
	}
	one.Named = l.q.Named & takes
	one.Open = takes &^ one.Named &^ always
	return &one, alone &^ untaken, untaken, true
}

// takes returns the parts that an action takes; what the root stands for may take any.
func (e *Engine) takes(action model.NodeID) model.Dims {
	if action == model.Root {
		return 1<<model.DimCount - 1
	}
	return e.policy.Graph(model.Action).Node(action).Action.Takes
}

// outcome explains the answer, as far as a row tells it.
func (x *explainer) outcome(untaken model.Dims) *outcome {
	x.collect(false)
	out := &outcome{Answer: x.answer.String(), Conflict: x.answer.conflict, Clauses: []string{}, Needs: []string{}, Untaken: untaken}
	switch x.answer.decision {
	case Undetermined:
		var notes []string
		out.Needs = x.needs(&notes)
		out.Otherwise = x.otherwise()
	case Permitted, Prohibited, OutOfScope:
		out.Clauses = x.clauses(x.deciding())
	}
	out.WouldChange = x.wouldChange()
	return out
}

// outcome numbers an outcome; the same one has the same number.
func (l *lister) outcome(o *outcome) (int, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return 0, err
	}
	n, ok := l.byText[string(text)]
	if !ok {
		n = len(l.outcomes)
		l.byText[string(text)] = n
		l.outcomes = append(l.outcomes, o)
	}
	if len(l.outcomes) > maxOutcomes {
		return 0, l.limit(fmt.Sprintf("it would have more than %d different answers", maxOutcomes))
	}
	return n, nil
}

// asked says the question in names; a listed dimension is a star.
func (l *lister) asked() Asked {
	out := (&explainer{e: l.e, say: l.say, q: l.q}).asked()
	for _, a := range l.axes {
		switch a.dim {
		case model.Action:
			out.Action = star
		case model.Data:
			out.Data = []string{star}
		case model.To:
			out.Recipient = star
		case model.For:
			out.Purpose = star
		}
	}
	return out
}

// star stands for every name.
const star = "*"

// Labels says the names of one row in a listed dimension, in the order of its names; none where the row's actions do not take it.
// In a list of one dimension, "other" says of a name that something beneath it stands in an earlier row.
func (l *Listing) Labels(row *ListRow, d model.Dim) []string {
	var out []string
	for i, a := range l.axes {
		if a.dim != d {
			continue
		}
		for j, id := range row.list(d) {
			wide := len(l.axes) == 1 && l.wide(row, row.box[i][j])
			out = append(out, l.engine.listLabel(d, id, wide))
		}
	}
	return out
}

// PartLabels says the names of a part in a listed dimension.
func (l *Listing) PartLabels(p *ListPart, d model.Dim) []string {
	var out []string
	for _, id := range p.list(d) {
		out = append(out, l.engine.listLabel(d, id, false))
	}
	return out
}

// At returns the row that holds for one node of each listed dimension, in the order of Listed: the first that fits. It
// is nil where there is nothing to ask, because the action does not take a part that the question names.
func (l *Listing) At(nodes ...model.NodeID) *ListRow {
	if len(nodes) != len(l.axes) {
		return nil
	}
	at := slices.Clone(nodes)
	for i, a := range l.axes { // the dimensions that the action does not take are left out
		if l.axes[0].dim == model.Action && !l.engine.takes(nodes[0]).Has(a.dim) && i > 0 {
			at[i] = model.Root
		}
	}
	for r := range l.all {
		if row := &l.all[r]; l.fits(row, at) {
			if row.absent {
				return nil
			}
			return row
		}
	}
	return nil
}

func (l *Listing) fits(row *ListRow, nodes []model.NodeID) bool {
	for i, a := range l.axes {
		if !slices.ContainsFunc(row.box[i], func(p int) bool { return a.graph.Below(nodes[i], a.nodes[p]) }) {
			return false
		}
	}
	return true
}

// wide reports whether something beneath a place of a list of one dimension stands in a row with another answer.
func (l *Listing) wide(row *ListRow, place int) bool {
	a := l.axes[0]
	for r := range l.Rows {
		o := &l.Rows[r]
		if o.outcome != row.outcome && slices.ContainsFunc(o.box[0], func(p int) bool { return p != place && a.below(p, place) }) {
			return true
		}
	}
	return false
}

func (p *ListPart) list(d model.Dim) []string {
	switch d {
	case model.Action:
		return p.Action
	case model.Data:
		return p.Data
	case model.To:
		return p.Recipient
	}
	return p.Purpose
}

func (p *ListPart) set(d model.Dim, names []string) {
	switch d {
	case model.Action:
		p.Action = names
	case model.Data:
		p.Data = names
	case model.To:
		p.Recipient = names
	default:
		p.Purpose = names
	}
}

// listLabel says a name of a row.
func (e *Engine) listLabel(d model.Dim, id string, other bool) string {
	g := e.policy.Graph(d)
	n, _ := g.Lookup(id)
	switch {
	case n == model.Root && other:
		return map[model.Dim]string{model.Action: "anything else", model.Data: "any other data", model.To: "anyone else", model.For: "any other purpose"}[d]
	case n == model.Root:
		return map[model.Dim]string{model.Action: "anything", model.Data: "any data", model.To: "anyone", model.For: "any purpose"}[d]
	}
	label := sentence.New(e.policy).Set(d.Kind(), model.Only(n), "or")
	if other {
		return "other " + strings.TrimPrefix(label, "the ")
	}
	return label
}
