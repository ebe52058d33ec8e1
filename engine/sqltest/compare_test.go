package sqltest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// differences returns in which rows a database and the engine differ. An answer that is NULL differs from all.
func differences(want []string, got []answer) []int {
	var out []int
	for r := range want {
		if r >= len(got) || got[r].null || got[r].text != want[r] {
			out = append(out, r)
		}
	}
	return out
}

// compare fails the test where a database and the engine differ, and tells of the first rows.
func compare(t *testing.T, bound *events.Bound, rows *table, want []string, got []answer) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("there are %d answers to %d rows", len(got), len(want))
	}
	wrong := differences(want, got)
	for i, r := range wrong {
		if i == 5 {
			break
		}
		said := "nothing"
		if r < len(got) {
			said = got[r].String()
		}
		t.Errorf("row %d: the database says %s, the engine %s\n%s\n%s", r, said, want[r], rows.describe(r), explain(bound, rows, r))
	}
	if len(wrong) > 0 {
		t.Errorf("%d of %d rows differ", len(wrong), len(want))
	}
}

// explain says what the engine thinks of a row.
func explain(bound *events.Bound, rows *table, row int) string {
	cells := make([]any, len(rows.columns))
	for i := range cells {
		cells[i] = asEvent(rows.cell(i, row))
	}
	q, err := bound.Question(cells)
	if err != nil {
		return err.Error()
	}
	x, err := bound.Engine().ExplainQuestion(q)
	if err != nil {
		return err.Error()
	}
	said, err := json.MarshalIndent(map[string]any{"question": x.Question, "summary": x.Summary, "needs": x.Needs}, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(said)
}

// outcomes counts answers.
type outcomes map[string]int

func (o outcomes) add(answers []string) {
	for _, a := range answers {
		o[a]++
	}
}

// all are the answers that an expression may give.
func all() []string {
	return []string{"permitted", "prohibited", "undetermined", "not-addressed", "out-of-scope", bad}
}

func (o outcomes) total() (n int) {
	for _, count := range o {
		n += count
	}
	return n
}

// check fails the test where some answer was hardly ever to be given: the comparison would say little of it.
func (o outcomes) check(t *testing.T) {
	for _, a := range all() {
		if o[a] < o.total()/500 {
			t.Errorf("only %d of %d rows are %s", o[a], o.total(), a)
		}
	}
}

func (o outcomes) String() string {
	var s []string
	for _, a := range all() {
		s = append(s, fmt.Sprintf("%d %s", o[a], a))
	}
	return strings.Join(s, ", ")
}
