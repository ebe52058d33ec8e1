package authzen_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/policies"
)

// exchange is a request in a document with what it is answered.
var exchange = regexp.MustCompile("(?ms)^```http\n(.*?)^```\n\n```json\n(.*?)^```\n")

// TestDocumentedRequests sends the requests of SERVE.md to a server of the policy shop, and compares the answers with what stands below them.
// LICET_UPDATE=1 writes them.
func TestDocumentedRequests(t *testing.T) {
	const path = "../../SERVE.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h := serve(t, server.Config{FS: policies.FS(), Dir: "shop"}, authzen.Options{})
	sent := 0
	updated := exchange.ReplaceAllStringFunc(string(text), func(block string) string {
		sent++
		request := exchange.FindStringSubmatch(block)[1]
		_, body, _ := strings.Cut(shown(send(t, h, request)), "\n\n")
		return "```http\n" + request + "```\n\n```json\n" + body + "```\n"
	})
	if sent < 5 {
		t.Errorf("only %d requests were sent", sent)
	}
	if d := cmp.Diff(string(text), updated); d != "" && os.Getenv("LICET_UPDATE") == "" {
		t.Errorf("%s (-written +got):\n%s", path, d)
	} else if d != "" {
		if err := os.WriteFile(path, []byte(updated), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
