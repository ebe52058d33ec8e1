// Package ast is the tree of a policy file: what is written, with its places.
//
// Nodes are filled by the parser and read by everybody else; nobody writes to
// them afterwards. Names are not resolved here: see package model.
//
//	file, problems := parser.ParseFile(src)
//	ast.Walk(file, func(n ast.Node) bool { fmt.Println(n.Span()); return true })
package ast

import "github.com/seed-90f8eabc/licet/dsl/source"

// A Node is a part of the tree that knows its place. The set of nodes is sealed.
type Node interface {
	Span() source.Span
	node()
}

// A Decl stands at the top level of a file or in a section.
type Decl interface {
	Node
	decl()
}

// A Stmt stands in a clause.
type Stmt interface {
	Node
	stmt()
}

// A Cond is a condition: what stands after `given` and `unless`.
type Cond interface {
	Node
	cond()
}

// At is the place of a node, embedded in each.
type At struct{ At source.Span }

// Span returns the node's place.
func (a At) Span() source.Span { return a.At }
func (At) node()               {}

type isDecl struct{}

func (isDecl) decl() {}

type isStmt struct{}

func (isStmt) stmt() {}

type isCond struct{}

func (isCond) cond() {}

// A File is one parsed file.
type File struct {
	At
	Source   *source.File
	Decls    []Decl
	Comments []Comment
}

// A Comment runs from `#` to the end of its line.
type Comment struct {
	At
	Text string // with the `#`
}

// Bad stands where something could not be read; the problem has been reported.
// Names are the words in it that may have been meant as declarations, so that
// their uses are not reported as well.
type Bad struct {
	At
	isDecl
	isStmt
	Names []string

	Nameless string // what it may have declared without a name: party, fact; "" where nothing
}

// A Name is a use or a declaration of a lower-case name. In a list it may be
// `any` or `anyone` alone (then that is its text), or be preceded by `any`.
type Name struct {
	At
	Text   string
	Any    bool // `any` or `anyone`, alone or before the name
	Quoted bool // written as a label in quotation marks, in questions
}

// A Ref is a clause id, as `A.4`.
type Ref struct {
	At
	Text string
}

// A Text is a string in quotation marks; its value has the escapes resolved.
type Text struct {
	At
	Value string
}

// A Label names something for people, in a language ("" is the policy's own).
type Label struct {
	At
	Language string
	Value    string
}

// A Date is a calendar day.
type Date struct {
	At
	Text string // 2026-11-22
}

// A Number is an integer.
type Number struct {
	At
	Value int64
}

// Names is a list of names. A list means each of its items.
type Names struct {
	At
	Items  []Name
	And    bool // some items are joined by `and`
	Or     bool // some items are joined by `or`
	Except *Names
}
