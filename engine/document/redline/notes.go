package redline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// A Note says what happened beside the words.
type Note struct {
	Kind  NoteKind
	Tell  bool     // people must be told of it
	Lines []string // each a sentence or two
}

// NoteKind is what a note is about.
type NoteKind string

// The kinds of notes. The first three are the directions of changed answers.
const (
	Looser   NoteKind = "looser"
	Stricter NoteKind = "stricter"
	Reason   NoteKind = "reason"
	Rules    NoteKind = "rules"   // rules changed, and no answer by that
	Words    NoteKind = "words"   // words changed, and no rule
	Place    NoteKind = "place"   // a clause moved, or has another name
	Summary  NoteKind = "summary" // of the whole
)

// Explain puts beside the words which answers changed: each row of the difference at the clause that it comes from, and at the whole where there
// is none. The engines are those of the redline's versions, in their order.
func (r *Redline) Explain(d *analysis.Difference, old, new *engine.Engine) {
	x := &explainer{r: r, d: d, engines: [2]*engine.Engine{old, new}, at: [2]map[string][]int{{}, {}}, noted: map[string]bool{}}
	x.index()
	x.summary()
	for i := range d.Changes {
		x.row(&d.Changes[i])
	}
	x.clauses()
	x.moves()
	if !d.Decided {
		x.whole(Note{Kind: Summary, Lines: []string{"There are too many cases to compare all of them: there may be more changed answers than are noted here."}})
	}
	x.header()
	x.names()
}

// An explainer writes the notes of one redline.
type explainer struct {
	r       *Redline
	d       *analysis.Difference
	engines [2]*engine.Engine
	at      [2]map[string][]int // of each clause of a version, its blocks
	rules   [2]map[string][]string
	noted   map[string]bool // clauses with a row, by side and id
	stray   bool            // some row comes from none of the clauses that decide it
}

func (x *explainer) index() {
	for i := range x.r.Blocks {
		b := &x.r.Blocks[i]
		if b.OldPart >= 0 && b.Old() {
			x.enter(0, x.r.Old.Parts[b.OldPart].Clauses, i)
		}
		if b.NewPart >= 0 && b.New() {
			x.enter(1, x.r.New.Parts[b.NewPart].Clauses, i)
		}
	}
	for side, e := range x.engines {
		x.rules[side] = map[string][]string{}
		for i, says := range rulesOf(e) {
			slices.Sort(says)
			x.rules[side][e.Policy().Clauses[i].ID] = says
		}
	}
}

func (x *explainer) enter(side int, clauses []string, block int) {
	for _, id := range clauses {
		x.at[side][id] = append(x.at[side][id], block)
	}
}

// whole notes something of the whole; its summary is one note.
func (x *explainer) whole(n Note) {
	if list := x.r.Notes; n.Kind == Summary && len(list) > 0 && list[0].Kind == Summary {
		list[0].Lines, list[0].Tell = append(list[0].Lines, n.Lines...), list[0].Tell || n.Tell
		return
	}
	x.r.Notes = append(x.r.Notes, n)
}

func (x *explainer) note(block int, n Note) {
	b := &x.r.Blocks[block]
	b.Notes = append(b.Notes, n)
}

// summary says how much changed.
func (x *explainer) summary() {
	n := Note{Kind: Summary, Tell: x.d.Tell()}
	counts := []string{}
	for _, d := range []analysis.Direction{analysis.Looser, analysis.Stricter, analysis.Reason} {
		k := 0
		for i := range x.d.Changes {
			if x.d.Changes[i].Direction == d {
				k++
			}
		}
		if k > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", k, directionWords(d)))
		}
	}
	switch {
	case x.d.Equivalent():
		n.Lines = []string{"Every question has the same answer in both versions, for the same reason."}
	case len(counts) == 0 && x.d.Decided:
		n.Lines = []string{"Every question has the same answer in both versions; whether for the same reason was not found out of all."}
	case len(counts) > 0:
		n.Lines = []string{"Changes of the answers: " + list(counts) + "."}
	}
	switch {
	case n.Tell:
		n.Lines = append(n.Lines, "People must be told of those that are marked so.")
	case len(counts) > 0 && x.d.Decided:
		n.Lines = append(n.Lines, "Nothing of it is to people's disadvantage.")
	}
	if len(n.Lines) > 0 {
		x.whole(n)
	}
}

func directionWords(d analysis.Direction) string {
	return map[analysis.Direction]string{analysis.Looser: "looser", analysis.Stricter: "stricter", analysis.Reason: "for another reason"}[d]
}

func list(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}

// row notes one changed answer at the clause that it comes from.
func (x *explainer) row(c *analysis.Change) {
	n := Note{Kind: NoteKind(c.Direction.String()), Tell: c.Tell, Lines: []string{c.Text}}
	if c.Witness != nil {
		n.Lines = append(n.Lines, fmt.Sprintf("For example, \"%s\" Before: %s. Now: %s.", c.Witness.Sentence(), answer(c.Before), answer(c.After)))
	}
	cited := [2][]string{x.cited(0, c.OldNorms, c.OldExclusions), x.cited(1, c.NewNorms, c.NewExclusions)}
	for side, ids := range cited {
		for _, id := range ids {
			x.noted[fmt.Sprint(side, id)] = true
		}
	}
	if decided := decidedBy(cited); decided != "" {
		n.Lines = append(n.Lines, decided)
	}
	side, id, ok := x.cause(cited)
	switch {
	case id == "":
		x.stray = true
		x.whole(n)
		return
	case !ok:
		x.stray = true
		n.Lines = append(n.Lines, "The rules of the clauses that decide it did not change: what changed is what the names in them stand for, or what other clauses say of those.")
	case x.sameWords(side, id):
		n.Lines = append(n.Lines, fmt.Sprintf("The words of clause %s did not change; its rules did.", id))
	}
	x.note(x.at[side][id][0], n)
}

func answer(s string) string { return strings.ReplaceAll(s, "-", " ") }

// decidedBy says by which clauses an answer is decided, before and now.
func decidedBy(cited [2][]string) string {
	var out []string
	for side, word := range []string{"before, by ", "now, by "} {
		if len(cited[side]) > 0 {
			out = append(out, word+list(cited[side]))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "Decided " + strings.Join(out, "; ") + "."
}

func (x *explainer) cited(side int, norms, exclusions []int) []string {
	p := x.engines[side].Policy()
	var out []string
	add := func(clause int) {
		if clause >= 0 && !slices.Contains(out, p.Clauses[clause].ID) {
			out = append(out, p.Clauses[clause].ID)
		}
	}
	for _, i := range norms {
		add(p.Norms[i].Clause)
	}
	for _, i := range exclusions {
		add(p.Exclusions[i].Clause)
	}
	return out
}

// String is what a note is about, in a word or two.
func (k NoteKind) String() string {
	switch k {
	case Looser, Stricter:
		return string(k)
	case Reason:
		return "same answer, other reason"
	case Rules:
		return "rules only"
	case Words:
		return "words only"
	case Place:
		return "moved or renamed"
	}
	return "summary"
}
