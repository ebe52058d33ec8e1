package analysis

import (
	"slices"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
	"github.com/seed-90f8eabc/licet/policies"
)

// What holds of the shipped policies, as somebody would claim it who has read their texts. N is that nothing of it is permitted, A that all is,
// and S that some is, and some is not.
var shippedClaims = map[string]map[string]rune{
	"shop": {
		"may we sell personal to anyone?":                                              'N',
		"may we share email with partner?":                                             'N',
		"may we collect card-number?":                                                  'N',
		"may we store card-number?":                                                    'N',
		"may we store password given no has-account?":                                  'S', // for 30 days after it was closed
		"may we export personal in china?":                                             'N',
		"may we export personal in us?":                                                'S',
		"may we export personal in us given no consent?":                               'N',
		"may we use email for newsletter given no consent?":                            'N',
		"may we use email for newsletter given objection?":                             'N',
		"may pigeon-mail use email from we for own-purposes?":                          'N',
		"may we decide-automatically?":                                                 'N',
		"may we store server-log for security given 15 days after visit?":              'N',
		"may we store statistics-cookie given 7 months after visit?":                   'S', // anonymised
		"may we store statistics-cookie given 7 months after visit and no anonymised?": 'N',
		"may you access personal?":                                                     'A',
		"may we tell-of-breach given high-risk and 1 day after breach-learned?":        'A',
		"may we share name with swift-swan for delivery?":                              'A',
		"may we use orders for order-management?":                                      'S', // until they must be deleted
		"may you object personal for newsletter?":                                      'A',
		"may we collect special-category?":                                             'N',
		"may we collect personal from you given known-minor?":                          'N',
		"may we disclose personal to authority given no law-obliges?":                  'N',
		"may we share orders with sterna-pay?":                                         'S', // their total
		"may we require statistics-cookie?":                                            'N',
		"may cloudberry store personal from we for hosting in us?":                     'N',
		"may we charge-request?":                                                       'N',
	},
	"app": {
		"may we use search-query for marketing?":                                               'N',
		"may third-party sell personal?":                                                       'N',
		"may we share personal with unrelated-third-party given no consent and no serves-you?": 'N',
		"may third-party access personal from we given 10 days after service-ended?":           'N',
		"may we set cookie-data for login given objection?":                                    'N',
		"may you refuse cookie-data?":                                                          'A',
		"may we use participation for marketing?":                                              'N', // outside the policy
		"may we sell email to unrelated-third-party given no consent?":                         'S', // who serves you
		"may we share email with partner for partner-offers given no consent and no legal-demand and no violated and no appropriate?": 'N',
		"may third-party edit personal?":                                                 'N',
		"may we terminate-agreement given no abuser?":                                    'N',
		"may we use email for interest-information?":                                     'A',
		"may third-party disseminate email given a16 is free-of-charge and no for-free?": 'N', // nothing permits it either
	},
	"union": {
		"may we sell personal to anyone?":                                     'N',
		"may we share consignee with courier given entrusted and no consent?": 'N',
		"may we share consignee with courier given entrusted and consent?":    'A',
		"may you refuse personal?":                                            'S',
		"may you access personal?":                                            'N',
		"may we export personal in us?":                                       'N',
		"may we store transaction given 31 days after operation-stopped and overdue B.42 and no anonymised?": 'N',
	},
}

// TestClaimsAboutShippedPolicies decides what is claimed of the shipped policies, and goes through all cases by the reference evaluator where they
// are few enough.
func TestClaimsAboutShippedPolicies(t *testing.T) {
	limits, floor := reference.Limits{Completions: 30_000}, 35
	if testing.Short() {
		limits.Completions, floor = 2_000, 25
	}
	enumerated := 0
	for name, claims := range shippedClaims {
		p, err := dsl.Load(policies.FS(), name, policies.Libraries())
		if err != nil {
			t.Fatal(err)
		}
		a := New(p)
		for text, want := range claims {
			q, err := dsl.NewAsker(p).Question(text)
			if err != nil {
				t.Fatalf("%s: %s: %v", name, text, err)
			}
			if got := a.claimed(t, q); got != want {
				t.Errorf("%s: %s: %c, and not %c", name, text, got, want)
			}
			var answers []model.Answer
			if err := reference.Cases(p, q, limits, func(_ model.Atom, x model.Answer) { answers = append(answers, x) }); err != nil {
				continue
			}
			enumerated++
			permitted := slices.DeleteFunc(slices.Clone(answers), func(x model.Answer) bool { return x != model.Permitted })
			got := 'S'
			switch len(permitted) {
			case 0:
				got = 'N'
			case len(answers):
				got = 'A'
			}
			if got != want {
				t.Errorf("%s: %s: %c by enumeration, and not %c", name, text, got, want)
			}
		}
	}
	if enumerated < floor {
		t.Errorf("only %d claims were gone through", enumerated)
	}
	t.Logf("%d claims were gone through", enumerated)
}

// claimed decides both claims about a question.
func (a *Analysis) claimed(t *testing.T, q *model.Question) rune {
	t.Helper()
	never, err := a.ProveNever(q)
	if err != nil {
		t.Fatal(err)
	}
	always, err := a.ProveAlways(q)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case never.Result == Holds && always.Result == Fails && always.Witness != nil:
		return 'N'
	case never.Result == Fails && always.Result == Holds && never.Witness != nil:
		return 'A'
	case never.Result == Fails && always.Result == Fails && never.Witness != nil && always.Witness != nil:
		return 'S'
	}
	return '?'
}
