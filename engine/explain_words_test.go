package engine_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine"
)

// whyOf returns what an explanation says of the norms that did not decide, by clause.
func whyOf(x *engine.Explanation) map[string]string {
	out := map[string]string{}
	for _, c := range x.Considered {
		out[c.Clause] = c.Why
	}
	return out
}

func TestWhatANormYieldsTo(t *testing.T) {
	for _, c := range []struct {
		policy, ask string
		want        map[string]string
	}{
		{`clause 1 { we must not use email } clause 2 { notwithstanding 1, we may use email } clause 3 { we must not use contact }`,
			"may we use contact?", map[string]string{"1": "Prohibits it, but yields to 2", "2": "Permits it, but is outweighed by 3"}},
		{`clause 1 { we may use email } clause 2 { we must not use phone }`,
			"may we use contact?", map[string]string{"1": "Permits it in part: we may use your e-mail address"}},
		{`clause 1 { by default, we must not use contact } clause 2 { we may use contact }`,
			"may we use email?", map[string]string{"1": "Prohibits it by default, but yields to 2"}},
		{`fact f "it rains" clause 1 { we may use email } clause 2 { we must not use email given f }`,
			"may we use email?", map[string]string{"1": "Permits it, but may be outweighed by 2",
				"2": "Prohibits it, but only if it rains, which is not known"}},
		{`clause 1 { we may use contact } clause 2 { this policy does not cover phone }`,
			"may we use phone?", map[string]string{"1": "Permits it, but by 2 these data are outside the policy"}},
		{`fact f "it rains" clause 1 { we must not use email unless consent } clause 2 { consent is not needed to use email given f }`,
			"may we use email given f and no consent?", map[string]string{"1": "Prohibits it, but not here, because 2 says that consent is not needed here"}},
		{`fact f "it rains" clause 1 { we must not use email unless consent } clause 2 { consent is not needed to use email given f }`,
			"may we use email given f and consent?", map[string]string{"1": "Prohibits it, but not here, because you have given consent"}},
	} {
		if d := cmp.Diff(c.want, whyOf(ask(t, core(t, strings.ReplaceAll(c.policy, " clause", "\nclause")), c.ask))); d != "" {
			t.Errorf("%s\n%s (-want +got):\n%s", c.policy, c.ask, d)
		}
	}
}

func TestDutiesAreTestedForTheirOwnAct(t *testing.T) {
	e := core(t, `
event closed "you close your account"
fact f "it rains"
clause 1 { we may access email }
clause 2 { we must anonymise email after closed unless consent }
clause 3 { consent is not needed to access email given f }`)
	for question, want := range map[string]bool{
		"may we access email after closed given consent to access email and nothing else?":                                            true,
		"may we access email after closed given consent to access, anonymise email and nothing else?":                                 false,
		"may we access email after closed given consent to access email, phone and nothing else?":                                     true,
		"may we access email after closed given f and nothing else?":                                                                  true,
		"may we access email after closed given consent and nothing else?":                                                            false,
		"may we access email before closed given nothing else?":                                                                       false,
		"may we access email after closed given consent to access email?":                                                             false, // not known
		"may we access email after closed given consent to anonymise phone and consent to anonymise postal-address and nothing else?": true,
	} {
		x := ask(t, e, question)
		if got := slices.ContainsFunc(x.Duties, func(d engine.Duty) bool { return d.Clause == "2" }); got != want {
			t.Errorf("%s: in force %v, want %v", question, got, want)
		}
	}
}

// changesOf returns the changes of an explanation as they are said, with their answers.
func changesOf(x *engine.Explanation) []string {
	out := []string{}
	for _, c := range x.WouldChange {
		out = append(out, c.Answer+" if "+c.Says)
	}
	return out
}

func TestWhatWouldChangeIsSaidPlainly(t *testing.T) {
	e := core(t, `
fact f "it rains"
fact age number "your age"
fact channel one of web, app, phone "the channel"
fact home place "the country where you live"
clause 1 { we may use email for marketing except advertising given f }
clause 2 { we may use phone given channel is app or channel is phone }
clause 3 { we may use photo given home in eu }
clause 4 { we must not use health unless explicit consent and written consent }
clause 5 { we may use health }
clause 6 { we may use location given age >= 16 }
clause 8 { we may use interests for marketing }
clause 9 { we may store name given consent }`)
	for _, c := range []struct {
		ask  string
		want []string
	}{
		{"may we use email given no f and nothing else?", []string{"permitted if it rains and the purpose is direct marketing or marketing by others"}},
		{"may we use phone given channel is web?", []string{`permitted if the channel is "app" or "phone"`}},
		{"may we use photo given home is us?", []string{"permitted if the country where you live is in the European Union"}},
		{"may we use health given no consent and nothing else?", []string{"permitted if you have given explicit consent and written consent"}},
		{"may we use health given explicit consent and written consent?", []string{
			"prohibited if you have not given explicit consent", "prohibited if you have not given written consent"}},
		{"may we use location given age = 3?", []string{"permitted if your age is at least 16"}},
		{"may we use location given age = 30?", []string{"not-addressed if your age is at most 15"}},
		{"may we use interests given nothing else?", []string{"permitted if the purpose is marketing",
			"not-addressed if the purpose is anything but marketing"}},
		{"may we store name given nothing else?", []string{"permitted if you have given consent"}}, // and by no kind of it besides
	} {
		if d := cmp.Diff(c.want, changesOf(ask(t, e, c.ask))); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.ask, d)
		}
	}
}

func TestPartsAreNamedPlainly(t *testing.T) {
	e := core(t, `
clause 1 { we may use email }
clause 2 { we must not use email for advertising }
clause 3 { we may use phone }`)
	for question, want := range map[string]string{
		"may we use email for marketing?":   "Partly: permitted for other marketing, direct marketing and marketing by others. We must not use your e-mail address for marketing.",
		"may we use contact for marketing?": "Partly: permitted for",
	} {
		if got := ask(t, e, question).Summary; !strings.HasPrefix(got, want) || strings.Contains(got, "for for") {
			t.Errorf("%s\ngot  %s\nwant %s", question, got, want)
		}
	}
}
