package yamlfile_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// FuzzObject checks that any text is an object or gives an error.
func FuzzObject(f *testing.F) {
	f.Add([]byte("member: true\nage: 12\nwhen: {days: 10}\n"))
	f.Add([]byte("{\"a\": [1, null, \"x\"]}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := yamlfile.Object("fuzz", text)
		if (m == nil) == (err == nil) {
			t.Fatal("neither an object nor an error, or both", err)
		}
	})
}
