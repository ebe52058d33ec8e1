package redline

import "testing"

func TestCapital(t *testing.T) {
	for s, want := range map[string]string{"": "", "we may": "We may", "änderungen": "Änderungen", "我们": "我们"} {
		if got := capital(s); got != want {
			t.Errorf("%q: %q", s, got)
		}
	}
}
