package compile

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Among the boxes of a policy of ten thousand norms, tens of thousands have different sentences about them, and only some hundreds are
// different functions: that one may share a phone number given consent, and that one may share an address given consent, is the
// same but for what it is about. So sentences are told apart by what they say, and not by which they are.

// Forms tell boxes of atoms apart by what is said about them. They are for programs that are compiled alike, and immutable.
type Forms struct {
	ids [][4][]uint32 // by program, list and index
}

// NewForms finds which sentences of some programs say the same. Those that apart accepts say the same as no other.
func NewForms(apart func(Sentence) bool, programs ...*Program) *Forms {
	out := &Forms{}
	known := map[string]uint32{}
	for k, p := range programs {
		over := overruled(p.Policy)
		var ids [4][]uint32
		for list, sentences := range p.lists() {
			for i := range sentences {
				form := string(sentences[i].when.form([]byte{byte(list)}))
				if list == int(listNorm) {
					form += normForm(&p.Policy.Norms[i], over)
				}
				if apart(Sentence{Program: k, List: List(list), Index: i}) {
					form += fmt.Sprint("!", k, i)
				}
				id, ok := known[form]
				if !ok {
					id = uint32(len(known))
					known[form] = id
				}
				ids[list] = append(ids[list], id)
			}
		}
		out.ids = append(out.ids, ids)
	}
	return out
}

// overruled returns the clauses over which some norm prevails.
func overruled(p *model.Policy) map[int]bool {
	out := map[int]bool{}
	for i := range p.Norms {
		for _, c := range p.Norms[i].Over {
			out[c] = true
		}
	}
	return out
}

// normForm says what a norm does where it holds.
func normForm(n *model.Norm, over map[int]bool) string {
	form := fmt.Sprint(n.Modality, n.Default, n.Ends)
	if len(n.Over) > 0 || over[n.Clause] {
		form += fmt.Sprint(n.Clause, n.Over)
	}
	return form
}

// Key is the same for boxes of atoms of which the programs' functions from facts to answers are.
func (f *Forms) Key(s *Swept) string {
	for k, p := range s.sweep.Programs {
		if s.taken[k].Has(model.Data) && len(s.data.nodes) > 0 && p.treated(s.data.nodes[0]) {
			return "!" + s.Key
		}
	}
	var key []byte
	for k, items := range s.items {
		ids := make([]uint32, 0, len(items))
		for _, it := range items {
			if it.list == listGrant {
				ids = append(ids, 1<<31|uint32(it.index))
			} else {
				ids = append(ids, f.ids[k][it.list][it.index])
			}
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		taken := byte(0)
		if s.taken[k].Has(model.Data) {
			taken = 1
		}
		key = binary.AppendUvarint(append(key, taken), uint64(len(ids)))
		for _, id := range ids {
			key = binary.AppendUvarint(key, uint64(id))
		}
	}
	return string(key)
}
