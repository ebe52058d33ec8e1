package engine

import (
	"slices"
	"sync"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// Consents and objections have no time here: what is added is in force. Which of those that somebody ever gave are in force at a
// time, and not withdrawn, is for a ledger to say: package engine/facts has one.

// SetConsent says whether the data subject has consented to all that is asked. Which kind of consent it is remains unknown.
func (f *Facts) SetConsent(yes bool) {
	if e := f.engine; e.plainConsent || !yes {
		f.put(e.consentVar, cellOf(yes))
		return
	}
	l := f.engine.program.Layout
	f.known.State[l.Consent], f.said[l.Consent] = diagram.Unsure, true
	f.known.Restrict(l, l.Consent, func(cell int) bool { return cell > 0 })
}

// SetObjection says whether the data subject objects to all that is asked.
func (f *Facts) SetObjection(yes bool) { f.put(f.engine.objectionVar, cellOf(yes)) }

// A Grant is a consent, or an objection, that covers what lies within it. Empty parts are covered whatever they are; an empty Of is `you`.
type Grant struct {
	Kind      string // of a consent: explicit, separate, written, parental, deemed; empty for consent
	Action    string
	Data      string
	Of        string
	From      string
	Recipient string
	Purpose   string
	Place     string
}

// AddConsent adds a consent that covers a part of what may be asked, or all of it. What no consent covers remains unknown, unless
// NoOtherConsent, SetConsent(false) or NothingElse says that there is none. It does not allocate once the same Grant has been added
// to facts of the engine before. The error is a diag.List where a name is wrong; then nothing is added.
func (f *Facts) AddConsent(g Grant) error { return f.add(g, false) }

// AddObjection adds an objection that covers a part of what may be asked, likewise. Its Kind must be empty.
func (f *Facts) AddObjection(g Grant) error { return f.add(g, true) }

func (f *Facts) add(g Grant, objection bool) error {
	bound, err := f.engine.grants.bound(f.engine, grantKey{g, objection})
	if err == nil {
		f.grants = append(f.grants, bound)
	}
	return err
}

// NoOtherConsent says that there is no consent of any kind, nor deemed consent, beyond what was set and added.
func (f *Facts) NoOtherConsent() {
	l := f.engine.program.Layout
	f.noOther(l.Consent)
	f.noOther(l.Deemed)
}

// NoOtherObjection says that there is no objection beyond what was set and added.
func (f *Facts) NoOtherObjection() { f.noOther(f.engine.objectionVar) }

// noOther puts a variable that is not known into the least of the cells that remain.
func (f *Facts) noOther(v int) {
	if f.known.State[v] != diagram.Unsure {
		return
	}
	least := 0
	if left, ok := f.known.Partial[v]; ok {
		least = slices.Index(left, true)
	}
	f.put(v, least)
}

// maxGrants bounds how many grants an engine keeps bound. When there are more, it forgets all: those in use come back.
const maxGrants = 1 << 14

// bindings are grants whose names have been looked up.
type bindings struct {
	mu  sync.RWMutex
	all map[grantKey]model.Grant
}

type grantKey struct {
	Grant
	objection bool
}

func (b *bindings) bound(e *Engine, key grantKey) (model.Grant, error) {
	b.mu.RLock()
	g, ok := b.all[key]
	b.mu.RUnlock()
	if ok {
		return g, nil
	}
	g, err := e.bindGrant(key)
	if err != nil {
		return g, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all == nil || len(b.all) >= maxGrants {
		b.all = map[grantKey]model.Grant{}
	}
	b.all[key] = g
	return g, nil
}

// bindGrant looks up the names of a grant.
func (e *Engine) bindGrant(key grantKey) (model.Grant, error) {
	m, name := map[string]any{}, "consent"
	if key.objection {
		name = "objection"
	}
	g := &key.Grant
	for part, value := range map[string]string{"kind": g.Kind, "action": g.Action, "data": g.Data, "of": g.Of, "from": g.From,
		"recipient": g.Recipient, "purpose": g.Purpose, "place": g.Place} {
		if value != "" {
			m[part] = value
		}
	}
	f := dsl.Fields{Values: map[string]any{name: []any{m}}}
	f.Dims[model.Action] = []string{"any"}
	q, err := e.asker.Fields(f)
	if err != nil {
		return model.Grant{}, err
	}
	return q.Grants[0], nil
}
