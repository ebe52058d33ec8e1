package dsl_test

import (
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/policies"
)

const fieldsPolicy = `
policy p "P" {}
use core
fact channel one of web, app, phone
fact vip "you are a very important person"
fact age number "your age"
fact country place "your country"
event closed "you close your account"
data both "email, phone" { email  phone  other-contact "other contact" }
clause 1 { we may use health given consent and vip and channel is web and age >= 16 and country in eu more than 3 days after closed }
`

// TestFieldsSayOnlyWhatTheyAreFor gives values that hold more than a value: what comes from elsewhere, such as a
// form, must not be read as a sentence.
func TestFieldsSayOnlyWhatTheyAreFor(t *testing.T) {
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(fieldsPolicy)}}, "p.licet", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	asker := dsl.NewAsker(p)
	ask := func(values map[string]any) error {
		f := dsl.Fields{Values: values}
		f.Dims[model.Action], f.Dims[model.Data] = []string{"use"}, []string{"health"}
		_, err := asker.Fields(f)
		return err
	}
	for name, good := range map[string][]any{
		"channel": {"web", "not web", []any{"not web", "not app"}},
		"age":     {16, int64(16), ">= 16", "<20", []any{">= 16", "< 20"}},
		"country": {"france", "in eu", "not in eu", "not france"},
		"closed":  {true, false, "10 days", "within 1 hour", "more than 2 years", map[string]any{"days": 3}, map[string]any{"within": map[string]any{"days": 3}}},
		"consent": {true, []any{map[string]any{"kind": "explicit", "action": "use", "data": "health"}}},
	} {
		for _, v := range good {
			if err := ask(map[string]any{name: v}); err != nil {
				t.Errorf("%s: %v: %v", name, v, err)
			}
		}
	}
	for name, bad := range map[string][]any{
		"channel": {"not web) and consent and (vip", "web and vip", "not not web", "", "not ", 1},
		"age":     {">= 16 and consent and vip", "16", ">= 16 #", "= 99999999999999", "", ">=", 1.5, true},
		"country": {"eu and vip", "in in eu", ""},
		"closed":  {"consent and vip and 10 days", "10 days after closed and vip", "10", "-1 days", "99999999999 years", "", 3},
		"vip":     {"yes and consent", "true", 1},
		"consent": {"yes", 1, []any{map[string]any{"kind": []any{"deemed"}, "action": "use"}}, []any{map[string]any{"kind": 5}},
			[]any{map[string]any{"kind": "no", "action": "use"}}, []any{"use"}, []any{map[string]any{"action": []any{}}}},
	} {
		for _, v := range bad {
			if err := ask(map[string]any{name: v}); err == nil {
				t.Errorf("%s: %v was taken", name, v)
			}
		}
	}
}

// TestNamesOfQuestions asks with names that are none, which must be errors, and with labels that hold commas.
func TestNamesOfQuestions(t *testing.T) {
	p, err := dsl.Load(policies.FS(), "app", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	asker := dsl.NewAsker(p)
	for _, name := range []string{"", "E_mail", "Acme", "email,", " ", "e_mail", "\x00", "EMAIL ADDRESSES", "überall"} {
		f := dsl.Fields{}
		f.Dims[model.Action], f.Dims[model.Data] = []string{"use"}, []string{name}
		if q, err := asker.Fields(f); q != nil || err == nil {
			t.Errorf("%q: %v, %v", name, q, err)
		}
		if q, err := asker.Question("may we use \"" + name + "\"?"); q != nil || err == nil {
			t.Errorf("%q in a sentence: %v, %v", name, q, err)
		}
	}
}
