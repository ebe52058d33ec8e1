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
