package engine

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// Bounds on one listing.
const (
	maxCells      = 200_000
	maxTiles      = 20_000 // cells that sentences tell apart
	maxOutcomes   = 1_000  // different answers: more than anybody reads
	maxNamedCells = 5_000
	maxListed     = 4_000_000      // nodes, norms and classes of the questions that are asked
	maxChangeable = 200            // facts and open parts: of an answer that more are about, what would change it is not listed
	searched      = maxListed / 10 // what a question counts that has no diagram
)

// tooMany returns an error where there are more combinations than are asked about.
func (l *lister) tooMany() error {
	cells, tiles := 1, 1
	for _, a := range l.axes {
		cells, tiles = min(cells*len(a.nodes), 1<<30), min(tiles*a.tiles, 1<<30)
	}
	if cells <= maxCells && tiles <= maxTiles {
		return nil
	}
	return l.limit(fmt.Sprintf("too many combinations: the policy tells %s apart, which is %s, and at most %s are listed", l.sizes(), sayMany(tiles), sayMany(maxTiles)))
}

// weigh counts what was prepared, and returns an error where it is too much.
func (l *lister) weigh(p *compile.Prepared) error {
	if p.Code() == nil {
		l.weight += searched
	}
	if l.weight += p.Weight(); l.weight > maxListed {
		return l.limit("the answers depend on too much")
	}
	return nil
}

// sizes says how many names are told apart: "120 data and 70 purposes".
func (l *lister) sizes() string {
	var out []string
	for _, a := range l.axes {
		noun := map[model.Dim]string{model.Action: "actions", model.Data: "kinds of data", model.To: "recipients", model.For: "purposes"}[a.dim]
		out = append(out, fmt.Sprint(a.tiles, " ", noun))
	}
	return sentence.List(out, "and")
}

func sayMany(n int) string {
	if n >= 1<<30 {
		return "more than a billion"
	}
	return fmt.Sprint(n)
}

// limit is an error that says which dimensions to name.
func (l *lister) limit(what string) error {
	var names []string
	for _, a := range l.axes {
		names = append(names, a.dim.String())
	}
	way := "name the " + sentence.List(names, "or")
	if len(names) == 1 {
		way = "give more of its parts or facts"
	}
	return fmt.Errorf("%w: %s; %s", errListLimit, what, way)
}

var errListLimit = limitError{}

// limitError is ErrLimit in other words.
type limitError struct{}

func (limitError) Error() string        { return "the list is too long" }
func (limitError) Is(target error) bool { return target == ErrLimit }
