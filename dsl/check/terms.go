package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A term may name others, and stands for all that they stand for. A few lines can so stand for more than anybody can
// look through; what they stand for is counted without writing it out.
const (
	maxTermSize  = 10_000    // tests and terms that one term stands for
	maxTermsUsed = 2_000_000 // the same, of all the terms that a policy's sentences name
	maxTermDepth = 1_000     // how far terms may rest on other terms
)

type termDecl struct {
	index int
	at    place
	decl  *ast.TermDecl
	state uint8 // 0 not bound yet, 1 being bound, 2 bound
	size  int   // tests and terms that it stands for
	depth int   // terms below it
}

// terms are the declared terms, and what is known of them as a whole.
type terms struct {
	named   map[string]*termDecl
	binding []string // those that are being bound, each for the one before it
	used    int      // tests and terms that the terms in sentences stand for
	limited bool     // a limit has been reported, and what else is too large may follow from the same
}

// bindTerms binds every term, each before the terms that use it.
func (c *checker) bindTerms() {
	for _, id := range slices.Sorted(maps.Keys(c.terms.named)) {
		c.bindTerm(id)
	}
	c.bindDeciders()
}

func (c *checker) bindTerm(id string) {
	t := c.terms.named[id]
	switch {
	case t.state == 2:
		return
	case t.state == 1:
		c.termCycle(t, id)
		return
	case len(c.terms.binding) > maxTermDepth:
		c.termLimit(t, "rests on a chain of more than %d others; say some of it in its own words", maxTermDepth)
		return
	}
	t.state = 1
	c.terms.binding = append(c.terms.binding, id)
	eachTest(t.decl.Means, func(test ast.Cond) {
		t.size++
		if has, ok := test.(*ast.Has); ok && c.terms.named[has.Fact.Text] != nil {
			c.bindTerm(has.Fact.Text)
			below := c.terms.named[has.Fact.Text]
			t.size, t.depth = t.size+below.size, max(t.depth, below.depth+1)
		}
	})
	c.terms.binding = c.terms.binding[:len(c.terms.binding)-1]
	c.policy.Terms[t.index].Means = c.termMeans(t)
	t.state = 2
}

// termMeans binds what a term means. What is no condition, or too large a one, is left out and has been reported.
func (c *checker) termMeans(t *termDecl) model.Cond {
	c.file = t.at.file
	cond := c.bind.condition(t.decl.Means, condFacts)
	switch {
	case t.size > maxTermSize:
		c.termLimit(t, "stands for more than %d tests, with those of the terms that it names; say it with fewer", maxTermSize)
	case t.depth > maxTermDepth:
		c.termLimit(t, "rests on a chain of more than %d others; say some of it in its own words", maxTermDepth)
	case cond != nil:
		return cond
	}
	t.size, t.depth = 0, 0
	return &model.AllOf{}
}

func (c *checker) termLimit(t *termDecl, format string, limit int) {
	if !c.terms.limited {
		c.terms.limited = true
		c.reportAt(t.at, "limit", "the term `%s` "+format, t.decl.Name.Text, limit)
	}
}

// termCycle reports that a term rests on itself, by the terms that are being bound.
func (c *checker) termCycle(t *termDecl, id string) {
	path := c.terms.binding[slices.Index(c.terms.binding, id):]
	chain := "`" + strings.Join(path[:min(len(path), 6)], "` means `") + "` means "
	if len(path) > 6 {
		chain += "... means "
	}
	p := c.reportAt(t.at, "cycle", "the term `%s` rests on itself: %s`%s`; remove one of these", id, chain, id)
	for _, n := range path[1:] {
		p.Related = append(p.Related, c.terms.named[n].at.related("`"+n+"` is declared here"))
	}
}

// useTerm counts a term that a sentence names.
func (c *checker) useTerm(at ast.Name, t *termDecl) {
	if t == nil || len(c.terms.binding) > 0 {
		return
	}
	if c.terms.used += t.size; c.terms.used > maxTermsUsed && !c.terms.limited {
		c.terms.limited = true
		c.report(at, "limit", "the terms that the sentences name up to here stand for more than %d tests; say them with fewer", maxTermsUsed)
	}
}

// eachTest calls f for what a condition joins.
func eachTest(cond ast.Cond, f func(ast.Cond)) {
	switch x := cond.(type) {
	case *ast.Join:
		for _, t := range x.Terms {
			eachTest(t, f)
		}
	case *ast.Not:
		eachTest(x.Cond, f)
	case *ast.Brackets:
		eachTest(x.Cond, f)
	default:
		f(x)
	}
}
