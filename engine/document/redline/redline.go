// Package redline compares the words of two versions of a policy, and says beside them what the rules did.
//
// It compares text: what answers changed is for package analysis, whose rows it puts beside the clauses that they come from. A clause that
// moved is a move, and a clause that was divided is no deletion. It writes no files: see package docx, and WriteHTML for a page.
//
//	r := redline.Compare(redline.Of(old), redline.Of(new))
//	for _, b := range r.Blocks { fmt.Println(b.End, b.Runs) }
package redline

import "github.com/seed-90f8eabc/licet/engine/document"

// A Text is the words of one version, in their order. The first part is the title.
type Text struct {
	Policy   document.Policy
	Language string
	Parts    []Part
}

// A Part is a heading or a paragraph of a text.
type Part struct {
	Kind    Kind
	Level   int // of a heading, from 1
	Words   string
	Clauses []string // those that quote words of it, or whose rules it says
}

// Kind is what a part of a text is.
type Kind uint8

// The kinds. A rule stands for a clause that quotes no words: it is what its rules say.
const (
	Title Kind = iota
	Heading
	Paragraph
	Item
	Rule
)

// An Op is what became of words, or of the end of a paragraph.
type Op uint8

// The ops. What moved stands twice: where it was and where it is.
const (
	Same Op = iota
	Inserted
	Deleted
	MovedFrom
	MovedTo
)

func (o Op) String() string {
	return [...]string{"same", "inserted", "deleted", "moved-from", "moved-to"}[o]
}

// Old reports whether what has this op stands in the old version, New whether in the new one.
func (o Op) Old() bool { return o == Same || o == Deleted || o == MovedFrom }

// New reports whether what has this op stands in the new version.
func (o Op) New() bool { return o == Same || o == Inserted || o == MovedTo }

// A Redline is two versions in one text. It is immutable once it is explained.
type Redline struct {
	Old, New Text
	Blocks   []Block
	Moves    []Move
	Notes    []Note // about the whole
}

// A Block is a paragraph of the redline. Its words are runs, none of which has the op of the one before.
type Block struct {
	Runs []Run
	End  Op // what became of the paragraph's end; an end that is gone joined the paragraph to the next
	// Kind and Level are those of the paragraph in the version that has its end; OldKind and OldLevel, those that it had before.
	Kind, OldKind   Kind
	Level, OldLevel int
	OldPart         int    // the part of the old text of which it has words; -1 where none
	NewPart         int    // likewise
	Move            int    // from 1, the index of its move and one more; 0 where it did not move
	Notes           []Note // about it
}

// A Run is words with one op.
type Run struct {
	Op   Op
	Text string
}

// A Move is paragraphs that stand together elsewhere.
type Move struct {
	From, To int // the first block where they were, and where they are
}

// Changed reports whether a block differs between the versions.
func (b *Block) Changed() bool {
	return b.End != Same || len(b.Runs) > 1 || len(b.Runs) == 1 && b.Runs[0].Op != Same || b.Kind != b.OldKind || b.Level != b.OldLevel
}

// Old reports whether the block has something of the old version.
func (b *Block) Old() bool { return b.has(Op.Old) }

// New reports whether the block has something of the new version.
func (b *Block) New() bool { return b.has(Op.New) }

func (b *Block) has(of func(Op) bool) bool {
	for _, r := range b.Runs {
		if of(r.Op) {
			return true
		}
	}
	return of(b.End)
}
