package events

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

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
