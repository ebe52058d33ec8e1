package events

import (
	"errors"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

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
