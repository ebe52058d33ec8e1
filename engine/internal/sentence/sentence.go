// Package sentence says in English what norms, questions and conditions mean, in the labels of a policy.
//
// It decides nothing. Every word of a condition is said: none is lost, and none is added.
//
//	s := sentence.New(policy)
//	fmt.Println(s.Act(scope, named)) // share your e-mail address with business partners
package sentence

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A Speaker speaks for one policy. It is immutable and safe for concurrent use.
type Speaker struct {
	p      *model.Policy
	waived string
	names  Names
	test   func(c model.Cond, so bool) string
}

// New returns a speaker for a policy, in the policy's own labels.
func New(p *model.Policy) *Speaker { return &Speaker{p: p, names: own{p}} }

// Waived returns a speaker for what does not need consent: where consent is so, it says that instead.
func (s *Speaker) Waived(says string) *Speaker {
	out := *s
	out.waived = says
	return &out
}

// Named returns a speaker with other names: those of another language, say.
func (s *Speaker) Named(names Names) *Speaker {
	out := *s
	out.names = names
	return &out
}

// Testing returns a speaker that says a condition as a function does, where that returns words.
func (s *Speaker) Testing(test func(c model.Cond, so bool) string) *Speaker {
	out := *s
	out.test = test
	return &out
}

// Capital returns a sentence with a capital at its start.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// Node returns the label of a name.
func (s *Speaker) Node(k model.Kind, n model.NodeID) string {
	if k == model.PartyKind && n == model.We {
		return "we"
	}
	text, _ := s.names.Node(k, n)
	return text
}

// List joins phrases: "a, b and c".
func List(items []string, joint string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " " + joint + " " + items[len(items)-1]
}

// Set returns the labels of a set: "business partners or affiliated companies".
func (s *Speaker) Set(k model.Kind, set model.Set, joint string) string {
	var items []string
	for _, n := range set.In {
		items = append(items, s.object(k, n))
	}
	out := List(items, joint)
	if set.All {
		out = anyOf(k)
	}
	if len(set.Except) > 0 {
		var except []string
		for _, n := range set.Except {
			except = append(except, s.object(k, n))
		}
		out += " except " + List(except, "and")
	}
	if set.Outside {
		return "anything but " + out
	}
	return out
}

// object is the label of a name where it is not the subject of a sentence.
func (s *Speaker) object(k model.Kind, n model.NodeID) string {
	if k == model.PartyKind && n == model.We {
		return "us"
	}
	return s.Node(k, n)
}

func anyOf(k model.Kind) string {
	return [...]string{model.DataKind: "any data", model.PurposeKind: "any purpose", model.PartyKind: "anyone",
		model.ActionKind: "do anything with", model.PlaceKind: "any place", model.BasisKind: "any basis"}[k]
}

// Actor returns who acts.
func (s *Speaker) Actor(scope model.Scope) string {
	set := scope[model.Actor]
	var items []string
	for _, n := range set.In {
		items = append(items, s.Node(model.PartyKind, n))
	}
	if set.All {
		items = []string{"anyone"}
	}
	out := List(items, "and")
	if len(set.Except) > 0 {
		out += " except " + s.Set(model.PartyKind, model.Set{In: set.Except}, "and")
	}
	return out
}

// Act returns what is done: "share your e-mail address with business partners for marketing". Joint joins the actions of a list.
func (s *Speaker) Act(scope model.Scope, named model.Dims, joint string) string {
	var b strings.Builder
	b.WriteString(s.Set(model.ActionKind, scope[model.Action], joint))
	if named.Has(model.Data) {
		b.WriteString(" " + s.Data(scope))
	}
	for _, d := range []model.Dim{model.From, model.To, model.For, model.In} {
		if named.Has(d) {
			b.WriteString(" " + s.Part(scope, d))
		}
	}
	return b.String()
}

// Data returns whose data: "your e-mail address and telephone number".
func (s *Speaker) Data(scope model.Scope) string {
	set := scope[model.Data]
	data := s.Set(model.DataKind, set, "and")
	of := scope[model.Of]
	switch {
	case of.All && len(of.Except) == 0:
		return data + " of anyone"
	case len(of.In) == 1 && of.In[0] == model.You && len(of.Except) == 0:
		if set.All {
			return data + " of yours"
		}
		return yours(data)
	}
	return data + " of " + s.Set(model.PartyKind, of, "or")
}

// yours puts "your" before data, unless the labels say whose they are already.
func yours(data string) string {
	if strings.HasPrefix(data, "your ") || strings.HasSuffix(data, " you") || strings.Contains(data, " you ") || strings.Contains(data, " your ") {
		return data
	}
	return "your " + strings.TrimPrefix(data, "the ")
}

// Part returns a part of a sentence with its word: "with business partners".
func (s *Speaker) Part(scope model.Scope, d model.Dim) string {
	set := scope[d]
	text := s.Set(d.Kind(), set, "or")
	switch d {
	case model.From:
		return "obtained from " + text
	case model.To:
		return s.toWord(scope[model.Action]) + " " + text
	case model.In:
		return "in " + text
	}
	return d.Word() + " " + text
}

// toWord is the preposition of a recipient: that of the actions, if they have the same.
func (s *Speaker) toWord(actions model.Set) string {
	if len(actions.In) == 0 {
		return "to"
	}
	for _, a := range actions.In {
		if !s.p.Graphs[model.ActionKind].Node(a).Action.With {
			return "to"
		}
	}
	return "with"
}

// Fact returns the label of a fact, or its name in words.
func (s *Speaker) Fact(f model.FactID) string {
	text, _ := s.names.Fact(f)
	return text
}

// named reports whether a fact has a label, which for a yes-or-no fact is a sentence.
func (s *Speaker) named(f model.FactID) bool {
	_, ok := s.names.Fact(f)
	return ok
}

// Source returns a part of a norm or a question as it is written in the language: "for marketing, research".
func (s *Speaker) Source(d model.Dim, set model.Set) string {
	names := func(list []model.NodeID) string {
		out := make([]string, len(list))
		for i, n := range list {
			out[i] = s.p.Graph(d).Node(n).ID
		}
		return strings.Join(out, ", ")
	}
	out := names(set.In)
	if set.All {
		out = s.p.Graph(d).Node(model.Root).ID
	}
	if len(set.Except) > 0 {
		out += " except " + names(set.Except)
	}
	if set.Outside {
		out = "only " + d.Word() + " " + out
		return out
	}
	if w := d.Word(); w != "" {
		return w + " " + out
	}
	return out
}

// Count returns "1 day", "30 days".
func Count(n int64, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// Length returns a length of time as the policy writes it; where it does not, in years, days or hours, whichever divides it. Months,
// which count 30 days, are then said in days.
func (s *Speaker) Length(h int64) string {
	switch text := s.p.Lengths[h]; {
	case text != "":
		return text
	case h > 0 && h%(365*24) == 0:
		return Count(h/(365*24), "year")
	case h%24 == 0:
		return Count(h/24, "day")
	}
	return Count(h, "hour")
}

// Times says when an event happened that is some hours ago, from one number to another, both taken in: "within 30 days after you
// close your account". What ends an hour before whole days, as beside "at least 30 days", is said by those days. A high end of
// math.MaxInt64 is none.
func (s *Speaker) Times(low, high int64, event string) string {
	open := high == math.MaxInt64
	after, upTo, and := "more than "+s.Length(low-1), "within "+s.Length(high), " and at most "+s.Length(high)
	if low%24 == 0 {
		after = "at least " + s.Length(low)
	}
	if !open && (high+1)%24 == 0 {
		upTo, and = "less than "+s.Length(high+1), " and less than "+s.Length(high+1)
	}
	switch {
	case low == high:
		return s.Length(low) + " after " + event
	case low == 0 && open:
		return "after " + event
	case low == 0:
		return upTo + " after " + event
	case open:
		return after + " after " + event
	}
	return after + and + " after " + event
}
