package analysis

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A TextChange is a change of the words of the policy, or of the place of its sentences, with what became of the clause that holds them. It changes
// no answer by itself; a notice of change needs it all the same.
type TextChange struct {
	Clause        string // its id in the new version, or in the old one, if it is gone; "" of words outside of clauses
	Was           string // its id in the old version
	What          string // words, renamed, part, new, or gone
	Before, After string // the words
	Answers       bool   // some change is of an answer that this clause decides
	Text          string // as a sentence
}

// texts tells what became of the words, in the order of the new version.
func (c *comparer) texts(changes []Change) []TextChange {
	out := []TextChange{}
	cited := c.cited(changes)
	old := map[string]*model.Clause{}
	for i := range c.v[oldSide].policy.Clauses {
		old[c.v[oldSide].clauses[i]] = &c.v[oldSide].policy.Clauses[i]
	}
	from, wentOn := c.pairedClauses()
	for i := range c.v[newSide].policy.Clauses {
		clause := &c.v[newSide].policy.Clauses[i]
		if was := old[clause.ID]; was != nil {
			out = append(out, clauseTexts(was, clause, cited[clause.ID])...)
		} else if from := from[i]; from != "" {
			out = append(out, TextChange{Clause: clause.ID, Was: from, What: "part", After: clause.Quote(),
				Text: "What clause " + from + " said, or a part of it, is now in clause " + clause.ID + "."})
		} else if !cited[clause.ID] {
			out = append(out, TextChange{Clause: clause.ID, What: "new", After: clause.Quote(), Text: "Clause " + clause.ID + " is new, and changes no answer."})
		}
	}
	for i := range c.v[oldSide].policy.Clauses {
		id := c.v[oldSide].clauses[i]
		if !slices.Contains(c.v[newSide].clauses, id) && !cited[id] && !wentOn[i] {
			quote := c.v[oldSide].policy.Clauses[i].Quote()
			out = append(out, TextChange{Clause: id, Was: id, What: "gone", Before: quote, Text: "Clause " + id + " is gone, and that changes no answer."})
		}
	}
	return append(out, c.proseTexts()...)
}

// clauseTexts tells what became of a clause that both versions have.
func clauseTexts(was, is *model.Clause, cited bool) (out []TextChange) {
	if was.ID != is.ID {
		out = append(out, TextChange{Clause: is.ID, Was: was.ID, What: "renamed", Before: was.Quote(), After: is.Quote(), Text: "Clause " + was.ID + " is now " + is.ID + "."})
	}
	if was.Quote() != is.Quote() {
		text := "The words of clause " + is.ID + " changed, and no answer did."
		if cited {
			text = "The words of clause " + is.ID + " changed, and answers did (see above)."
		}
		out = append(out, TextChange{Clause: is.ID, Was: was.ID, What: "words", Before: was.Quote(), After: is.Quote(), Answers: cited, Text: text})
	}
	return out
}

// cited returns the clauses that a change cites.
func (c *comparer) cited(changes []Change) map[string]bool {
	out := map[string]bool{}
	add := func(side int, norms, exclusions []int) {
		for _, n := range norms {
			out[c.v[side].clauses[c.v[side].policy.Norms[n].Clause]] = true
		}
		for _, x := range exclusions {
			out[c.v[side].clauses[c.v[side].policy.Exclusions[x].Clause]] = true
		}
	}
	for i := range changes {
		add(oldSide, changes[i].OldNorms, changes[i].OldExclusions)
		add(newSide, changes[i].NewNorms, changes[i].NewExclusions)
	}
	return out
}

// pairedClauses returns, by new clause, the id of an old one in which a norm of it stood before; and which old clauses have such norms.
func (c *comparer) pairedClauses() (from map[int]string, wentOn map[int]bool) {
	from, wentOn = map[int]string{}, map[int]bool{}
	for _, p := range c.changed.pairs {
		old, new := c.v[oldSide].policy.Norms[p[oldSide]].Clause, c.v[newSide].policy.Norms[p[newSide]].Clause
		if wentOn[old] = true; from[new] == "" {
			from[new] = c.v[oldSide].policy.Clauses[old].ID
		}
	}
	return from, wentOn
}

// proseTexts tells of words that a source marks as such that nothing is decided by, and that no clause quotes.
func (c *comparer) proseTexts() (out []TextChange) {
	was, is := prose(c.v[oldSide].policy), prose(c.v[newSide].policy)
	for _, text := range is {
		if !slices.Contains(was, text) {
			out = append(out, TextChange{What: "new", After: text, Text: "Words that decide nothing are new."})
		}
	}
	for _, text := range was {
		if !slices.Contains(is, text) {
			out = append(out, TextChange{What: "gone", Before: text, Text: "Words that decided nothing are gone."})
		}
	}
	return out
}

func prose(p *model.Policy) (out []string) {
	for i := range p.Sources {
		s := &p.Sources[i]
		for _, r := range s.Prose {
			if text := strings.Join(strings.Fields(s.Text[r.Start:r.End]), " "); text != "" {
				out = append(out, text)
			}
		}
	}
	return out
}
