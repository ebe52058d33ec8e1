package check

import (
	"slices"
	"strings"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// headers reads the headers: the policy must have one, and each vocabulary one of its own.
func (c *checker) headers() {
	seen := map[string]place{}
	var policyFile *ast.File
	broken := false
	c.each(func(m *Module, d ast.Decl, _ []string) {
		switch d := d.(type) {
		case *ast.Bad:
			broken = true
			c.unread = append(c.unread, c.file.Text[d.At.At.Start:d.At.At.End])
			c.nameless[d.Nameless] = true
			for _, n := range d.Names {
				c.poison(n)
			}
		case *ast.Header:
			at := place{c.file, d.ID.At.At}
			if first, ok := seen[m.Name]; ok {
				c.secondHeader(d, first)
				return
			}
			seen[m.Name] = at
			c.header(m, d)
		}
	})
	if _, ok := seen[""]; !ok && !broken && len(c.in.Modules) > 0 {
		for _, f := range c.in.Modules[0].Files {
			if policyFile == nil || f.Source.Name < policyFile.Source.Name {
				policyFile = f
			}
		}
		if policyFile != nil {
			c.file = policyFile.Source
			c.report(ast.At{}, "missing-header", "the folder has no header; begin one file with: policy ID \"Title\" { controller \"...\" }")
		}
	}
}

func (c *checker) secondHeader(h *ast.Header, first place) {
	move := "move one of the two files into a folder of its own"
	if first.file == c.file {
		move = "move one of the two, with what belongs to it, into a folder of its own"
	}
	p := c.report(h.ID, "duplicate-header", "a folder holds one %s, and `%s` is its second; %s", headerWord(h), h.ID.Text, move)
	p.Related = append(p.Related, first.related("the first one"))
}

// withoutTwins leaves out, of two files that hold a policy each, that names of one stand in the other as well: with one of the two moved, as is
// said of the second header, they do not.
func withoutTwins(problems diag.List) diag.List {
	var second []diag.Problem
	for _, p := range problems {
		if p.Code == "duplicate-header" {
			second = append(second, p)
		}
	}
	return slices.DeleteFunc(problems, func(p diag.Problem) bool {
		return p.Code == "duplicate-name" && slices.ContainsFunc(second, func(h diag.Problem) bool { return twins(p, h) })
	})
}

// twins says whether a name and a header are repeated in the same two files.
func twins(name, header diag.Problem) bool {
	if len(name.Related) == 0 || name.File == name.Related[0].File {
		return false
	}
	a, b := header.File, header.Related[0].File
	return name.File == a && name.Related[0].File == b || name.File == b && name.Related[0].File == a
}

func headerWord(h *ast.Header) string {
	if h.Vocabulary {
		return "vocabulary"
	}
	return "policy"
}

func (c *checker) header(m *Module, h *ast.Header) {
	own := m.Name == ""
	if !own && !h.Vocabulary {
		c.report(h.ID, "not-a-vocabulary", "`use` imports vocabularies, and %s is a policy", h.ID.Text)
		return
	}
	if own {
		c.policy.ID, c.policy.Vocabulary = h.ID.Text, h.Vocabulary
		c.policy.Title, c.policy.Pos = labels(h.Title), c.pos(h.ID)
	}
	if !own {
		c.speaks(m, h)
	}
	seen := map[string]place{}
	for _, f := range h.Fields {
		key := f.Key.Text
		if first, ok := seen[key]; ok && key != "source" {
			p := c.report(f.Key, "duplicate-field", "`%s` stands twice in the header; keep one", key)
			p.Related = append(p.Related, first.related("the first one"))
			continue
		}
		seen[key] = place{c.file, f.Key.At.At}
		c.field(own, f)
	}
}

// speaks notes the language of a vocabulary.
func (c *checker) speaks(m *Module, h *ast.Header) {
	if c.policy.Spoken == nil {
		c.policy.Spoken = map[string]string{}
	}
	name := strings.TrimPrefix(m.Name, `"`) // which marks a folder
	c.policy.Spoken[name] = ""
	for _, f := range h.Fields {
		if f.Key.Text == "language" {
			c.policy.Spoken[name] = f.Names[0].Text
		}
	}
}

func (c *checker) field(own bool, f *ast.Field) {
	switch f.Key.Text {
	case "effective":
		c.date(*f.Date)
		if own {
			c.policy.Effective = f.Date.Text
		}
		return
	case "source":
		if own {
			c.source(f)
		}
		return
	}
	if !own {
		return
	}
	switch f.Key.Text {
	case "controller":
		c.policy.Controller = labels(f.Labels)
	case "contact":
		c.policy.Contact = labels(f.Labels)
	case "version":
		c.policy.Version = labels(f.Labels).In("")
	case "language":
		c.policy.Language = f.Names[0].Text
	case "jurisdiction":
		for _, n := range f.Names {
			c.policy.Jurisdictions = append(c.policy.Jurisdictions, n.Text)
		}
	}
}

func (c *checker) source(f *ast.Field) {
	id, path := f.Names[0], f.Labels[0]
	if slices.ContainsFunc(c.policy.Sources, func(s model.Source) bool { return s.ID == id.Text }) {
		c.report(id, "duplicate-name", "a source called `%s` is declared already", id.Text)
		return
	}
	if why, missing := c.in.Missing[path.Value]; missing {
		c.report(path, "unreadable-source", "the source cannot be read: %s", why)
	}
	if text := c.in.Sources[path.Value]; text != nil {
		if offset, reason := text.Fault(); reason != "" {
			c.report(path, "unreadable-source", "the source cannot be read: line %d: %s", text.Position(offset).Line, reason)
			delete(c.in.Sources, path.Value)
		}
	}
	s := model.Source{ID: id.Text, Path: path.Value}
	if text := c.in.Sources[path.Value]; text != nil {
		s.Text = text.Text
	}
	if f.Language != nil {
		s.Language = f.Language.Text
	}
	c.policy.Sources = append(c.policy.Sources, s)
}

// date reports a day that the calendar does not have.
func (c *checker) date(d ast.Date) {
	if _, err := time.Parse(time.DateOnly, d.Text); err != nil {
		c.report(d, "bad-date", "there is no such day as %s; write year-month-day, as in 2026-11-22", d.Text)
	}
}
