package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// maxTried is how many classes of atoms are tried for a question that a sentence decides.
const maxTried = 50

// NormQuestion returns a question that a norm decides, by its index in the policy, as short as it is easily found. Where there is none, never
// tells whether that is certain: then no question is decided by the norm, whatever the facts are.
func (e *Engine) NormQuestion(n int) (question string, never bool) {
	norm := &e.policy.Norms[n]
	return e.witness(compile.Target{Norm: n, Exclusion: -1}, norm.Scope, norm.Stated, func(r Ruling) bool { return slices.Contains(r.Norms, n) })
}

// ExclusionQuestion is NormQuestion for an exclusion.
func (e *Engine) ExclusionQuestion(i int) (question string, never bool) {
	return e.witness(compile.Target{Norm: -1, Exclusion: i}, e.policy.Exclusions[i].Scope, 0, func(r Ruling) bool { return slices.Contains(r.Exclusions, i) })
}

// witness looks first where what the policy has settled is so, and then where it is otherwise.
func (e *Engine) witness(t compile.Target, scope model.Scope, stated model.Dims, decides func(Ruling) bool) (string, bool) {
	w := &witness{x: &explainer{e: e, say: sentence.New(e.policy), q: &model.Question{Policy: e.policy}}, scope: scope, stated: stated, decides: decides}
	settled := e.program.Layout.Start(false)
	free := slices.Clone(settled)
	for f := range e.policy.Facts {
		free[f] = diagram.Unsure
	}
	never := true
	for _, state := range [][]uint16{settled, free} {
		exact := w.look(t, &compile.Known{State: state})
		if w.found != "" {
			return w.found, false
		}
		never = exact && w.tried == 0
	}
	return "", never
}

// look tries the classes of atoms of its scope. All but some is everything: then classes tell.
func (w *witness) look(t compile.Target, k *compile.Known) (exact bool) {
	scope := w.scope
	for d := range scope {
		if scope[d].Outside {
			scope[d] = model.Any()
		}
	}
	return w.x.e.program.Witnesses(scope, k, t, w.try)
}

// A witness is looked for by asking: what is returned is decided by the sentence, and nothing is only said to be.
type witness struct {
	x       *explainer
	scope   model.Scope
	stated  model.Dims
	decides func(Ruling) bool
	tried   int
	found   string
}

// try asks about one class of atoms with some facts, in ever more words: what the sentence itself names before the atoms, what is so and
// nothing else before what is not so, and what the sentence names before every part.
func (w *witness) try(c compile.Witness) bool {
	w.tried++
	so, all := map[string]any{}, map[string]any{}
	for _, cell := range c.Cells {
		choices := w.x.choices(varCells{cell.Var, []int{cell.Cell}})
		if len(choices) == 0 {
			return w.tried < maxTried
		}
		for _, it := range choices[0] {
			if all[it.key] = it.value; it.value != false {
				so[it.key] = it.value
			}
		}
	}
	const every = 1<<model.DimCount - 1
	for _, natural := range []bool{true, false} {
		for _, f := range []dsl.Fields{{Values: so, NothingElse: true}, {Values: all}} {
			for _, named := range []model.Dims{w.stated, every} {
				if w.found = w.ask(w.fields(f, &c.Boxes[0], named, natural)); w.found != "" {
					return false
				}
			}
		}
	}
	return w.tried < maxTried
}

// fields adds the atoms of a box, in the dimensions that are to be named.
func (w *witness) fields(f dsl.Fields, box *compile.Box, named model.Dims, natural bool) dsl.Fields {
	p := w.x.e.policy
	action, _ := w.pick(model.Action, box, natural)
	named = (named.With(model.Data) & p.Taken(model.Only(action))).With(model.Actor).With(model.Action)
	for d := range model.Dim(model.DimCount) {
		n, except := w.pick(d, box, natural)
		if !named.Has(d) || n == model.Root && d != model.Data || d == model.Of && n == model.You {
			continue
		}
		f.Dims[d] = []string{p.Graph(d).Node(n).ID}
		for _, m := range except {
			f.Except[d] = append(f.Except[d], p.Graph(d).Node(m).ID)
		}
	}
	return f
}

// pick returns a node that stands for those of a box: what the sentence names, if that is natural; else one with everything beneath
// it, if there is one, and the root last. If there is none, what lies beneath a node and is not in the box is excepted.
func (w *witness) pick(d model.Dim, box *compile.Box, natural bool) (model.NodeID, []model.NodeID) {
	nodes := box[d]
	if len(nodes) == 0 {
		return model.Root, nil
	}
	if set := w.scope[d]; natural && len(set.In) > 0 && !set.Outside {
		return set.In[0], nil
	}
	g := w.x.e.policy.Graph(d)
	in := map[model.NodeID]bool{}
	for _, n := range nodes {
		in[n] = true
	}
	whole := wholly(g, in)
	for _, odd := range []bool{false, true} {
		for _, n := range nodes {
			if n != model.Root && whole(n) && odd == oddRecipient(d, n) {
				return n, nil
			}
		}
	}
	n := nodes[min(1, len(nodes)-1)]
	return n, slices.DeleteFunc(slices.Clone(g.Node(n).Children), whole)
}

// oddRecipient reports whether a node is not what people ask about as a recipient: nobody gives data to themselves.
func oddRecipient(d model.Dim, n model.NodeID) bool {
	return d == model.To && (n == model.We || n == model.You)
}

// ask returns the question in words, if it is one that is looked for, without the parts that nobody named and that make
// no difference.
func (w *witness) ask(f dsl.Fields) string {
	text := w.works(f)
	if text == "" {
		return ""
	}
	for _, d := range []model.Dim{model.In, model.From, model.Of, model.For, model.To} {
		shorter := f
		shorter.Dims[d], shorter.Except[d] = nil, nil
		if len(f.Dims[d]) == 0 || w.stated.Has(d) {
			continue
		}
		if t := w.works(shorter); t != "" {
			f, text = shorter, t
		}
	}
	return text
}

// works returns the question in words, if it is one that is looked for.
func (w *witness) works(f dsl.Fields) string {
	text := w.x.e.inWords(f)
	q, err := w.x.e.asker.Question(text)
	if err != nil {
		return ""
	}
	r, err := w.x.e.Rule(q)
	if err != nil || !w.decides(r) {
		return ""
	}
	return text
}
