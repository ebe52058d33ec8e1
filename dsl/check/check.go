// Package check turns trees into a model: it binds names, closes graphs, verifies quotes and
// normalises norms, and reports everything that does not hold together.
//
// It reads trees and never changes them, and it answers no questions.
//
//	policy, problems := check.Policy(check.Input{Modules: modules, Sources: texts})
//	question, problems := check.NewAsker(policy).Question(tree, file)
package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A Module is the files of the policy itself, or of one vocabulary that it uses.
type Module struct {
	Name  string // "" for the policy itself
	Files []*ast.File
}

// Input is what is checked together.
type Input struct {
	Modules []Module                // the policy first
	Sources map[string]*source.File // the quoted texts, by the path that the header gives
	Missing map[string]string       // why a source could not be read, by path
	Partial bool                    // a module is missing: names that it may declare are not reported
	Torn    bool                    // a file of the policy itself is missing: nothing is said to be missing that it may hold
	Digest  string
	Base    string // the policy's folder: places in the model are named below it

	// Documents are the policy's files that are documents with clauses in them. Their words are among the sources.
	Documents []Document

	// Unused gives the names that vocabularies have which nothing uses, each with its vocabulary. It may be nil.
	Unused func() map[string]string
}

// A Document is a file whose words its own clauses quote.
type Document struct {
	Path  string // below the policy's folder, as in Sources
	File  *source.File
	Prose []model.Range // what the document marks as words with nothing to decide, and its headings; sorted
	// Passages are what the document consists of, in its order.
	Passages []model.Passage
}

// Limits on what one policy may hold, so that no input exhausts the process.
const (
	maxNames     = 1_000_000
	maxAncestors = 20_000_000 // pairs of a node and an ancestor, over one graph
	maxSuggested = 50         // unknown names for which the nearest is looked for
)

// Policy checks and returns the model. The model is only to be used where there are no problems.
func Policy(in Input) (*model.Policy, diag.List) {
	c := newChecker(in)
	c.headers()
	c.documents()
	c.declare()
	c.policy.Seal()
	c.closeGraphs()
	c.closeActions()
	c.bindTerms()
	c.bindClauses()
	c.bindPrecedence()
	c.policy.Seal()
	c.bindExamples()
	c.limits()
	c.reportAbsent()
	return c.policy, withoutTwins(c.problems)
}

// A checker holds what is known while a policy is checked.
type checker struct {
	in       Input
	policy   *model.Policy
	problems diag.List
	file     *source.File // the file that is being read

	asking    bool            // a question is bound
	poisoned  map[string]bool // names that broken declarations may have declared, squashed
	nameless  map[string]bool // kinds of which a declaration has lost its name, which may be any that is unknown
	told      map[string]int  // where in the problems those are that are told once
	unread    []string        // the texts of broken declarations
	unused    map[string]string
	absent    map[string]*absent
	nodes     [model.Kinds]map[string]*nodeDecl
	order     [model.Kinds][]*nodeDecl
	facts     map[string]*factDecl
	options   map[model.FactID]map[string]int // the places of values, of facts with many
	terms     terms
	clauses   map[string]*clauseDecl
	contested map[string]bool  // which of them are declared twice, so that nobody knows which is meant
	exclusive map[string]place // where each fact, event, judgement and term is declared
	edges     []precedence
	crowded   bool // there are too many of these, which has been reported
	examples  []exampleDecl
	suggested int
	plains    map[string]*plainSource
	tired     bool // finding quotes has taken too long, which has been reported
	bind      binder
	libraries map[*source.File]string // the vocabulary of each file that is not the policy's own
}

// A place is a span of a file.
type place struct {
	file *source.File
	span source.Span
}

func newChecker(in Input) *checker {
	c := &checker{in: in, policy: &model.Policy{Digest: in.Digest}, poisoned: map[string]bool{}, absent: map[string]*absent{},
		facts: map[string]*factDecl{}, terms: terms{named: map[string]*termDecl{}}, clauses: map[string]*clauseDecl{}, exclusive: map[string]place{}, contested: map[string]bool{}, nameless: map[string]bool{}, libraries: librariesOf(in)}
	for k := range c.nodes {
		c.nodes[k] = map[string]*nodeDecl{}
	}
	c.bind = binder{checker: c}
	return c
}

// report adds a problem in the current file.
func (c *checker) report(at ast.Node, code, format string, args ...any) *diag.Problem {
	return c.reportAt(place{c.file, at.Span()}, code, format, args...)
}

func (c *checker) reportAt(at place, code, format string, args ...any) *diag.Problem {
	c.problems.Add(diag.Problem{Code: code, File: at.file, Span: at.span, Message: fmt.Sprintf(format, args...)})
	return &c.problems[len(c.problems)-1]
}

// maxAlso is how many further places of one problem are told.
const maxAlso = 20

// reportOnce adds a problem in the current file, or, where the same is said already, its place as a further one: one declaration may
// mend all of them. It returns the problem where it is new.
func (c *checker) reportOnce(at ast.Node, code, format string, args ...any) *diag.Problem {
	message := fmt.Sprintf(format, args...)
	if i, told := c.told[message]; told {
		if p := &c.problems[i]; len(p.Related) < maxAlso && (p.File != c.file || p.Span != at.Span()) {
			p.Related = append(p.Related, place{c.file, at.Span()}.related("also here"))
		}
		return nil
	}
	if c.told == nil {
		c.told = map[string]int{}
	}
	c.told[message] = len(c.problems)
	return c.report(at, code, "%s", message)
}

func (p place) related(message string) diag.Related {
	return diag.Related{File: p.file, Span: p.span, Message: message}
}

// posOf returns a place as the model names it: below the policy's folder.
func (c *checker) posOf(p place) model.Pos {
	at := p.file.Position(p.span.Start)
	return model.Pos{File: strings.TrimPrefix(p.file.Name, c.in.Base), Line: at.Line, Column: at.Rune, Library: c.libraries[p.file]}
}

// librariesOf returns the vocabulary of each file that is not the policy's own.
func librariesOf(in Input) map[*source.File]string {
	out := map[*source.File]string{}
	for _, m := range in.Modules {
		for _, f := range m.Files {
			if m.Name != "" {
				out[f.Source] = strings.TrimPrefix(m.Name, `"`) // which marks a folder
			}
		}
	}
	return out
}

func (c *checker) pos(n ast.Node) model.Pos { return c.posOf(place{c.file, n.Span()}) }

// each calls f for every declaration of every module, with the sections around it. What is used comes before what uses it, so that
// the policy is blamed for a clash with a vocabulary, and not the vocabulary.
func (c *checker) each(f func(m *Module, d ast.Decl, sections []string)) {
	for i := len(c.in.Modules) - 1; i >= 0; i-- {
		m := &c.in.Modules[i]
		for _, file := range m.Files {
			c.file = file.Source
			eachDecl(file.Decls, nil, func(d ast.Decl, sections []string) { f(m, d, sections) })
		}
	}
}

func eachDecl(decls []ast.Decl, sections []string, f func(ast.Decl, []string)) {
	for _, d := range decls {
		if s, ok := d.(*ast.Section); ok {
			eachDecl(s.Decls, append(slices.Clip(sections), s.Title.Value), f)
			continue
		}
		f(d, sections)
	}
}

func labels(in []ast.Label) model.Labels {
	out := make(model.Labels, len(in))
	for i, l := range in {
		out[i] = model.Label{Language: l.Language, Text: l.Value}
	}
	return out
}
