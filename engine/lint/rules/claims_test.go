package rules_test

import (
	"strings"
	"testing"
)

// TestClaims says which promise of a text is found, and what takes it back. Sentences are divided by `|`; each is a clause of its own.
func TestClaims(t *testing.T) {
	for text, want := range map[string]string{
		"We guarantee the security of your data.|We cannot guarantee the security of the internet.":               "guarantee the security < cannot guarantee the security",
		"We guarantee the security of your data.|Use it at your own risk.":                                        "guarantee the security < at your own risk",
		"Our servers are 100% secure.|There is no \"perfect security\".":                                          "100% secure < no perfect security",
		"We guarantee the security of your data.":                                                                 "",
		"We guarantee the security of your data.|Except as described here, we share nothing.":                     "",
		"We do not guarantee the security of your data.":                                                          "",
		"No method of transmission over the internet or of storage in a computer is 100% secure.":                 "",
		"We do not say that our servers are completely secure.|We cannot guarantee the security of your data.":    "",
		"We never share your data.|Except as otherwise provided in our terms, nobody gets data that we disclose.": "never share < Except as otherwise provided",
		"We never share your data.|Except as otherwise provided in our terms, we delete them after a year.":       "",
		"We never share your data.|We never disclose it.|Unless otherwise stated, we do not share it.":            "never share < Unless otherwise stated",
		"We never sell your data.|Except as otherwise provided, we do not share it.":                              "",
	} {
		var got []string
		for _, f := range findings(t, ruleNamed(t, "absolute-claim-and-disclaimer"), proseClauses(text)) {
			claim, back, _ := strings.Cut(f.Message, "\" promises without limit what the text takes back: \"")
			back, _, _ = strings.Cut(back, "\"")
			got = append(got, strings.TrimPrefix(claim, "\"")+" < "+back)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestClaimsInChinese has the same promise taken back, and not.
func TestClaimsInChinese(t *testing.T) {
	const header = "policy p \"隐私政策\" { language zh }\nuse core\n"
	for text, want := range map[string]int{
		`clause 1 { quote "我们绝不会向任何人披露您的信息。"  prose }` + "\n" + `clause 2 { quote "除本政策另有规定外，我们不共享您的信息。"  prose }`: 1,
		`clause 1 { quote "您的信息在我们这里绝对安全。"  prose }` + "\n" + `clause 2 { quote "我们无法保证网络的安全。"  prose }`:           1,
		`clause 1 { quote "网络并非绝对安全，我们无法保证信息的安全。"  prose }`:                                                        0,
		`clause 1 { quote "您的信息在我们这里绝对安全。"  prose }`:                                                               0,
	} {
		if got := len(findings(t, ruleNamed(t, "absolute-claim-and-disclaimer"), header+text+"\n")); got != want {
			t.Errorf("%s: %d findings, want %d", text, got, want)
		}
	}
}
