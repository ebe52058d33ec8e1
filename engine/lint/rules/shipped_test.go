package rules_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
	"github.com/seed-90f8eabc/licet/policies"
)

// declaring loads a shipped policy with other jurisdictions in its header.
func declaring(t *testing.T, name, jurisdictions string) *model.Policy {
	t.Helper()
	folder := fstest.MapFS{}
	err := fs.WalkDir(policies.FS(), name, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(policies.FS(), path)
		header := strings.Replace(string(text), "  jurisdiction eu\n", "", 1)
		folder[path] = &fstest.MapFile{Data: []byte(strings.Replace(header, "  language en\n", "  language en\n  jurisdiction "+jurisdictions+"\n", 1))}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := dsl.Load(folder, name, policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// complianceOf returns what the rules about laws find, each as its rule and the clause to mend first.
func complianceOf(t *testing.T, p *model.Policy) string {
	t.Helper()
	r := lint.Run(rules.All(), p, lint.Options{})
	for _, u := range r.Undecided {
		t.Errorf("%s: %v", u.Rule, u.Err)
	}
	var out []string
	for _, f := range r.Findings {
		switch {
		case f.Category != lint.Compliance:
		case len(f.Clauses) == 0:
			out = append(out, f.Rule)
		default:
			out = append(out, f.Rule+" "+p.Clauses[f.Clauses[0]].ID)
		}
	}
	return strings.Join(out, "\n")
}

// TestShippedPolicies has the findings about the shipped policies, in the order of their places. Each was read beside the words that it is about.
func TestShippedPolicies(t *testing.T) {
	for name, want := range map[string]string{
		"app eu": `
children-not-addressed
missing-complaint-route
missing-controller-contact
missing-lawful-basis
missing-retention
missing-rights
bundled-or-deemed-consent A.6
missing-purpose A.8
open-ended-collection A.8
missing-purpose A.9
open-ended-collection A.9
indirect-source-unnamed A.10
missing-purpose A.10
marketing-without-opt-out A.18
open-ended-use A.18
missing-withdrawal A.19
unnamed-recipients A.22
unnamed-recipients A.24
unnamed-recipients A.27
transfer-without-destination-or-safeguard A.29
consent-by-inaction A.30`,
		"app california": `
children-not-addressed
missing-controller-contact
missing-retention
missing-rights
bundled-or-deemed-consent A.6
missing-purpose A.8
open-ended-collection A.8
missing-purpose A.9
open-ended-collection A.9
missing-purpose A.10
open-ended-use A.18
unnamed-recipients A.22
unnamed-recipients A.24
unnamed-recipients A.27`,
		"union china": `
overbroad-consent-exception B.32
overbroad-consent-exception B.38
overbroad-consent-exception B.40
children-not-addressed
missing-controller-contact
missing-lawful-basis
missing-rights
undisclosed-profiling B.7
third-person-data B.9
missing-withdrawal B.10
sensitive-without-explicit-consent B.12
open-ended-collection B.15
sensitive-without-explicit-consent B.15
missing-purpose B.16
open-ended-collection B.16
bundled-or-deemed-consent B.24
missing-purpose B.24
open-ended-collection B.26
sensitive-without-explicit-consent B.26
open-ended-use B.28`,
		"union eu": `
children-not-addressed
missing-complaint-route
missing-controller-contact
missing-lawful-basis
missing-rights
undisclosed-profiling B.7
third-person-data B.9
missing-withdrawal B.10
open-ended-collection B.15
missing-purpose B.16
open-ended-collection B.16
bundled-or-deemed-consent B.24
indirect-source-unnamed B.24
missing-purpose B.24
open-ended-collection B.26
sensitive-without-explicit-consent B.26
open-ended-use B.28`,
		"shop eu":         "",
		"shop california": "",
		// What is asked for is consent, and not separate consent.
		"shop china":      "transfer-without-destination-or-safeguard 5.2",
		"app hong-kong":   "",
		"union hong-kong": "",
	} {
		policy, jurisdictions, _ := strings.Cut(name, " ")
		if diff := cmp.Diff(strings.TrimSpace(want), complianceOf(t, declaring(t, policy, jurisdictions))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestChinese has a text that tells all that a notice must tell, and one that tells none of it.
func TestChinese(t *testing.T) {
	const told = `
section "您的权利" {
  clause 1 { quote "您可以查阅、复制、更正、删除您的个人信息，可以拒绝我们处理，也可以随时撤回同意。"  prose }
}
clause 2 { quote "我们的联系方式：见网站首页。保存期限为两年。"  prose }
clause 3 { quote "未满十四周岁的儿童须由监护人同意。"  prose }
`
	const rest = `clause 9 { quote "经您同意，我们将电子邮件用于营销。"  we may collect and use email for marketing given consent }`
	for name, c := range map[string]struct{ text, want string }{
		"all":  {told + rest, ""},
		"none": {rest, "missing-controller-contact\nmissing-retention\nmissing-rights\nchildren-not-addressed\nmissing-withdrawal 9"},
	} {
		p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte("policy p \"隐私政策\" {\n  controller \"纸鸢\"\n  language zh\n  jurisdiction china\n}\nuse core\n" + c.text)}}, ".", policies.Libraries())
		if err != nil {
			t.Fatal(err)
		}
		got, want := strings.Split(complianceOf(t, p), "\n"), strings.Split(c.want, "\n")
		if diff := cmp.Diff(sorted(want), sorted(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func sorted(list []string) []string { slices.Sort(list); return list }
