package events

import (
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A Bound is a mapping whose names have been found in a policy. It is safe for concurrent use; what it says does not change.
type Bound struct {
	engine  *engine.Engine
	program *compile.Program
	columns []Column
	always  []constant
	part    [model.DimCount]int // the column of each part; -1 where it has none
	mapping *Mapping
	other   other
	layout  *layout
	bounds  bounds
	memo    atomic.Pointer[memo]
}

// A constant is what is the same for all rows.
type constant struct {
	says Column
	code code
}

// other is what a mapping says of what has no column.
type other struct {
	facts       []model.FactID // those that are no
	noConsent   bool           // there are no consents but those that columns add
	noObjection bool
}

// A binder looks up the names of a mapping.
type binder struct {
	problems
	m   *Mapping
	out *Bound
	p   *model.Policy
}

// Bind finds the names of a mapping in the engine's policy. The error is a diag.List with the places of those that it does not know.
func (m *Mapping) Bind(e *engine.Engine) (*Bound, error) {
	p := e.Policy()
	b := &binder{problems: problems{file: m.file}, m: m, p: p,
		out: &Bound{engine: e, program: compile.New(p, compile.DefaultLimits), mapping: m}}
	for d := range b.out.part {
		b.out.part[d] = -1
	}
	for d := range model.Dim(model.DimCount) {
		for i := range m.parts {
			if m.parts[i].dim == d {
				b.add(Column{Role: Part, Says: d.String(), Kind: Name, Dim: d, Fact: model.NoFact}, &m.parts[i])
			}
		}
	}
	for i := range m.given {
		b.given(&m.given[i])
	}
	b.grants(m.consents, false)
	b.grants(m.objections, true)
	if m.system != "" {
		b.out.columns = append(b.out.columns, Column{Name: m.system, Role: System, Kind: Text, Fact: model.NoFact, decoder: decoder{kind: Text}})
	}
	b.others()
	if err := b.Err(); err != nil {
		return nil, err
	}
	b.out.layout = newLayout(b.out)
	b.out.setBounds(defaultBounds())
	return b.out, nil
}

// setBounds sets how much is kept.
func (b *Bound) setBounds(x bounds) {
	b.bounds = x
	b.memo.Store(newMemo(b))
}

// Columns returns the columns to read, each once: the parts of the question in the order actor, action, data, of, from, recipient,
// purpose, place; the facts, the consents and the objections in the order of the mapping; the system. It must not be changed.
func (b *Bound) Columns() []Column { return b.columns }

// Engine returns the engine that decides.
func (b *Bound) Engine() *engine.Engine { return b.engine }

// given adds a fact.
func (b *binder) given(e *entry) {
	c := Column{Role: Given, Says: e.key.text, Fact: model.NoFact}
	if c.Says == "consent" || c.Says == "objection" {
		c.Kind = YesNo
		b.add(c, e)
		return
	}
	id, ok := b.p.Fact(e.key.text)
	if !ok {
		b.noFact(e.key)
		return
	}
	c.Fact = id
	c.Kind = map[model.FactType]Kind{model.YesNo: YesNo, model.Number: Number, model.OneOf: Option, model.AtPlace: Place, model.Event: Elapsed}[b.p.Facts[id].Type]
	b.add(c, e)
}

// noFact reports a name that is no fact.
func (b *binder) noFact(w word) {
	if i, ok := b.p.Term(w.text); ok {
		b.report(w, "`%s` is a term, and follows from facts: map those that it stands for in line %d of %s", w.text, b.p.Terms[i].Pos.Line, b.p.Terms[i].Pos.File)
		return
	}
	if d := slices.Index(dimNames(), w.text); d >= 0 {
		b.report(w, "`%s` is a part of the question; it stands in `columns`", w.text)
		return
	}
	b.unknown(w, "no fact, event or judgement is called", b.facts, "facts that the policy does not declare decide nothing; leave it out")
}

func (b *binder) facts(yield func(string) bool) {
	for i := range b.p.Facts {
		if !yield(b.p.Facts[i].ID) {
			return
		}
	}
	if yield("consent") {
		yield("objection")
	}
}

// add adds a column, or what is always the same.
func (b *binder) add(c Column, e *entry) {
	c.Name = e.column.text
	b.unit(&c, e)
	c.Cuts = b.cuts(&c)
	c.decoder = decoder{kind: c.Kind, names: b.names(&c), cuts: c.Cuts}
	b.values(&c, e.values)
	if e.always != nil {
		m, ok := b.meaning(&c, e.key, *e.always)
		if ok && m.Null {
			b.report(e.key, "`%s` is always null, which says nothing; remove the line", e.key.text)
		} else if ok {
			b.out.always = append(b.out.always, constant{c, c.code(m)})
		}
		return
	}
	if c.Role == Part {
		b.out.part[c.Dim] = len(b.out.columns)
	}
	b.out.columns = append(b.out.columns, c)
}

// unit checks the unit of an event, which nothing else has.
func (b *binder) unit(c *Column, e *entry) {
	switch {
	case c.Kind != Elapsed && e.unit.text != "":
		b.report(e.unit, "`%s` is no event, and has no unit; remove `unit`", c.Says)
	case c.Kind != Elapsed:
	case e.unit.text == "days" || e.unit.text == "hours":
		c.Unit = e.unit.text
	case e.unit.text != "":
		b.unknown(e.unit, "times are in days or in hours, not in", slices.Values([]string{"days", "hours"}), "write `unit: days` or `unit: hours`")
	case e.always != nil && e.always.Value == false:
		c.Unit = "hours" // it has not happened
	default:
		b.report(e.key, "`%s` is an event: say in which unit its column tells how long ago it happened, as in `%s: {column: %s, unit: days}`", c.Says, c.Says, e.column.text)
	}
}

// cuts returns the numbers that the policy tells apart, in the column's unit.
func (b *binder) cuts(c *Column) []int64 {
	if c.Kind != Number && c.Kind != Elapsed {
		return nil
	}
	out := slices.Clone(b.out.program.Layout.Cuts(int(c.Fact)))
	if c.Unit == "days" {
		for i := range out {
			out[i] = (out[i] + hoursADay - 1) / hoursADay
		}
	}
	return out
}

const hoursADay = 24

// names returns the codes of the names that a cell may hold.
func (b *binder) names(c *Column) map[string]code {
	out := map[string]code{}
	switch {
	case c.Kind == Option:
		for i, o := range b.p.Facts[c.Fact].Options {
			out[o] = code(i)
		}
	case c.Kind == Name || c.Kind == Place:
		for n, node := range b.graph(c).All() {
			out[node.ID] = code(n)
		}
	}
	return out
}

func (b *binder) graph(c *Column) *model.Graph {
	if c.Kind == Place {
		return b.p.Graphs[model.PlaceKind]
	}
	return b.p.Graph(c.Dim)
}

// values binds what cells mean.
func (b *binder) values(c *Column, fields []yamlfile.Field) {
	d := &c.decoder
	for _, f := range fields {
		key := word{f.Key, f.KeyAt}
		m, ok := b.meaning(c, key, f.Node)
		if !ok {
			continue
		}
		if c.Values == nil {
			c.Values, d.values, d.numbers = map[string]Meaning{}, map[string]code{}, map[int64]code{}
		}
		c.Values[f.Key], d.values[f.Key] = m, c.code(m)
		if n, err := strconv.ParseInt(f.Key, 10, 64); err == nil && strconv.FormatInt(n, 10) == f.Key {
			d.numbers[n] = c.code(m)
		}
	}
}

// meaning binds what a cell means.
func (b *binder) meaning(c *Column, key word, n yamlfile.Node) (Meaning, bool) {
	if n.Items != nil || isObject(n) {
		b.report(key, "`%s` means one thing; write %s", key.text, takes(c.Kind))
		return Meaning{}, false
	}
	if n.Value == nil {
		return Meaning{Null: true}, true
	}
	w := word{n.Text, n.At}
	switch c.Kind {
	case Name, Place:
		_, ok := b.graph(c).Lookup(n.Text)
		if !ok {
			b.unknown(w, "no "+b.graph(c).Kind.String()+" is called", ids(b.graph(c)), "declare it in the policy, or name another")
		}
		return Meaning{Name: n.Text}, ok
	case Option:
		options := b.p.Facts[c.Fact].Options
		ok := slices.Contains(options, n.Text)
		if !ok {
			b.unknown(w, "`"+c.Says+"` has no value", slices.Values(options), "it is one of "+strings.Join(options[:min(len(options), maxListed)], ", "))
		}
		return Meaning{Name: n.Text}, ok
	case YesNo:
		yes, ok := n.Value.(bool)
		if !ok {
			b.report(w, "`%s` is true or false, and not `%s`", c.Says, n.Text)
		}
		return Meaning{Yes: yes}, ok
	}
	return b.numberMeaning(c, w, n.Value)
}

// maxListed is how many values of a fact are listed in a message.
const maxListed = 20

// numberMeaning binds which number a cell means, or that an event has not happened.
func (b *binder) numberMeaning(c *Column, w word, v any) (Meaning, bool) {
	if v == false && c.Kind == Elapsed {
		return Meaning{NotYet: true}, true
	}
	n, ok := v.(int64)
	switch {
	case !ok:
		b.report(w, "`%s` takes %s, and not `%s`", c.Says, takes(c.Kind), w.text)
	case n < 0 && c.Kind == Elapsed:
		b.report(w, "`%s` cannot have happened in the future", c.Says)
		ok = false
	}
	return Meaning{Number: n}, ok
}

func takes(k Kind) string {
	return [...]string{"a name", "true or false", "a whole number", "a whole number, or false where it has not happened", "one of its values", "a place", "a text"}[k]
}

func ids(g *model.Graph) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, n := range g.All() {
			if !yield(n.ID) {
				return
			}
		}
	}
}

// code returns the code of a meaning.
func (c *Column) code(m Meaning) code {
	if m.Null {
		return codeNull
	}
	switch c.Kind {
	case Name, Option, Place:
		return c.decoder.names[m.Name]
	case YesNo:
		if m.Yes {
			return 1
		}
		return 0
	case Elapsed:
		if m.NotYet {
			return 0
		}
		return 1 + c.decoder.interval(m.Number)
	}
	return c.decoder.interval(m.Number)
}

// grants binds the columns of consents or objections.
func (b *binder) grants(list []grant, objection bool) {
	role, says := Consent, "consent"
	if objection {
		role, says = Objection, "objection"
	}
	for i := range list {
		g := &list[i]
		c := Column{Name: g.column.text, Role: role, Says: says, Kind: YesNo, Fact: model.NoFact, decoder: decoder{kind: YesNo}}
		b.values(&c, g.values)
		if c.Grant = b.grant(g, says); c.Grant != nil {
			b.out.columns = append(b.out.columns, c)
		}
	}
}

// grant binds what a consent or an objection covers; nil where it reports a problem.
func (b *binder) grant(g *grant, says string) *model.Grant {
	before := len(b.List)
	m := map[string]any{}
	for d, words := range g.scope {
		var list []any
		for _, w := range words {
			graph := b.p.Graph(model.Dim(d))
			if _, ok := graph.Lookup(w.text); !ok {
				b.unknown(w, "no "+graph.Kind.String()+" is called", ids(graph), "declare it in the policy, or name another")
			}
			list = append(list, w.text)
		}
		if list != nil {
			m[model.Dim(d).String()] = list
		}
	}
	if g.kind.text != "" {
		m["kind"] = g.kind.text
		b.kind(g.kind)
	}
	if len(b.List) > before {
		return nil
	}
	fields := dsl.Fields{Values: map[string]any{says: []any{m}}}
	fields.Dims[model.Action] = []string{b.p.Graphs[model.ActionKind].Node(model.Root).ID}
	q, err := b.out.engine.Asker().Fields(fields)
	if err != nil {
		b.report(g.column, "what `%s` covers: %s", g.column.text, said(err))
		return nil
	}
	return &q.Grants[0]
}

// kinds are the kinds of consent, by the words before `consent`.
func kinds() []string { return []string{"explicit", "separate", "written", "parental", "deemed"} }

func (b *binder) kind(w word) {
	if !slices.Contains(kinds(), w.text) {
		b.unknown(w, "no kind of consent is called", slices.Values(kinds()), "there are "+strings.Join(kinds(), ", "))
	}
}

// said says an error without its places.
func said(err error) string {
	var list diag.List
	if errors.As(err, &list) && len(list) > 0 {
		return list[0].Message
	}
	return err.Error()
}

// others finds what is no because it has no column.
func (b *binder) others() {
	m, o := b.m, &b.out.other
	said := map[model.FactID]bool{}
	for _, c := range b.out.columns {
		said[c.Fact] = true
	}
	for _, c := range b.out.always {
		said[c.says.Fact] = true
	}
	for i := range b.p.Facts {
		f := &b.p.Facts[i]
		if m.nothingElse && !said[model.FactID(i)] && f.Settled == nil && (f.Type == model.YesNo || f.Type == model.Event) {
			o.facts = append(o.facts, model.FactID(i))
		}
	}
	o.noConsent, o.noObjection = m.noConsent || m.nothingElse, m.noObjection || m.nothingElse
}
