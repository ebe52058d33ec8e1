package lint

import (
	"sync"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// A Context is what a rule reads. It is of one run, and not for concurrent use.
type Context struct {
	policy  *model.Policy
	options Options
	rule    string // which is running
	result  *Result
	ledger  ledger

	engine   func() *engine.Engine
	analysis func() *analysis.Analysis
	dead     func() ([]analysis.Dead, error)
	passages func() []Passage
	texts    func() []Text
	words    map[string]*Words
}

func newContext(p *model.Policy, o Options, r *Result) *Context {
	c := &Context{policy: p, options: o, result: r, words: map[string]*Words{}}
	c.engine = sync.OnceValue(func() *engine.Engine {
		if o.Report != nil {
			return o.Report.Engine
		}
		return engine.New(p)
	})
	c.analysis = sync.OnceValue(func() *analysis.Analysis { return analysis.New(p) })
	c.dead = sync.OnceValues(func() ([]analysis.Dead, error) { return c.analysis().Dead() })
	c.texts = sync.OnceValue(func() []Text { return textsOf(p) })
	c.passages = sync.OnceValue(func() []Passage { return passagesOf(p) })
	return c
}

// Policy returns the policy. It must not be changed.
func (c *Context) Policy() *model.Policy { return c.policy }

// Own reports whether a place is in the policy's own files, and not in a vocabulary that it uses.
func (c *Context) Own(at model.Pos) bool { return at.Library == "" && at.File != "" }

// Engine returns the policy's engine.
func (c *Context) Engine() *engine.Engine { return c.engine() }

// Analysis returns the analysis of the policy.
func (c *Context) Analysis() *analysis.Analysis { return c.analysis() }

// Dead returns the norms that decide nothing, found out once for all rules; what could not be told is noted as not decided.
func (c *Context) Dead() []analysis.Dead {
	dead, err := c.dead()
	c.NotDecided(err)
	return dead
}

// Report returns what the tests of the policy came to; nil where they are not at hand.
func (c *Context) Report() *policytest.Report { return c.options.Report }

// Files returns the policy's files; none where they are not at hand.
func (c *Context) Files() []File { return c.options.Files }

// NotDecided notes that the running rule could not tell everything, and why. Several errors of a rule are noted once each.
func (c *Context) NotDecided(err error) {
	if err == nil {
		return
	}
	u := Undecided{c.rule, err}
	for _, x := range c.result.Undecided {
		if x.Rule == u.Rule && x.Err.Error() == err.Error() {
			return
		}
	}
	c.result.Undecided = append(c.result.Undecided, u)
}
