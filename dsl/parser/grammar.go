package parser

import (
	"io"
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// The grammar, for participle: one production for each piece that the reader of blocks
// cuts out (see blocks.go). It is LL(1): one token tells what comes. Names, Condition,
// Parts and Asked are read by hand (lists.go, conditions.go, parts.go). The normative form
// is in dsl/SPEC.md; a test compares the two.

// optional names: a production that may be missing is a pointer or an empty slice.
type (
	labels struct {
		Text lexer.Token `parser:"@text"`
		More []*labelIn  `parser:"@@*"`
	}
	labelIn struct {
		Language lexer.Token `parser:"'in' @name"`
		Text     lexer.Token `parser:"@text"`
	}
	header struct {
		Kind  lexer.Token `parser:"@('policy' | 'vocabulary')"`
		ID    lexer.Token `parser:"@name"`
		Title *labels     `parser:"@@?"`
	}
	field struct {
		Key    lexer.Token   `parser:"( @('controller' | 'contact' | 'version')"`
		Labels *labels       `parser:"  @@"`
		Names  []lexer.Token `parser:"| @('language' name | 'jurisdiction' name ((',' | 'and') name)* | 'effective' date)"`
		Source []lexer.Token `parser:"| @('source' name text)"`
		In     *lexer.Token  `parser:"  ('in' @name)? )"`
	}
	use struct {
		Names []lexer.Token `parser:"'use' @((name | text) ((',' | 'and') (name | text))*)"`
	}
	item struct {
		Kind  lexer.Token `parser:"@('data' | 'purpose' | 'party' | 'action' | 'place' | 'basis')"`
		Entry *entry      `parser:"@@"`
	}
	entry struct {
		Name   lexer.Token `parser:"@(name | 'we' | 'you' | 'consent')"`
		Labels *labels     `parser:"@@?"`
		Tail   []*itemTail `parser:"@@*"`
	}
	itemTail struct {
		Is     []lexer.Token `parser:"( 'is' @(name ((',' | 'and') name)*)"`
		From   []lexer.Token `parser:"  ('from' @(name ((',' | 'and') name)*))?"`
		Same   []*same       `parser:"| 'same' 'as' @@ (',' @@)*"`
		Takes  []lexer.Token `parser:"| 'takes' @('nothing' | ('to' | 'with' | 'for' | 'in') ((',' | 'and') ('to' | 'with' | 'for' | 'in'))*)"`
		Ends   []lexer.Token `parser:"| 'ends' @(name ((',' | 'and') name)*)"`
		Unless *lexer.Token  `parser:"  ('unless' @name)? )"`
	}
	same struct {
		Prefix lexer.Token `parser:"@name ':'"`
		Name   lexer.Token `parser:"@(name | ref)"`
	}
	fact struct {
		Kind lexer.Token  `parser:"@('fact' | 'event' | 'judgement')"`
		Name lexer.Token  `parser:"@name"`
		Tail []*factTail  `parser:"@@*"`
		By   *lexer.Token `parser:"('by' @(name | text | 'we' | 'you'))?"`
	}
	factTail struct {
		Labels *labels       `parser:"( @@"`
		Type   *lexer.Token  `parser:"| @('number' | 'place')"`
		Values []lexer.Token `parser:"| 'one' 'of' @(name ((',' | 'or' | 'and') name)*) )"`
	}
	term struct {
		Name   lexer.Token `parser:"'term' @name"`
		Labels *labels     `parser:"@@?"`
		Means  condition   `parser:"'means' @@"`
	}
	section struct {
		Title lexer.Token `parser:"'section' @text"`
	}
	clause struct {
		ID lexer.Token `parser:"'clause' @(ref | number)"`
	}
	exampleHead struct {
		Name lexer.Token `parser:"'example' @text"`
	}
	example struct {
		Question question      `parser:"@@ '?'"`
		Every    *lexer.Token  `parser:"@('never' | 'always')?"`
		Answer   lexer.Token   `parser:"@name"`
		Because  []lexer.Token `parser:"('because' @((ref | number) ((',' | 'and') (ref | number))*))?"`
	}
	question struct {
		May     lexer.Token `parser:"@'may'"`
		Actors  names       `parser:"@@"`
		Actions names       `parser:"@@"`
		Data    *names      `parser:"@@?"`
		Asked   *asked      `parser:"@@?"`
	}
	given struct {
		Cond        *condition   `parser:"( @@"`
		NothingElse *lexer.Token `parser:"('and'? @'nothing else')? )"`
	}
	quote struct {
		Source *lexer.Token `parser:"'quote' @name?"`
		Text   lexer.Token  `parser:"@text"`
	}
	prose struct {
		Word lexer.Token `parser:"@'prose'"`
	}
	defect struct {
		Why   lexer.Token `parser:"'defect' @text"`
		Owner lexer.Token `parser:"'owner' @text"`
	}
	todo struct {
		Text lexer.Token `parser:"'todo' @text"`
	}
	allow struct {
		Rule    lexer.Token  `parser:"'allow' @name"`
		Clause  *lexer.Token `parser:"('in' @(ref | number))?"`
		Because lexer.Token  `parser:"'because' @text"`
		By      lexer.Token  `parser:"'by' @text"`
		Until   lexer.Token  `parser:"'until' @date"`
	}
	decision struct {
		Because lexer.Token `parser:"'because' @text"`
		By      lexer.Token `parser:"'decided' 'by' @text"`
		On      lexer.Token `parser:"'on' @date"`
	}
	prevail struct {
		Clauses []lexer.Token `parser:"@((ref | number) ((',' | 'and') (ref | number))*) ('prevail' | 'prevails')"`
		Over    []lexer.Token `parser:"'over' @((ref | number) ((',' | 'and') (ref | number))*)"`
		Why     decision      `parser:"@@"`
	}
	treat struct {
		Data  names        `parser:"'treat' @@"`
		Not   *lexer.Token `parser:"'as' @('not' | 'no')?"`
		Class lexer.Token  `parser:"@name"`
		Parts *parts       `parser:"@@?"`
	}
	refusing struct {
		Data   names  `parser:"'refusing' @@"`
		For    *names `parser:"('for' @@)?"`
		Costs  names  `parser:"'costs' @@"`
		ButNot *names `parser:"(','? 'but not' @@)?"`
	}
	exclusion struct {
		Data  names  `parser:"'this' 'policy' 'does' 'not' 'cover' @@"`
		Parts *parts `parser:"@@?"`
	}
	waiver struct {
		Actions names  `parser:"'consent' 'is' 'not' 'needed' 'to' @@"`
		Data    *names `parser:"@@?"`
		Parts   *parts `parser:"@@?"`
	}
	refComma struct {
		Clause lexer.Token  `parser:"@(ref | number)"`
		Joint  *lexer.Token `parser:"@(',' | 'and')?"`
	}
	sentence struct {
		Default *lexer.Token `parser:"(@'by default' ','?)?"`
		Notwith []*refComma  `parser:"('notwithstanding' @@+)?"`
		Subject names        `parser:"@@"`
		Norm    *norm        `parser:"( @@"`
		Counts  *counts      `parser:"| @@"`
		Settle  *settle      `parser:"| @@ )"`
	}
	norm struct {
		Modal   lexer.Token `parser:"@('may' | 'must not' | 'must')"`
		Actions names       `parser:"@@"`
		Data    *names      `parser:"@@?"`
		Parts   *parts      `parser:"@@?"`
		Then    *then       `parser:"@@?"`
	}
	then struct {
		Actors names `parser:"'then' @@"`
		Norm   *norm `parser:"@@"`
	}
	counts struct {
		Counts  lexer.Token `parser:"@'counts' 'as' 'deemed' 'consent' 'to'"`
		Actions names       `parser:"@@"`
		Data    *names      `parser:"@@?"`
		Parts   *parts      `parser:"@@?"`
	}
	settle struct {
		Value lexer.Token `parser:"'is' @(name | 'no')"`
		Why   decision    `parser:"@@"`
	}
)

// tokenTypes is participle's view of our kinds of tokens. It never reads text with it:
// pieces of the token list are handed over (see pieces.go).
type tokenTypes struct{}

func (tokenTypes) Symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{
		"EOF": lexer.EOF, "name": lexer.TokenType(name), "word": lexer.TokenType(word), "ref": lexer.TokenType(ref),
		"number": lexer.TokenType(number), "date": lexer.TokenType(date), "text": lexer.TokenType(text), "punct": lexer.TokenType(punct),
	}
}

func (tokenTypes) Lex(string, io.Reader) (lexer.Lexer, error) {
	panic("parser: participle was asked to read text")
}

// all is the root that brings every production into one parser.
type all struct {
	Header    *header      `parser:"  @@"`
	Field     *field       `parser:"| @@"`
	Use       *use         `parser:"| @@"`
	Item      *item        `parser:"| @@"`
	Fact      *fact        `parser:"| @@"`
	Term      *term        `parser:"| @@"`
	Section   *section     `parser:"| @@"`
	Clause    *clause      `parser:"| @@"`
	ExHead    *exampleHead `parser:"| @@"`
	Example   *example     `parser:"| @@"`
	Quote     *quote       `parser:"| @@"`
	Given     *given       `parser:"| @@"`
	Prose     *prose       `parser:"| @@"`
	Defect    *defect      `parser:"| @@"`
	Todo      *todo        `parser:"| @@"`
	Allow     *allow       `parser:"| @@"`
	Prevail   *prevail     `parser:"| @@"`
	Treat     *treat       `parser:"| @@"`
	Refusing  *refusing    `parser:"| @@"`
	Exclusion *exclusion   `parser:"| @@"`
	Waiver    *waiver      `parser:"| @@"`
	Sentence  *sentence    `parser:"| @@"`
}

// grammar builds the parser once, when the first file is read.
var grammar = sync.OnceValue(func() *participle.Parser[all] {
	return participle.MustBuild[all](participle.Lexer(tokenTypes{}), participle.UseLookahead(1))
})

// production returns the parser of one production of the grammar.
func production[P any]() *participle.Parser[P] {
	p, err := participle.ParserForProduction[P](grammar())
	if err != nil {
		panic("parser: " + err.Error()) // a production that `all` does not name
	}
	return p
}

// productions are the parsers of the grammar's productions.
type productions struct {
	header      *participle.Parser[header]
	field       *participle.Parser[field]
	use         *participle.Parser[use]
	item        *participle.Parser[item]
	entry       *participle.Parser[entry]
	fact        *participle.Parser[fact]
	term        *participle.Parser[term]
	section     *participle.Parser[section]
	clause      *participle.Parser[clause]
	exampleHead *participle.Parser[exampleHead]
	example     *participle.Parser[example]
	question    *participle.Parser[question]
	given       *participle.Parser[given]
	quote       *participle.Parser[quote]
	prose       *participle.Parser[prose]
	defect      *participle.Parser[defect]
	todo        *participle.Parser[todo]
	allow       *participle.Parser[allow]
	prevail     *participle.Parser[prevail]
	treat       *participle.Parser[treat]
	refusing    *participle.Parser[refusing]
	exclusion   *participle.Parser[exclusion]
	waiver      *participle.Parser[waiver]
	sentence    *participle.Parser[sentence]
}

func allProductions() *productions {
	return &productions{
		header: production[header](), field: production[field](), use: production[use](), item: production[item](),
		entry: production[entry](), fact: production[fact](), term: production[term](), section: production[section](),
		clause: production[clause](), exampleHead: production[exampleHead](), example: production[example](),
		question: production[question](), given: production[given](), quote: production[quote](), prose: production[prose](), defect: production[defect](),
		todo: production[todo](), allow: production[allow](), prevail: production[prevail](), treat: production[treat](),
		refusing: production[refusing](), exclusion: production[exclusion](), waiver: production[waiver](), sentence: production[sentence](),
	}
}
