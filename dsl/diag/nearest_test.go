package diag_test

import (
	"slices"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/diag"
)

func TestNearest(t *testing.T) {
	names := []string{"marketing", "email", "phone", "browsing-history", "partner", "partners", "with", "f", "9", "use", "电子邮件"}
	for name, want := range map[string]string{
		"marketting":      "marketing",
		"emial":           "email",
		"browsinghistory": "browsing-history",
		"partnerz":        "partner", // as near as partners; the first in the alphabet
		"location":        "",
		"x":               "",
		"k":               "", // half of the letters differ, or more
		"99":              "",
		"es":              "",
		"ues":             "use", // neighbours that change places are one edit
		"wtih":            "with",
		"emails":          "email",
		"电子邮":             "电子邮件",
	} {
		if got := diag.Nearest(name, slices.Values(names)); got != want {
			t.Errorf("nearest to %q = %q, want %q", name, got, want)
		}
	}
}
