package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A nameJSON is a name of the policy.
type nameJSON struct {
	Kind    string   `json:"kind"`
	Name    string   `json:"name"`
	Label   string   `json:"label"`
	Beneath []string `json:"beneath"` // the names next above it; none beneath the whole kind
	File    string   `json:"file"`
	Line    int      `json:"line"`
	depth   int
}

// kindFact is the kind of facts, events and judgements, which share one space of names.
const kindFact = "fact"

// nameKinds are the kinds whose names can be listed.
func nameKinds() []string {
	var out []string
	for k := range model.Kind(model.Kinds) {
		out = append(out, k.String())
	}
	return append(out, kindFact)
}

// listNames lists the names that there are.
func (a *app) listNames(f *listFlags) error {
	if f.usesParts() || len(f.given) > 0 || f.givenFile != "" || f.nothingElse || len(f.answers)+len(f.needs) > 0 {
		return &exit{exitUsage, errors.New("--names lists names, not answers; leave the question out, or leave out --names")}
	}
	if o := a.flags.output; o == "csv" || o == "md" {
		return &exit{exitUsage, fmt.Errorf("names are no table for -o %s; -o takes text or json", o)}
	}
	kinds, err := f.kinds()
	if err != nil {
		return err
	}
	e, _, err := a.load()
	if err != nil {
		return err
	}
	names := []nameJSON{}
	for _, k := range kinds {
		names = append(names, namesOf(e.Policy(), k)...)
	}
	if a.flags.output == "json" {
		p := e.Policy()
		return a.writeJSON(map[string]any{"format": "licet.names/1", "names": names,
			"policy": map[string]string{"id": p.ID, "version": p.Version, "digest": p.Digest}})
	}
	a.writeNames(names, len(kinds) > 1)
	return nil
}

// kinds returns the kinds that are asked for.
func (f *listFlags) kinds() ([]string, error) {
	var out []string
	for _, k := range f.names {
		k = strings.TrimSpace(k)
		switch {
		case k == "all":
			return nameKinds(), nil
		case !slices.Contains(nameKinds(), k):
			return nil, unknownIn("--names", "kind", k, append(nameKinds(), "all"))
		case !slices.Contains(out, k):
			out = append(out, k)
		}
	}
	return out, nil
}

// namesOf lists the names of a kind, those of a vocabulary beneath their first parents.
func namesOf(p *model.Policy, kind string) []nameJSON {
	if kind == kindFact {
		return factNames(p)
	}
	k, _ := model.KindNamed(kind)
	g := p.Graphs[k]
	var out []nameJSON
	var walk func(n model.NodeID, depth int)
	walk = func(n model.NodeID, depth int) {
		node := g.Node(n)
		if n != model.Root {
			one := nameJSON{Kind: kind, Name: node.ID, Label: node.Labels.In(""), Beneath: []string{}, File: node.Pos.File, Line: node.Pos.Line, depth: depth - 1}
			for _, up := range node.Parents {
				if up != model.Root {
					one.Beneath = append(one.Beneath, g.Node(up).ID)
				}
			}
			out = append(out, one)
		}
		for _, c := range node.Children {
			if g.Node(c).Parents[0] == n {
				walk(c, depth+1)
			}
		}
	}
	walk(model.Root, 0)
	return out
}

func factNames(p *model.Policy) []nameJSON {
	var out []nameJSON
	for i := range p.Facts {
		f := &p.Facts[i]
		out = append(out, nameJSON{Kind: factKind(f), Name: f.ID, Label: f.Labels.In(""), Beneath: []string{}, File: f.Pos.File, Line: f.Pos.Line})
	}
	return out
}

func factKind(f *model.Fact) string {
	switch {
	case f.Judgement:
		return "judgement"
	case f.Type == model.Event:
		return "event"
	}
	return kindFact
}

// writeNames writes names with their labels, each kind under its name.
func (a *app) writeNames(names []nameJSON, headings bool) {
	s := a.stdout()
	kind, wide := "", 0
	for _, n := range names {
		wide = max(wide, 2*n.depth+runewidth.StringWidth(n.Name))
	}
	wide = min(wide, 40)
	for i, n := range names {
		if group := n.group(); headings && group != kind {
			if i > 0 {
				fmt.Fprintln(s)
			}
			fmt.Fprintln(s, s.bold(group))
			kind = group
		}
		name := strings.Repeat("  ", n.depth) + n.Name
		also := ""
		if len(n.Beneath) > 1 {
			also = "; also beneath " + strings.Join(n.Beneath[1:], ", ")
		}
		if n.Kind == "event" || n.Kind == "judgement" {
			also = " (" + n.Kind + ")"
		}
		fmt.Fprintln(s, strings.TrimRight(visible(name+strings.Repeat(" ", max(0, wide-runewidth.StringWidth(name)))+"  "+n.Label+also), " "))
	}
}

// group is the kind under which a name stands.
func (n *nameJSON) group() string {
	if n.Kind == "event" || n.Kind == "judgement" {
		return kindFact
	}
	return n.Kind
}
