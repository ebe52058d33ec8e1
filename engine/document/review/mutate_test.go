package review_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// forms are questions in every form that the language has, in the names of policy app, and some that are none.
var forms = []string{
	"may we use email for marketing", "May we use email for marketing?", "may we use Email for marketing?", `may we use "e-mail address" for marketing?`,
	`may we use "E-Mail  Address" for "Marketing"?`, "may we use any personal for any?", "may anyone use any?", "may we use anyone?", "may any use any for any?",
	"may we, partner use email, phone for marketing, service-provision?", "may we or partner use or store email and phone for marketing or advertising?",
	"may we use personal except email, phone for any except marketing?", "may we use personal except personal?", "may we use email except personal?",
	"may we share email to partner?", "may we disclose email with partner?", "may we use email to partner?", "may we use email of partner from you?",
	"may we use email for marketing for advertising?", "may we use email given consent given nothing else?", "may we use email given nothing else?",
	"may we use email, nothing else?", "may we use email and nothing else?", "may we use email given consent, nothing else?", "may we use email given consent, and nothing else?",
	"may we use email given nothing else and consent?", "may we use email given prior consent?", "may we use email given explicit separate consent?",
	"may we use email given no explicit separate consent?", "may we use email given consent or objection?", "may we use email given not (consent or objection)?",
	"may we use email given consent and no consent?", "may we use email given explicit consent and no consent?", "may we use email given consent to use email and no consent?",
	"may we use email given consent to use, share email, phone with partner for marketing except advertising and objection?",
	"may we use email given consent to use email and explicit consent to any and nothing else?", "may we use email given no consent to use email?",
	"may we use email given objection to use email for marketing?", "may we use email given objection to use email and no objection?",
	"may we use email within 30 days after service-ended?", "may we use email given within 30 days after service-ended?", "may we use email given more than 2 years after service-ended and before policy-changed?",
	"may we use email 10 days after service-ended and 11 days after service-ended?", "may we use email 1 week after service-ended?", `may we use email within "a while" after service-ended?`,
	"may we use email given no within 3 days after service-ended?", "may we use email given not before service-ended?", "may we use email given after email?",
	"may we use email given overdue A.40?", "may we use email given no overdue A.4?", "may we use email given overdue?", "may we use email given service-ended?",
	"may we use email given legal-demand is yes?", "may we use email given legal-demand is no?", "may we use email given legal-demand is maybe?", "may we use email given legal-demand = 1?",
	"may we use email given no no legal-demand?", "may we use email given ((legal-demand)) and no (consent)?", "may we use email given legal-demand and no legal-demand?",
	"may we use email given (legal-demand and consent) and nothing else?", "may we use email given legal-demand or consent and nothing else?",
	"may not we use email?", "may we must use email?", "may we use email given?", "may we?", "may?", "", "?", "may we use email for?", "may we use email,?", "may we use email??",
	"may we use email for marketing given consent.", "we may use email", "may we use e mail?", "may we use email # for marketing?", "may we use email; given consent?", `may we use "email?`,
	"may we use emial?", "may we uses email?", "may we share email with partnr?", "may email use we?", "may use email?", "may we use email given conscent?", "may we use email in eu?",
	"may we publish-changes?", "may we publish-changes email?", "may we use email given -3 days after service-ended?", "may we use email given 99999999999 years after service-ended?",
}

// TestForms asks page and engine questions in every form: each is understood alike, or refused by both.
func TestForms(t *testing.T) {
	b := startBrowser(t)
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		t.Fatal(err)
	}
	b.open(page(t, e))
	if n := compare(b, e, forms); n < 30 {
		t.Errorf("only %d of %d were answered", n, len(forms))
	}
	b.clean()
}

// TestMutations asks questions whose words somebody has left out, doubled or exchanged.
func TestMutations(t *testing.T) {
	count := 3000
	if testing.Short() {
		count = 500
	}
	b := startBrowser(t)
	r := rand.New(rand.NewPCG(3, 4))
	for _, name := range policies.Names() {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, x := range e.Policy().Examples {
			words = append(words, strings.Fields(x.Asked)...)
		}
		var questions []string
		for range count / len(policies.Names()) {
			q := strings.Fields(e.Policy().Examples[r.IntN(len(e.Policy().Examples))].Asked)
			for range 1 + r.IntN(2) {
				switch i := r.IntN(len(q)); r.IntN(4) {
				case 0:
					q = append(q[:i:i], q[i+1:]...)
				case 1:
					q[i] = words[r.IntN(len(words))]
				case 2:
					q = append(q[:i:i], append([]string{words[r.IntN(len(words))]}, q[i:]...)...)
				case 3:
					j := r.IntN(len(q))
					q[i], q[j] = q[j], q[i]
				}
				if len(q) == 0 {
					q = []string{"may"}
				}
			}
			questions = append(questions, strings.Join(q, " "))
		}
		b.open(page(t, e))
		answered := compare(b, e, questions)
		if answered < len(questions)/50 {
			t.Errorf("%s: only %d of %d were answered", name, answered, len(questions))
		}
		t.Logf("%s: %d of %d were answered, the others refused by both", name, answered, len(questions))
	}
	b.clean()
}
