package coverage_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"pgregory.net/rapid"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/policies"
)

// load loads a policy with these clauses about one source.
func load(t interface{ Fatal(...any) }, source, clauses string) *model.Policy {
	text := "policy p \"The Policy\" { source s \"s.txt\" }\nuse core\n" + clauses
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}, "s.txt": {Data: []byte(source)}}, ".", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// write writes each unit as its kind, its clauses, and what is missing and quoted twice.
func write(p *model.Policy, s coverage.Source) string {
	text := p.Sources[s.Index].Text
	var lines []string
	ids := func(clauses []int) string {
		var out []string
		for _, c := range clauses {
			out = append(out, p.Clauses[c].ID)
		}
		return strings.Join(out, ",")
	}
	for _, u := range s.Units {
		line := u.Kind.String()
		if u.Flawed {
			line += "!"
		}
		if u.Title {
			line += " title"
		}
		if len(u.Clauses) > 0 {
			line += " by " + ids(u.Clauses)
		}
		for _, m := range u.Missing {
			line += " -[" + text[m.Start:m.End] + "]"
		}
		for _, w := range u.Twice {
			line += " " + ids(w.Clauses) + "[" + text[w.At.Start:w.At.End] + "]"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "; ")
}

func TestWhatAccountsForAUnit(t *testing.T) {
	for name, c := range map[string]struct{ source, clauses, want string }{
		"rules":                  {"We use email.", `clause 1 { quote "We use email." we may use email }`, "encoded by 1"},
		"prose":                  {"We care.", `clause 1 { quote "We care." prose }`, "prose by 1"},
		"a defect alone":         {"We care of", `clause 1 { quote "We care of" defect "it breaks off" owner "counsel" }`, "defect! by 1"},
		"a defect beside rules":  {"We use email.", `clause 1 { quote "We use email." we may use email defect "vague" owner "counsel" }`, "encoded! by 1"},
		"a defect beside prose":  {"We care.", `clause 1 { quote "We care." prose defect "vague" owner "counsel" }`, "defect! by 1"},
		"still to do":            {"We use email.", `clause 1 { quote "We use email." we may use email todo "for what?" }`, "todo by 1"},
		"nothing":                {"We care.", ``, "missing -[We care]"},
		"marks aside":            {"\"We\" -- care!?", `clause 1 { quote "We" prose } clause 2 { quote "care" prose }`, "prose by 1,2"},
		"a part":                 {"We use and sell your email.", `clause 1 { quote "We use" prose }`, "missing by 1 -[and sell your email]"},
		"two parts missing":      {"We use and sell your email.", `clause 1 { quote "use" quote "your" prose }`, "missing by 1 -[We] -[and sell] -[email]"},
		"skipped words":          {"We use and sell email.", `clause 1 { quote "We ... sell email" prose }`, "missing by 1 -[use and]"},
		"skipped, quoted beside": {"We use and sell email.", `clause 1 { quote "We ... sell email" prose } clause 2 { quote "use and" prose }`, "prose by 1,2"},
		"half a word":            {"We and/or you.", `clause 1 { quote "We and" prose } clause 2 { quote "you" prose }`, "missing by 1,2 -[and/or]"},
		"a marker":               {"(a) We care.", `clause 1 { quote "We care." prose }`, "prose by 1"},
		"across sentences":       {"We care. We try.", `clause 1 { quote "We care. We try." prose }`, "prose by 1; prose by 1"},
		"several kinds": {"We care and use email.", `clause 1 { quote "We care" prose } clause 2 { quote "and use email" we may use email }`,
			"encoded by 1,2"},
		"twice": {"We use and sell email.", `clause 1 { quote "We use and" prose } clause 2 { quote "use and sell email" prose }`,
			"prose by 1,2 1,2[use and]"},
		"twice, apart":           {"a b c.", `clause 1 { quote "a b c" prose } clause 2 { quote "a" quote "c" prose }`, "prose by 1,2 1,2[a] 1,2[c]"},
		"twice by one clause":    {"a b c.", `clause 1 { quote "a b c" quote "b" prose }`, "prose by 1"},
		"the same sentence":      {"We care. We care.", `clause 1 { quote "We care." prose } clause 2 { quote "We care." prose }`, "prose by 1; prose by 2"},
		"once is not twice":      {"We care. We care.", `clause 1 { quote "We care." prose }`, "prose by 1; missing -[We care]"},
		"a title of a section":   {"1. Email\n\nWe use it.", `section "E-mail" {} section "Email" { clause 1 { quote "We use it." prose } }`, "prose title; prose by 1"},
		"a title with its mark":  {"(One)Email\n\nWe use it.", `section "(one) email" { clause 1 { quote "We use it." prose } }`, "prose title; prose by 1"},
		"the policy's title":     {"THE POLICY\n\nWe use it.", `clause 1 { quote "We use it." prose }`, "prose title; prose by 1"},
		"a title is no sentence": {"We use it.", `section "We use it" { clause 1 { quote "it" prose } }`, "missing by 1 -[We use]"},
		"other words":            {"Phone\n\nWe use it.", `section "Email" { clause 1 { quote "We use it." prose } }`, "missing -[Phone]; prose by 1"},
		"Chinese":                {"我们收集邮件。我们", `clause 1 { quote "我们收集" prose }`, "missing by 1 -[邮件]; missing -[我们]"},
		"nothing at all":         {" \n", ``, ""},
		"marks only":             {"---\n", ``, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := load(t, c.source, strings.NewReplacer(" clause", "\nclause", " todo", "\ntodo", " defect", "\ndefect").Replace(c.clauses))
			if got := write(p, coverage.Of(p)[0]); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestShares(t *testing.T) {
	for _, c := range []struct{ quoted, of, want int }{{0, 0, 100}, {0, 1, 0}, {1, 1, 100}, {2, 3, 66}, {399, 400, 99}} {
		var source, clauses strings.Builder
		for i := range c.of {
			fmt.Fprintf(&source, "We do number%d.\n\n", i)
			if i < c.quoted {
				fmt.Fprintf(&clauses, "clause %d { quote \"We do number%[1]d.\" prose }\n", i)
			}
		}
		if got := coverage.Of(load(t, source.String(), clauses.String()))[0].Percent(); got != c.want {
			t.Errorf("%d of %d: got %d%%, want %d%%", c.quoted, c.of, got, c.want)
		}
	}
}

// TestShippedPolicies holds the policies that ship to their promise.
func TestShippedPolicies(t *testing.T) {
	for _, name := range policies.Names() {
		p, err := dsl.Load(policies.FS(), name, policies.Libraries())
		if err != nil {
			t.Fatal(err)
		}
		sources := coverage.Of(p)
		if len(sources) == 0 {
			t.Errorf("%s has no source", name)
		}
		for _, s := range sources {
			if s.Percent() != 100 || len(s.Units) < 20 || s.Counts[coverage.Todo] > 0 {
				t.Errorf("%s: %d of %d: %s", s.Path, s.Accounted, len(s.Units), write(p, s))
			}
		}
	}
}

// TestLaws checks, for random texts and quotes, that a word is missing where no quote has it, and that one more quote never
// lowers the number of units that are accounted for.
func TestLaws(t *testing.T) {
	words := []string{"We", "use", "it", "keep", "not", "e-mail", "and/or", "我们", "5"}
	marks := []string{" ", " ", " ", " ", ", ", ". ", ".\n\n", ";\n\n(a) ", "。", "\n"}
	more := 0
	rapid.Check(t, func(t *rapid.T) {
		var tokens []string
		for range rapid.IntRange(1, 25).Draw(t, "words") {
			tokens = append(tokens, rapid.SampledFrom(words).Draw(t, "word"), rapid.SampledFrom(marks).Draw(t, "mark"))
		}
		clauses, before := "", -1
		for i := range rapid.IntRange(0, 6).Draw(t, "quotes") {
			quote := quoteOf(t, tokens)
			clauses += fmt.Sprintf("clause %d { quote %q prose }\n", i, quote)
			p := load(t, strings.Join(tokens, ""), clauses)
			s := coverage.Of(p)[0]
			for _, u := range s.Units {
				checkMissing(t, p, u)
			}
			if s.Accounted < before {
				t.Fatalf("%q lowers the number from %d to %d: %q", quote, before, s.Accounted, tokens)
			}
			if s.Accounted > max(before, 0) {
				more++
			}
			before = s.Accounted
		}
	})
	if more == 0 {
		t.Error("the number never rose")
	}
}

// quoteOf draws words of a text that stand together, some skipped.
func quoteOf(t *rapid.T, tokens []string) string {
	from := 2 * rapid.IntRange(0, len(tokens)/2-1).Draw(t, "from")
	to := from + 1
	for to+1 < len(tokens) && !strings.ContainsAny(tokens[to], ".。\n") && rapid.IntRange(0, 4).Draw(t, "on") > 0 {
		to += 2
	}
	quote := append([]string{}, tokens[from:to]...)
	if len(quote) >= 5 && rapid.Bool().Draw(t, "skip") {
		quote = append(append([]string{}, quote[0], " ... "), quote[4:]...)
	}
	return strings.Join(strings.Fields(strings.Join(quote, "")), " ")
}

// checkMissing compares letter by letter: those that no quote has are those of the words that are missing, or of words with
// such letters, or of a marker.
func checkMissing(t *rapid.T, p *model.Policy, u coverage.Unit) {
	text := p.Sources[0].Text
	for i, r := range text[u.At.Words:u.At.End] {
		at := u.At.Words + i
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) || quoted(p, at) {
			continue
		}
		found := false
		for _, m := range u.Missing {
			found = found || m.Start <= at && at < m.End
		}
		if !found || u.Kind != coverage.Missing {
			t.Fatalf("%q at %d is in no quote, and not missing: %q", r, at, text)
		}
	}
	for _, m := range u.Missing {
		whole := true
		for i, r := range text[m.Start:m.End] {
			whole = whole && (!unicode.IsLetter(r) && !unicode.IsNumber(r) || quoted(p, m.Start+i))
		}
		if whole {
			t.Fatalf("%q is quoted, and missing: %q", text[m.Start:m.End], text)
		}
	}
}

func quoted(p *model.Policy, at int) bool {
	for _, c := range p.Clauses {
		for _, q := range c.Quotes {
			for _, r := range q.At {
				if r.Start <= at && at < r.End {
					return true
				}
			}
		}
	}
	return false
}

// TestMany would take minutes if each word were compared with each quote.
func TestMany(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 2_000
	}
	var source, clauses strings.Builder
	for i := range n {
		fmt.Fprintf(&source, "We use the data d%d that you gave us. ", i)
		fmt.Fprintf(&clauses, "clause %d { quote \"use the data d%[1]d that\" prose }\n", i)
	}
	s := coverage.Of(load(t, source.String(), clauses.String()))[0]
	if s.Counts[coverage.Missing] != n || s.Units[n-1].Left != 4 {
		t.Errorf("got %d of %d missing, and of the last %d words", s.Counts[coverage.Missing], n, s.Units[n-1].Left)
	}
	p := &model.Policy{Sources: []model.Source{{Text: source.String()}}}
	all := model.Quote{At: []model.Range{{End: source.Len()}}}
	for range n {
		p.Clauses = append(p.Clauses, model.Clause{Quotes: []model.Quote{all}})
	}
	if s := coverage.Of(p)[0]; s.Percent() != 100 || len(s.Units[0].Clauses) != coverage.MaxClauses {
		t.Errorf("got %d%% by %d clauses", s.Percent(), len(s.Units[0].Clauses))
	}
}

// TestMarkedByTheDocument counts words that the source itself marks.
func TestMarkedByTheDocument(t *testing.T) {
	p := load(t, "We care.\n\nWe try.", `clause 1 { quote "We" prose }`)
	p.Sources[0].Prose = []model.Range{{Start: 3, End: 7}}
	if got, want := write(p, coverage.Of(p)[0]), "prose by 1; missing -[We try]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
