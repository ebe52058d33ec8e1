package policytest

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// value reads one key of a case.
func (r *reader) value(c *Case, f yamlfile.Field) {
	switch f.Key {
	case "name":
		c.Name = strings.Join(strings.Fields(r.text(f)), " ")
	case "ask":
		c.Ask = r.text(f)
	case "answer":
		r.answer(c, f)
	case "otherwise":
		c.Otherwise = r.oneAnswer(f, r.text(f))
	case "because":
		c.Because = r.names(f)
	case "needs":
		c.Needs = r.listed(f, true)
	case "conflict":
		c.Conflict = model.No
		if r.yes(f) {
			c.Conflict = model.Sure
		}
	case "only":
		c.Only = r.only(f)
	case "given":
		c.Fields.Values = r.given(f)
	case "nothing_else":
		c.Fields.NothingElse = r.yes(f)
	case "except":
		r.except(c, f)
	default:
		r.rest(c, f)
	}
}

// rest reads the parts of a question, and the keys of cases that stand beside no policy.
func (r *reader) rest(c *Case, f yamlfile.Field) {
	if d, ok := dimNamed(f.Key); ok {
		c.Fields.Dims[d] = r.names(f)
		return
	}
	switch f.Key {
	case "policy":
		c.Policy, c.Text = r.text(f), ""
	case "text":
		c.Text, c.Policy = r.text(f), ""
	case "same":
		r.yes(f)
	case "lawyer":
		c.Lawyer = r.text(f)
	case "why":
		c.Why = r.text(f)
	}
}

func dimNamed(name string) (model.Dim, bool) {
	for d := range model.Dim(model.DimCount) {
		if d.String() == name {
			return d, true
		}
	}
	return 0, false
}

// text reads a text, which is not empty.
func (r *reader) text(f yamlfile.Field) string {
	if !scalar(f.Node) || strings.TrimSpace(f.Node.Text) == "" {
		r.fail(f.KeyAt, "`%s` is a text; write one, or leave it out", f.Key)
		return ""
	}
	return strings.TrimSpace(f.Node.Text)
}

// scalar reports whether a value is neither a list nor an object nor nothing.
func scalar(n yamlfile.Node) bool {
	switch n.Value.(type) {
	case nil, []any, map[string]any:
		return false
	}
	return true
}

func (r *reader) yes(f yamlfile.Field) bool {
	yes, ok := f.Node.Value.(bool)
	if !ok {
		r.fail(f.KeyAt, "`%s` is true or false", f.Key)
	}
	return yes
}

// names reads a name or a list of names.
func (r *reader) names(f yamlfile.Field) []string { return r.listed(f, false) }

// listed reads a name or a list of names, each once, and none of them empty.
func (r *reader) listed(f yamlfile.Field, mayBeEmpty bool) []string {
	items := f.Node.Items
	_, isList := f.Node.Value.([]any)
	switch {
	case scalar(f.Node):
		items = []yamlfile.Node{f.Node}
	case !isList:
		r.fail(f.KeyAt, "`%s` is a name or a list of names", f.Key)
		return nil
	case len(items) == 0 && !mayBeEmpty:
		r.fail(f.KeyAt, "`%s` is an empty list; name something, or leave it out", f.Key)
		return nil
	}
	out := []string{}
	for _, n := range items {
		name := strings.TrimSpace(n.Text)
		switch {
		case !scalar(n) || name == "":
			r.fail(n.At, "`%s` is a name or a list of names", f.Key)
		case slices.Contains(out, name):
			r.fail(n.At, "`%s` stands twice in `%s`", name, f.Key)
		default:
			out = append(out, name)
		}
	}
	return out
}

// answer reads an answer, or a promise about every case.
func (r *reader) answer(c *Case, f yamlfile.Field) {
	switch text := strings.Join(strings.Fields(r.text(f)), " "); text {
	case "never permitted", "always permitted":
		c.Answer, c.Every, c.Never = model.Permitted, true, text == "never permitted"
	default:
		c.Answer = r.oneAnswer(f, text)
	}
}

func (r *reader) oneAnswer(f yamlfile.Field, text string) model.Answer {
	a, ok := model.AnswerNamed(text)
	if ok || text == "" {
		return a
	}
	var all []string
	for a := model.Prohibited; a <= model.Undetermined; a++ {
		all = append(all, a.String())
	}
	if f.Key == "answer" {
		all = append(all, "never permitted", "always permitted")
	}
	if near := diag.Nearest(text, slices.Values(all)); near != "" {
		r.fail(f.Node.At, "no answer is called `%s`; did you mean `%s`?", text, near)
	} else {
		r.fail(f.Node.At, "no answer is called `%s`; there are %s", text, strings.Join(all, ", "))
	}
	return model.NoAnswer
}

// given reads an object of facts.
func (r *reader) given(f yamlfile.Field) map[string]any {
	given, ok := f.Node.Value.(map[string]any)
	if !ok || len(given) == 0 {
		r.fail(f.KeyAt, "`given` is an object of facts, as in {consent: false}; leave it out where nothing is given")
	}
	return given
}

// only reads the exhaustive list of one part.
func (r *reader) only(f yamlfile.Field) *Only {
	if len(f.Node.Fields) != 1 {
		r.fail(f.KeyAt, "`only` lists the names of one part, as in {purpose: [security, service-provision]}")
		return nil
	}
	part := f.Node.Fields[0]
	d, ok := r.dim(part)
	if !ok {
		return nil
	}
	if list, isList := part.Node.Value.([]any); isList && len(list) == 0 {
		r.fail(part.KeyAt, "`only` is an empty list; where nothing is permitted, write `answer: never permitted`")
		return nil
	}
	return &Only{d, r.names(part)}
}

// dim reads the name of a part.
func (r *reader) dim(part yamlfile.Field) (model.Dim, bool) {
	d, ok := dimNamed(part.Key)
	if ok {
		return d, true
	}
	var all []string
	for d := range model.Dim(model.DimCount) {
		all = append(all, d.String())
	}
	if near := diag.Nearest(part.Key, slices.Values(all)); near != "" {
		r.fail(part.KeyAt, "a question has no part `%s`; did you mean `%s`?", part.Key, near)
	} else {
		r.fail(part.KeyAt, "a question has no part `%s`; it has %s", part.Key, strings.Join(all, ", "))
	}
	return 0, false
}

// except reads, by part, what is not asked about.
func (r *reader) except(c *Case, f yamlfile.Field) {
	if len(f.Node.Fields) == 0 {
		r.fail(f.KeyAt, "`except` is an object of lists of names, by part, as in {data: [phone]}")
	}
	for _, part := range f.Node.Fields {
		if d, ok := r.dim(part); ok {
			c.Fields.Except[d] = r.names(part)
		}
	}
}
