package yamlfile

import "gopkg.in/yaml.v3"

// A Node is a value of a file with its place, for those who say where something is wrong in it.
type Node struct {
	Value  any    // as Object gives it
	Text   string // of a value that is neither a list nor an object: as it is written, without quotation marks
	At     Place
	Items  []Node  // of a list
	Fields []Field // of an object, in the order of the file
}

// A Field is one key of an object with its value.
type Field struct {
	Key   string
	KeyAt Place
	Node  Node
}

// Tree returns the object that a file holds, with the places of everything in it. See Object.
func Tree(name string, text []byte) (Node, error) {
	object, err := document(name, text)
	if err != nil {
		return Node{}, err
	}
	v, err := value(name, object, 0) // what Object refuses
	if err != nil {
		return Node{}, err
	}
	return treeOf(object, v), nil
}

// treeOf adds to a value, and the values in it, where they stand.
func treeOf(n *yaml.Node, v any) Node {
	out := Node{Value: v, At: Place{n.Line, n.Column}}
	switch v := v.(type) {
	case []any:
		for i, c := range n.Content {
			out.Items = append(out.Items, treeOf(c, v[i]))
		}
	case map[string]any:
		for i := 0; i+1 < len(n.Content); i += 2 {
			k, x := n.Content[i], n.Content[i+1]
			out.Fields = append(out.Fields, Field{k.Value, Place{k.Line, k.Column}, treeOf(x, v[k.Value])})
		}
	default:
		out.Text = n.Value
	}
	return out
}
