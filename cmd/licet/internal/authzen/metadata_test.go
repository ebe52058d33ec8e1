package authzen_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
)

func TestCheck(t *testing.T) {
	for _, good := range []string{"", "https://pdp.example.com", "https://pdp.example.com/", "http://127.0.0.1:8270", "https://pdp.example.com/tenant1/", "https://pdp.example.com/a/b"} {
		if err := (authzen.Options{PublicURL: good}).Check(); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"pdp.example.com", "ftp://pdp.example.com", "https://", "https:///x", "https://a@pdp.example.com", "https://pdp.example.com?x", "https://pdp.example.com/?",
		"https://pdp.example.com/#", "https://pdp.example.com/a//b", "https://pdp.example.com/../x", "https://pdp.example.com/{x}", "https://pdp.example.com/%zz"} {
		if err := (authzen.Options{PublicURL: bad}).Check(); err == nil {
			t.Errorf("%s is taken for a URL of a server", bad)
		}
	}
}
