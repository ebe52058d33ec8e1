package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
)

// ruleNamed returns a rule.
func ruleNamed(t *testing.T, name string) lint.Rule {
	t.Helper()
	all := rules.All()
	i := slices.IndexFunc(all, func(r lint.Rule) bool { return r.Name == name })
	if i < 0 {
		t.Fatalf("there is no rule %s", name)
	}
	return all[i]
}

// TestLaws declares jurisdictions, and looks which law the finding cites.
func TestLaws(t *testing.T) {
	for declared, want := range map[string]string{
		"":                   "",
		"eu":                 "(GDPR 13(2)(a))",
		"germany":            "(GDPR 13(2)(a))",
		"china":              "(PIPL 17, 19)",
		"mainland-china":     "(PIPL 17, 19)",
		"hong-kong":          "",
		"macao, california":  "(CCPA 1798.100(a)(3))",
		"us":                 "",
		"california, france": "(GDPR 13(2)(a), CCPA 1798.100(a)(3))",
		"atlantis":           "",
		"eea":                "(GDPR 13(2)(a))",
		"norway":             "(GDPR 13(2)(a))",
		"iceland":            "(GDPR 13(2)(a))",
		"liechtenstein":      "(GDPR 13(2)(a))",
		"uk":                 "(UK GDPR 13(2)(a))",
		"uk, norway":         "(GDPR 13(2)(a), UK GDPR 13(2)(a))",
		"switzerland":        "",
		"europe":             "",
	} {
		header := ""
		if declared != "" {
			header = "jurisdiction " + declared
		}
		block := fmt.Sprintf("policy p \"P\" { %s }\nuse core\nclause 1 { we may collect email }\n", header)
		got := ""
		for _, f := range findings(t, ruleNamed(t, "missing-retention"), block) {
			got = f.Message
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", declared, got, want)
		}
	}
}

// TestSwitzerland has a policy of which the law of Switzerland asks less than others: no basis, no time, no rights, no source.
func TestSwitzerland(t *testing.T) {
	const block = `policy p "P" { jurisdiction switzerland }
use core
clause 1 { we may collect personal from partner }
clause 2 { we may export email for security }
clause 3 { we may export email for security in us }
clause 4 { we may export email for security in zurich }
clause 5 { we may share email with third-party for security }
place zurich "Zurich" is switzerland
`
	var got []string
	for _, r := range rules.All() {
		for _, f := range findings(t, r, block) {
			if f.Category == lint.Compliance {
				_, cited, _ := strings.Cut(f.Message, "(")
				cited = strings.TrimSuffix(cited[:strings.IndexAny(cited, ";:")], ")")
				got = append(got, fmt.Sprintf("%d: %s %s", f.At.Line, r.Name, cited))
			}
		}
	}
	want := []string{"3: indirect-source-unnamed FADP 19(3)", "1: missing-controller-contact FADP 19(2)(a)",
		"4: transfer-without-destination-or-safeguard FADP 19(4)", "7: unnamed-recipients FADP 19(2)(c)"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestPagesNameLaws looks in the page of each rule about laws for every act that a finding can cite.
func TestPagesNameLaws(t *testing.T) {
	acts := map[string]string{"eu": "GDPR, Article", "uk": "UK GDPR", "china": "PIPL, Article", "california": "CCPA", "switzerland": "FADP, Article"}
	for _, r := range rules.All() {
		page, _ := rules.Page(r.Name)
		for _, j := range r.Jurisdictions {
			if act, ok := acts[j]; ok && !strings.Contains(page, act) {
				t.Errorf("the page of %s does not name the law of %s: %s", r.Name, j, act)
			}
		}
	}
}

// TestWhatCanHold varies the conditions of a permission: whether it can hold at all, and whether it needs consent.
func TestWhatCanHold(t *testing.T) {
	const declared = `
fact member "you are a member"
judgement reading "what it means" one of wide, narrow by "counsel"
judgement frame "it grants something" by "counsel"
term asked "you were asked" means frame and member
reading is narrow because "x" decided by "counsel" on 2026-11-22
frame is no because "x" decided by "counsel" on 2026-11-22
clause 1 { we may use email for marketing %s }
`
	for when, found := range map[string]bool{
		"":                                               true,
		"given member":                                   true,
		"given reading is narrow":                        true,
		"given no frame":                                 true,
		"given frame or member":                          true,
		"given consent or deemed consent":                true,
		"given consent or member":                        true,
		"unless objection":                               true,
		"given frame":                                    false, // it never holds
		"given reading is wide":                          false,
		"given frame and member":                         false,
		"unless reading is narrow":                       false,
		"given consent":                                  false, // the basis is plain
		"given member and consent":                       false,
		"given asked":                                    false,
		"given (consent or frame)":                       false,
		"given written consent":                          false,
		"given parental consent unless member":           false,
		"given not (not (separate consent))":             false,
		"given member on contract":                       false,
		"given deemed consent on consent":                false,
		"given consent or (frame and member)":            false,
		"given consent or (member and explicit consent)": false,
	} {
		got := findings(t, ruleNamed(t, "missing-lawful-basis"), fmt.Sprintf(declared, when))
		if (len(got) > 0) != found {
			t.Errorf("%q: %d findings, want any: %t", when, len(got), found)
		}
	}
}
