// Package yamlfile reads the YAML (and JSON) that the tool takes: facts, tests, configuration. It alone
// imports the YAML library, and shows none of it.
//
//	values, err := yamlfile.Object("facts.yaml", text)
package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// MaxSize is the largest file, in bytes.
const MaxSize = 16 << 20

// maxDepth is how deep lists and objects may nest.
const maxDepth = 64

// A Place is a line and a column, in characters. Both begin at 1.
type Place struct{ Line, Column int }

// An Entry is one key of a file's object, with its value and where both stand.
type Entry struct {
	Key       string
	Value     any
	KeyAt, At Place
}

// Object returns the object that a file holds. Its values are bool, int64, float64, string, nil, []any and
// map[string]any. A key that stands twice, an alias, anything but one object, and anything behind it, are errors, which name
// the place.
func Object(name string, text []byte) (map[string]any, error) {
	entries, err := Entries(name, text)
	if err != nil {
		return nil, err
	}
	return byKey(entries), nil
}

// Entries returns the object that a file holds, in the order of the file. See Object.
func Entries(name string, text []byte) ([]Entry, error) {
	object, err := document(name, text)
	if err != nil {
		return nil, err
	}
	return entries(name, object, 0)
}

// document returns the one object that a file holds.
func document(name string, text []byte) (*yaml.Node, error) {
	if len(text) > MaxSize {
		return nil, fmt.Errorf("%s: the file is larger than %d MiB", name, MaxSize>>20)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		return nil, located(name, err)
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s:%d: expected lines of `key: value`, as in `member: true`", name, max(doc.Line, 1))
	}
	var next yaml.Node
	if err := dec.Decode(&next); err != io.EOF {
		return nil, behind(name, string(text), doc.Content[0], &next, err)
	}
	return doc.Content[0], nil
}

// place finds the line in the library's errors.
var place = regexp.MustCompile(`^yaml: line (\d+): (.*)`)

// located says the library's error as the tool says its own.
func located(name string, err error) error {
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		return fmt.Errorf("%s:%s: %s", name, m[1], m[2])
	}
	return fmt.Errorf("%s: %s", name, plainError(err))
}

// plainError says the library's error without its name.
func plainError(err error) string {
	if err.Error() == "EOF" {
		return "the file is empty"
	}
	return strings.TrimPrefix(err.Error(), "yaml: ")
}

var errAlias = errors.New("aliases (*name) are not read; write the value out")

func value(file string, n *yaml.Node, depth int) (any, error) {
	fail := func(err error) (any, error) { return nil, fmt.Errorf("%s:%d:%d: %w", file, n.Line, n.Column, err) }
	if depth > maxDepth {
		return fail(errors.New("lists and objects nest deeper than 64"))
	}
	switch n.Kind {
	case yaml.AliasNode:
		return fail(errAlias)
	case yaml.SequenceNode:
		out := make([]any, len(n.Content))
		for i, c := range n.Content {
			v, err := value(file, c, depth+1)
			if err != nil {
				return nil, err
			}
			out[i] = v
		}
		return out, nil
	case yaml.MappingNode:
		return object(file, n, depth)
	}
	return scalar(n, fail)
}

func object(file string, n *yaml.Node, depth int) (any, error) {
	list, err := entries(file, n, depth)
	if err != nil {
		return nil, err
	}
	return byKey(list), nil
}

func entries(file string, n *yaml.Node, depth int) ([]Entry, error) {
	seen := make(map[string]bool, len(n.Content)/2)
	out := make([]Entry, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || k.Tag == "!!merge" {
			return nil, fmt.Errorf("%s:%d:%d: a key is a plain word", file, k.Line, k.Column)
		}
		if seen[k.Value] {
			return nil, fmt.Errorf("%s:%d:%d: `%s` stands twice", file, k.Line, k.Column, k.Value)
		}
		seen[k.Value] = true
		x, err := value(file, v, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, Entry{k.Value, x, Place{k.Line, k.Column}, Place{v.Line, v.Column}})
	}
	return out, nil
}

func scalar(n *yaml.Node, fail func(error) (any, error)) (any, error) {
	var err error
	switch n.ShortTag() {
	case "!!null":
		return nil, nil
	case "!!bool":
		var b bool
		if err = n.Decode(&b); err == nil {
			return b, nil
		}
	case "!!int":
		var i int64
		if err = n.Decode(&i); err == nil {
			return i, nil
		}
	case "!!float":
		var f float64
		if err = n.Decode(&f); err == nil {
			return f, nil
		}
	case "!!str", "!!timestamp":
		return n.Value, nil
	default:
		err = fmt.Errorf("a value of type %s is not read", n.ShortTag())
	}
	return fail(errors.New(plainError(err)))
}

// byKey returns entries as a map.
func byKey(list []Entry) map[string]any {
	out := make(map[string]any, len(list))
	for _, e := range list {
		out[e.Key] = e.Value
	}
	return out
}
