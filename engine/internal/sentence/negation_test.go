package sentence

import "testing"

func TestNot(t *testing.T) {
	for clause, want := range map[string]string{
		"you are a member":                           "you are not a member",
		"it is a gift":                               "it is not a gift",
		"you have given your consent":                "you have not given your consent",
		"you have an account":                        "you do not have an account",
		"we entrust a third party with the delivery": "we do not entrust a third party with the delivery",
		"the data have been anonymised":              "the data have not been anonymised",
		"your accounts are linked":                   "your accounts are not linked",
		// Where the opposite is not plain, it is not guessed at.
		"you consented to it":                   "it is not so that you consented to it",
		"you must share the data":               "it is not so that you must share the data",
		"all data are encrypted":                "it is not so that all data are encrypted",
		"you are a member or a guest":           "it is not so that you are a member or a guest",
		"the law requires it":                   "it is not so that the law requires it",
		"a law obliges us to":                   "it is not so that a law obliges us to",
		"you put it there":                      "it is not so that you put it there",
		"we know that you are younger than 16":  "it is not so that we know that you are younger than 16",
		"they are with you because you said so": "it is not so that they are with you because you said so",
	} {
		if got := Not(clause); got != want {
			t.Errorf("%q: got %q, want %q", clause, got, want)
		}
	}
}

func TestBaseOf(t *testing.T) {
	for gerund, want := range map[string]string{
		"telling": "tell", "providing": "provide", "planning": "plan", "using": "use", "setting": "set", "agreeing": "agree", "king": "", "thing": "", "ing": "",
		"marketing": "market", "making": "make", "improving": "improve", "submitting": "submit", "submiting": "",
	} {
		if got := BaseOf(gerund); got != want {
			t.Errorf("%q: got %q, want %q", gerund, got, want)
		}
	}
}
