package ast

// Walk calls f for the node and every node in it, outside in, as long as f returns true. It passes over
// what is missing.
func Walk(n Node, f func(Node) bool) {
	if n == nil || !f(n) {
		return
	}
	for _, c := range children(n) {
		Walk(c, f)
	}
}

// children returns the nodes directly in a node, in the order of the text as far as the tree keeps it.
func children(n Node) []Node {
	var out list
	switch n := n.(type) {
	case *File:
		addAll(&out, n.Decls)
	case *Header:
		out.add(n.ID)
		addAll(&out, n.Title)
		addAll(&out, n.Fields)
	case *Field:
		out.add(n.Key)
		addAll(&out, n.Names)
		addAll(&out, n.Labels)
		optional(&out, n.Date)
		optional(&out, n.Language)
	case *Use:
		addAll(&out, n.Names)
	case *Item:
		out.add(n.Name)
		addAll(&out, n.Labels)
		addAll(&out, n.Is)
		addAll(&out, n.From)
		addAll(&out, n.Same)
		addAll(&out, n.Takes)
		addAll(&out, n.Ends)
		optional(&out, n.Unless)
		addAll(&out, n.Children)
	case *Fact:
		out.add(n.Name)
		addAll(&out, n.Labels)
		addAll(&out, n.Values)
		optional(&out, n.By)
	case *TermDecl:
		out.add(n.Name)
		addAll(&out, n.Labels)
		out.cond(n.Means)
	case *Section:
		out.add(n.Title)
		addAll(&out, n.Decls)
	case *Clause:
		out.add(n.ID)
		addAll(&out, n.Stmts)
	case *Example:
		out.add(n.Name)
		optional(&out, n.Question)
		out.add(n.Answer)
		addAll(&out, n.Because)
	case *Question:
		out.names(n.Actors, n.Actions, n.Data)
		addAll(&out, n.Parts)
		for _, c := range n.Given {
			out.cond(c)
		}
	default:
		statement(&out, n)
	}
	return out
}

// statement adds what is in a statement, a condition, or a part of one.
func statement(out *list, n Node) {
	switch n := n.(type) {
	case *Quote:
		optional(out, n.Source)
		out.add(n.Text)
	case *Defect:
		out.add(n.Why)
		out.add(n.Owner)
	case *Todo:
		out.add(n.Text)
	case *Allow:
		out.add(n.Rule)
		optional(out, n.Clause)
		out.add(n.Because)
		out.add(n.By)
		out.add(n.Until)
	case *Norm:
		addAll(out, n.Notwithstanding)
		out.names(n.Actors, n.Actions, n.Data)
		addAll(out, n.Parts)
		optional(out, n.Then)
	case *Treat:
		out.names(n.Data)
		out.add(n.Class)
		addAll(out, n.Parts)
	case *Refusing:
		out.names(n.Data, n.For, n.Costs, n.ButNot)
	case *Exclusion:
		out.names(n.Data)
		addAll(out, n.Parts)
	case *Waiver:
		out.names(n.Actions, n.Data)
		addAll(out, n.Parts)
	case *Deeming:
		out.add(n.Fact)
		out.names(n.Actions, n.Data)
		addAll(out, n.Parts)
	case *Prevail:
		addAll(out, n.Clauses)
		addAll(out, n.Over)
		out.add(n.Because)
		out.add(n.By)
		out.add(n.On)
	case *Settle:
		out.add(n.Judgement)
		out.add(n.Value)
		out.add(n.Because)
		out.add(n.By)
		out.add(n.On)
	default:
		condition(out, n)
	}
}

func condition(out *list, n Node) {
	switch n := n.(type) {
	case *Part:
		out.names(n.Names)
		out.cond(n.Cond)
		optional(out, n.Time)
		optional(out, n.Text)
	case *Names:
		addAll(out, n.Items)
		out.names(n.Except)
	case *Join:
		for _, t := range n.Terms {
			out.cond(t)
		}
	case *Not:
		out.cond(n.Cond)
	case *Brackets:
		out.cond(n.Cond)
	case *Has:
		out.add(n.Fact)
	case *Is:
		out.add(n.Fact)
		if n.Number != nil {
			out.add(n.Number)
		} else {
			out.add(n.Value)
		}
	case *Compare:
		out.add(n.Fact)
		out.add(n.Number)
	case *In:
		out.add(n.Fact)
		out.add(n.Place)
	case *Consent:
		addAll(out, n.Kinds)
		optional(out, n.Grant)
	case *Objection:
		optional(out, n.Grant)
	case *Overdue:
		out.add(n.Clause)
	case *Grant:
		out.names(n.Actions, n.Data)
		addAll(out, n.Parts)
	case *Time:
		optional(out, n.Length)
		out.add(n.Event)
	}
}

// list is nodes in the order in which they were added.
type list []Node

func (l *list) add(n Node) { *l = append(*l, n) }

func (l *list) cond(c Cond) {
	if c != nil {
		l.add(c)
	}
}

func (l *list) names(all ...*Names) {
	for _, n := range all {
		if n != nil {
			l.add(n)
		}
	}
}

func addAll[N Node](l *list, nodes []N) {
	for _, n := range nodes {
		l.add(n)
	}
}

// optional adds a node that may be missing.
func optional[N any, P interface {
	*N
	Node
}](l *list, n P) {
	if n != nil {
		l.add(n)
	}
}
