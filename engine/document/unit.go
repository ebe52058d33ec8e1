package document

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A unit is what one sentence says: a sentence of the policy, or several that were merged.
type unit struct {
	refs []Ref
	text func() string // the sentence

	norm     *model.Norm   // of norms: what the sentence says
	only     *model.Norm   // the prohibition that its `only` adds
	refusing []*model.Norm // of a `refusing` sentence
	waiver   *model.Waiver
	rank     int // where it stands in its section
}

// when returns the unit's conditions.
func (u *unit) when() []model.Condition {
	switch {
	case u.norm != nil:
		return u.norm.When
	case u.waiver != nil:
		return u.waiver.When
	}
	return nil
}

// ref names a sentence of the policy.
func (b *builder) ref(kind string, index, clause int, at model.Pos) Ref {
	r := Ref{Kind: kind, Index: index, File: at.File, Line: at.Line}
	if clause >= 0 {
		r.Clause = b.p.Clauses[clause].ID
	}
	return r
}

func (b *builder) normRef(i int) Ref {
	n := &b.p.Norms[i]
	return b.ref("norm", i, n.Clause, n.Pos)
}

// normUnits returns the units of the norms, in their order: what `only` adds is said with its sentence, what `refusing` says is one.
func (b *builder) normUnits() []*unit {
	var out []*unit
	only := map[int]int{}
	for i := range b.p.Norms {
		if n := &b.p.Norms[i]; n.Origin == model.ByOnly {
			only[n.From] = i
		}
	}
	for i := 0; i < len(b.p.Norms); i++ {
		switch n := &b.p.Norms[i]; {
		case n.Origin == model.ByOnly || n.Origin == model.AfterDeadline && b.ends(n):
		case n.Origin == model.ByRefusing:
			u := b.refusing(i)
			i += len(u.refs) - 1
			out = append(out, u)
		default:
			if u := b.normUnit(i, only); u != nil {
				out = append(out, u)
			}
		}
	}
	return out
}

// normUnit returns the unit of a norm, with what its `only` adds; nil where neither ever holds. Where one of the two never does, the
// other is said alone.
func (b *builder) normUnit(i int, only map[int]int) *unit {
	u := &unit{}
	u.text = func() string {
		if u.only != nil {
			return b.g.Only(u.norm, u.only)
		}
		return b.g.Norm(u.norm)
	}
	if n, never := b.told(i); !never {
		u.norm, u.refs = n, []Ref{b.normRef(i)}
	}
	if o, ok := only[i]; ok {
		if n, never := b.told(o); !never && u.norm == nil {
			u.norm, u.refs = n, []Ref{b.normRef(o)}
		} else if !never {
			u.only, u.refs = n, append(u.refs, b.normRef(o))
		}
	}
	if u.norm == nil {
		return nil
	}
	return u
}

// told returns a norm without what the policy has settled; never where that leaves it nothing to say.
func (b *builder) told(i int) (*model.Norm, bool) {
	n := b.p.Norms[i]
	when, never := b.settled(n.When)
	if never {
		return nil, true
	}
	n.When = when
	n.PermitWhen, _ = b.settled(n.PermitWhen)
	return &n, false
}

// refusing returns the unit of a `refusing` sentence, of which the first norm is given.
func (b *builder) refusing(first int) *unit {
	u := &unit{}
	for i := first; i < len(b.p.Norms); i++ {
		n := &b.p.Norms[i]
		if n.Origin != model.ByRefusing || n.Pos != b.p.Norms[first].Pos {
			break
		}
		u.refs, u.refusing = append(u.refs, b.normRef(i)), append(u.refusing, n)
	}
	u.text = func() string { return b.g.Refusing(u.refusing) }
	return u
}

// others returns the units of what is no norm: what the policy does not cover, what it treats data as, what needs no consent, what
// counts as consent, and what is settled.
func (b *builder) others() map[string][]*unit {
	out := map[string][]*unit{}
	add := func(section string, r Ref, when []model.Condition, made func(left []model.Condition) *unit) {
		left, never := b.settled(when)
		if never {
			return
		}
		u := made(left)
		u.refs = []Ref{r}
		if b.unread(left) {
			section = "open"
		}
		out[section] = append(out[section], u)
	}
	for i := range b.p.Exclusions {
		x := b.p.Exclusions[i]
		add("scope", b.ref("exclusion", i, x.Clause, x.Pos), x.When, func(left []model.Condition) *unit {
			x.When = left
			return &unit{text: func() string { return b.g.Exclusion(&x) }}
		})
	}
	for i := range b.p.Treats {
		x := b.p.Treats[i]
		add("scope", b.ref("treat", i, x.Clause, x.Pos), x.When, func(left []model.Condition) *unit {
			x.When = left
			return &unit{text: func() string { return b.g.Treat(&x) }}
		})
	}
	for i := range b.p.Waivers {
		x := b.p.Waivers[i]
		add("consent", b.ref("waiver", i, x.Clause, x.Pos), x.When, func(left []model.Condition) *unit {
			x.When = left
			u := &unit{waiver: &x}
			u.text = func() string { return b.g.Waiver(u.waiver) }
			return u
		})
	}
	for i := range b.p.Deemings {
		x := b.p.Deemings[i]
		add("consent", b.ref("deeming", i, x.Clause, x.Pos), x.When, func(left []model.Condition) *unit {
			x.When = left
			return &unit{text: func() string { return b.g.Deeming(&x) }}
		})
	}
	if b.o.Audience != Public {
		out["readings"] = b.settlements()
	}
	return out
}

func (b *builder) settlements() []*unit {
	var out []*unit
	for i := range b.p.Facts {
		if s := b.p.Facts[i].Settled; s != nil {
			r := b.ref("settlement", i, s.Clause, s.Pos)
			out = append(out, &unit{refs: []Ref{r}, text: func() string { return b.g.Settlement(model.FactID(i)) }})
		}
	}
	return out
}

// clauses returns the ids of the clauses that refs name, each once.
func clauses(refs []Ref) []string {
	var out []string
	for _, r := range refs {
		if r.Clause != "" && !slices.Contains(out, r.Clause) {
			out = append(out, r.Clause)
		}
	}
	return out
}
