package events_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// shop is a policy with every kind of fact.
const shop = `policy shop "A shop" { version "1" }
action use "use" takes for
action share "share" takes with, for
action stop "stop" takes nothing
data contact "contact" { email "e-mail" phone "phone" }
party partner "a partner"
party courier "a courier"
purpose marketing "marketing" { newsletter "newsletter" }
purpose delivery "delivery"
place europe "Europe" { germany "Germany" france "France" }
fact member "you are a member"
fact age number "your age"
fact channel one of web, app "the channel"
fact country place "your country"
event closed "you close your account"
judgement fair "it is fair" by we
term minor "a child" means age < 14
clause A.1 { we may use contact for delivery }
clause A.2 { we may use email for marketing given consent and age >= 16 }
clause A.3 { we must not use contact for marketing given objection }
clause A.4 { we may share contact with courier for delivery given country in europe }
clause A.5 { we must not use contact more than 30 days after closed }
clause A.6 { we may use phone for marketing given explicit consent }
clause A.7 { partner may use email for newsletter given member }
clause A.8 { we may stop given fair }
`

func load(t testing.TB, text string) *engine.Engine {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func bind(t testing.TB, e *engine.Engine, mapping string) *events.Bound {
	m, err := events.Read("m.yaml", []byte(mapping))
	if err != nil {
		t.Fatal(err)
	}
	b, err := m.Bind(e)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestColumns(t *testing.T) {
	b := bind(t, load(t, shop), `
given:
  age: user_age
  closed: {column: gone, unit: days, values: {never: false, -1: false}}
  member: {always: true}
system: service
columns:
  data: {column: field, values: {EMAIL_ADDR: email, "?": null}}
  action: op
  actor: {always: partner}
consents:
  - {column: mkt_ok, kind: explicit, action: use, purpose: [marketing, delivery]}
no_other_consent: true
`)
	var got []string
	for _, c := range b.Columns() {
		got = append(got, c.Name+" "+c.Role.String()+" "+c.Says+" "+c.Kind.String())
	}
	want := "op part action name; field part data name; user_age given age number; gone given closed elapsed; mkt_ok consent consent yes-no; service system  text"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if c := b.Columns()[3]; len(c.Cuts) != 1 || c.Cuts[0] != 31 || !c.Values["never"].NotYet || !c.Values["-1"].NotYet {
		t.Errorf("an event: %+v", c) // more than 30 days: whole days from 31 on
	}
	if c := b.Columns()[1]; c.Values["EMAIL_ADDR"].Name != "email" || !c.Values["?"].Null {
		t.Errorf("a part: %+v", c)
	}
}

// TestMistakes has, for each mapping, what is said of it: with its place and the way out.
func TestMistakes(t *testing.T) {
	e := load(t, shop)
	for _, c := range []struct{ mapping, want string }{
		{"", "m.yaml:1:1: the file is empty"},
		{"columns: {", "m.yaml:1:1: did not find"},
		{"given: {age: a}", "does not say what was done"},
		{"colums: {action: op}", "m.yaml:1:1: a mapping has no `colums`; did you mean `columns`?"},
		{"columns: {action: op, datum: x}", "a question has no part `datum`; did you mean `data`?"},
		{"columns: {action: op, age: x}", "facts stand in `given`"},
		{"columns: {action: op, Data: x}", "did you mean `data`?"},
		{"columns: {action: op, data: op}", "m.yaml:1:29: the column `op` is named already, in line 1"},
		{"columns: {action: op}\nsystem: op", "m.yaml:2:9: the column `op` is named already"},
		{"columns: {action: op}\ngiven: {age: op}", "m.yaml:2:14: the column `op` is named already, in line 1"},
		{"columns: {action: op, action: op2}", "`action` stands twice"},
		{"columns: {action: {column: op, always: use}}", "comes from the column `op`, and is always the same"},
		{"columns: {action: {values: {a: use}}}", "where does `action` come from?"},
		{"columns: {action: {always: use, values: {a: use}}}", "`values` says what the cells of a column mean"},
		{"columns: {action: {always: usee}}", "no action is called `usee`; did you mean `use`?"},
		{"columns: {action: {always: null}}", "is always null"},
		{"columns: {action: {column: op, valeus: {}}}", "`action` has no `valeus`; did you mean `values`?"},
		{"columns: {action: {column: op, unit: days}}", "`action` has no `unit`"},
		{"columns: {action: {column: op, values: {X: usee}}}", "m.yaml:1:44: no action is called `usee`; did you mean `use`?"},
		{"columns: {action: {column: op, values: {X: [use]}}}", "`X` means one thing"},
		{"columns: {action: {column: op, values: [use]}}", "`values` holds what cells mean"},
		{"columns: {action: [op]}", "`action` wants the name of a column"},
		{"columns: op", "`columns` holds lines of `name: column`"},
		{"columns: {action: op}\ngiven: {agee: a}", "m.yaml:2:9: no fact, event or judgement is called `agee`; did you mean `age`?"},
		{"columns: {action: op}\ngiven: {wealth: a}", "leave it out"},
		{"columns: {action: op}\ngiven: {minor: a}", "`minor` is a term"},
		{"columns: {action: op}\ngiven: {purpose: a}", "`purpose` is a part of the question"},
		{"columns: {action: op}\ngiven: {age: a, age: b}", "`age` stands twice"},
		{"columns: {action: op}\ngiven: {age: {column: a, unit: days}}", "`age` is no event"},
		{"columns: {action: op}\ngiven: {closed: c}", "say in which unit"},
		{"columns: {action: op}\ngiven: {closed: {column: c, unit: day}}", "did you mean `days`?"},
		{"columns: {action: op}\ngiven: {closed: {column: c, unit: weeks}}", "write `unit: days` or `unit: hours`"},
		{"columns: {action: op}\ngiven: {closed: {always: -2, unit: days}}", "in the future"},
		{"columns: {action: op}\ngiven: {closed: {column: c, unit: days, values: {x: true}}}", "takes a whole number, or false"},
		{"columns: {action: op}\ngiven: {age: {column: a, values: {adult: old}}}", "`age` takes a whole number, and not `old`"},
		{"columns: {action: op}\ngiven: {member: {column: a, values: {Y: yep}}}", "`member` is true or false, and not `yep`"},
		{"columns: {action: op}\ngiven: {channel: {column: a, values: {Y: wep}}}", "`channel` has no value `wep`; did you mean `web`?"},
		{"columns: {action: op}\ngiven: {country: {column: a, values: {DE: germani}}}", "no place is called `germani`; did you mean `germany`?"},
		{"columns: {action: op}\ngiven: {consent: c}\nconsents: [{column: d}]", "`consent` among the facts speaks of all that is asked"},
		{"columns: {action: op}\ngiven: {consent: c}\nno_other_consent: true", "m.yaml:3:1: `consent` among the facts says all"},
		{"columns: {action: op}\ngiven: {objection: c}\nno_other_objection: true", "m.yaml:3:1: `objection` among the facts says all"},
		{"columns: {action: op}\nconsents: {column: d}", "`consents` is a list"},
		{"columns: {action: op}\nconsents: [d]", "an item of `consents` is an object"},
		{"columns: {action: op}\nconsents: [{purpose: marketing}]", "name the `column`"},
		{"columns: {action: op}\nconsents: [{column: d, purpose: marketin}]", "no purpose is called `marketin`; did you mean `marketing`?"},
		{"columns: {action: op}\nconsents: [{column: d, kind: express}]", "no kind of consent is called `express`"},
		{"columns: {action: op}\nconsents: [{column: d, kind: explicite}]", "did you mean `explicit`?"},
		{"columns: {action: op}\nconsents: [{column: d, actor: partner}]", "has no `actor`"},
		{"columns: {action: op}\nconsents: [{column: d, action: use, recipient: partner}]", "`use` takes no recipient"},
		{"columns: {action: op}\nobjections: [{column: d, kind: explicit}]", "has no `kind`"},
		{"columns: {action: op}\nnothing_else: maybe", "`nothing_else` is true or false"},
	} {
		m, err := events.Read("m.yaml", []byte(c.mapping))
		if err == nil {
			_, err = m.Bind(e)
		}
		var list diag.List
		if err == nil || !errors.As(err, &list) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\ngot  %v\nwant %s", c.mapping, err, c.want)
		}
	}
}

// FuzzRead checks that any text is a mapping, or gives an error, and that what is a mapping binds or gives an error.
func FuzzRead(f *testing.F) {
	f.Add([]byte("columns: {action: op, data: {column: f, values: {A: email}}}\ngiven: {age: a, closed: {column: c, unit: days}}\n"))
	f.Add([]byte("columns: {action: {always: use}}\nconsents: [{column: d, kind: explicit, purpose: [marketing]}]\nno_other_consent: true\nsystem: s\n"))
	f.Add([]byte("columns:\n  action: [x]\nobjections: [{}]\nnothing_else: true\n"))
	e := load(f, shop)
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := events.Read("fuzz.yaml", text)
		if (m == nil) == (err == nil) {
			t.Fatal("neither a mapping nor an error, or both", err)
		}
		if err != nil {
			return
		}
		b, err := m.Bind(e)
		if (b == nil) == (err == nil) {
			t.Fatal("neither bound nor an error, or both", err)
		}
		if err == nil {
			row := make([]any, len(b.Columns()))
			if r, err := b.Answer(row); err == nil && r.Answer.Decision() == 0 {
				t.Fatal("neither an answer nor an error")
			}
		}
	})
}
