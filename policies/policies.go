// Package policies holds what ships with the tool: the standard vocabulary and the example policies.
//
// It gives out files and reads none of them.
//
//	policy, err := dsl.Load(policies.FS(), "app", policies.Libraries())
package policies

import (
	"embed"
	"io/fs"

	"github.com/seed-90f8eabc/licet/dsl"
)

//go:embed core app shop union
var files embed.FS

// FS returns a file system with one folder for each shipped policy and vocabulary.
func FS() fs.FS { return files }

// Names returns the names of the shipped policies.
func Names() []string { return []string{"app", "shop", "union"} }

// Libraries returns the vocabularies that `use NAME` finds.
func Libraries() dsl.Libraries {
	core, err := fs.Sub(files, "core")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return dsl.Libraries{"core": core}
}
