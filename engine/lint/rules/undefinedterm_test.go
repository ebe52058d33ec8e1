package rules_test

import (
	"strings"
	"testing"
)

// TestTerms says which words of a text are terms that nothing defines. Sentences are divided by `|`; each is a clause of its own.
func TestTerms(t *testing.T) {
	for text, want := range map[string]string{
		"We improve the Services.":                                          "Services",
		"We improve the Services.|We run a shop (the \"Services\").":        "",
		"We improve the Services.|We run a shop (the “Service”).":           "",
		"We improve the Services.|Services means our shop.":                 "",
		"We improve the Services.|Services|We run a shop.":                  "",
		"We improve the Services.|\"Services\" we call our shop.":           "",
		"We improve the Services.|We like our \"Services\".":                "Services",
		"We improve the Services.|The Services are good.":                   "Services",
		"Services are good.|Products, too. Users like them.":                "",
		"We share Usage Data.":                                              "",
		"We share Usage Data, which show your usage.":                       "Usage Data",
		"We collect the following: Usage Data, on your usage.":              "Data",
		"Usage Data: what you do. We share Usage Data, your usage.":         "",
		"We use Acme Services, and Google Analytics Data.":                  "",
		"We protect Personal Data and Sensitive Personal Information.":      "",
		"We share Email Addresses of Registered Users who are registered.":  "Registered Users",
		"See Our Other Products And Services For Registered Users.":         "",
		"We share E-mail Address and Purchase Records of each purchase.":    "Purchase Records",
		"We ask the Users who register.|Each User has an account.":          "Users",
		"The law of the United Kingdom; the State of California is united.": "",
	} {
		var got []string
		for _, f := range findings(t, ruleNamed(t, "undefined-term"), proseClauses(text)) {
			got = append(got, f.About)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
