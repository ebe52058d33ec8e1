package sqltest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A mapper writes a random mapping for a policy.
type mapper struct {
	r       *rand.Rand
	p       *model.Policy
	b       strings.Builder
	columns int
}

func randomMapping(r *rand.Rand, p *model.Policy) string {
	m := &mapper{r: r, p: p}
	m.b.WriteString("columns:\n")
	for d := range model.Dim(model.DimCount) {
		m.part(d)
	}
	m.given()
	m.flag("nothing_else", 40)
	return m.b.String()
}

func (m *mapper) chance(percent int) bool { return m.r.IntN(100) < percent }

func (m *mapper) line(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

func (m *mapper) flag(name string, percent int) {
	if m.chance(percent) {
		m.line("%s: true", name)
	}
}

// name returns the name of a new column.
func (m *mapper) name() string {
	m.columns++
	odd := []string{"select", "it's", `a"b`, "a`b", `back\\slash`, "two words", "Straße", "列", "null", "--", "%s", "$1", "{x}", "Case", "CASE"}
	if m.chance(30) {
		return fmt.Sprintf("'%s %d'", strings.ReplaceAll(odd[m.r.IntN(len(odd))], "'", "''"), m.columns)
	}
	return fmt.Sprintf("c%d", m.columns)
}

// any returns a name of a graph, at times the root.
func (m *mapper) any(g *model.Graph) string {
	return g.Node(model.NodeID(m.r.IntN(g.Len()))).ID
}

func (m *mapper) part(d model.Dim) {
	g := m.p.Graph(d)
	switch n := m.r.IntN(100); {
	case d == model.Action && n < 95, d != model.Action && n < 60:
		m.line("  %s: {column: %s%s}", d, m.name(), m.values(30, func() string { return m.any(g) }))
	case d == model.Action:
		m.line("  %s: {always: %s}", d, []string{"use", "store", "profile"}[m.r.IntN(3)])
	case n < 65 && d != model.To && d != model.In:
		m.line("  %s: {always: %s}", d, m.any(g))
	}
}

// values returns what some cells mean, at times.
func (m *mapper) values(percent int, meaning func() string) string {
	if !m.chance(percent) {
		return ""
	}
	var s []string
	cells := []string{`"X"`, `"it's"`, `"back\\slash"`, `"\"q\""`, `"电子"`, `""`, `"a\tb"`, `"NULL"`, `"$x"`, `"${y}"`, `"b\\"`}
	m.r.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
	for _, c := range cells[:1+m.r.IntN(4)] {
		value := meaning()
		if m.chance(15) {
			value = "null"
		}
		s = append(s, c+": "+value)
	}
	return ", values: {" + strings.Join(s, ", ") + "}"
}

func (m *mapper) given() {
	m.b.WriteString("given:\n")
	for i := range m.p.Facts {
		if f := &m.p.Facts[i]; m.chance(65) {
			m.line("  %s", m.fact(f))
		}
	}
	alone := m.chance(40)
	if alone {
		m.line("  consent: {column: %s%s}", m.name(), m.values(20, m.yesNo))
	}
	objects := m.chance(40)
	if objects {
		m.line("  objection: {column: %s%s}", m.name(), m.values(20, m.yesNo))
	}
	if !alone {
		m.grants("consents", "no_other_consent")
	}
	if !objects {
		m.grants("objections", "no_other_objection")
	}
}

func (m *mapper) yesNo() string { return []string{"true", "false"}[m.r.IntN(2)] }

func (m *mapper) fact(f *model.Fact) string {
	quoted := fmt.Sprintf("%q", f.ID)
	switch f.Type {
	case model.YesNo:
		if m.chance(10) {
			return fmt.Sprintf("%s: {always: %s}", quoted, m.yesNo())
		}
		return fmt.Sprintf("%s: {column: %s%s}", quoted, m.name(), m.values(20, m.yesNo))
	case model.OneOf:
		return fmt.Sprintf("%s: {column: %s%s}", quoted, m.name(), m.values(40, func() string { return f.Options[m.r.IntN(len(f.Options))] }))
	case model.AtPlace:
		return fmt.Sprintf("%s: {column: %s%s}", quoted, m.name(), m.values(40, func() string { return m.any(m.p.Graphs[model.PlaceKind]) }))
	case model.Event:
		values := ""
		if m.chance(50) {
			values = []string{", values: {-1: false, 3: null, 4: 500}", ", values: {never: false, '?': null, 3: 500}"}[m.r.IntN(2)]
		}
		return fmt.Sprintf("%s: {column: %s, unit: %s%s}", quoted, m.name(), []string{"days", "hours"}[m.r.IntN(2)], values)
	}
	values := ""
	if m.chance(30) {
		values = []string{", values: {-1: null, 99: 14}", ", values: {adult: 18, '': null, 7: 15}"}[m.r.IntN(2)]
	}
	return fmt.Sprintf("%s: {column: %s%s}", quoted, m.name(), values)
}

// grants adds consents, or objections, that cover a part.
func (m *mapper) grants(list, noOther string) {
	if n := m.r.IntN(4); n > 0 {
		m.line("%s:", list)
		for range n {
			m.grant(list)
		}
	}
	m.flag(noOther, 50)
}

func (m *mapper) grant(list string) {
	s := fmt.Sprintf("column: %s%s", m.name(), m.values(20, m.yesNo))
	if list == "consents" && m.chance(40) {
		s += ", kind: " + []string{"explicit", "deemed", "written"}[m.r.IntN(3)]
	}
	for _, d := range [][]model.Dim{{model.Action, model.Data}, {model.Data, model.For}, {model.Data, model.From}}[m.r.IntN(3)] {
		if m.chance(60) {
			s += fmt.Sprintf(", %s: %s", d, m.any(m.p.Graph(d)))
		}
	}
	m.line("  - {%s}", s)
}
