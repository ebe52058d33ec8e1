package rules_test

import (
	"strings"
	"testing"
)

// TestNumbering says at which markers of a text the numbering is broken.
func TestNumbering(t *testing.T) {
	for text, want := range map[string]string{
		"(a) One thing.|(b) Another.|(c) A third.":                                        "",
		"(a) One thing.|(c) Another.|(d) A third.":                                        `"(c)": the last of its kind is a`,
		"1. One thing.|2. Another.|2. A third.":                                           `"2.": the last of its kind is 2`,
		"1. One thing.|1. A thing within.|2. Another within.|2. Another.|3. A third.":     "",
		"1. One thing.|1. A thing within.|2. Another within.|3. A third.|2. And another.": "",
		"(One) One thing.|(3) Another.":                                                   `"(3)": none of its kind stands before it`,
		"We collect: (a) your name;|(b) your address.":                                    "",
		"(h) One thing.|(i) Another.|(j) A third.|(i) A Roman one.":                       `"(h)": none of its kind stands before it`,
		"1、One thing.|2、Another.|4、A third.":                                              `"4、": the last of its kind is 2`,
		"（一）我们收集您的姓名。|（三）我们收集您的地址。":                                                       `"（三）": the last of its kind is 1`,
		"In 2020 we said so.|5 people work for us.|See section 3.":                        "",
	} {
		var got []string
		for _, f := range findings(t, ruleNamed(t, "uneven-numbering"), proseClauses(text)) {
			got = append(got, strings.TrimSuffix(strings.TrimPrefix(f.Message, "the numbering is broken at "), "; find what is lost before it, or number anew"))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
