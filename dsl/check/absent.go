package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
)

// Where a policy forgets to use a vocabulary, every name that the vocabulary has is unknown. That is one mistake.

// absent are the unknown names that a vocabulary has which the policy does not use.
type absent struct {
	vocabulary string
	first      place
	names      map[string]bool
}

// inVocabulary notes a name that a vocabulary has which the policy does not use.
func (c *checker) inVocabulary(name ast.Name) bool {
	if c.in.Unused == nil {
		return false
	}
	if c.unused == nil {
		c.unused = c.in.Unused()
	}
	vocabulary, ok := c.unused[name.Text]
	if !ok {
		return false
	}
	a := c.absent[vocabulary]
	if a == nil {
		a = &absent{vocabulary, place{c.file, name.At.At}, map[string]bool{}}
		c.absent[vocabulary] = a
	}
	if at := name.At.At; at.Start < a.first.span.Start && c.file == a.first.file {
		a.first.span = at
	}
	a.names[name.Text] = true
	return true
}

// reportAbsent reports each vocabulary that is missing, unless its `use` could not be read.
func (c *checker) reportAbsent() {
	for _, v := range slices.Sorted(maps.Keys(c.absent)) {
		a := c.absent[v]
		if slices.ContainsFunc(c.unread, func(text string) bool {
			return strings.Contains(strings.ToLower(text), v) || strings.HasPrefix(text, "use")
		}) {
			continue
		}
		first, others := a.first.file.Text[a.first.span.Start:a.first.span.End], len(a.names)-1
		switch others {
		case 0:
			c.reportAt(a.first, "missing-use", "`%s` is a name of the vocabulary `%s`; add `use %s` below the header, or declare it", first, v, v)
		case 1:
			c.reportAt(a.first, "missing-use", "`%s` and 1 other name are those of the vocabulary `%s`; add `use %s` below the header, or declare them", first, v, v)
		default:
			c.reportAt(a.first, "missing-use", "`%s` and %d other names are those of the vocabulary `%s`; add `use %s` below the header, or declare them", first, others, v, v)
		}
	}
}

// Broken declarations are reported where they stand, and the uses of what they declare are not: neither in the form
// that was written nor in the one that was meant.

func (c *checker) poison(name string) { c.poisoned[squash(name)] = true }

func (c *checker) isPoisoned(name string) bool { return c.poisoned[squash(name)] }

// squash returns what is the same in all spellings of a name: its letters and digits.
func squash(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		}
		return -1
	}, name)
}

// readable reports whether a name is one; what is none has been reported where it was read.
func readable(n ast.Name) bool {
	return n.Quoted || n.Text != "" && strings.IndexFunc(n.Text, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	}) < 0
}
