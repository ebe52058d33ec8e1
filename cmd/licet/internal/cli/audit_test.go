package cli

import (
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	for _, c := range []struct {
		rows, bytes, total int64
		since              time.Duration
		want               string
	}{
		{12_034_221, 50, 200, 3 * time.Second, "[######                  ]  25%  12,034,221 events, 4.0 million a second, 0:09 left"},
		{1, 0, 200, time.Second, "[                        ]   0%  1 event, 1 a second"},
		{2_000, 200, 200, 2 * time.Second, "[########################] 100%  2,000 events, 1,000 a second"},
		{2_000, 300, 200, 0, "[########################] 100%  2,000 events, 2.0 million a second"},
		{5, 100, -1, time.Second, "5 events, 5 a second"},
	} {
		if got := progressLine(c.rows, c.bytes, c.total, c.since); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{
		{1, 1, "all"}, {1, 3, "33.3%"}, {2, 3, "66.7%"}, {1, 10_000, "under 0.1%"}, {9_999, 10_000, "over 99.9%"}, {1, 1_000, "0.1%"},
	} {
		if got := share(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: got %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}

func TestShellWord(t *testing.T) {
	for text, want := range map[string]string{"shop": "shop", "a b": "'a b'", "it's": `'it'\''s'`, "": "''", "../p.licet": "../p.licet", "$(rm)": "'$(rm)'"} {
		if got := shellWord(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
