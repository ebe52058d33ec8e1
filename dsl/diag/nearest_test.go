package diag_test

import (
	"slices"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/diag"
)

func TestNearest(t *testing.T) {
	names := []string{"marketing", "email", "phone", "browsing-history", "partner", "partners"}
	for name, want := range map[string]string{
		"marketting":      "marketing",
		"emial":           "email",
		"browsinghistory": "browsing-history",
		"partnerz":        "partner", // as near as partners; the first in the alphabet
		"location":        "",
		"x":               "",
	} {
		if got := diag.Nearest(name, slices.Values(names)); got != want {
			t.Errorf("nearest to %q = %q, want %q", name, got, want)
		}
	}
}
