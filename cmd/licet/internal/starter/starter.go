// Package starter writes the files that a new policy begins with: a small one to put one's own sentences into, or one clause for
// each sentence of a text that is to be encoded.
//
// It makes contents and writes no files.
//
//	for _, f := range starter.New("shop", "Shop", ".") { fmt.Println(f.Name) }
//	policy, err := starter.From(starter.Text{ID: "shop", Path: "notice.txt", Words: text})
package starter

import (
	"embed"
	"path"
	"strings"
)

// A File is one file of a new policy. Its name is a path below the policy's folder, with forward slashes.
type File struct{ Name, Text string }

//go:embed new
var templates embed.FS

// New returns the files of a small policy that is sound, formatted and tested: the policy, its tests and the configuration.
func New(id, title string) []File {
	return []File{
		{id + ".licet.md", fill("policy.licet.md", "{{id}}", id, "{{title}}", title)},
		{id + "_test.yaml", fill("policy_test.yaml")},
		{"licet.yaml", fill("licet.yaml")},
	}
}

// Workflow returns the file that lets GitHub check a policy on every change. The root of the repository is up from the policy's
// folder, which is below from there.
func Workflow(up, below string) File {
	return File{path.Join(up, ".github/workflows/licet.yml"), fill("workflow.yml", "{{folder}}", below)}
}

// fill returns a template in which each of some words stands for another.
func fill(name string, words ...string) string {
	text, err := templates.ReadFile(path.Join("new", name))
	if err != nil {
		panic(err) // the templates are compiled in
	}
	return strings.NewReplacer(words...).Replace(string(text))
}
