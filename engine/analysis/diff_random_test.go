package analysis

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
)

// edited returns another version of a random policy: one or two things in it are changed.
func edited(g *generate.Generator, parts generate.Parts, r *rand.Rand) string {
	out := parts
	out.Clauses = slices.Clone(parts.Clauses)
	for range 1 + r.IntN(2) {
		i := r.IntN(len(out.Clauses))
		c := &out.Clauses[i]
		c.Statements = slices.Clone(c.Statements)
		switch r.IntN(8) {
		case 0:
			c.Statements = append(c.Statements, g.Norm("may", false))
		case 1:
			c.Statements = append(c.Statements, g.Norm("must not", r.IntN(2) == 0))
		case 2:
			c.Statements[0] = g.Norm("may", r.IntN(2) == 0)
		case 3:
			if len(c.Statements) > 1 {
				c.Statements = c.Statements[1:]
			}
		case 4:
			for k := range c.Statements {
				c.Statements[k] = strings.NewReplacer("14", "15", "16", "18", "10 days", "20 days", "f0", "f1").Replace(c.Statements[k])
			}
		case 5:
			out.Head = moveName(out.Head, r)
		case 6:
			out.Head = renameOne(out.Head, r)
			for k := range out.Clauses {
				out.Clauses[k].Statements = slices.Clone(out.Clauses[k].Statements)
				for s := range out.Clauses[k].Statements {
					out.Clauses[k].Statements[s] = strings.ReplaceAll(out.Clauses[k].Statements[s], "da3", "dz3")
				}
			}
		default:
			out.Head = settle(out.Head, r)
		}
	}
	return out.String()
}

// moveName takes one name from beneath another, or puts it there.
func moveName(head string, r *rand.Rand) string {
	lines := strings.Split(head, "\n")
	for range 50 {
		i := r.IntN(len(lines))
		l := lines[i]
		if !strings.HasPrefix(l, "data ") && !strings.HasPrefix(l, "purpose ") && !strings.HasPrefix(l, "party ") && !strings.HasPrefix(l, "place ") {
			continue
		}
		if at := strings.Index(l, " is "); at >= 0 {
			lines[i] = l[:at]
		} else if kind := strings.Fields(l)[0]; !strings.Contains(l, "0 ") {
			lines[i] = l + " is " + strings.Fields(l)[1][:2] + "0"
			_ = kind
		}
		break
	}
	return strings.Join(lines, "\n")
}

func renameOne(head string, r *rand.Rand) string { return strings.ReplaceAll(head, "da3", "dz3") }

func settle(head string, r *rand.Rand) string {
	if at := strings.Index(head, "reading is "); at >= 0 {
		if end := strings.Index(head[at:], "\n"); r.IntN(2) == 0 {
			return head[:at] + head[at+end:]
		}
		return strings.NewReplacer("reading is narrow", "reading is wide", "reading is wide", "reading is narrow").Replace(head)
	}
	return head + "\nreading is wide because \"so\" decided by \"counsel\" on 2026-01-02\n"
}

// TestDifferencesAgainstTheReference asks both versions of random policies about random cases: an answer changed if and only if the
// difference says so, and what it says became of it.
func TestDifferencesAgainstTheReference(t *testing.T) {
	pairs, asked, differed, shown, same, searched := 300, 0, 0, 0, 0, 0
	if testing.Short() {
		pairs = 60
	}
	for seed := range uint64(pairs) {
		r := rand.New(rand.NewPCG(seed, 404))
		g := generate.New(r.IntN)
		parts := g.Parts()
		oldText, newText := parts.String(), edited(g, parts, r)
		old, new := loadRandom(t, oldText), loadRandom(t, newText)
		if old == nil || new == nil {
			continue
		}
		l := diffLimits
		if seed%4 == 3 { // searched
			l.Nodes = 8 + int(seed)%20
		}
		c := compared(old, new, l)
		if !c.decided {
			t.Fatal("not decided")
		}
		for _, leaf := range c.order {
			if len(leaf.changes) > 0 && leaf.changes[0].more && leaf.changes[0].own == nil {
				searched++
			}
		}
		d, err := c.difference()
		if err != nil {
			t.Fatalf("%v\n%s\n---\n%s", err, oldText, newText)
		}
		shown += checkCases(t, d, oldText+"\n---\n"+newText)
		if !d.Has(Looser) && !d.Has(Stricter) && len(d.Names) == 0 {
			same += checkSame(t, g, old, new, oldText+"\n---\n"+newText)
		}
		groups := c.grouped()
		for range 150 {
			atom := c.randomAtom(r)
			told := c.randomFacts(r)
			var got [2]model.Answer
			ok := true
			for side := range c.v {
				res, err := reference.Decide(c.v[side].alike, c.ask(side, atom, told, exceptAll, nil), reference.Limits{})
				got[side], ok = res.Answer, ok && err == nil
			}
			if !ok || slices.Contains(got[:], model.Undetermined) {
				continue
			}
			asked++
			if got[0] != got[1] {
				differed++
			}
			said, exact := c.saidOf(atom, told)
			if got[0] != got[1] && !slices.Contains(said, got) {
				t.Fatalf("%s: %v, and not in %v\n%s\n---\n%s", Sentence(c.ask(newSide, atom, told, exceptAll, nil)), got, said, oldText, newText)
			}
			if got[0] != got[1] && !c.inRows(groups, atom, told, got) {
				t.Fatalf("%s: %v, and in no row\n%s\n---\n%s", Sentence(c.ask(newSide, atom, told, exceptAll, nil)), got, oldText, newText)
			}
			if exact && got[0] == got[1] && len(said) > 0 {
				t.Fatalf("%s: %v, and not %v\n%s\n---\n%s", Sentence(c.ask(newSide, atom, told, exceptAll, nil)), got, said, oldText, newText)
			}
		}
	}
	if asked < 100*pairs/2 || differed < asked/200 {
		t.Errorf("%d cases were asked, and %d differ", asked, differed)
	}
	if searched < pairs/10 {
		t.Errorf("only %d changes were searched for", searched)
	}
	if shown < pairs/2 || same < pairs/4 {
		t.Errorf("%d rows were asked again, and %d questions that have the same answer", shown, same)
	}
	t.Logf("%d cases were asked, and %d differ; %d rows were asked again, and %d questions that have the same answer; %d changes were searched for", asked, differed, shown,
		same, searched)
}

// checkCases asks the questions of rows again, of the versions as they are, where both know the names in them.
func checkCases(t *testing.T, d *Difference, text string) (asked int) {
	for _, c := range d.Changes {
		if c.Witness == nil {
			continue
		}
		for p, want := range map[*model.Policy]string{d.Old: c.Before, d.New: c.After} {
			q, err := dsl.NewAsker(p).Question(c.Witness.Sentence())
			if err != nil {
				continue // a name that only the other version has
			}
			asked++
			if got, err := reference.Decide(p, q, reference.Limits{}); err != nil || got.Answer.String() != want {
				t.Fatalf("%s: %s is %v, %v and not %s\n%s", c.Text, c.Witness.Sentence(), got.Answer, err, want, text)
			}
		}
	}
	return asked
}

// checkSame asks both versions random questions, which have the same answers.
func checkSame(t *testing.T, g *generate.Generator, old, new *model.Policy, text string) (asked int) {
	for range 5 {
		question := g.Question()
		p, err1 := dsl.NewAsker(old).Question(question)
		q, err2 := dsl.NewAsker(new).Question(question)
		if err1 != nil || err2 != nil {
			continue
		}
		a, err1 := reference.Decide(old, p, reference.Limits{Completions: 20_000})
		b, err2 := reference.Decide(new, q, reference.Limits{Completions: 20_000})
		if err1 != nil || err2 != nil {
			continue
		}
		asked++
		if a.Answer != b.Answer {
			t.Fatalf("%s: %v, and %v in the new version\n%s", question, a.Answer, b.Answer, text)
		}
	}
	return asked
}

// randomAtom draws an atom, rather one about which a changed sentence is.
func (c *comparer) randomAtom(r *rand.Rand) model.Atom {
	p := c.v[newSide].alike
	atom := randomAtom(p, r)
	if len(c.changed.sentences) > 0 && r.IntN(4) > 0 {
		x := c.changed.sentences[r.IntN(len(c.changed.sentences))]
		if x.List == compile.InNorms {
			for d, s := range c.v[x.Program].alike.Norms[x.Index].Scope {
				if len(s.In) > 0 {
					in := c.v[x.Program].alike.Graph(model.Dim(d)).Beneath(s.In[r.IntN(len(s.In))])
					atom[d] = in[r.IntN(len(in))]
				}
			}
			takes := c.finders[newSide].takes(atom)
			for d := range atom {
				if !takes.Has(model.Dim(d)) {
					atom[d] = model.Root
				}
			}
		}
	}
	return atom
}

// randomFacts draws a value of every fact, but for those that a version has settled.
func (c *comparer) randomFacts(r *rand.Rand) []compile.VarCell {
	l := c.programs[newSide].Layout
	closed := l.Start(true)
	var out []compile.VarCell
	for v := range l.Vars() {
		if v < len(c.v[newSide].alike.Facts) && (c.v[oldSide].alike.Facts[v].Settled != nil || c.v[newSide].alike.Facts[v].Settled != nil) {
			continue
		}
		if cell := r.IntN(l.Cells(v)); uint16(cell) != closed[v] {
			out = append(out, compile.VarCell{Var: l.VarOf(v), Cell: cell})
		}
	}
	return out
}

// saidOf returns what the comparison says became of a case; exact where it says all of it.
func (c *comparer) saidOf(atom model.Atom, told []compile.VarCell) (said [][2]model.Answer, exact bool) {
	k := c.programs[newSide].Layout.Told(told)
	exact = true
	for _, l := range c.order {
		if !slices.ContainsFunc(l.boxes, func(b compile.Box) bool { return inBox(&b, atom) }) {
			continue
		}
		for i := range l.changes {
			t := &l.changes[i]
			exact = exact && !t.more
			for _, x := range t.when {
				fits, contested := true, false
				for v, cells := range x {
					if c.contested(v) {
						contested = true
					} else if !slices.Contains(cells, int(k.State[v])) {
						fits = false
					}
				}
				exact = exact && !contested
				if fits {
					said = append(said, [2]model.Answer{t.before, t.after})
				}
			}
			if t.more {
				said = append(said, [2]model.Answer{t.before, t.after})
			}
		}
	}
	return said, exact
}

// inRows reports whether a case that changed lies in what some row says.
func (c *comparer) inRows(groups [][]*leaf, atom model.Atom, told []compile.VarCell, got [2]model.Answer) bool {
	k := c.programs[newSide].Layout.Told(told)
	fits := func(r changeRow) bool {
		return r.t.before == got[0] && r.t.after == got[1] && inBox(&r.wide, atom) && (r.t.ownMore || slices.ContainsFunc(r.t.own, func(x cube) bool {
			for v, cells := range x {
				if !c.contested(v) && !slices.Contains(cells, int(k.State[v])) {
					return false
				}
			}
			return true
		}))
	}
	return slices.ContainsFunc(groups, func(g []*leaf) bool { return slices.ContainsFunc(c.divided(g), fits) })
}

func inBox(b *compile.Box, atom model.Atom) bool {
	for d, n := range atom {
		if !slices.Contains(b[d], n) {
			return false
		}
	}
	return true
}
