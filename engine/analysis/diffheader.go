package analysis

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A HeaderChange is a line of the policy's header that is not what it was.
type HeaderChange struct {
	Field         string // title, controller, contact, version, language, effective, jurisdiction
	Before, After string // "" where there is none
	Tell          bool   // people must be told: who is responsible, and where to turn to
	Text          string // as a sentence
}

// header tells what became of the header.
func (c *comparer) header() []HeaderChange {
	out := []HeaderChange{}
	old, new := headerOf(c.v[oldSide].policy), headerOf(c.v[newSide].policy)
	for i, is := range new {
		was := old[i]
		if was.After == is.After {
			continue
		}
		is.Before = was.After
		called := is.Field
		if called == "effective" {
			called = "effective date"
		}
		is.Text = "The " + called + " is now " + is.After + ", and no longer " + is.Before + "."
		switch {
		case is.Before == "":
			is.Text = "The " + called + " is now named: " + is.After + "."
		case is.After == "":
			is.Text = "The " + called + " is no longer named: it was " + is.Before + "."
		}
		out = append(out, is)
	}
	return out
}

func headerOf(p *model.Policy) []HeaderChange {
	return []HeaderChange{
		{Field: "title", After: p.Title.In("")},
		{Field: "controller", After: p.Controller.In(""), Tell: true},
		{Field: "contact", After: p.Contact.In(""), Tell: true},
		{Field: "version", After: p.Version},
		{Field: "language", After: p.Language},
		{Field: "effective", After: p.Effective},
		{Field: "jurisdiction", After: strings.Join(p.Jurisdictions, ", ")},
	}
}
