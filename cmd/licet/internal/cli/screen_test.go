package cli

import "testing"

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"café│":              "café│",
		"a\x1b[31mb\a":       `a\x1b[31mb\a`,
		"a\nb\tc":            `a\nb\tc`,
		"\u009b1m":           `\u009b1m`,
		"bad \x9b \xff":      `bad \x9b \xff`,
		"\u202eevil":         `\u202eevil`,
		"\x7f":               `\x7f`,
		"a real \ufffd sign": "a real \ufffd sign",
	} {
		if got := visible(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	if got := visible("\x1b[1mA\x1b[0m\n\x1b[5m", "\n", boldCode, endCode); got != "\x1b[1mA\x1b[0m\n\\x1b[5m" {
		t.Errorf("got %q", got)
	}
}

// TestWrap breaks texts of both kinds of scripts.
func TestWrap(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"we use it for news", "- we use\n  it for\n  news"},
		{"  one\n two ", "- one two"},
		{"internationalisation of it", "- internationalisation\n  of it"},
		{"我们收集您的邮件。", "- 我们收\n  集您的\n  邮件。"},
		{"我们收。邮件", "- 我们\n  收。邮\n  件"},
		{"我们收（邮件）", "- 我们收\n  （邮\n  件）"},
		{"we 我们收集 it", "- we 我们\n  收集 it"},
		{"", "- "},
	} {
		if got := wrap("- ", "  ", c.text, 9); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
