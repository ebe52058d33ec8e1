package redline

import (
	"slices"
	"sort"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document"
)

// Of returns the words of a policy: sections and quotes in their order, and of a literate policy the document itself. A clause that
// quotes nothing stands there with what its rules say.
func Of(e *engine.Engine) Text {
	p := e.Policy()
	t := &teller{e: e, p: p, told: make([]bool, len(p.Sources)), heads: map[int]int{}}
	for i := range p.Clauses {
		t.clause(i)
	}
	title := squeeze(p.Title.In(p.Language))
	if t.titled() {
		title, t.parts = t.parts[0].Words, t.parts[1:]
		t.raise()
	}
	parts := append([]Part{{Kind: Title, Words: title}}, t.parts...)
	return Text{Policy: document.Policy{ID: p.ID, Version: p.Version, Digest: p.Digest}, Language: p.Language, Parts: parts}
}

// A teller goes through the clauses of a policy.
type teller struct {
	e     *engine.Engine
	p     *model.Policy
	told  []bool // of each source, whether it was told as a document
	parts []Part
	open  []string // the sections around the clause before
	heads map[int]int
	rules [][]string // of each clause, what its rules say; see says
}

func (t *teller) clause(i int) {
	c := &t.p.Clauses[i]
	if s := t.document(c); s >= 0 {
		if !t.told[s] {
			t.told[s] = true
			t.tell(s)
		}
		t.open = nil
		return
	}
	t.sections(c.Sections)
	for _, q := range c.Quotes {
		t.parts = append(t.parts, Part{Kind: Paragraph, Words: squeeze(q.Text), Clauses: []string{c.ID}})
	}
	if len(c.Quotes) == 0 {
		for _, says := range t.says(i) {
			t.parts = append(t.parts, Part{Kind: Rule, Words: squeeze(says), Clauses: []string{c.ID}})
		}
	}
}

// document returns the source that is the document in which a clause stands; -1 where there is none.
func (t *teller) document(c *model.Clause) int {
	return slices.IndexFunc(t.p.Sources, func(s model.Source) bool {
		return len(s.Passages) > 0 && (c.Pos.File == s.Path || strings.HasSuffix(c.Pos.File, "/"+s.Path))
	})
}

// sections writes the headings that are new above a clause.
func (t *teller) sections(list []string) {
	same := 0
	for same < min(len(list), len(t.open)) && list[same] == t.open[same] {
		same++
	}
	for i := same; i < len(list); i++ {
		t.parts = append(t.parts, Part{Kind: Heading, Level: i + 1, Words: squeeze(list[i])})
	}
	t.open = list
}

// tell writes a document: its passages, each with the clauses that quote words of it.
func (t *teller) tell(source int) {
	s := &t.p.Sources[source]
	first := len(t.parts)
	var from []model.Passage
	for _, x := range s.Passages {
		words := squeeze(s.Text[x.Start:x.End])
		if words == "" {
			continue
		}
		part := Part{Kind: Paragraph, Words: words}
		switch {
		case x.Level > 0:
			part.Kind, part.Level = Heading, x.Level
		case x.Item:
			part.Kind = Item
		}
		t.parts, from = append(t.parts, part), append(from, x)
	}
	for i := range t.p.Clauses {
		t.quoted(&t.p.Clauses[i], source, from, t.parts[first:])
	}
}

// quoted notes a clause at the passages whose words it quotes.
func (t *teller) quoted(c *model.Clause, source int, from []model.Passage, parts []Part) {
	for _, q := range c.Quotes {
		if q.Source != source {
			continue
		}
		for _, at := range q.At {
			i := sort.Search(len(from), func(i int) bool { return from[i].End > at.Start })
			for ; i < len(from) && from[i].Start < at.End; i++ {
				if !slices.Contains(parts[i].Clauses, c.ID) {
					parts[i].Clauses = append(parts[i].Clauses, c.ID)
				}
			}
		}
	}
}

// titled reports whether the text begins with the only heading of the first level, which is its title.
func (t *teller) titled() bool {
	n := 0
	for i := range t.parts {
		if t.parts[i].Kind == Heading && t.parts[i].Level == 1 {
			n++
		}
	}
	return n == 1 && t.parts[0].Kind == Heading && t.parts[0].Level == 1 && slices.Contains(t.told, true)
}

// raise makes the headings beneath the title the first.
func (t *teller) raise() {
	for i := range t.parts {
		if t.parts[i].Kind == Heading {
			t.parts[i].Level--
		}
	}
}

// squeeze makes all white space one space: where a line ends says nothing.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
