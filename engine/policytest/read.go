package policytest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// keys are what may stand in a file, and in its cases.
type keys struct{ file, cases []string }

func caseKeys(more ...string) []string {
	return append([]string{"name", "ask", "answer", "because", "conflict", "needs", "otherwise"}, more...)
}

func besideKeys() keys {
	parts := []string{"only", "given", "nothing_else", "except"}
	for d := range model.Dim(model.DimCount) {
		parts = append(parts, d.String())
	}
	return keys{[]string{"cases", "given", "nothing_else"}, caseKeys(parts...)}
}

func corpusKeys() keys {
	return keys{[]string{"cases", "policy", "text"}, caseKeys("policy", "text", "same", "lawyer", "why")}
}

// reader reads one file.
type reader struct {
	name  string
	lines []string
	keys  keys
	to    *Problems // where problems belong: to the file, or to a case
}

func read(name string, text []byte, k keys) *File {
	out := &File{Name: name}
	r := &reader{name: name, lines: strings.Split(string(text), "\n"), keys: k, to: &out.Problems}
	top, err := yamlfile.Tree(name, text)
	if err != nil {
		r.broken(err)
		return out
	}
	r.known(top, "a file of tests", k.file)
	common := r.common(top)
	r.to = &out.Problems
	list, at, said := field(top, "cases")
	switch {
	case !said:
		r.fail(yamlfile.Place{Line: 1, Column: 1}, "there are no tests in the file; write `cases:` and a list of questions with their answers")
	case len(list.Items) == 0:
		r.fail(at, "`cases` is a list of tests, and there is none in it; write a question with its answer: - ask: may we ...?")
	}
	for i, n := range list.Items {
		c := r.testCase(n, i, common)
		if i > 0 && r.same(n) {
			c.Policy, c.Text = out.Cases[i-1].Policy, out.Cases[i-1].Text
		}
		out.Cases = append(out.Cases, c)
	}
	return out
}

// broken notes an error of the file's form.
func (r *reader) broken(err error) {
	at, text := yamlfile.Divide(r.name, err)
	if strings.HasPrefix(text, "did not find expected") || strings.HasPrefix(text, "mapping values are not allowed") {
		text += "; a text with `: `, ` #`, or in braces `,` or `?`, stands in quotation marks"
	}
	r.fail(at, "%s", text)
}

func (r *reader) fail(at yamlfile.Place, format string, args ...any) {
	*r.to = append(*r.to, Problem{r.pos(at), fmt.Sprintf(format, args...)})
}

// pos is a place of the file. To YAML, other characters than the line feed end lines as well; no line is beyond the last.
func (r *reader) pos(at yamlfile.Place) model.Pos {
	return places{file: r.name, lines: r.lines}.pos(at)
}

// field returns a value of an object, and where its key stands.
func field(n yamlfile.Node, key string) (yamlfile.Node, yamlfile.Place, bool) {
	for _, f := range n.Fields {
		if f.Key == key {
			return f.Node, f.KeyAt, true
		}
	}
	return yamlfile.Node{}, n.At, false
}

// known reports keys that are none.
func (r *reader) known(n yamlfile.Node, what string, known []string) {
	for _, f := range n.Fields {
		if slices.Contains(known, f.Key) {
			continue
		}
		near := diag.Nearest(f.Key, slices.Values(known))
		if lower := strings.ToLower(f.Key); slices.Contains(known, lower) {
			near = lower
		}
		if near != "" {
			r.fail(f.KeyAt, "%s has no `%s`; did you mean `%s`?", what, f.Key, near)
		} else {
			r.fail(f.KeyAt, "%s has no `%s`; it has %s", what, f.Key, strings.Join(known, ", "))
		}
	}
}

// common reads what stands in the file for all of its cases.
func (r *reader) common(top yamlfile.Node) Case {
	c := Case{places: places{r.name, r.lines, top, yamlfile.Node{}}}
	for _, f := range top.Fields {
		if f.Key != "cases" && slices.Contains(r.keys.file, f.Key) {
			r.value(&c, f)
		}
	}
	return c
}

func (r *reader) same(n yamlfile.Node) bool {
	v, _, _ := field(n, "same")
	return v.Value == true
}

// testCase reads one case.
func (r *reader) testCase(n yamlfile.Node, i int, common Case) Case {
	c := common
	c.Pos, c.places.node = r.pos(n.At), n
	c.Name = fmt.Sprintf("case %d", i+1)
	r.to = &c.Problems
	if _, ok := n.Value.(map[string]any); !ok {
		r.fail(n.At, "a test is an object: - ask: may we ...?, and its answer below")
		return c
	}
	r.known(n, "a test", r.keys.cases)
	c.Fields.Values = nil
	for _, f := range n.Fields {
		if slices.Contains(r.keys.cases, f.Key) {
			r.value(&c, f)
		}
	}
	c.Fields.Values = merged(common.Fields.Values, c.Fields.Values)
	if c.Ask != "" && !c.named() {
		c.Name = c.Ask
	}
	r.whole(&c)
	return c
}

// named reports whether a case has a name.
func (c *Case) named() bool {
	_, _, ok := field(c.places.node, "name")
	return ok
}

// merged returns the facts of a file with those of a case in their place.
func merged(common, own map[string]any) map[string]any {
	if len(common) == 0 {
		return own
	}
	out := maps.Clone(common)
	maps.Copy(out, own)
	return out
}

// whole reports what is missing in a case, and what does not go together.
func (r *reader) whole(c *Case) {
	if len(c.Problems) > 0 {
		return // what is missing may be what is misspelt
	}
	n := c.places.node
	has := func(key string) bool { _, _, ok := field(n, key); return ok }
	parts := false
	for d := range model.Dim(model.DimCount) {
		parts = parts || has(d.String())
	}
	answered, listed := has("answer"), c.Only != nil
	switch {
	case !has("ask") && !parts:
		r.fail(n.At, "there is no question; write it in `ask`")
	case has("ask") && (parts || has("except")):
		r.fail(n.At, "the question stands in `ask` or in parts such as `action` and `data`, not in both; `given` and `nothing_else` may be added to it")
	case !answered && !listed:
		r.fail(n.At, "there is no answer; write it in `answer`")
	case answered && listed:
		r.fail(n.At, "`only` lists what is permitted, and takes no `answer`; make it two tests")
	}
	for _, key := range []string{"because", "conflict", "needs", "otherwise"} {
		if _, at, ok := field(n, key); ok && (listed || c.Every && key != "because") {
			r.fail(at, "`%s` is about one answer; it does not go with `only`, `never permitted` or `always permitted`", key)
		}
	}
}
