package redline

import (
	"slices"
	"strings"
)

// Compare compares two texts. It is deterministic, and safe for concurrent use.
func Compare(old, new Text) *Redline {
	m := match(old.Parts, new.Parts)
	w := &weaver{m: m, r: &Redline{Old: old, New: new}}
	w.weave(m.moves(m.groups()))
	return w.r
}

// A weaver puts both texts into one, in the order of the new one; what is only in the old one stands where it stood.
type weaver struct {
	m    *matcher
	r    *Redline
	from map[int]*away // by old part
	to   map[int]*away // by new part
}

// An away is a group that moved, woven in both of its places.
type away struct {
	group
	move int // from 1
}

func (w *weaver) weave(list []group) {
	w.mark(list)
	o, n := 0, 0
	for _, g := range list {
		if g.moved {
			continue
		}
		w.between(o, g.oldStart, n, g.newStart)
		w.group(g, always)
		o, n = g.oldEnd, g.newEnd
	}
	w.between(o, len(w.m.old), n, len(w.m.new))
}

// mark numbers the moves: groups that stay beside each other are one.
func (w *weaver) mark(list []group) {
	w.from, w.to = map[int]*away{}, map[int]*away{}
	for i, g := range list {
		if !g.moved {
			continue
		}
		if i == 0 || !list[i-1].moved || !follows(list[i-1], g) {
			w.r.Moves = append(w.r.Moves, Move{-1, -1})
		}
		a := &away{g, len(w.r.Moves)}
		w.from[g.oldStart], w.to[g.newStart] = a, a
	}
}

// between weaves what stands between two groups that stay: first what was there, then what is there.
func (w *weaver) between(oldStart, oldEnd, newStart, newEnd int) {
	for o := oldStart; o < oldEnd; {
		if a := w.from[o]; a != nil {
			w.moved(a, w.r.from(a.move), Op.Old)
			o = a.oldEnd
			continue
		}
		w.block(Block{Runs: run(Deleted, w.m.old[o].Words), End: Deleted, OldPart: o, NewPart: -1})
		o++
	}
	for n := newStart; n < newEnd; {
		if a := w.to[n]; a != nil {
			w.moved(a, w.r.to(a.move), Op.New)
			n = a.newEnd
			continue
		}
		w.block(Block{Runs: run(Inserted, w.m.new[n].Words), End: Inserted, OldPart: -1, NewPart: n})
		n++
	}
}

func run(o Op, text string) []Run {
	if text == "" {
		return nil
	}
	return []Run{{o, text}}
}

// from and to return the place of a move's first block, to be set.
func (r *Redline) from(move int) *int { return &r.Moves[move-1].From }
func (r *Redline) to(move int) *int   { return &r.Moves[move-1].To }

// moved weaves one place of a group that moved.
func (w *weaver) moved(a *away, at *int, side func(Op) bool) {
	first := len(w.r.Blocks)
	w.group(a.group, side)
	if *at < 0 {
		*at = first
	}
	for i := first; i < len(w.r.Blocks); i++ {
		w.r.Blocks[i].Move = a.move
	}
}

func always(Op) bool { return true }

// block adds a block, with what kind of paragraph it is and was.
func (w *weaver) block(b Block) {
	switch {
	case b.End.New() && b.NewPart >= 0:
		p := w.m.new[b.NewPart]
		b.Kind, b.Level = p.Kind, p.Level
	case b.OldPart >= 0:
		p := w.m.old[b.OldPart]
		b.Kind, b.Level = p.Kind, p.Level
	}
	b.OldKind, b.OldLevel = b.Kind, b.Level
	if b.End == Same && b.OldPart >= 0 {
		p := w.m.old[b.OldPart]
		b.OldKind, b.OldLevel = p.Kind, p.Level
	}
	w.r.Blocks = append(w.r.Blocks, b)
}

// group weaves a group, word by word. Of one that moved, only one side is woven: what stays of it came from there, or went there.
func (w *weaver) group(g group, side func(Op) bool) {
	t := &thread{w: w, o: g.oldStart, n: g.newStart, side: side, moved: g.moved}
	old, new := stream(w.m.old[g.oldStart:g.oldEnd]), stream(w.m.new[g.newStart:g.newEnd])
	x := 0
	for _, h := range hunks(old, new) {
		t.add(Same, old[x:h.oldStart])
		t.add(Deleted, old[h.oldStart:h.oldEnd])
		t.add(Inserted, new[h.newStart:h.newEnd])
		x = h.oldEnd
	}
	t.add(Same, old[x:])
	t.add(Same, []string{end})
}

// stream returns the words of parts, with ends between them.
func stream(parts []Part) []string {
	var out []string
	for i := range parts {
		if i > 0 {
			out = append(out, end)
		}
		out = append(out, tokens(parts[i].Words)...)
	}
	return out
}

// A thread is the block that is being woven.
type thread struct {
	w     *weaver
	o, n  int // the parts that it is in
	side  func(Op) bool
	moved bool
	runs  []Run
}

// add adds tokens that have one op, paragraph by paragraph.
func (t *thread) add(o Op, list []string) {
	op := t.op(o)
	for len(list) > 0 {
		n := slices.Index(list, end)
		if n < 0 {
			n = len(list)
		}
		t.run(op, strings.Join(list[:n], ""))
		if n == len(list) {
			return
		}
		t.end(o, op)
		list = list[n+1:]
	}
}

func (t *thread) run(op Op, text string) {
	switch n := len(t.runs); {
	case text == "" || !t.side(op):
	case n > 0 && t.runs[n-1].Op == op:
		t.runs[n-1].Text += text
	default:
		t.runs = append(t.runs, Run{op, text})
	}
}

// op is what became of words that are the same, in a group that moved.
func (t *thread) op(o Op) Op {
	switch {
	case o != Same || !t.moved:
		return o
	case t.side(Deleted):
		return MovedFrom
	}
	return MovedTo
}

// end ends a paragraph.
func (t *thread) end(o, op Op) {
	if t.side(op) {
		t.w.block(Block{Runs: t.runs, End: op, OldPart: t.o, NewPart: t.n})
		t.runs = nil
	}
	if o != Inserted {
		t.o++
	}
	if o != Deleted {
		t.n++
	}
}
