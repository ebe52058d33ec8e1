// Package yamlfile reads the YAML (and JSON) that the tool takes: facts, tests, configuration. It alone
// imports the YAML library, and shows none of it.
//
//	values, err := yamlfile.Object("facts.yaml", text)
package yamlfile

import (
	"errors"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxSize is the largest file, in bytes.
const maxSize = 16 << 20

// maxDepth is how deep lists and objects may nest.
const maxDepth = 64

// Object returns the object that a file holds. Its values are bool, int64, float64, string, nil, []any and
// map[string]any. A key that stands twice, an alias, a file of several documents and anything but an object
// are errors, which name the line.
func Object(name string, text []byte) (map[string]any, error) {
	if len(text) > maxSize {
		return nil, fmt.Errorf("%s: the file is larger than %d MiB", name, maxSize>>20)
	}
	dec := yaml.NewDecoder(strings.NewReader(string(text)))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		return nil, fmt.Errorf("%s: %s", name, plainError(err))
	}
	if err := dec.Decode(new(yaml.Node)); err == nil {
		return nil, fmt.Errorf("%s: the file holds several documents; keep one", name)
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s:%d: expected an object of facts, as in `member: true`", name, max(doc.Line, 1))
	}
	v, err := value(name, doc.Content[0], 0)
	if err != nil {
		return nil, err
	}
	return v.(map[string]any), nil
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
	out := make(map[string]any, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode || k.Tag == "!!merge" {
			return nil, fmt.Errorf("%s:%d:%d: a key is a plain word", file, k.Line, k.Column)
		}
		if _, ok := out[k.Value]; ok {
			return nil, fmt.Errorf("%s:%d:%d: `%s` stands twice", file, k.Line, k.Column, k.Value)
		}
		v, err := value(file, n.Content[i+1], depth+1)
		if err != nil {
			return nil, err
		}
		out[k.Value] = v
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
