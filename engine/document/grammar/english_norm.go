package grammar

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// manner is what the words of a norm depend on besides its own: its modal word and who is who.
type manner struct {
	modality model.Modality
	lasting  bool   // what is done goes on, as storing does
	joint    string // of the values of a part: what is permitted for several ends is permitted for each, and of a prohibition none is
	holder   string // whose data it is, as the subject of a clause
}

func (e *english) Norm(n *model.Norm, following ...*model.Norm) string {
	if n.Origin == model.ByRefusing && len(following) > 0 {
		return e.Refusing(append([]*model.Norm{n}, following...))
	}
	pl := e.plans.newPlan(n, following)
	return e.Sentence(e.statement(&pl))
}

func (e *english) Only(n, rest *model.Norm) string { return e.Norm(n, rest) }

// statement says a norm and what follows from it.
func (e *english) statement(pl *plan) string {
	parts := []string{e.lead(pl), e.main(pl)}
	for i := range pl.then {
		parts = append(parts, "; in consequence,", e.statement(&pl.then[i]))
	}
	for i := range pl.apart {
		parts = append(parts, "; and", e.statement(&pl.apart[i]))
	}
	return phrase(parts...)
}

// lead is what stands before the subject.
func (e *english) lead(pl *plan) string {
	var parts []string
	switch {
	case pl.norm.Default:
		parts = append(parts, "unless this policy says otherwise,")
	case len(pl.prevails) == 1:
		parts = append(parts, "notwithstanding clause "+pl.prevails[0]+",")
	case len(pl.prevails) > 1:
		parts = append(parts, "notwithstanding clauses "+list(pl.prevails, "and")+",")
	}
	if pl.only != nil || len(pl.ends) > 0 {
		parts = append(parts, e.front(pl.shared, e.holder(pl.norm.Scope[model.Of])))
	}
	if fronted(pl) {
		parts = append(parts, e.time(pl.timing, e.mannerOf(pl.norm))+",")
	}
	return phrase(parts...)
}

// longAct is how long an act may be, in bytes, for "only if" to follow it without a comma.
const longAct = 120

// main says the norm itself, with its prohibition by `only` and what it prohibits after its deadline.
func (e *english) main(pl *plan) string {
	n := pl.norm
	m := e.mannerOf(n)
	parts := []string{e.subject(n), e.act(pl, m)}
	for _, u := range n.Under {
		parts = append(parts, "under "+e.Free(u))
	}
	for _, by := range n.By {
		parts = append(parts, e.how(n, by))
	}
	if pl.timing != nil && !fronted(pl) {
		parts = append(parts, e.time(pl.timing, m))
	}
	consents := e.restsOnConsent(pl)
	if !consents {
		parts = append(parts, e.basis(n))
	}
	said := phrase(parts...)
	ending := e.ending(pl, m)
	if strings.HasPrefix(ending, "only ") && (strings.Contains(said, ", ") || len(said) > longAct) {
		ending = ", but " + ending // so that "only" belongs to the condition, and not to what stands before it
	}
	if consents {
		ending += ", which is the legal basis"
	}
	return phrase(said, ending)
}

// fronted reports whether the time stands before the subject: behind what was obtained from somebody it would tell when that was.
func fronted(pl *plan) bool { return pl.timing != nil && pl.said.Has(model.From) }

// restsOnConsent reports whether the basis is consent and the last condition to be said is consent too, so that it need not be said twice.
func (e *english) restsOnConsent(pl *plan) bool {
	consent, ok := e.p.Graphs[model.BasisKind].Lookup("consent")
	c := pl.own
	if pl.only != nil && pl.only.condition {
		c = pl.only.when
	}
	if !ok || len(pl.norm.Basis) != 1 || pl.norm.Basis[0] != consent || len(c.yes) != 1 || len(c.unless) > 0 {
		return false
	}
	_, ok = c.yes[0].(*model.HasConsent)
	return ok && (pl.only == nil || pl.only.condition && pl.norm.Modality == model.May)
}

func (e *english) mannerOf(n *model.Norm) manner {
	m := manner{modality: n.Modality, joint: "and", holder: e.holder(n.Scope[model.Of]), lasting: e.plans.lasting(n.Scope[model.Action])}
	if n.Modality == model.MustNot || n.Modality == model.May && slices.Contains(n.Scope[model.Actor].In, model.You) {
		m.joint = "or" // of what you may do, you may do each
	}
	return m
}

// subject says who acts, with the modal word.
func (e *english) subject(n *model.Norm) string {
	set := n.Scope[model.Actor]
	if !set.All {
		return e.actors(set) + " " + n.Modality.String()
	}
	who := ""
	if len(set.Except) > 0 {
		who = " except " + e.parties(set.Except, "and")
	}
	switch n.Modality {
	case model.MustNot:
		return "no one" + who + " may"
	case model.Must:
		return "everyone" + who + " must"
	}
	return "anyone" + who + " may"
}

// ending is what stands behind the act: on which conditions, and what else `only` and a deadline say.
func (e *english) ending(pl *plan, m manner) string {
	parts := []string{e.comma(pl.own, m.holder)}
	if e.onlyIfFrom(pl) {
		_, plural := e.data(pl.norm.Scope[model.Data], pl.norm.Scope[model.Of], m.joint)
		return "only if " + map[bool]string{true: "they were ", false: "it was "}[plural] + e.source(pl.norm.Scope, "or")
	}
	if o := pl.only; o != nil {
		duty := pl.norm.Modality == model.Must
		switch {
		case o.condition && duty:
			parts = append(parts, e.comma(o.when, m.holder), ", and must not do so otherwise")
		case o.condition:
			parts = append(parts, "only", e.tail(o.when, m.holder))
		case duty:
			parts = append(parts, ", and must not do so "+e.noOther(o.part, "any"))
		case !pl.own.none():
			parts = append(parts, ", and "+e.noOther(o.part, "no"))
		}
	}
	for i := range pl.ends {
		parts = append(parts, e.end(pl, &pl.ends[i]))
	}
	return phrase(parts...)
}

// noOther says all other values of a part: "for no other purpose".
func (e *english) noOther(d model.Dim, no string) string {
	switch d {
	case model.Of:
		return "with data of " + no + " other person"
	case model.From:
		return "with data from " + no + " other source"
	case model.To:
		return "for " + no + " other recipient"
	case model.In:
		return "in " + no + " other place"
	}
	return "for " + no + " other purpose"
}

// end says what a duty prohibits once its time has passed.
func (e *english) end(duty, pl *plan) string {
	verbs := e.verbs(pl.norm.Scope[model.Action])
	var words []string
	for _, v := range verbs {
		words = append(words, v.label())
	}
	when := "from then on"
	if duty.timing.relation == isDeadline {
		when = "after that time"
	}
	joint := ", and must not "
	if actor := duty.norm.Scope[model.Actor]; len(duty.own.yes)+len(duty.own.unless) > 0 || actor.All {
		joint = ", and " + e.subject(pl.norm) + " "
	}
	return joint + list(words, "or") + " the data " + when + e.comma(pl.own, e.holder(pl.norm.Scope[model.Of]))
}

// basis says on which lawful basis.
func (e *english) basis(n *model.Norm) string {
	var items []string
	for _, b := range n.Basis {
		items = append(items, e.node(model.BasisKind, b))
	}
	if len(items) == 0 {
		return ""
	}
	return ", on the basis of " + list(items, "and")
}

// how says how a right is used, behind a comma, or how a duty is done.
func (e *english) how(n *model.Norm, by string) string {
	if n.Modality == model.May {
		return ", " + through(e.Free(by))
	}
	return through(e.Free(by))
}

// through says how a right is used or a duty done, in the policy's words: by doing something or by a message, and else through something.
func through(how string) string {
	first, rest, _ := strings.Cut(how, " ")
	noun, _, _ := strings.Cut(rest, " ")
	switch {
	case isGerund(first) && rest != "" || isMessage(first) || (first == "a" || first == "an") && isMessage(noun):
		return "by " + how
	}
	return "through " + how
}

func isMessage(word string) bool {
	switch word {
	case "e-mail", "email", "letter", "mail", "post", "phone", "telephone", "fax", "message", "call", "courier":
		return true
	}
	return false
}
