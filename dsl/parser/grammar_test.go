package parser

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// The grammar in SPEC.md is compared with the parser: every piece of every policy in the project, and
// pieces with a token left out, doubled, exchanged or replaced, must be read by both or by neither.

// produced names the production of the specification that each production of the parser is.
var produced = map[string]string{
	"header": "HeaderHead", "field": "Field", "use": "Use", "item": "ItemHead", "entry": "EntryHead", "fact": "Fact", "term": "Term",
	"section": "SectionHead", "clause": "ClauseHead", "exampleHead": "ExampleHead", "example": "ExampleBody", "question": "Question",
	"quote": "Quote", "prose": "Prose", "defect": "Defect", "todo": "Todo", "allow": "Allow", "prevail": "Prevail", "treat": "Treat",
	"refusing": "Refusing", "exclusion": "Exclusion", "waiver": "Waiver", "sentence": "Sentence",
}

// A piece is a inOrder of tokens that was read as a production.
type piece struct {
	production string
	words      []string
	kinds      []kind
}

func collectPieces(t *testing.T) []piece {
	var out []piece
	seen := map[string]bool{}
	collect := func(name, text string) {
		r := newReader(source.New(name, text), false)
		r.onPiece = func(production any, from, to int) {
			p := piece{production: strings.TrimPrefix(fmt.Sprintf("%T", production), "parser.")}
			for i := from; i < to; i++ {
				p.words, p.kinds = append(p.words, r.at(i)), append(p.kinds, r.kindOf(i))
			}
			if key := p.production + strings.Join(p.words, " "); !seen[key] {
				seen[key] = true
				out = append(out, p)
			}
		}
		r.decls(0, -1)
	}
	for _, root := range []string{"../../policies", "../../testdata"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".licet") {
				text, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				collect(path, string(text))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"../SPEC.md", "../ONE_PAGE.md"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range regexp.MustCompile("(?ms)^```licet\n(.*?)^```").FindAllStringSubmatch(string(text), -1) {
			collect(path, b[1])
		}
	}
	for _, q := range questions(t) {
		r := newReader(source.New("question", q), true)
		p := piece{production: "question"}
		for i := range len(r.tokens) - 1 {
			if !r.is(i, "?") {
				p.words, p.kinds = append(p.words, r.at(i)), append(p.kinds, r.kindOf(i))
			}
		}
		out = append(out, p)
	}
	return out
}

// questions returns those of the decision cases.
func questions(t *testing.T) []string {
	files, err := filepath.Glob("../../testdata/decisions/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no decisions", err)
	}
	var out []string
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^ +ask: "?(may .*?)"?$`).FindAllStringSubmatch(string(text), -1) {
			out = append(out, m[1])
		}
	}
	return out
}

func TestGrammarOfTheSpecification(t *testing.T) {
	g := readGrammar(t, "../SPEC.md")
	pieces := collectPieces(t)
	random := rand.New(rand.NewPCG(20261123, 3))
	compared, read := 0, 0
	count := map[string]int{}
	for _, p := range pieces {
		for i := range 40 {
			q := p
			if i > 0 {
				q = mutate(random, p, pieces)
			}
			ours, theirs := parserReads(q), g.reads(produced[q.production], q)
			if ours != theirs {
				t.Errorf("%s: the parser reads it: %v, the grammar: %v\n  %s", q.production, ours, theirs, strings.Join(q.words, " "))
				if compared++; t.Failed() && compared > 20_000 {
					return
				}
			}
			compared++
			if ours {
				read++
				count[q.production]++
			}
		}
	}
	t.Logf("compared %d pieces, of which %d can be read: %v", compared, read, count)
	for production := range produced {
		if count[production] == 0 && production != "allow" && production != "todo" {
			t.Errorf("no piece was read as %s", production)
		}
	}
	if compared < 20_000 {
		t.Errorf("only %d comparisons", compared)
	}
}

// mutate changes one or two tokens.
func mutate(r *rand.Rand, p piece, all []piece) piece {
	q := piece{production: p.production, words: append([]string{}, p.words...), kinds: append([]kind{}, p.kinds...)}
	for range 1 + r.IntN(2) {
		if len(q.words) == 0 {
			break
		}
		i := r.IntN(len(q.words))
		switch r.IntN(4) {
		case 0:
			q.words, q.kinds = append(q.words[:i], q.words[i+1:]...), append(q.kinds[:i], q.kinds[i+1:]...)
		case 1:
			q.words = append(q.words[:i+1], q.words[i:]...)
			q.kinds = append(q.kinds[:i+1], q.kinds[i:]...)
		case 2:
			j := r.IntN(len(q.words))
			q.words[i], q.words[j], q.kinds[i], q.kinds[j] = q.words[j], q.words[i], q.kinds[j], q.kinds[i]
		case 3:
			other := all[r.IntN(len(all))]
			if len(other.words) > 0 {
				j := r.IntN(len(other.words))
				q.words[i], q.kinds[i] = other.words[j], other.kinds[j]
			}
		}
	}
	return q
}

// parserReads reports whether the parser reads a piece as its production.
func parserReads(p piece) bool {
	ps := allProductions()
	switch p.production {
	case "header":
		return readsAs(ps.header, p)
	case "field":
		return readsAs(ps.field, p)
	case "use":
		return readsAs(ps.use, p)
	case "item":
		return readsAs(ps.item, p)
	case "entry":
		return readsAs(ps.entry, p)
	case "fact":
		return readsAs(ps.fact, p)
	case "term":
		return readsAs(ps.term, p)
	case "section":
		return readsAs(ps.section, p)
	case "clause":
		return readsAs(ps.clause, p)
	case "exampleHead":
		return readsAs(ps.exampleHead, p)
	case "example":
		return readsAs(ps.example, p)
	case "question":
		return readsAs(ps.question, p)
	case "quote":
		return readsAs(ps.quote, p)
	case "prose":
		return readsAs(ps.prose, p)
	case "defect":
		return readsAs(ps.defect, p)
	case "todo":
		return readsAs(ps.todo, p)
	case "allow":
		return readsAs(ps.allow, p)
	case "prevail":
		return readsAs(ps.prevail, p)
	case "treat":
		return readsAs(ps.treat, p)
	case "refusing":
		return readsAs(ps.refusing, p)
	case "exclusion":
		return readsAs(ps.exclusion, p)
	case "waiver":
		return readsAs(ps.waiver, p)
	case "sentence":
		return readsAs(ps.sentence, p)
	}
	panic("unknown production " + p.production)
}

// pieceFeed hands a piece to participle.
type pieceFeed struct {
	p piece
	i int
}

func (f *pieceFeed) Next() (lexer.Token, error) {
	if f.i == len(f.p.words) {
		return lexer.EOFToken(lexer.Position{Offset: f.i, Column: f.i}), nil
	}
	t := lexer.Token{Type: lexer.TokenType(f.p.kinds[f.i]), Value: f.p.words[f.i], Pos: lexer.Position{Offset: f.i, Column: f.i + 1}}
	f.i++
	return t, nil
}

func readsAs[P any](parser *participle.Parser[P], p piece) bool {
	lex, err := lexer.Upgrade(&pieceFeed{p: p})
	if err != nil {
		panic(err)
	}
	_, err = parser.ParseFromLexer(lex)
	return err == nil
}

// A grammar is productions of EBNF. It recognises by trying everything, and remembers what it found.
type ebnf map[string]expr

type expr interface{}

type (
	alternatives []expr
	inOrder      []expr
	optional     struct{ expr }
	repeated     struct{ expr }
	terminal     string
	class        kind
	nonterminal  string
)

var ebnfToken = regexp.MustCompile(`"[^"]*"|[A-Za-z]+|[=.|(){}\[\]]`)

func readGrammar(t *testing.T, path string) ebnf {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?ms)^```ebnf\n(.*?)^```").FindStringSubmatch(string(text))
	if m == nil {
		t.Fatal("no grammar in " + path)
	}
	r := &ebnfReader{tokens: ebnfToken.FindAllString(m[1], -1), t: t}
	g := ebnf{}
	for r.i < len(r.tokens) {
		name := r.next()
		r.want("=")
		g[name] = r.alternatives()
		r.want(".")
	}
	for name, e := range g {
		g.check(t, name, e)
	}
	return g
}

// check reports productions that are used and not there.
func (g ebnf) check(t *testing.T, in string, e expr) {
	switch e := e.(type) {
	case alternatives:
		for _, x := range e {
			g.check(t, in, x)
		}
	case inOrder:
		for _, x := range e {
			g.check(t, in, x)
		}
	case optional:
		g.check(t, in, e.expr)
	case repeated:
		g.check(t, in, e.expr)
	case nonterminal:
		if g[string(e)] == nil {
			t.Errorf("%s uses %s, which is no production", in, e)
		}
	case terminal:
		if w := string(e); isPair(w) || len(strings.Fields(w)) > 1 {
			if !isPair(w) {
				t.Errorf("%s: %q is no token", in, w)
			}
		}
	}
}

func isPair(w string) bool {
	f := strings.Fields(w)
	return len(f) == 2 && pairs[[2]string{f[0], f[1]}] != ""
}

type ebnfReader struct {
	t      *testing.T
	tokens []string
	i      int
}

func (r *ebnfReader) peek() string {
	if r.i < len(r.tokens) {
		return r.tokens[r.i]
	}
	return ""
}

func (r *ebnfReader) next() string { r.i++; return r.tokens[r.i-1] }

func (r *ebnfReader) want(s string) {
	if got := r.next(); got != s {
		r.t.Fatalf("the grammar has %q where %q is expected, near %v", got, s, r.tokens[max(0, r.i-8):r.i])
	}
}

func (r *ebnfReader) alternatives() expr {
	out := alternatives{r.sequence()}
	for r.peek() == "|" {
		r.next()
		out = append(out, r.sequence())
	}
	return out
}

func (r *ebnfReader) sequence() expr {
	var out inOrder
	for {
		switch p := r.peek(); {
		case p == "|" || p == "." || p == ")" || p == "]" || p == "}" || p == "":
			return out
		case p == "(":
			r.next()
			out = append(out, r.alternatives())
			r.want(")")
		case p == "[":
			r.next()
			out = append(out, optional{r.alternatives()})
			r.want("]")
		case p == "{":
			r.next()
			out = append(out, repeated{r.alternatives()})
			r.want("}")
		case p[0] == '"':
			out = append(out, terminal(strings.Trim(r.next(), `"`)))
		case strings.ToLower(p) == p:
			k, ok := map[string]kind{"name": name, "ref": ref, "number": number, "date": date, "text": text}[r.next()]
			if !ok {
				r.t.Fatalf("%q is no token", p)
			}
			out = append(out, class(k))
		default:
			out = append(out, nonterminal(r.next()))
		}
	}
}

// reads reports whether a production derives all of a piece.
func (g ebnf) reads(production string, p piece) bool {
	m := &matcher{g: g, p: p, seen: map[string]map[int]bool{}}
	return m.match(nonterminal(production), 0)[len(p.words)]
}

type matcher struct {
	g    ebnf
	p    piece
	seen map[string]map[int]bool
}

// match returns where what an expression derives from a place may end.
func (m *matcher) match(e expr, at int) map[int]bool {
	switch e := e.(type) {
	case alternatives:
		out := map[int]bool{}
		for _, x := range e {
			for end := range m.match(x, at) {
				out[end] = true
			}
		}
		return out
	case inOrder:
		ends := map[int]bool{at: true}
		for _, x := range e {
			next := map[int]bool{}
			for from := range ends {
				for end := range m.match(x, from) {
					next[end] = true
				}
			}
			ends = next
		}
		return ends
	case optional:
		out := map[int]bool{at: true}
		for end := range m.match(e.expr, at) {
			out[end] = true
		}
		return out
	case repeated:
		out := map[int]bool{at: true}
		todo := []int{at}
		for len(todo) > 0 {
			from := todo[0]
			todo = todo[1:]
			for end := range m.match(e.expr, from) {
				if !out[end] {
					out[end] = true
					todo = append(todo, end)
				}
			}
		}
		return out
	case nonterminal:
		if e == "Name" && at+1 < len(m.p.words) && m.p.words[at] == "any" && m.p.kinds[at] == word && m.p.kinds[at+1] == name {
			return map[int]bool{at + 2: true} // as the specification says: the parser takes what it can
		}
		key := fmt.Sprint(e, at)
		if m.seen[key] == nil {
			m.seen[key] = map[int]bool{} // the grammar is not left-recursive
			m.seen[key] = m.match(m.g[string(e)], at)
		}
		return m.seen[key]
	case terminal:
		if at < len(m.p.words) && m.p.words[at] == string(e) && m.p.kinds[at] != text {
			return map[int]bool{at + 1: true}
		}
	case class:
		if at < len(m.p.words) && m.p.kinds[at] == kind(e) {
			return map[int]bool{at + 1: true}
		}
	}
	return nil
}
