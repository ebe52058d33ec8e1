package redline

import (
	"fmt"
	"slices"
)

// cause returns the clause that a change comes from: of those that decide it, now or before, the first whose rules changed. Where those of none
// did it is not ok, and the first one; "" where none has a place in the text.
func (x *explainer) cause(cited [2][]string) (side int, id string, ok bool) {
	for _, s := range []int{1, 0} {
		for _, c := range cited[s] {
			if len(x.at[s][c]) == 0 {
				continue
			}
			if !x.sameRules(s, c) {
				return s, c, true
			}
			if id == "" {
				side, id = s, c
			}
		}
	}
	return side, id, false
}

// counterpart returns the name that a clause has in the other version: of the clause that has its words now, or its name.
func (x *explainer) counterpart(side int, id string) (string, bool) {
	first := ""
	for _, i := range x.at[side][id] {
		other := x.clausesOf(1-side, &x.r.Blocks[i])
		if slices.Contains(other, id) {
			return id, true
		}
		if first == "" && len(other) > 0 {
			first = other[0]
		}
	}
	if first != "" {
		return first, true
	}
	_, there := x.rules[1-side][id]
	return id, there && (len(x.at[side][id]) == 0) == (len(x.at[1-side][id]) == 0)
}

// clausesOf returns the clauses of a block in one version; of one that is matched with a part of the other.
func (x *explainer) clausesOf(side int, b *Block) []string {
	if side == 0 && b.OldPart >= 0 {
		return x.r.Old.Parts[b.OldPart].Clauses
	}
	if side == 1 && b.NewPart >= 0 {
		return x.r.New.Parts[b.NewPart].Clauses
	}
	return nil
}

// sameRules reports whether a clause has the same rules in the other version, where it may have another name.
func (x *explainer) sameRules(side int, id string) bool {
	other, ok := x.counterpart(side, id)
	return ok && slices.Equal(x.rules[side][id], x.rules[1-side][other])
}

// sameWords reports whether the words of a clause are the same in both versions.
func (x *explainer) sameWords(side int, id string) bool {
	if _, ok := x.counterpart(side, id); !ok {
		return false
	}
	return !slices.ContainsFunc(x.at[side][id], func(i int) bool { return !x.r.Blocks[i].sameWords() })
}

// sameWords reports whether a block has the same words in both versions, wherever it stands.
func (b *Block) sameWords() bool {
	differs := func(o Op) bool { return o == Inserted || o == Deleted }
	return !differs(b.End) && !slices.ContainsFunc(b.Runs, func(r Run) bool { return differs(r.Op) })
}

// clauses notes where words changed and no rule did, and the reverse, of clauses that no row is about; and clauses with another name.
func (x *explainer) clauses() {
	p := x.engines[1].Policy()
	for i := range p.Clauses {
		id := p.Clauses[i].ID
		old, ok := x.counterpart(1, id)
		at := x.at[1][id]
		if !ok || len(at) == 0 {
			continue
		}
		if n := x.quiet(old, id); len(n.Lines) > 0 && !x.noted["0"+old] && !x.noted["1"+id] {
			x.note(at[0], n)
		}
		if old != id {
			x.note(at[0], Note{Kind: Place, Lines: []string{fmt.Sprintf("Clause %s was clause %s.", id, old)}})
		}
	}
}

// quiet is the note of a clause that changed, and no answer with it.
func (x *explainer) quiet(old, id string) Note {
	sameRules, sameWords := x.sameRules(1, id), x.sameWords(1, id)
	switch {
	case sameRules && !sameWords && len(x.rules[1][id]) > 0:
		return Note{Kind: Words, Lines: []string{fmt.Sprintf("Only the words of clause %s changed; its rules are the same.", id)}}
	case sameRules || !x.d.Decided:
		return Note{}
	}
	what := fmt.Sprintf("The rules of clause %s changed", id)
	if sameWords {
		what = fmt.Sprintf("The words of clause %s did not change; its rules did", id)
	}
	if !x.stray { // else an answer elsewhere may have changed by it
		what += ", and no answer by that"
	}
	lines := []string{what + "."}
	rules := [...][]string{x.rules[0][old], x.rules[1][id]}
	for side, word := range []string{"Before: ", "Now: "} {
		for _, says := range rules[side] {
			if !slices.Contains(rules[1-side], says) {
				lines = append(lines, word+says)
			}
		}
	}
	return Note{Kind: Rules, Lines: lines}
}

// moves notes where the moved paragraphs were.
func (x *explainer) moves() {
	for _, m := range x.r.Moves {
		from, to := x.heading(m.From, Op.Old), x.heading(m.To, Op.New)
		place := "further up"
		if m.From > m.To {
			place = "further down"
		}
		if from != "" && from != to && x.r.Blocks[m.To].Kind != Heading {
			place = "the section \"" + from + "\""
		}
		x.note(m.To, Note{Kind: Place, Lines: []string{"Moved here from " + place + "; its words are the same but for what is marked."}})
	}
}

// heading returns the heading above a block in one version.
func (x *explainer) heading(block int, of func(Op) bool) string {
	for i := block - 1; i >= 0; i-- {
		b := &x.r.Blocks[i]
		if b.Kind == Heading && of(b.End) {
			return b.text(of)
		}
	}
	return ""
}

// text returns the words that a block has in one version.
func (b *Block) text(of func(Op) bool) string {
	var out string
	for _, r := range b.Runs {
		if of(r.Op) {
			out += r.Text
		}
	}
	return out
}

// header notes what became of the header.
func (x *explainer) header() {
	n := Note{Kind: Summary}
	for _, h := range x.d.Header {
		text := h.Text
		if h.Tell {
			text += " People must be told."
		}
		n.Lines = append(n.Lines, text)
	}
	if len(n.Lines) > 0 {
		x.whole(n)
	}
}

// names notes names that are new, gone or other.
func (x *explainer) names() {
	const most = 20
	n := Note{Kind: Summary}
	for i, c := range x.d.Names {
		if i == most {
			n.Lines = append(n.Lines, fmt.Sprintf("And %d more names changed.", len(x.d.Names)-most))
			break
		}
		n.Lines = append(n.Lines, c.Text)
	}
	if len(n.Lines) > 0 {
		x.whole(n)
	}
}
