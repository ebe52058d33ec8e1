package cli_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/cli"
)

// BenchmarkBatch answers JSON Lines about a real policy: every kind of data, for several actions and facts.
//
//	go test ./cmd/licet/internal/cli -run '^$' -bench . -cpu 1
func BenchmarkBatch(b *testing.B) {
	lines := batchLines(b)
	for _, form := range []string{"full", "brief"} {
		b.Run(form, func(b *testing.B) {
			var in strings.Builder
			for i := range max(b.N, 1) {
				in.WriteString(lines[i%len(lines)])
			}
			args := []string{"ask", "-p", "app", "--batch", "-"}
			if form == "brief" {
				args = append(args, "--brief")
			}
			b.ResetTimer()
			if code := cli.Run(args, cli.Streams{In: strings.NewReader(in.String()), Out: io.Discard, Err: io.Discard}); code != 0 {
				b.Fatal("exit code", code)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
		})
	}
}

func batchLines(b *testing.B) []string {
	var out []string
	for _, data := range []string{"email", "phone", "name", "ip-address", "orders", "search-query", "cookie-data", "password", "personal", "contact"} {
		for _, ask := range []string{
			`"action": "use", "data": [%q], "purpose": "direct-marketing"`,
			`"action": "share", "data": [%q], "recipient": "partner", "purpose": "partner-offers"`,
			`"action": "disclose", "data": [%q], "recipient": "authority"`,
			`"action": "store", "data": [%q]`,
		} {
			for _, given := range []string{`"given": {}`, `"given": {"consent": false}, "nothing_else": true`, `"given": {"consent": true, "legal-demand": true}`} {
				out = append(out, "{"+fmt.Sprintf(ask, data)+", "+given+"}\n")
			}
		}
	}
	return out
}
