package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A place is the folder that the documentation is in.
type place struct{ dir string }

func (p place) at(name string) string { return filepath.Join(p.dir, name) }

// What README.md has between these lines is made from figures.json.
const (
	begin = "<!-- what follows is made by `go run .` -->\n"
	end   = "<!-- what was made by `go run .` ends here -->\n"
)

// files returns what the figures make of the documentation: the text of each file by its name.
func (p place) files() (map[string][]byte, error) {
	f, err := readFigures(p.at("figures.json"))
	if err != nil {
		return nil, err
	}
	readme, err := os.ReadFile(p.at("README.md"))
	if err != nil {
		return nil, err
	}
	before, rest, ok := strings.Cut(string(readme), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return nil, fmt.Errorf("README.md lacks the lines between which the figures are: %q and %q", begin, end)
	}
	two, err := excerpts()
	if err != nil {
		return nil, err
	}
	return map[string][]byte{
		"README.md":     []byte(before + begin + "\n" + f.document() + "\n### How each is asked\n\n" + encodings() + "\n" + two + end + after),
		"decisions.svg": f.decisions(),
		"load.svg":      f.loads(),
	}, nil
}

// render writes the documentation.
func (p place) render() error {
	files, err := p.files()
	for name, text := range files {
		if err == nil {
			err = os.WriteFile(p.at(name), text, 0o644)
		}
	}
	return err
}

// check says whether the documentation is what the figures make of it.
func (p place) check() error {
	files, err := p.files()
	for name, want := range files {
		if err != nil {
			return err
		}
		var got []byte
		if got, err = os.ReadFile(p.at(name)); err == nil && !bytes.Equal(got, want) {
			err = fmt.Errorf("%s is not what figures.json makes of it; run: go run . -render", name)
		}
	}
	return err
}
