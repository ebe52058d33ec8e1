package compile

// Who asks one question with very many facts keeps what it was answered, and asks once for all facts that nothing about the question tells
// apart.

// Told returns, for each variable of facts that some condition about the question tests, a class for each of its cells. Cells of one
// class make the same conditions true: with any of them the answer is the same, and so is what it rests on. Open parts are not among
// the variables.
func (q *Prepared) Told() map[int][]uint16 {
	t := teller{layout: q.program.Layout, out: map[int][]uint16{}, seen: map[*bool]bool{}}
	q.top.each(map[*choice]bool{}, func(c *class) { c.conditions(t.expr) })
	return t.out
}

// A teller divides the cells of variables by the conditions that test them.
type teller struct {
	layout *Layout
	out    map[int][]uint16
	seen   map[*bool]bool // the tests, by their first cells
}

func (t *teller) expr(e *expr) {
	if e.op == opTest && !t.seen[&e.in[0]] {
		t.seen[&e.in[0]] = true
		t.divide(e.v, e.in)
	}
	for _, a := range e.args {
		t.expr(a)
	}
}

// divide parts each class of a variable's cells into those that are in a set, and the others.
func (t *teller) divide(v int, in []bool) {
	classes := t.out[v]
	if classes == nil {
		classes = make([]uint16, t.layout.Cells(v))
		t.out[v] = classes
	}
	type half struct {
		class uint16
		in    bool
	}
	fresh := map[half]uint16{}
	for cell, c := range classes {
		h := half{c, in[cell]}
		id, ok := fresh[h]
		if !ok {
			id = uint16(len(fresh))
			fresh[h] = id
		}
		classes[cell] = id
	}
}

// Light returns the question without its classes, where it has a diagram: enough for Ends, and much smaller.
func (q *Prepared) Light() *Prepared {
	if q.code == nil {
		return q
	}
	return &Prepared{program: q.program, code: q.code, weight: 16 + q.code.Len()}
}
