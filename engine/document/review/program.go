package review

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// program is the policy as the page evaluates it: what page/program.js reads. Names are short since a large policy has many of them.
type program struct {
	Graphs     []graphData    `json:"graphs"`  // data, purpose, party, action, place
	Takes      []model.Dims   `json:"takes"`   // of each action
	With       []model.NodeID `json:"with"`    // the actions whose recipient is introduced by `with`
	Nothing    []model.NodeID `json:"nothing"` // the actions that take no data
	Facts      []factData     `json:"facts"`
	Kinds      []int          `json:"kinds"` // of consent, which conditions name and which have bits in the variable of consent
	Terms      []termData     `json:"terms"`
	Norms      []sentenceData `json:"norms"`
	Exclusions []sentenceData `json:"exclusions"`
	Waivers    []sentenceData `json:"waivers"`
	Deemings   []sentenceData `json:"deemings"`
	Treats     []treatData    `json:"treats"`
}

type graphData struct {
	IDs     []string         `json:"ids"`
	Labels  [][]string       `json:"labels"`
	Parents [][]model.NodeID `json:"parents"`
}

type factData struct {
	ID        string         `json:"id"`
	Labels    []string       `json:"labels"`
	Type      model.FactType `json:"type"`
	Options   []string       `json:"options,omitempty"`
	Judgement bool           `json:"judgement,omitempty"`
	Settled   *int           `json:"settled,omitempty"` // its cell
	Cells     int            `json:"cells"`
	Cuts      []int64        `json:"cuts,omitempty"`
	Places    map[int]int    `json:"places,omitempty"` // the cell of each place; those of cell 0 are left out
}

type termData struct {
	ID     string    `json:"id"`
	Labels []string  `json:"labels"`
	Means  condition `json:"means"`
}

type sentenceData struct {
	Clause   int            `json:"c"`
	Modality model.Modality `json:"m,omitempty"`
	Default  bool           `json:"d,omitempty"`
	Ends     bool           `json:"e,omitempty"`
	Over     []int          `json:"v,omitempty"`
	Fact     model.FactID   `json:"f,omitempty"` // of a deeming
	Scope    map[int]any    `json:"s"`
	When     condition      `json:"w"`
}

type treatData struct {
	Not   bool           `json:"n,omitempty"`
	Data  []model.NodeID `json:"d"`
	Class model.NodeID   `json:"k"`
	When  condition      `json:"w"`
}

// A condition is a list: an operator, and what it takes.
type condition []any

// programOf returns the program of a policy.
func programOf(p *model.Policy, l *compile.Layout) program {
	w := writer{p, l}
	out := program{Norms: []sentenceData{}, Exclusions: []sentenceData{}, Waivers: []sentenceData{}, Deemings: []sentenceData{},
		Treats: []treatData{}, Terms: []termData{}, Kinds: []int{}, With: []model.NodeID{}, Nothing: []model.NodeID{}, Facts: []factData{}}
	for k := range model.BasisKind {
		out.Graphs = append(out.Graphs, graphOf(p.Graphs[k]))
	}
	for n, node := range p.Graphs[model.ActionKind].All() {
		if node.Action == nil {
			out.Takes = append(out.Takes, 1<<model.DimCount-1)
			continue
		}
		out.Takes = append(out.Takes, node.Action.Takes)
		if node.Action.With {
			out.With = append(out.With, n)
		}
		if node.Action.Nothing {
			out.Nothing = append(out.Nothing, n)
		}
	}
	for f := range p.Facts {
		out.Facts = append(out.Facts, w.fact(f))
	}
	for _, k := range l.Kinds() {
		out.Kinds = append(out.Kinds, int(k))
	}
	for _, t := range p.Terms {
		out.Terms = append(out.Terms, termData{t.ID, texts(t.Labels), w.tree(t.Means)})
	}
	w.sentences(&out)
	return out
}

// A writer writes the sentences of one policy.
type writer struct {
	p *model.Policy
	l *compile.Layout
}

func (w writer) sentences(out *program) {
	for i := range w.p.Norms {
		n := &w.p.Norms[i]
		out.Norms = append(out.Norms, sentenceData{Clause: n.Clause, Modality: n.Modality, Default: n.Default, Ends: n.Ends, Over: n.Over,
			Scope: scopeOf(&n.Scope), When: w.when(n.ActWhen())})
	}
	for i := range w.p.Exclusions {
		x := &w.p.Exclusions[i]
		out.Exclusions = append(out.Exclusions, sentenceData{Clause: x.Clause, Scope: scopeOf(&x.Scope), When: w.when(x.When)})
	}
	for i := range w.p.Waivers {
		x := &w.p.Waivers[i]
		out.Waivers = append(out.Waivers, sentenceData{Clause: x.Clause, Scope: scopeOf(&x.Scope), When: w.when(x.When)})
	}
	for i := range w.p.Deemings {
		x := &w.p.Deemings[i]
		out.Deemings = append(out.Deemings, sentenceData{Clause: x.Clause, Fact: x.Fact, Scope: scopeOf(&x.Scope), When: w.when(x.When)})
	}
	for i := range w.p.Treats {
		t := &w.p.Treats[i]
		out.Treats = append(out.Treats, treatData{t.Not, t.Data, t.Class, w.when(t.When)})
	}
}

func graphOf(g *model.Graph) graphData {
	out := graphData{}
	for id, n := range g.All() {
		out.IDs = append(out.IDs, n.ID)
		out.Labels = append(out.Labels, texts(n.Labels))
		parents := n.Parents
		if id == model.Root || parents == nil {
			parents = []model.NodeID{}
		}
		out.Parents = append(out.Parents, parents)
	}
	return out
}

func texts(labels model.Labels) []string {
	out := []string{}
	for _, l := range labels {
		out = append(out, l.Text)
	}
	return out
}

func (w writer) fact(f int) factData {
	fact := &w.p.Facts[f]
	out := factData{ID: fact.ID, Labels: texts(fact.Labels), Type: fact.Type, Options: fact.Options, Judgement: fact.Judgement,
		Cells: w.l.Cells(f), Cuts: w.l.Cuts(f)}
	if s := fact.Settled; s != nil {
		cell := s.Option
		if fact.Type == model.YesNo && s.Yes {
			cell = compile.CellYes
		}
		out.Settled = &cell
	}
	if fact.Type == model.AtPlace {
		out.Places = map[int]int{}
		for n := range model.NodeID(w.p.Graphs[model.PlaceKind].Len()) {
			if cell := w.l.PlaceCell(f, n); cell > 0 {
				out.Places[int(n)] = cell
			}
		}
	}
	return out
}

// scopeOf returns a scope by dimension. What it leaves out is anything, but data are of the data subject.
func scopeOf(s *model.Scope) map[int]any {
	out := map[int]any{}
	for d := range model.Dim(model.DimCount) {
		set := &s[d]
		yours := d == model.Of && !set.All && !set.Outside && len(set.In) == 1 && set.In[0] == model.You && len(set.Except) == 0
		switch {
		case yours || d != model.Of && set.IsAny():
		case !set.All && !set.Outside && len(set.Except) == 0:
			out[int(d)] = set.In
		default:
			out[int(d)] = setData{set.All, set.In, set.Except, set.Outside}
		}
	}
	return out
}

type setData struct {
	All     bool           `json:"a,omitempty"`
	In      []model.NodeID `json:"i,omitempty"`
	Except  []model.NodeID `json:"x,omitempty"`
	Outside bool           `json:"o,omitempty"`
}
