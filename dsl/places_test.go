package dsl_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestPlacesOfQuotes writes each place as its offset and the words there, as they stand in the source.
func TestPlacesOfQuotes(t *testing.T) {
	const same = "Email\n\nWe share it.\n\nPhone\n\nWe share it.\n"
	for name, c := range map[string]struct{ source, quotes, want string }{
		"as it stands":                     {"We  use\n “it”.", `1 "use \"it\"."`, "1@4[use\n “it”.]"},
		"behind an omission":               {"We use, keep and sell it.", `1 "We ... sell it"`, "1@0[We]@17[sell it]"},
		"words of many bytes":              {"我们 收集。邮件", `1 "收集。"`, "1@7[收集。]"},
		"twice, in order":                  {same, `1 "We share it." 2 "We share it."`, "1@7[We share it.] 2@28[We share it.]"},
		"behind the quote before":          {same, `1 "Phone" 2 "We share it."`, "1@21[Phone] 2@28[We share it.]"},
		"then what is free before":         {same, `1 "Phone" 2 "We share it." 3 "share it"`, "1@21[Phone] 2@28[We share it.] 3@10[share it]"},
		"then the first":                   {same, `1 "share it" 2 "share it" 3 "share it"`, "1@10[share it] 2@31[share it] 3@10[share it]"},
		"behind it, with an omission":      {same, `1 "share" 2 "We ... it"`, "1@10[share] 2@28[We]@37[it]"},
		"taken behind an omission":         {"a b c. a b c.", `1 "c" 2 "a ... c"`, "1@4[c] 2@7[a]@11[c]"},
		"a place of the other source":      {"a b|x a b", `1 "a b" 2 "a b"`, "1@0[a b] 2@2[a b]"},
		"taken in both sources":            {"a b|x a b", `1 "a b" 2 "a b" 3 "a b"`, "1@0[a b] 2@2[a b] 3@0[a b]"},
		"the source that the clause names": {"a b|x a b", `1 s1 "a b"`, "1@2[a b]"},
	} {
		t.Run(name, func(t *testing.T) {
			p := quoting(t, c.source, c.quotes)
			var got []string
			for _, cl := range p.Clauses {
				at := cl.ID
				for _, r := range cl.Quotes[0].At {
					at += fmt.Sprintf("@%d[%s]", r.Start, p.Sources[cl.Quotes[0].Source].Text[r.Start:r.End])
				}
				got = append(got, at)
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// quoting loads a policy with these sources, divided by |, and clauses: an id, the name of the source if there is one, the words.
func quoting(t *testing.T, sources, quotes string) *model.Policy {
	t.Helper()
	text, fsys := "policy p \"P\" {\n", fstest.MapFS{}
	for i, s := range strings.Split(sources, "|") {
		text += fmt.Sprintf("source s%d \"s%d.txt\"\n", i, i)
		fsys[fmt.Sprintf("s%d.txt", i)] = file(s)
	}
	text += "}\n"
	for i, c := range strings.Split(strings.ReplaceAll(quotes, `" `, "\"\n"), "\n") {
		text += fmt.Sprintf("clause %d { quote %s prose }\n", i+1, c[2:])
	}
	fsys["p.licet"] = file(text)
	p, err := dsl.Load(fsys, ".", nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestQuotesFromRepetitiveSources would take minutes if each quote looked at all the places that others have.
func TestQuotesFromRepetitiveSources(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 2_000
	}
	var quotes strings.Builder
	for i := range n {
		fmt.Fprintf(&quotes, "clause %d { quote \"a b\" quote \"a ... b\" prose }\n", i)
	}
	for _, repeated := range []string{"a b ", "a b. ", "a b b. "} {
		got := loaded(fstest.MapFS{"p.licet": file("policy p \"P\" { source s \"s.txt\" }\n" + quotes.String()),
			"s.txt": file(strings.Repeat(repeated, n))}, ".")
		if got != "" {
			t.Errorf("%s: got %.300s", repeated, got)
		}
	}
}

// TestOneWordOfASourceChanges changes words of the sources of the policies that ship, one at a time: the check must fail at a
// clause that quotes it, mark the word, and show the nearest passage.
func TestOneWordOfASourceChanges(t *testing.T) {
	step := 7
	if testing.Short() {
		step = 50
	}
	for _, name := range policies.Names() {
		p, err := dsl.Load(policies.FS(), name, policies.Libraries())
		if err != nil {
			t.Fatal(err)
		}
		changed := 0
		for i, s := range p.Sources {
			if strings.HasSuffix(s.Path, dsl.LiterateExtension) { // its clauses quote what stands above them, whatever it is
				changed = 10
				continue
			}
			for j, w := range words(s.Text) {
				if j%step == 0 {
					oneWordChanges(t, name, p, i, w)
					changed++
				}
			}
		}
		if changed < 10 {
			t.Errorf("%s: only %d words were changed", name, changed)
		}
	}
}

func oneWordChanges(t *testing.T, name string, policy *model.Policy, source int, w model.Range) {
	t.Helper()
	const other = "xyzzy"
	s := policy.Sources[source]
	word := s.Text[w.Start:w.End]
	fsys := changedFS{policies.FS(), name + "/" + s.Path, s.Text[:w.Start] + other + s.Text[w.End:]}
	_, err := dsl.Load(fsys, name, policies.Libraries())
	var problems diag.List
	if !errors.As(err, &problems) {
		t.Errorf("%s, offset %d: %q is altered, and the check says %v", s.Path, w.Start, word, err)
		return
	}
	for _, p := range problems {
		marked := p.File.Text[p.Span.Start:p.Span.End]
		elsewhere := !strings.Contains(p.Related[0].File.Text[p.Related[0].Span.Start:p.Related[0].Span.End], other)
		if p.Code != "quote-not-found" || !strings.Contains(marked, word) && !elsewhere || !strings.Contains(p.Message, "; nearest: ") {
			t.Errorf("%s, offset %d: %q is altered, and %q is marked: %s", s.Path, w.Start, word, marked, p.Message)
		}
		if c := clauseAt(policy, p.File.Position(p.Span.Start).Line); !quotes(c, source, w) {
			t.Errorf("%s, offset %d: %q is altered, and clause %s, which does not quote it, is blamed", s.Path, w.Start, word, c.ID)
		}
	}
}

// clauseAt returns the clause at a line of a policy with one file of clauses.
func clauseAt(p *model.Policy, line int) *model.Clause {
	last := &p.Clauses[0]
	for i := range p.Clauses {
		if p.Clauses[i].Pos.Line <= line {
			last = &p.Clauses[i]
		}
	}
	return last
}

func quotes(c *model.Clause, source int, w model.Range) bool {
	for _, q := range c.Quotes {
		for _, r := range q.At {
			if q.Source == source && r.Start <= w.Start && w.End <= r.End {
				return true
			}
		}
	}
	return false
}

// words returns the words of a text: its runs of letters and digits.
func words(text string) (out []model.Range) {
	apart := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	at := 0
	for _, w := range strings.FieldsFunc(text, apart) {
		at += strings.Index(text[at:], w)
		out = append(out, model.Range{Start: at, End: at + len(w)})
		at += len(w)
	}
	return out
}

// A changedFS has one file of another text.
type changedFS struct {
	fs.FS
	name, text string
}

func (c changedFS) Open(name string) (fs.File, error) {
	if name == c.name {
		return fstest.MapFS{name: file(c.text)}.Open(name)
	}
	return c.FS.Open(name)
}
