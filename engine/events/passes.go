package events

// Each column is turned into small numbers, one column after another, for a block of rows.

// texts are what the texts of one dictionary come to: of a part, the ids of values; of a fact, the codes of its slot. The first is of
// null, so that of text i is at i+1.
type texts struct {
	of  *Dictionary
	all []uint64
}

// notYet marks texts that have not been looked up: a dictionary may hold many that no row has.
const notYet = 1 << 62

// texts returns what the texts of a column's dictionary come to.
func (d *Decider) textsOf(column int, dict *Dictionary) []uint64 {
	t := &d.texts[column]
	if t.of == dict && len(t.all) == len(dict.Values)+1 {
		return t.all
	}
	t.of, t.all = dict, t.all[:0]
	for range len(dict.Values) + 1 {
		t.all = append(t.all, notYet)
	}
	return t.all
}

// ask adds a column of the question to the tuples.
func (d *Decider) ask(k int) {
	b := &d.block
	column, shift := d.bound.layout.asks[k].column, d.view.shift[k]
	v, tuples := &b.batch.Columns[column], b.tuples[:b.n]
	if len(v.Codes) == 0 {
		for i := range tuples {
			tuples[i] += placed(d.id(k, v.code(&d.bound.columns[column].decoder, b.from+i)), shift)
		}
		return
	}
	all := d.textsOf(column, v.Dictionary)
	for i, c := range v.Codes[b.from : b.from+b.n] {
		t := uint64(badTuple)
		if uint(c+1) < uint(len(all)) {
			t = all[c+1]
		}
		if t >= badTuple {
			if t == notYet {
				t = d.id(k, d.text(column, c, v.Dictionary))
				all[c+1] = t
			}
			tuples[i] += placed(t, shift)
			continue
		}
		tuples[i] += t << shift
	}
}

// placed puts an id where it stands in a tuple.
func placed(id uint64, shift uint8) uint64 {
	if id >= badTuple {
		return badTuple
	}
	return id << shift
}

// text returns the code of a text; -1 is null.
func (d *Decider) text(column int, index int32, dict *Dictionary) code {
	if index == -1 {
		return codeNull
	}
	return d.bound.columns[column].decoder.text(dict.Values[index])
}

// id returns the id of what a column says of the question.
func (d *Decider) id(k int, c code) uint64 {
	if c < codeNull {
		return badTuple
	}
	id := d.memo.valueID(k, c)
	d.stale = d.stale || id>>d.view.bits[k] > 0 // the view is older than the id
	return uint64(id)
}

// slot finds the codes of a slot.
func (d *Decider) slot(s int) {
	b, x := &d.block, &d.bound.layout.slots[s]
	if x.column < 0 {
		d.nulls(s, x.nulls)
		return
	}
	v, dec := &b.batch.Columns[x.column], &d.bound.columns[x.column].decoder
	switch {
	case len(v.Codes) > 0:
		d.slotTexts(s, v)
	case len(v.Numbers) > 0 && (dec.kind == Number || dec.kind == Elapsed) && len(dec.numbers) == 0:
		d.slotNumbers(s, v, dec)
	case len(v.YesNo) > 0:
		d.slotYesNo(s, v, x.checked(dec.yes(false)), x.checked(dec.yes(true)))
	default:
		for i := range b.n {
			d.put(i, s, x.checked(v.code(dec, b.from+i)))
		}
	}
}

// checked returns the slot's code of a column's code, or badTuple.
func (s *slot) checked(c code) uint64 {
	if c < codeNull {
		return badTuple
	}
	return uint64(s.code(c))
}

// put notes a row's code of a slot, or that the row is bad.
func (d *Decider) put(i, s int, c uint64) {
	if c >= badTuple {
		d.block.tuples[i] += badTuple
		c = 0
	}
	d.block.slots[i*len(d.bound.layout.slots)+s] = uint16(c)
}

// slotYesNo finds the codes of a slot whose column holds yes or no.
func (d *Decider) slotYesNo(s int, v *Vector, no, yes uint64) {
	b := &d.block
	meant := [256]uint64{No: no, Yes: yes} // as many as a Tri can be, so that none of them need be checked
	slots, wide := b.slots, len(d.bound.layout.slots)
	at := s
	for i, t := range v.YesNo[b.from : b.from+b.n] {
		c := meant[t]
		if c >= badTuple {
			b.tuples[i] += badTuple
			c = 0
		}
		slots[at] = uint16(c)
		at += wide
	}
}

// slotTexts finds the codes of a slot whose column holds texts.
func (d *Decider) slotTexts(s int, v *Vector) {
	b, x := &d.block, &d.bound.layout.slots[s]
	all := d.textsOf(x.column, v.Dictionary)
	slots, wide := b.slots, len(d.bound.layout.slots)
	at := s
	for i, c := range v.Codes[b.from : b.from+b.n] {
		t := uint64(badTuple)
		if uint(c+1) < uint(len(all)) {
			t = all[c+1]
		}
		if t >= badTuple {
			if t == notYet {
				t = x.checked(d.text(x.column, c, v.Dictionary))
				all[c+1] = t
			}
			if t >= badTuple {
				b.tuples[i] += badTuple
				t = 0
			}
		}
		slots[at] = uint16(t)
		at += wide
	}
}

// slotNumbers finds the codes of a slot whose column holds numbers.
func (d *Decider) slotNumbers(s int, v *Vector, dec *decoder) {
	b := &d.block
	numbers := v.Numbers[b.from : b.from+b.n]
	slots, wide := b.slots, len(d.bound.layout.slots)
	first, elapsed := uint16(1), dec.kind == Elapsed
	if elapsed {
		first = 2 // 1 is that it has not happened
	}
	at := s
	for i, n := range numbers {
		c := first
		if len(dec.cuts) <= fewCuts {
			for _, cut := range dec.cuts { // all of them: a guess where to stop would cost more
				var above uint16
				if cut <= n {
					above = 1
				}
				c += above
			}
		} else {
			c += uint16(dec.interval(n))
		}
		if elapsed && n < 0 {
			c = 0
			if !isNull(v.Nulls, b.from+i) {
				b.tuples[i] += badTuple
			}
		}
		slots[at] = c
		at += wide
	}
	if v.Nulls == nil {
		return
	}
	at = s
	for i := range numbers {
		if isNull(v.Nulls, b.from+i) {
			slots[at] = 0
		}
		at += wide
	}
}

// fewCuts is how many cuts a number is compared with one after another.
const fewCuts = 8

// nulls finds the codes of the slot that tells whether some column of consents, or of objections, is null.
func (d *Decider) nulls(s int, role Role) {
	b, l := &d.block, d.bound.layout
	wide := len(l.slots)
	for i := range b.n {
		b.slots[i*wide+s] = 0
	}
	for k, a := range l.asks {
		if a.grant < 0 || d.bound.columns[a.column].Role != role {
			continue
		}
		mask, shift := uint64(1)<<d.view.bits[k]-1, d.view.shift[k]
		for i, t := range b.tuples[:b.n] {
			if t>>shift&mask == nullGrant {
				b.slots[i*wide+s] = 1
			}
		}
	}
}

// The ids of what a column of consents or objections says are its codes plus one.
const nullGrant = uint64(codeNull + 1)
