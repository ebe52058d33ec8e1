package document

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// Options say which document is wanted. The zero Mode is Generated, the zero Audience Public.
type Options struct {
	Mode     Mode
	Audience Audience
	Grammar  grammar.Grammar // of the language, for the engine's policy
}

// New writes the policy of an engine as a document. Literate documents are written from their Markdown: see package literate
// beneath this one. Labels that the policy lacks in the language are then among Grammar.Missing.
//
//	g, err := grammar.New("en", e.Policy())
//	doc, err := document.New(e, document.Options{Grammar: g})
//	err = markdown.Write(os.Stdout, doc)
func New(e *engine.Engine, o Options) (*Document, error) {
	if o.Mode == "" {
		o.Mode = Generated
	}
	if o.Audience == "" {
		o.Audience = Public
	}
	b := &builder{e: e, p: e.Policy(), g: o.Grammar, o: o, under: outranked(e.Policy())}
	doc := b.head()
	var err error
	switch o.Mode {
	case Generated:
		err = b.generated(doc)
	case Quoted:
		err = b.quoted(doc)
	default:
		err = fmt.Errorf("no document is made in the mode %q from a policy alone; there are generated and quoted", o.Mode)
	}
	if err != nil {
		return nil, err
	}
	doc.Complete()
	return doc, nil
}

// Head is a document of a policy without any section.
func Head(p *model.Policy, o Options) *Document {
	doc := (&builder{p: p, g: o.Grammar, o: o}).head()
	doc.Complete()
	return doc
}

// A builder makes one document.
type builder struct {
	e *engine.Engine
	p *model.Policy
	g grammar.Grammar
	o Options

	under map[int]string // what prevails over the sentences of a clause
}

func (b *builder) head() *Document {
	doc := &Document{Policy: Policy{b.p.ID, b.p.Version, b.p.Digest}, Title: b.g.Label(b.p.Title), Language: b.g.Language(),
		Mode: b.o.Mode, Audience: b.o.Audience}
	if doc.Title == "" {
		doc.Title = b.p.ID
	}
	if b.p.Effective != "" {
		doc.Effective = b.g.Day(b.p.Effective)
	}
	return doc
}

// generated makes all text from the model.
func (b *builder) generated(doc *Document) error {
	placed := b.placed()
	for _, id := range order {
		s := Section{ID: id, Title: b.g.Say("section." + id)}
		b.fill(&s, placed)
		if len(s.Blocks)+len(s.Sections) > 0 {
			doc.Sections = append(doc.Sections, s)
		} else if b.o.Audience != Public && wanted[id] && !b.saidElsewhere(id) {
			doc.Gaps = append(doc.Gaps, Gap{id, b.g.Sentence(b.g.Say("gap." + id))})
		}
	}
	if len(doc.Gaps) > 0 {
		doc.GapsTitle = b.g.Say("section.gaps")
	}
	return nil
}

// saidElsewhere reports whether what is said of a section's matter stands in another: what refusing cookies costs stands with the cookies.
func (b *builder) saidElsewhere(section string) bool {
	return slices.ContainsFunc(b.p.Norms, func(n model.Norm) bool {
		switch section {
		case "required":
			return n.Origin == model.ByRefusing || b.does(&n, "require", "refuse")
		case "use", "collect":
			return n.Permits() && b.does(&n, section)
		}
		return false
	})
}

// fill writes what a section holds.
func (b *builder) fill(s *Section, placed map[string][]*unit) {
	switch s.ID {
	case "summary":
		s.Blocks = b.notice(placed)
	case "who":
		s.Blocks = b.who()
	case "defects":
		s.Blocks = b.defects()
	default:
		b.body(s, placed)
	}
}

// order is the order of the sections, as people ask; what nothing is said about is left out.
var order = [...]string{"summary", "who", "collect", "required", "use", "consent", "recipients", "transfers", "retention", "cookies", "rights",
	"security", "children", "automated", "yours", "other", "scope", "open", "readings", "changes", "defects"}

// wanted are the sections that readers look for.
var wanted = map[string]bool{"who": true, "collect": true, "required": true, "use": true, "recipients": true, "transfers": true, "retention": true,
	"cookies": true, "rights": true, "security": true, "children": true, "automated": true, "changes": true}
