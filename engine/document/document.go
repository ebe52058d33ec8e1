// Package document writes a checked policy as documents for people.
//
// It chooses what is said, in which order and at what length, and knows no output format: what it makes is a tree of sections,
// sentences and tables, in which every sentence names the sentences of the policy that it states, and every cell of a table the
// questions that the engine answers so. How norms become sentences of a language is for package grammar; how the tree becomes HTML,
// DOCX or Markdown is for the packages beneath this one that are named so.
package document

// A Document is one policy written for one reader, in one language. It is immutable; the same policy and options give the same one.
type Document struct {
	Policy    Policy    `json:"policy"`
	Title     string    `json:"title"`
	Language  string    `json:"language"` // BCP 47: "en", "zh", "de"
	Mode      Mode      `json:"mode"`
	Audience  Audience  `json:"audience"`
	Effective string    `json:"effective"` // a day as people write it in the language, "" where the policy names none
	Sections  []Section `json:"sections"`
	GapsTitle string    `json:"gaps_title"` // the heading of the gaps, where there are some
	Gaps      []Gap     `json:"gaps"`       // what the policy says nothing about; for the audiences internal and regulator
}

// A Policy names the version of the policy that a document states.
type Policy struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

// Mode is where the words of a document come from.
type Mode string

// The modes.
const (
	Generated Mode = "generated" // all text is made from the model
	Quoted    Mode = "quoted"    // the policy's own words in their order, each clause with its plain-language sentences
	Literate  Mode = "literate"  // a literate policy's own document, without its blocks
)

// Audience is who reads a document.
type Audience string

// The audiences.
const (
	Public    Audience = "public"    // data subjects: no ids, no gaps
	Internal  Audience = "internal"  // counsel and engineers: with clause ids, defects, todos and gaps
	Regulator Audience = "regulator" // with clause ids and gaps, without what counsel has still to do
)

// A Section is a headed part of a document.
type Section struct {
	ID       string    `json:"id"` // the same in every language, fit for an anchor: "recipients"
	Title    string    `json:"title"`
	Blocks   []Block   `json:"blocks"`
	Sections []Section `json:"sections"`
}

// A Block is what a section holds: exactly one of its fields is set.
type Block struct {
	Paragraph *Paragraph `json:"paragraph,omitempty"`
	List      *List      `json:"list,omitempty"`
	Table     *Table     `json:"table,omitempty"`
	Quotation *Quotation `json:"quotation,omitempty"`
}

// A Paragraph is sentences that stand together.
type Paragraph struct {
	Sentences []Sentence `json:"sentences"`
}

// A List is items, which may stand beneath sentences that introduce them.
type List struct {
	Ordered bool   `json:"ordered"`
	Items   []Item `json:"items"`
}

// An Item of a list may begin with a label: "What:".
type Item struct {
	Label     string     `json:"label"`
	Sentences []Sentence `json:"sentences"`
	Items     []Item     `json:"items"` // beneath it
}

// A Table has one cell in each row for each column; the first cell of a row is its heading.
type Table struct {
	ID      string   `json:"id"`
	Caption string   `json:"caption"`
	Columns []string `json:"columns"`
	Rows    []Row    `json:"rows"`

	nested bool // a row is about what belongs to the kind of another row
}

// A Row of a table.
type Row struct {
	Cells []Cell `json:"cells"`
}

// A Cell of a table: lines, each of which may rest on sentences of the policy.
type Cell struct {
	Lines []Sentence `json:"lines"`
}

// A Quotation is a clause in the policy's own words, with what they say in plain language; without an id, words that no clause quotes.
type Quotation struct {
	Clause    string     `json:"clause"`
	Words     []string   `json:"words"` // one for each quote
	Language  string     `json:"language"`
	Sentences []Sentence `json:"sentences"`
	Notes     []Sentence `json:"notes"` // defects and todos, for counsel
}

// A Sentence is text that people read, and what it rests on.
type Sentence struct {
	Text  string `json:"text"`
	Marks []Mark `json:"marks"` // sorted by where they begin; they nest, and do not cross
	// States are the sentences of the policy that this one states in full: every part, every condition. Over a whole document
	// each sentence of the policy is stated once, by these rules: an item beneath a sentence that ends with a colon is read with that
	// sentence; what a duty to delete or anonymise ends after its time is stated once for all such duties, each of which says its
	// time; and for the public and the regulator a condition that the policy has settled is left out, and so is a sentence whose
	// condition the policy has settled not to be so.
	States []Ref `json:"states"`
	// Sums are those of which it says a part, or which it says in short; each is stated elsewhere in the document.
	Sums []Ref `json:"sums"`
	// Claims are what the engine must answer for the sentence, or the row of a table in which it stands, to be true.
	Claims []Claim `json:"claims"`
}

// A Mark sets a part of a sentence's text apart. Start and End are byte offsets.
type Mark struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"` // "strong", "emphasis", "code", "link", "cite" (the ids of the clauses that a sentence states)
	To    string `json:"to"`   // of a link: an address, or "#" and the ID of a section
}

// A Ref names one sentence of the policy.
type Ref struct {
	Kind   string `json:"kind"`  // "norm", "exclusion", "treat", "waiver", "deeming", "settlement"
	Index  int    `json:"index"` // in the policy's list of that kind; of a settlement, of its fact
	Clause string `json:"clause"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

// A Claim is a question of the language and the answer that the engine gives.
type Claim struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// A Gap is something that readers look for and the policy does not say.
type Gap struct {
	Section string `json:"section"` // the ID of the section where it would stand
	Text    string `json:"text"`
}
