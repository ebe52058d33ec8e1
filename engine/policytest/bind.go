package policytest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
	"github.com/seed-90f8eabc/licet/engine"
)

// Question binds what a case asks to a policy. The error is Problems where something is wrong with it.
func (c *Case) Question(e *engine.Engine) (*model.Question, error) {
	f := c.Fields
	f.Values = readable(e.Policy(), f.Values)
	var q *model.Question
	var err error
	switch {
	case c.Ask != "":
		q, err = e.Asker().QuestionWith(c.Ask, f)
	default:
		if c.Only != nil && c.Only.Dim == model.Action && len(f.Dims[model.Action]) == 0 {
			f.Dims[model.Action] = []string{"any"}
		}
		q, err = e.Asker().Fields(f)
	}
	var found diag.List
	if !errors.As(err, &found) {
		return q, err
	}
	var out Problems
	for _, p := range found {
		out = append(out, Problem{c.places.of(p, c.Ask), p.Message})
	}
	slices.SortStableFunc(out, func(a, b Problem) int { return cmp.Or(a.Pos.Line-b.Pos.Line, a.Pos.Column-b.Pos.Column) })
	return nil, out
}

// readable returns facts with the words yes and no as they are meant: YAML reads them as texts.
func readable(p *model.Policy, values map[string]any) map[string]any {
	out := maps.Clone(values)
	for name, v := range values {
		if f, ok := p.Fact(name); ok && (p.Facts[f].Type == model.OneOf || p.Facts[f].Type == model.AtPlace) {
			continue
		}
		if v == "yes" || v == "no" {
			out[name] = v == "yes"
		}
	}
	return out
}

// asked says the question as it stands in the file.
func (c *Case) asked() string {
	var out []string
	if c.Ask != "" {
		out = append(out, strings.Join(strings.Fields(c.Ask), " "))
	}
	for d := range model.Dim(model.DimCount) {
		if names := c.Fields.Dims[d]; len(names) > 0 {
			out = append(out, d.String()+": "+strings.Join(names, ", "))
		}
		if names := c.Fields.Except[d]; len(names) > 0 {
			out = append(out, "except "+d.String()+": "+strings.Join(names, ", "))
		}
	}
	if len(c.Fields.Values) > 0 {
		if given, err := json.Marshal(c.Fields.Values); err == nil {
			out = append(out, "given: "+string(given))
		}
	}
	if c.Fields.NothingElse {
		out = append(out, "nothing_else: true")
	}
	return strings.Join(out, "; ")
}

// of returns where a problem of the question stands: the part that it is in, or the sentence.
func (p places) of(problem diag.Problem, ask string) model.Pos {
	text := problem.File.Text
	switch name := problem.File.Name; name {
	case "question":
		if ask == "" {
			return p.pos(p.node.At)
		}
		n, _, _ := field(p.node, "ask")
		return p.pos(p.inText(n, problem))
	case "given":
		return p.pos(p.fact(text))
	default:
		return p.pos(p.name(p.node, name, text))
	}
}

func (p places) pos(at yamlfile.Place) model.Pos {
	return model.Pos{File: p.file, Line: min(at.Line, len(p.lines)), Column: at.Column}
}

// inText returns where a problem stands in a sentence, if that is written on one line.
func (p places) inText(n yamlfile.Node, problem diag.Problem) yamlfile.Place {
	if n.At.Line < 1 || n.At.Line > len(p.lines) {
		return n.At
	}
	line := []rune(p.lines[n.At.Line-1])
	rest := string(line[min(n.At.Column-1, len(line)):])
	unquoted := strings.TrimLeft(rest, `"'`)
	if !strings.HasPrefix(unquoted, n.Text) {
		return n.At
	}
	column := n.At.Column + len(rest) - len(unquoted) + problem.File.Position(problem.Span.Start).Rune - 1
	return yamlfile.Place{Line: n.At.Line, Column: column}
}

// fact returns where a fact is given, in the case or for the whole file.
func (p places) fact(name string) yamlfile.Place {
	for _, n := range []yamlfile.Node{p.node, p.top} {
		given, at, ok := field(n, "given")
		if !ok {
			continue
		}
		if _, at, ok := field(given, name); ok {
			return at
		}
		if n.At == p.node.At {
			if _, _, ok := field(p.top, "given"); !ok {
				return at
			}
		}
	}
	return p.node.At
}

// name returns where a name stands in a list, or the list itself.
func (p places) name(n yamlfile.Node, key, name string) yamlfile.Place {
	list, at, _ := field(n, key)
	if list.Text == name && name != "" {
		return list.At
	}
	for _, item := range list.Items {
		if item.Text == name {
			return item.At
		}
	}
	return at
}

// unknown reports the names of a list that the policy does not know.
func (c *Case) unknown(key, what string, names []string, known func(string) bool, all []string) Problems {
	var out Problems
	for _, name := range names {
		if known(name) {
			continue
		}
		message := fmt.Sprintf("no %s is called `%s`", what, name)
		if near := diag.Nearest(name, slices.Values(all)); near != "" {
			message += fmt.Sprintf("; did you mean `%s`?", near)
		}
		out = append(out, Problem{c.places.pos(c.places.name(c.places.node, key, name)), message})
	}
	return out
}

// expects reports clauses and facts in what is expected that the policy does not know.
func (c *Case) expects(p *model.Policy) Problems {
	var clauses, needs []string
	for i := range p.Clauses {
		clauses = append(clauses, p.Clauses[i].ID)
	}
	for i := range p.Facts {
		needs = append(needs, p.Facts[i].ID)
	}
	for d := range model.Dim(model.DimCount) {
		needs = append(needs, d.String())
	}
	for k := range model.ConsentKind(model.ConsentKinds) {
		needs = append(needs, k.String())
	}
	needs = append(needs, "objection")
	in := func(all []string) func(string) bool {
		return func(s string) bool { return slices.Contains(all, s) }
	}
	return append(c.unknown("because", "clause", c.Because, in(clauses), clauses), c.unknown("needs", "fact or part", c.Needs, in(needs), needs)...)
}

// listed binds the names of `only`.
func (c *Case) listed(e *engine.Engine) ([]model.NodeID, error) {
	var out []model.NodeID
	var wrong Problems
	only, _, _ := field(c.places.node, "only")
	for _, name := range c.Only.Names {
		var f dsl.Fields
		f.Dims[model.Action] = []string{"any"}
		f.Dims[c.Only.Dim] = []string{name}
		q, err := e.Asker().Fields(f)
		var found diag.List
		if errors.As(err, &found) {
			for _, p := range found {
				wrong = append(wrong, Problem{c.places.pos(c.places.name(only, c.Only.Dim.String(), name)), p.Message})
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		set := q.Scope[c.Only.Dim]
		if set.All {
			out = append(out, model.Root)
		}
		out = append(out, set.In...)
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}
