package events

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// maxProblems is how many problems are told.
const maxProblems = 100

// report adds a problem about a word.
func (p *problems) report(w word, format string, args ...any) {
	if len(p.List) >= maxProblems {
		return
	}
	start := w.at.Offset(p.file.Text)
	end := min(start+len(w.text), len(p.file.Text))
	p.Add(diag.Problem{Code: "mapping", File: p.file, Span: source.Span{Start: start, End: max(start, end)}, Message: fmt.Sprintf(format, args...)})
}

// unknown reports a word that is none of the known ones. What says what it would have to be, as in "no fact is called".
func (p *problems) unknown(w word, what string, known iter.Seq[string], otherwise string) {
	near := diag.Nearest(w.text, known)
	if lower := strings.ToLower(w.text); lower != w.text && contains(known, lower) {
		near = lower
	}
	if near != "" {
		p.report(w, "%s `%s`; did you mean `%s`?", what, w.text, near)
		return
	}
	p.report(w, "%s `%s`; %s", what, w.text, otherwise)
}

func contains(list iter.Seq[string], s string) bool {
	for x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// A reader reads a mapping.
type reader struct {
	problems
	to    *Mapping
	names []word // of the columns so far
}

// topKeys are what may stand in a mapping.
var topKeys = []string{"columns", "given", "consents", "no_other_consent", "objections", "no_other_objection", "nothing_else", "system"}

func (r *reader) top(top yamlfile.Node) {
	for _, f := range top.Fields {
		key := word{f.Key, f.KeyAt}
		switch f.Key {
		case "columns":
			r.entries(key, f.Node, r.part)
		case "given":
			r.entries(key, f.Node, r.fact)
		case "consents":
			r.to.consents = r.grants(key, f.Node, true)
		case "objections":
			r.to.objections = r.grants(key, f.Node, false)
		case "no_other_consent":
			r.to.noConsent, r.to.noConsentAt = r.yesNo(key, f.Node), key
		case "no_other_objection":
			r.to.noObjection, r.to.noObjectionAt = r.yesNo(key, f.Node), key
		case "nothing_else":
			r.to.nothingElse = r.yesNo(key, f.Node)
		case "system":
			r.to.system = r.columnName(key, f.Node).text
		default:
			r.unknown(key, "a mapping has no", slices.Values(topKeys), "it has "+strings.Join(topKeys, ", "))
		}
	}
	r.whole(top)
}

// whole reports what is missing, and what does not go together.
func (r *reader) whole(top yamlfile.Node) {
	m := r.to
	if !slices.ContainsFunc(m.parts, func(e entry) bool { return e.dim == model.Action }) && len(r.List) == 0 {
		r.report(word{"", top.At}, "the mapping does not say what was done; write it in `columns`, as in `action: op`, or `action: {always: use}`")
	}
	for _, e := range m.given {
		switch {
		case e.key.text == "consent" && len(m.consents) > 0:
			r.contradicts(e.key, "consents")
		case e.key.text == "consent" && m.noConsent:
			r.contradicts(m.noConsentAt, "consent")
		case e.key.text == "objection" && len(m.objections) > 0:
			r.contradicts(e.key, "objections")
		case e.key.text == "objection" && m.noObjection:
			r.contradicts(m.noObjectionAt, "objection")
		}
	}
}

// contradicts reports two keys that both say which consents, or objections, there are.
func (r *reader) contradicts(w word, other string) {
	if w.text == "consent" || w.text == "objection" {
		r.report(w, "`%s` among the facts speaks of all that is asked, and `%s` of parts of it; keep one of them", w.text, other)
		return
	}
	r.report(w, "`%s` among the facts says all that is known of it, so that `%s` adds nothing but a contradiction where the cell is null; remove it", other, w.text)
}

// entries reads an object of entries.
func (r *reader) entries(key word, n yamlfile.Node, read func(word, yamlfile.Node)) {
	if n.Value != nil && !isObject(n) {
		r.report(key, "`%s` holds lines of `name: column`", key.text)
	}
	for _, f := range n.Fields {
		if len(r.to.parts)+len(r.to.given) >= maxColumns {
			r.report(word{f.Key, f.KeyAt}, "a mapping has at most %d columns", maxColumns)
			return
		}
		read(word{f.Key, f.KeyAt}, f.Node)
	}
}

func isObject(n yamlfile.Node) bool {
	_, ok := n.Value.(map[string]any)
	return ok
}

func (r *reader) part(key word, n yamlfile.Node) {
	d := slices.Index(dimNames(), key.text)
	if d < 0 {
		r.unknown(key, "a question has no part", slices.Values(dimNames()), "it has "+strings.Join(dimNames(), ", ")+"; facts stand in `given`")
		return
	}
	if e, ok := r.entry(key, n, false); ok {
		e.dim = model.Dim(d)
		r.to.parts = append(r.to.parts, e)
	}
}

// dimNames returns the names of the parts of a question.
func dimNames() []string {
	out := make([]string, model.DimCount)
	for d := range out {
		out[d] = model.Dim(d).String()
	}
	return out
}

func (r *reader) fact(key word, n yamlfile.Node) {
	if e, ok := r.entry(key, n, true); ok {
		r.to.given = append(r.to.given, e)
	}
}

// entry reads where a part or a fact comes from: the name of a column, or an object.
func (r *reader) entry(key word, n yamlfile.Node, fact bool) (entry, bool) {
	out := entry{key: key}
	if !isObject(n) {
		out.column = r.columnName(key, n)
		return out, out.column.text != ""
	}
	known := []string{"column", "values", "always"}
	if fact {
		known = append(known, "unit")
	}
	for _, f := range n.Fields {
		k := word{f.Key, f.KeyAt}
		switch {
		case f.Key == "column":
			out.column = r.columnName(k, f.Node)
		case f.Key == "values":
			out.values = r.values(k, f.Node)
		case f.Key == "always":
			out.always = &f.Node
		case f.Key == "unit" && fact:
			out.unit = word{f.Node.Text, f.Node.At}
		default:
			r.unknown(k, "`"+key.text+"` has no", slices.Values(known), "it has "+strings.Join(known, ", "))
			return out, false
		}
	}
	return out, r.oneSource(key, &out, n)
}

// oneSource checks that an entry says where its cells come from, once.
func (r *reader) oneSource(key word, e *entry, n yamlfile.Node) bool {
	_, said := n.Value.(map[string]any)["column"]
	switch {
	case said && e.always != nil:
		r.report(key, "`%s` comes from the column `%s`, and is always the same; keep one of `column` and `always`", key.text, e.column.text)
	case !said && e.always == nil:
		r.report(key, "where does `%s` come from? name a `column`, or what it is `always`", key.text)
	case e.always != nil && len(e.values) > 0:
		r.report(key, "`values` says what the cells of a column mean, and `%s` has none", key.text)
	default:
		return e.column.text != "" || e.always != nil
	}
	return false
}

// columnName reads the name of a column, which no other part, fact or grant may have.
func (r *reader) columnName(key word, n yamlfile.Node) word {
	name := word{n.Text, n.At}
	if n.Text == "" || n.Items != nil || isObject(n) || n.Value == nil {
		r.report(key, "`%s` wants the name of a column", key.text)
		return word{}
	}
	if i := slices.IndexFunc(r.names, func(w word) bool { return w.text == name.text }); i >= 0 {
		r.report(name, "the column `%s` is named already, in line %d; a column says one thing: give it a second name where the events are made", name.text, r.names[i].at.Line)
		return word{}
	}
	r.names = append(r.names, name)
	return name
}

// values reads what cells mean.
func (r *reader) values(key word, n yamlfile.Node) []yamlfile.Field {
	if n.Value != nil && !isObject(n) {
		r.report(key, "`values` holds what cells mean, as in `values: {EMAIL_ADDR: email}`")
	}
	return n.Fields
}

func (r *reader) yesNo(key word, n yamlfile.Node) bool {
	yes, ok := n.Value.(bool)
	if !ok {
		r.report(key, "`%s` is true or false", key.text)
	}
	return yes
}

// grants reads a list of consents or objections.
func (r *reader) grants(key word, n yamlfile.Node, consent bool) []grant {
	var out []grant
	if n.Value != nil && n.Items == nil {
		r.report(key, "`%s` is a list, as in `- {column: mkt_ok, purpose: marketing}`", key.text)
	}
	for _, item := range n.Items {
		if len(out) >= maxGrants {
			r.report(word{"", item.At}, "`%s` has at most %d columns", key.text, maxGrants)
			return out
		}
		if !isObject(item) {
			r.report(word{item.Text, item.At}, "an item of `%s` is an object, as in `{column: mkt_ok, purpose: marketing}`", key.text)
			continue
		}
		if g, ok := r.grant(item, consent); ok {
			out = append(out, g)
		}
	}
	return out
}

// maxGrants is how many columns of consents, and of objections, there may be.
const maxGrants = 16

func (r *reader) grant(n yamlfile.Node, consent bool) (out grant, ok bool) {
	known := append([]string{"column", "values"}, dimNames()[1:]...)
	if consent {
		known = append(known, "kind")
	}
	before := len(r.List)
	for _, f := range n.Fields {
		k := word{f.Key, f.KeyAt}
		switch d := slices.Index(dimNames(), f.Key); {
		case f.Key == "column":
			out.column = r.columnName(k, f.Node)
		case f.Key == "values":
			out.values = r.values(k, f.Node)
		case f.Key == "kind" && consent:
			out.kind = word{f.Node.Text, f.Node.At}
		case d > 0:
			out.scope[d] = r.nameList(k, f.Node)
		default:
			r.unknown(k, "what a column of consents or objections covers has no", slices.Values(known), "it has "+strings.Join(known, ", "))
		}
	}
	if out.column.text == "" && len(r.List) == before {
		r.report(word{"", n.At}, "name the `column` that says whether it was given")
	}
	return out, len(r.List) == before
}

// nameList reads a name, or a list of names.
func (r *reader) nameList(key word, n yamlfile.Node) []word {
	items := n.Items
	if n.Items == nil {
		items = []yamlfile.Node{n}
	}
	var out []word
	for _, x := range items {
		if x.Text == "" || x.Value == nil {
			r.report(key, "`%s` is a name, or a list of names", key.text)
			return nil
		}
		out = append(out, word{x.Text, x.At})
	}
	return out
}
