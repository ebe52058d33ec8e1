package check

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Facts come as values, too: what each type of fact takes is said at Asker.Fields.

// fieldValue adds what is known of one fact, by its value.
func (b *binder) fieldValue(q *model.Question, name string, value any) bool {
	if value == nil {
		return true
	}
	if name == "objection" {
		return b.fieldGrants(q, name, &q.Objection, true, value)
	}
	for k := range model.ConsentKind(model.ConsentKinds) {
		if name == k.String() {
			return b.fieldGrants(q, name, &q.Consent[k], false, value)
		}
	}
	if list, ok := value.([]any); ok {
		if len(list) == 0 {
			return b.fieldIs(false, "a value, or a list of some; it is an empty list")
		}
		for _, v := range list {
			if !b.fieldValue(q, name, v) {
				return false
			}
		}
		return true
	}
	if t, ok := b.policy.Term(name); ok {
		yes, isBool := value.(bool)
		return b.fieldIs(isBool, "true or false") && b.knowTest(q, b.whole(), b.policy.Terms[t].Means, !yes)
	}
	id, fact := b.factNamed(ast.Name{At: b.whole(), Text: name, Quoted: true})
	if fact == nil {
		return false
	}
	return b.factValue(q, id, fact, value)
}

// fieldIs reports a value of the wrong type.
func (b *binder) fieldIs(ok bool, want string) bool {
	if !ok {
		b.report(b.whole(), "bad-value", "`%s` takes %s", b.file.Text, want)
	}
	return ok
}

func (b *binder) factValue(q *model.Question, id model.FactID, fact *model.Fact, value any) bool {
	at := b.whole()
	text, isText := value.(string)
	switch fact.Type {
	case model.YesNo:
		yes, ok := value.(bool)
		return b.fieldIs(ok, "true or false") && b.knowTest(q, at, &model.Yes{Fact: id}, !yes)
	case model.Number:
		if n, ok := wholeNumber(value); ok {
			return b.knowTest(q, at, &model.Compare{Fact: id, Op: model.Equal, Value: n}, false)
		}
		c, ok := comparison(text)
		c.Fact = id
		return b.fieldIs(isText && ok, "a whole number, or a comparison such as \">= 16\"") && b.knowTest(q, at, &c, false)
	case model.OneOf:
		if i := b.option(id, text); isText && i >= 0 {
			return b.knowTest(q, at, &model.OptionIs{Fact: id, Option: i}, false)
		}
		if !b.fieldIs(isText, "one of its values, as a text") {
			return false
		}
		other, negated := strings.CutPrefix(text, "not ")
		if i := b.option(id, other); negated && i >= 0 {
			return b.knowTest(q, at, &model.OptionIs{Fact: id, Option: i}, true)
		}
		b.file = source.New("given", fact.ID+" is "+text)
		b.badOption(fact, ast.Name{At: b.whole(), Text: other})
		return false
	case model.AtPlace:
		return b.fieldIs(isText, "the name of a place, or \"in ...\"") && b.placeValue(q, id, fact, text)
	}
	return b.eventValue(q, id, fact, value)
}

func wholeNumber(value any) (int64, bool) {
	switch n := value.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case float64:
		if n == math.Trunc(n) && math.Abs(n) < 1<<53 {
			return int64(n), true
		}
	}
	return 0, false
}

func (b *binder) placeValue(q *model.Question, id model.FactID, fact *model.Fact, text string) bool {
	name, negated := strings.CutPrefix(text, "not ")
	name, within := strings.CutPrefix(name, "in ")
	n, ok := b.fieldNode(model.In, name)
	return ok && b.knowTest(q, b.whole(), &model.PlaceIn{Fact: id, Place: n, Exact: !within}, negated)
}

// eventValue adds when an event happened.
func (b *binder) eventValue(q *model.Question, id model.FactID, fact *model.Fact, value any) bool {
	at := b.whole()
	t := &ast.Time{At: at, Event: ast.Name{At: at, Text: fact.ID}}
	switch v := value.(type) {
	case bool:
		return b.knowTime(q, t, !v)
	case string:
		if m := elapsed.FindStringSubmatch(v); m != nil {
			n, err := strconv.ParseInt(m[2], 10, 64)
			hours, ok := hoursOf(map[string]any{m[3] + "s": n})
			if ok && err == nil {
				t.Rel, t.Length = relNamed[m[1]], &ast.Duration{Hours: hours}
				return b.knowTime(q, t, false)
			}
		}
	case map[string]any:
		t.Rel = ast.Since
		if inner, ok := v["within"].(map[string]any); ok && len(v) == 1 {
			t.Rel, v = ast.Within, inner
		} else if inner, ok := v["more_than"].(map[string]any); ok && len(v) == 1 {
			t.Rel, v = ast.MoreThan, inner
		}
		hours, ok := hoursOf(v)
		if ok {
			t.Length = &ast.Duration{Hours: hours}
			return b.knowTime(q, t, false)
		}
	}
	return b.fieldIs(false, "false, true, or a time such as {\"days\": 10} or \"10 days\"")
}

// elapsed is a length of time, as in "10 days", "within 1 hour" and "more than 2 years".
var elapsed = regexp.MustCompile(`^(within |more than |)([0-9]{1,9}) (hour|day|month|year)s?$`)

var relNamed = map[string]ast.TimeRel{"": ast.Since, "within ": ast.Within, "more than ": ast.MoreThan}

// compared is a comparison, as in ">= 16".
var compared = regexp.MustCompile(`^(<|<=|=|>=|>) *(-?[0-9]{1,13})$`)

// maxNumber bounds what facts are compared with, as it does in sentences.
const maxNumber = 1_000_000_000_000

// comparison reads a comparison.
func comparison(text string) (c model.Compare, ok bool) {
	m := compared.FindStringSubmatch(text)
	if m == nil {
		return c, false
	}
	n, err := strconv.ParseInt(m[2], 10, 64)
	c.Op, c.Value = model.Op(slices.Index(operators, m[1])), n
	return c, err == nil && -maxNumber <= n && n <= maxNumber
}

// maxHours bounds lengths of time, as it does in sentences: 100,000 years.
const maxHours = 100_000 * 365 * 24

// hoursOf returns a length of time: an object of one unit and a whole number.
func hoursOf(v map[string]any) (int64, bool) {
	if len(v) != 1 {
		return 0, false
	}
	for unit, count := range v {
		n, ok := wholeNumber(count)
		hours := map[string]int64{"hours": 1, "days": 24, "months": 30 * 24, "years": 365 * 24}[unit]
		if ok && hours > 0 && n >= 0 && n <= maxHours/hours {
			return n * hours, true
		}
	}
	return 0, false
}

// fieldGrants adds consent or objection: a bool for all that is asked, or a list of what it covers.
func (b *binder) fieldGrants(q *model.Question, name string, t *model.Tri, objection bool, value any) bool {
	switch v := value.(type) {
	case bool:
		return b.setTri(t, !v, b.whole(), name)
	case []any:
		for _, g := range v {
			m, ok := g.(map[string]any)
			if !b.fieldIs(ok, "true, false, or a list of what it covers: [{\"action\": ..., \"data\": ...}]") || !b.fieldGrant(q, name, objection, m) {
				return false
			}
		}
		return true
	}
	return b.fieldIs(false, "true, false, or a list of what it covers")
}

func (b *binder) fieldGrant(q *model.Question, name string, objection bool, m map[string]any) bool {
	out := model.Grant{Objection: objection, Scope: model.AnyScope()}
	kind := name
	var dims [model.DimCount][]string
	for _, key := range sortedNames(m) {
		value := m[key]
		if key == "kind" && !objection {
			text, ok := value.(string)
			if !b.fieldIs(ok, "a text as the kind of what is given, as in \"explicit\"") {
				return false
			}
			kind = text
			continue
		}
		d := slices.IndexFunc(dimNames(), func(s string) bool { return s == key })
		list, ok := stringList(value)
		if d < 0 || d == int(model.Actor) || !ok {
			b.report(b.whole(), "bad-value", "what `%s` covers is said by kind, action, data, of, from, recipient, purpose and place, each a name or a list of names; not by `%s`", name, key)
			return false
		}
		dims[d] = list
	}
	k, ok := model.ConsentKindNamed(kind)
	if !ok {
		for l := range model.ConsentKind(model.ConsentKinds) {
			if l.String() == kind {
				k, ok = l, true
			}
		}
	}
	if !objection && !ok {
		b.report(b.whole(), "bad-value", "no kind of consent is called `%s`; there are explicit, separate, written, parental and deemed", kind)
		return false
	}
	out.Kind = k
	if !b.grantDims(dims, &out.Scope) {
		return false
	}
	q.Grants = append(q.Grants, out)
	return true
}

// grantDims binds what a grant covers. Parts that it does not name are covered whatever they are.
func (b *binder) grantDims(dims [model.DimCount][]string, scope *model.Scope) bool {
	var named model.Dims
	if len(dims[model.Action]) == 0 {
		dims[model.Action] = []string{"any"}
	}
	return b.fieldScope(dims, scope, &named)
}

func dimNames() []string {
	out := make([]string, model.DimCount)
	for d := range out {
		out[d] = model.Dim(d).String()
	}
	return out
}

func stringList(value any) ([]string, bool) {
	switch v := value.(type) {
	case string:
		return []string{v}, true
	case []any:
		out := make([]string, len(v))
		for i, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, false
			}
			out[i] = s
		}
		return out, len(out) > 0
	}
	return nil, false
}
