package labels

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// A reader reads the files of one language.
type reader struct {
	policy     *model.Policy
	out        *Catalogue
	in         *source.File
	problems   diag.List
	vocabulary bool                       // the file is that of a vocabulary, whose title is not the policy's
	names      map[string]map[string]bool // of each kind; made when first asked for
}

func emptyFile(name string) *source.File { return source.New(name, "") }

// read reads one file.
func (r *reader) read(name string, text []byte) {
	r.in = source.New(name, string(text))
	top, err := yamlfile.Tree(name, []byte(r.in.Text))
	if err != nil {
		r.broken(err)
		return
	}
	for _, f := range top.Fields {
		switch f.Key {
		case "language":
			if f.Node.Text != r.out.language {
				r.report(f.Node.At, f.Node.Text, "the file is called after `%s`; write that, or call the file %s", r.out.language, File(f.Node.Text))
			}
		case titleKind, controllerKind, contactKind:
			r.label(key{kind: f.Key}, f)
		case valueKind:
			r.values(f)
		default:
			r.group(f)
		}
	}
}

// group reads the labels of one kind.
func (r *reader) group(f yamlfile.Field) {
	known := r.known(f.Key)
	if known == nil {
		r.unknown(f, "no labels are of the kind", slices.Values(r.kinds()))
		return
	}
	if r.notObject(f) {
		return
	}
	for _, x := range f.Node.Fields {
		if !known[x.Key] {
			r.unknown(x, "no "+what(f.Key), maps.Keys(known))
			continue
		}
		r.label(key{f.Key, x.Key}, x)
	}
}

// values reads the labels of the values of facts.
func (r *reader) values(f yamlfile.Field) {
	if r.notObject(f) {
		return
	}
	for _, fact := range f.Node.Fields {
		id, ok := r.policy.Fact(fact.Key)
		if !ok || r.policy.Facts[id].Type != model.OneOf {
			r.unknown(fact, "no fact that is one of several", r.oneOf())
			continue
		}
		if r.notObject(fact) {
			continue
		}
		for _, v := range fact.Node.Fields {
			if !slices.Contains(r.policy.Facts[id].Options, v.Key) {
				r.unknown(v, "no value of `"+fact.Key+"`", slices.Values(r.policy.Facts[id].Options))
				continue
			}
			r.label(key{valueKind, fact.Key + " " + v.Key}, v)
		}
	}
}

// oneOf yields the facts that are one of several.
func (r *reader) oneOf() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range r.policy.Facts {
			if f := &r.policy.Facts[i]; f.Type == model.OneOf && !yield(f.ID) {
				return
			}
		}
	}
}

// label notes one label.
func (r *reader) label(k key, f yamlfile.Field) {
	text, ok := f.Node.Value.(string)
	switch {
	case !ok:
		r.report(f.KeyAt, f.Key, "a label is text; write it behind `%s:`, in quotation marks where it begins with a mark or a digit", f.Key)
	case strings.TrimSpace(text) == "":
		r.report(f.KeyAt, f.Key, "the label of `%s` is empty; write it, or remove the line", f.Key)
	default:
		if wrong := misformed(r.out.language, k.kind, text); wrong != "" {
			r.report(f.KeyAt, f.Key, "the label of `%s`: %s", f.Key, wrong)
		}
		if !r.vocabulary || k.name != "" {
			r.out.said[k] = text
		}
	}
}

// notObject reports a value that holds no labels.
func (r *reader) notObject(f yamlfile.Field) bool {
	if f.Node.Items != nil || len(f.Node.Fields) == 0 && f.Node.Value != nil && !isObject(f.Node.Value) {
		r.report(f.KeyAt, f.Key, "`%s` holds names with their labels: name: label", f.Key)
		return true
	}
	return false
}

func isObject(v any) bool {
	_, ok := v.(map[string]any)
	return ok
}

func (r *reader) unknown(f yamlfile.Field, what string, known iter.Seq[string]) {
	message := fmt.Sprintf("%s `%s`; correct it, or remove the line", what, f.Key)
	if near := diag.Nearest(f.Key, known); near != "" {
		message = fmt.Sprintf("%s `%s`; did you mean `%s`?", what, f.Key, near)
	}
	r.report(f.KeyAt, f.Key, "%s", message)
}

// report adds a problem about a word at a place of the file.
func (r *reader) report(at yamlfile.Place, word, format string, args ...any) {
	start := at.Offset(r.in.Text)
	end := min(start+len(word), len(r.in.Text))
	r.problems.Add(diag.Problem{Code: "labels", File: r.in, Span: source.Span{Start: start, End: max(start, end)}, Message: fmt.Sprintf(format, args...)})
}

// broken reports a file that is no YAML, or not one object.
func (r *reader) broken(err error) {
	at, text := yamlfile.Divide(r.in.Name, err)
	r.report(at, "", "%s", text)
}

// what says what a name of a kind is.
func what(kind string) string {
	switch kind {
	case factKind:
		return "fact, event or judgement is called"
	case wordsKind:
		return "sentence of the policy writes the words"
	}
	return kind + " is called"
}

// kinds are the keys of a file that hold labels.
func (r *reader) kinds() []string {
	out := []string{"language", titleKind, controllerKind, contactKind, factKind, termKind, valueKind, wordsKind}
	for k := range model.Kind(model.Kinds) {
		out = append(out, k.String())
	}
	return out
}

// known returns the names of a kind; nil where there is no such kind.
func (r *reader) known(kind string) map[string]bool {
	if r.names == nil {
		r.names = namesOf(r.policy)
	}
	return r.names[kind]
}

// namesOf returns everything that a policy's labels may be of, by kind.
func namesOf(p *model.Policy) map[string]map[string]bool {
	out := map[string]map[string]bool{factKind: {}, termKind: {}, wordsKind: {}}
	for k := range model.Kind(model.Kinds) {
		names := map[string]bool{}
		for _, n := range p.Graphs[k].All() {
			names[n.ID] = true
		}
		out[k.String()] = names
	}
	for i := range p.Facts {
		out[factKind][p.Facts[i].ID] = true
	}
	for i := range p.Terms {
		out[termKind][p.Terms[i].ID] = true
	}
	for _, w := range Words(p) {
		out[wordsKind][w] = true
	}
	return out
}

// inWords is a name of the language in words.
func inWords(id string) string { return strings.ReplaceAll(id, "-", " ") }
