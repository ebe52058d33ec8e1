package review

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// A note is what stands beside the words of a clause.
type note struct {
	ref
	Index    int
	Kind     string // rules, prose, defect, todo
	Rules    []ruleView
	More     []ruleView // those beyond the first few
	Count    int
	Defects  []model.Defect
	Todos    []model.Todo
	Findings []findingView
	Place    string // file:line
	Written  string // the clause as it stands in its file
	Changed  string // new, words: what became of it since the version that it is compared with
	Before   string // its words there
}

// A ruleView is one sentence of the policy in plain words.
type ruleView struct{ Modality, Says string }

// A findingView is one finding of the linter.
type findingView struct {
	Rule, Severity string
	Message        []words
	Also           []ref  // further clauses that it is about
	Question       string // a case that shows it
	Accepted       string // why the policy allows it
	Index          int    // in the page
	Clause         int    // in which it can be allowed; -1 for none
}

// words are a part of a message; names of the language stand out.
type words struct {
	Text string
	Code bool
}

// sentenceOf makes a sentence of a message, in which names stand in backquotes.
func sentenceOf(message string) []words {
	message = sentence.Capital(message)
	if !strings.HasSuffix(message, ".") {
		message += "."
	}
	var out []words
	for i, text := range strings.Split(message, "`") {
		if text != "" {
			out = append(out, words{text, i%2 == 1})
		}
	}
	return out
}

// shownRules is how many rules of a clause are not folded away: a note much longer than its sentence tears the text apart.
const shownRules = 4

// note returns what stands beside a clause.
func (b *builder) note(clause int) *note {
	c := &b.p.Clauses[clause]
	n := &note{ref: b.ref(clause), Index: clause, Kind: b.kinds[clause], Rules: b.rules[clause], Defects: c.Defects, Todos: c.Todos,
		Findings: b.findings[clause], Place: fmt.Sprintf("%s:%d", c.Pos.File, c.Pos.Line), Written: b.written(c)}
	n.Changed, n.Before = b.since(c)
	if n.Count = len(n.Rules); n.Count > shownRules+1 {
		n.Rules, n.More = n.Rules[:shownRules], n.Rules[shownRules:]
	}
	return n
}

// written returns a clause as it stands in its file, without the indentation of its first line.
func (b *builder) written(c *model.Clause) string {
	f, ok := b.files[c.Pos.File]
	if !ok || c.Pos.Library != "" || c.End.Line < c.Pos.Line || c.End.Line > len(f.lines) {
		return ""
	}
	lines := slices.Clone(f.lines[c.Pos.Line-1 : c.End.Line])
	indent := lines[0][:len(lines[0])-len(strings.TrimLeft(lines[0], " \t"))]
	for i, l := range lines {
		lines[i] = strings.TrimRight(strings.TrimPrefix(l, indent), "\r")
	}
	return strings.Join(lines, "\n")
}

// since tells what became of a clause since the version that this one is compared with.
func (b *builder) since(c *model.Clause) (changed, before string) {
	if b.in.Against == nil {
		return "", ""
	}
	old := b.in.Against.Engine.Policy()
	i, ok := old.Clause(c.ID)
	switch {
	case !ok:
		return "new", ""
	case old.Clauses[i].Quote() != c.Quote():
		return "words", old.Clauses[i].Quote()
	}
	return "", ""
}

// kindsOf returns what each clause is for.
func kindsOf(p *model.Policy) []string {
	decides := p.Deciding()
	out := make([]string, len(p.Clauses))
	for i := range p.Clauses {
		switch c := &p.Clauses[i]; {
		case len(c.Todos) > 0:
			out[i] = coverage.Todo.String()
		case decides[i]:
			out[i] = "rules"
		case len(c.Defects) > 0:
			out[i] = "defect"
		case c.Prose:
			out[i] = "prose"
		default:
			out[i] = "rules"
		}
	}
	return out
}

// rulesOf says the sentences of each clause.
func (b *builder) rulesOf() [][]ruleView {
	out := make([][]ruleView, len(b.p.Clauses))
	add := func(clause int, modality, says string) {
		r := ruleView{modality, says}
		if !slices.Contains(out[clause], r) {
			out[clause] = append(out[clause], r)
		}
	}
	for i := range b.p.Norms {
		c := b.in.Engine.CiteNorm(i)
		add(b.p.Norms[i].Clause, c.Modality, c.Says)
	}
	for i := range b.p.Exclusions {
		c := b.in.Engine.CiteExclusion(i)
		add(b.p.Exclusions[i].Clause, "does not cover", c.Says)
	}
	for i := range b.p.Waivers {
		w := &b.p.Waivers[i]
		add(w.Clause, "waives", "Consent is not needed to "+b.act(&w.Scope)+b.conditions(w.When)+".")
	}
	for i := range b.p.Deemings {
		m := &b.p.Deemings[i]
		add(m.Clause, "deems", sentence.Capital(b.say.Fact(m.Fact))+": this counts as deemed consent to "+b.act(&m.Scope)+b.conditions(m.When)+".")
	}
	for i := range b.p.Treats {
		t := &b.p.Treats[i]
		not := ""
		if t.Not {
			not = "not "
		}
		says := sentence.Capital(b.say.Set(model.DataKind, model.Set{In: t.Data}, "and")) + " count" + plural(len(t.Data)) + " as " + not + b.say.Node(model.DataKind, t.Class)
		add(t.Clause, "treats", says+b.conditions(t.When)+".")
	}
	return out
}

func plural(n int) string {
	if n == 1 {
		return "s"
	}
	return ""
}

// act says what a waiver or deemed consent is about.
func (b *builder) act(s *model.Scope) string {
	var named model.Dims
	for d := range model.Dim(model.DimCount) {
		if !s[d].IsAny() {
			named = named.With(d)
		}
	}
	return b.say.Act(*s, named.With(model.Data), "or")
}

func (b *builder) conditions(when []model.Condition) string {
	out := ""
	for _, w := range when {
		out += ", " + b.say.Condition(w)
	}
	return out
}

// sortFindings puts the findings of the linter beside the first clause that they are about; the rest are about the policy.
func (b *builder) sortFindings() {
	b.findings = make([][]findingView, len(b.p.Clauses))
	if b.in.Lint == nil {
		return
	}
	for _, f := range b.in.Lint.Findings {
		b.find(f, "")
	}
	for _, a := range b.in.Lint.Accepted {
		x := b.p.Allowances[a.Allowance]
		b.find(a.Finding, fmt.Sprintf("Allowed until %s by %s: %s", x.Until, x.By, x.Because))
	}
}

func (b *builder) find(f lint.Finding, accepted string) {
	v := findingView{Rule: f.Rule, Severity: f.Severity.String(), Message: sentenceOf(f.Message), Accepted: accepted,
		Index: b.found, Clause: -1}
	if f.Witness != nil {
		v.Question = f.Witness.Sentence()
	}
	b.found++
	if accepted == "" {
		b.open++
	}
	if len(f.Clauses) == 0 {
		b.general = append(b.general, v)
		return
	}
	v.Clause = f.Clauses[0]
	v.Also = b.refs(f.Clauses[1:])
	b.findings[v.Clause] = append(b.findings[v.Clause], v)
}

// ruleFindings are the clauses in which one rule of the linter finds something that nobody has allowed.
type ruleFindings struct {
	Rule string
	At   []ref
}

// byRule lists where findings are, by their rules, in the order of their names.
func (b *builder) byRule() []ruleFindings {
	at := map[string][]ref{}
	for clause, list := range b.findings {
		for _, f := range list {
			if f.Accepted == "" {
				at[f.Rule] = addRef(at[f.Rule], b.ref(clause))
			}
		}
	}
	var out []ruleFindings
	for _, rule := range slices.Sorted(maps.Keys(at)) {
		out = append(out, ruleFindings{rule, at[rule]})
	}
	return out
}

func indexes(list []int) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, " ")
}
