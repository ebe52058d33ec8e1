package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// A listView is a listing as it is shown.
type listView struct {
	list     *engine.Listing
	dims     []model.Dim
	rows     []*engine.ListRow // those that are shown
	ids      bool
	filtered bool
}

func newListView(list *engine.Listing, f *listFlags, listed []model.Dim) *listView {
	v := &listView{list: list, dims: listed, ids: f.ids, filtered: len(f.answers)+len(f.needs) > 0}
	for i := range list.Rows {
		r := &list.Rows[i]
		if (len(f.answers) == 0 || slices.Contains(f.answers, r.Answer)) && (len(f.needs) == 0 || slices.ContainsFunc(f.needs, dependsOn(r))) {
			v.rows = append(v.rows, r)
		}
	}
	return v
}

// dependsOn tells of a fact whether a row's answer depends on it, or would be another if it were otherwise. Consent is consent of
// any kind, but deemed.
func dependsOn(r *engine.ListRow) func(need string) bool {
	return func(need string) bool {
		is := func(name string) bool {
			return name == need || need == model.Consent.String() && strings.HasSuffix(name, " consent") && name != model.DeemedConsent.String()
		}
		return slices.ContainsFunc(r.Needs, is) || slices.ContainsFunc(r.WouldChange, func(c engine.Change) bool {
			return slices.ContainsFunc(slices.Collect(maps.Keys(c.If)), is)
		})
	}
}

// listJSON is the listing, with what is not shown left out.
type listJSON struct {
	engine.Listing
	Rows    []*engine.ListRow `json:"rows"`
	LeftOut int               `json:"left_out"` // rows that --answer and --needs leave out
}

func (v *listView) json() listJSON {
	rows := v.rows
	if rows == nil {
		rows = []*engine.ListRow{}
	}
	return listJSON{*v.list, rows, len(v.list.Rows) - len(rows)}
}

// names says the names of a row in one part; a dash where its actions do not take that.
func (v *listView) names(r *engine.ListRow, d model.Dim) string {
	names := v.list.Labels(r, d)
	if v.ids {
		names = idsOf(&r.ListPart, d)
	}
	if len(names) == 0 {
		return "-"
	}
	return strings.Join(names, ", ")
}

func idsOf(p *engine.ListPart, d model.Dim) []string {
	return map[model.Dim][]string{model.Action: p.Action, model.Data: p.Data, model.To: p.Recipient, model.For: p.Purpose}[d]
}

// maxExcept and maxChanges are how many exceptions and changes are said in a cell.
const (
	maxExcept  = 4
	maxChanges = 3
)

// except says what lies beneath the names of a row and has another answer.
func (v *listView) except(r *engine.ListRow) string {
	var out []string
	for i := range r.Except {
		if i == maxExcept {
			out = append(out, count(len(r.Except)-maxExcept, "other part"))
			break
		}
		out = append(out, v.partSays(&r.Except[i], r))
	}
	return strings.Join(out, "; ")
}

// partSays says a part of a row: "e-mail address for marketing". What it has of the row is not said again.
func (v *listView) partSays(p *engine.ListPart, r *engine.ListRow) string {
	var out []string
	for _, d := range v.dims {
		names := v.list.PartLabels(p, d)
		if v.ids {
			names = idsOf(p, d)
		}
		if len(names) == 0 || slices.Equal(idsOf(p, d), idsOf(&r.ListPart, d)) {
			continue
		}
		word := d.Word()
		if word != "" {
			word += " "
		}
		out = append(out, word+strings.Join(names, ", "))
	}
	return strings.Join(out, " ")
}

// why says what an answer rests on: clauses, and what it depends on.
func (v *listView) why(r *engine.ListRow) string {
	var parts []string
	if r.Consent == "required" {
		parts = append(parts, "needs consent")
	}
	if len(r.Clauses) > 0 {
		parts = append(parts, strings.Join(r.Clauses, ", "))
	}
	if r.Conflict {
		parts = append(parts, "the policy contradicts itself")
	}
	for _, answer := range ways(r) {
		parts = append(parts, changesTo(r, answer))
	}
	if r.Otherwise != nil {
		parts = append(parts, otherwiseSays(r.Otherwise))
		if r.Consent == "matters" && !strings.Contains(strings.Join(parts, " "), "consent") {
			parts = append(parts, "consent matters, too")
		}
	} else if r.Answer == engine.Undetermined.String() && len(r.WouldChange) == 0 {
		parts = append(parts, "it depends on "+strings.Join(r.Needs, ", "))
	}
	return strings.Join(parts, "; ")
}

// ways returns the answers of which a row says what leads to them: the permission; where there is none, or where it is what there is
// otherwise, an undetermined row says what leads to the others.
func ways(r *engine.ListRow) []string {
	var others []string
	permitted := false
	for _, c := range r.WouldChange {
		if c.Answer == engine.Permitted.String() {
			permitted = true
		} else if !slices.Contains(others, c.Answer) {
			others = append(others, c.Answer)
		}
	}
	switch {
	case permitted:
		return []string{engine.Permitted.String()}
	case r.Answer == engine.Undetermined.String():
		return others
	}
	return nil
}

// changesTo says what would make it an answer: "permitted if you have given consent (A.4), or if ...".
func changesTo(r *engine.ListRow, answer string) string {
	var ifs []string
	for _, c := range r.WouldChange {
		if c.Answer == answer {
			ifs = append(ifs, "if "+c.Says+cited(c.Clauses, " "))
		}
	}
	if len(ifs) > maxChanges {
		ifs = append(ifs[:maxChanges], "in "+count(len(ifs)-maxChanges, "other case"))
	}
	return spaced(answer) + " " + strings.Join(ifs, ", or ")
}

func otherwiseSays(o *engine.Otherwise) string {
	if o.Answer == engine.Undetermined.String() {
		return "otherwise it still depends"
	}
	return "otherwise " + spaced(o.Answer) + cited(o.Clauses, " ")
}

// spaced is an answer in words.
func spaced(answer string) string { return strings.ReplaceAll(answer, "-", " ") }

// title is the question that is listed.
func (v *listView) title() string {
	q := v.list.Question
	var b strings.Builder
	fmt.Fprintf(&b, "may %s %s", namesSay(q.Actor), namesSay(q.Action))
	if len(q.Data) > 0 {
		b.WriteString(" " + strings.Join(q.Data, ", "))
	}
	for _, part := range []struct {
		word  string
		names any
	}{{"of", q.Of}, {"from", q.From}, {"to", q.Recipient}, {"for", q.Purpose}, {"in", q.Place}} {
		if part.names != nil {
			b.WriteString(" " + part.word + " " + namesSay(part.names))
		}
	}
	var given []string
	for _, name := range slices.Sorted(maps.Keys(q.Given)) {
		given = append(given, givenSays(name, q.Given[name]))
	}
	if q.NothingElse {
		given = append(given, "nothing else")
	}
	if len(given) > 0 {
		b.WriteString(" given " + strings.Join(given, " and "))
	}
	return b.String() + "?"
}

func namesSay(v any) string {
	list, ok := v.([]any)
	if !ok {
		return fmt.Sprint(v)
	}
	var out []string
	for _, x := range list {
		out = append(out, fmt.Sprint(x))
	}
	return strings.Join(out, ", ")
}

func givenSays(name string, v any) string {
	if yes, ok := v.(bool); ok {
		if yes {
			return name
		}
		return "no " + name
	}
	text, err := json.Marshal(v)
	if err != nil {
		return name
	}
	return name + " " + string(text)
}

// captions say how the rows are to be read.
func (v *listView) captions() []string {
	var out []string
	shown, all := len(v.rows), len(v.list.Rows)
	switch {
	case v.filtered && shown < all:
		out = append(out, fmt.Sprintf("%d of %s; the others are left out.", shown, count(all, "row")))
	case (len(v.dims) > 1 || v.ids) && slices.ContainsFunc(v.rows, func(r *engine.ListRow) bool { return len(r.Except) > 0 }):
		out = append(out, "Read from the top: the first row that fits holds. A name stands for what is beneath it, too.")
	}
	if open := v.open(); len(open) > 0 {
		are := "is"
		if len(open) > 1 {
			are = "are"
		}
		out = append(out, fmt.Sprintf("%s %s open: the more is named, the more is definite.", sentenceList(open), are))
	}
	return append(out, v.list.Notes...)
}

// open returns the parts that the question leaves open and on which an answer depends.
func (v *listView) open() []string {
	var out []string
	for d := range model.Dim(model.DimCount) {
		if slices.ContainsFunc(v.rows, func(r *engine.ListRow) bool { return slices.Contains(r.Needs, d.String()) }) {
			out = append(out, "the "+map[model.Dim]string{model.From: "source"}[d]+strings.TrimPrefix(d.String(), "from"))
		}
	}
	return out
}

// sentenceList joins phrases to the start of a sentence: "The a, the b and the c".
func sentenceList(items []string) string {
	text := items[0]
	for i, item := range items[1:] {
		joint := ", "
		if i == len(items)-2 {
			joint = " and "
		}
		text += joint + item
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
