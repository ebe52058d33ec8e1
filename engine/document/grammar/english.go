package grammar

import (
	"strconv"
	"strings"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// english speaks English.
type english struct {
	p         *model.Policy
	say       *sentence.Speaker
	catalogue catalogue
}

func newEnglish(p *model.Policy) *english {
	return &english{p: p, say: sentence.New(p), catalogue: readCatalogue("en")}
}

func (e *english) Language() string { return "en" }

func (e *english) Norm(n *model.Norm) string { return e.Sentence(e.say.Norm(n)) }

func (e *english) Refusing(norms []*model.Norm) string {
	var out []string
	for _, n := range norms {
		out = append(out, e.say.Norm(n))
	}
	return e.Sentence(strings.Join(out, "; "))
}

func (e *english) Exclusion(x *model.Exclusion) string {
	return e.Sentence("this policy does not cover " + e.scope(x.Scope) + e.tail(x.When))
}

func (e *english) scope(s model.Scope) string {
	out := e.say.Data(s)
	if !s[model.From].IsAny() {
		out += " " + e.say.Part(s, model.From)
	}
	return out
}

func (e *english) tail(when []model.Condition) string {
	if len(when) == 0 {
		return ""
	}
	return ", " + e.When(when)
}

func (e *english) Treat(t *model.Treat) string {
	out := "we treat " + e.Names(model.DataKind, model.Set{In: t.Data}) + " as "
	if t.Not {
		out += "no "
	}
	return e.Sentence(out + e.Name(model.DataKind, t.Class) + e.tail(t.When))
}

func (e *english) act(s model.Scope) string {
	named := model.Dims(0)
	for d := model.Data; d < model.Dim(model.DimCount); d++ {
		if !s[d].IsAny() {
			named = named.With(d)
		}
	}
	return e.say.Act(s, named, "or")
}

func (e *english) Waiver(w *model.Waiver) string {
	return e.Sentence("your consent is not needed to " + e.act(w.Scope) + e.tail(w.When))
}

func (e *english) Deeming(d *model.Deeming) string {
	return e.Sentence("if " + e.say.Fact(d.Fact) + ", you are deemed to consent that we " + e.act(d.Scope) + e.tail(d.When))
}

func (e *english) Settlement(f model.FactID) string {
	fact := &e.p.Facts[f]
	if fact.Settled == nil {
		return ""
	}
	is := "is not so"
	if fact.Type == model.OneOf {
		is = "is \"" + fact.Options[fact.Settled.Option] + "\""
	} else if fact.Settled.Yes {
		is = "is so"
	}
	s := fact.Settled
	return e.Sentence("on " + e.Day(s.On) + " " + s.By + " decided that \"" + e.say.Fact(f) + "\" " + is + ", because " + s.Because)
}

func (e *english) Name(k model.Kind, n model.NodeID) string { return e.say.Node(k, n) }

func (e *english) Names(k model.Kind, s model.Set) string { return e.say.Set(k, s, "and") }

func (e *english) When(conditions []model.Condition) string {
	var out []string
	for _, w := range conditions {
		out = append(out, e.say.Condition(w))
	}
	return strings.Join(out, ", and ")
}

func (e *english) Deadline(d *model.Deadline) string {
	if d.Vague != "" {
		return d.Vague + " after " + e.say.Fact(d.Event)
	}
	return "within " + e.say.Length(d.Hours) + " after " + e.say.Fact(d.Event)
}

func (e *english) Label(l model.Labels) string { return l.In("") }

func (e *english) Free(words string) string { return words }

func (e *english) List(items []string, or bool) string {
	if or {
		return sentence.List(items, "or")
	}
	return sentence.List(items, "and")
}

func (e *english) Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2 January 2006")
}

func (e *english) Number(n int) string { return strconv.Itoa(n) }

func (e *english) Say(key string, args ...string) string { return e.catalogue.say(key, args...) }

func (e *english) Sentence(words string) string {
	words = sentence.Capital(words)
	if strings.HasSuffix(words, ".") {
		return words
	}
	return words + "."
}

func (e *english) Missing() []Missing { return nil }
