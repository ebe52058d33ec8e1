package sqltest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// enough is how many rows show that a wrong expression is found.
const enough = 10_000

// wrong checks that the comparison finds what it is for: a database that is asked something a little different from what was compiled.
// Each column is changed in turn, so that one on which no row depends would be found, too.
func (x *trial) wrong(t *testing.T, d database) {
	right := x.in(t, d.dialect()).String()
	finds := func(wrong string) bool {
		t.Helper()
		if wrong == right {
			t.Fatal("nothing was changed")
		}
		row := d.quote(rowColumn)
		got := d.answers(t, fmt.Sprintf("SELECT %s, %s FROM %s WHERE %s < %d ORDER BY %s", row, wrong, d.quote(tableName), row, enough, row))
		return len(differences(x.want[:len(got)], got)) > 0
	}
	if !finds("'permitted'") {
		t.Error("it is not found that everything is permitted")
	}
	if !finds("NULLIF(" + right + ", 'bad')") {
		t.Error("it is not found that answers are null")
	}
	read := x.compiled.Columns()
	for i, c := range x.rows.columns {
		if !slices.Contains(read, c.name) {
			continue
		}
		name := d.quote(c.name)
		if !slices.ContainsFunc(distorted(&x.rows.columns[i], name), func(instead string) bool { return finds(strings.ReplaceAll(right, name, instead)) }) {
			t.Errorf("it is not found that %s is read as something else", c.name)
		}
	}
}

// distorted returns what may stand in the place of a column, and says something else: that what is not known is no, above all.
func distorted(c *column, name string) []string {
	switch c.kind {
	case yesNo:
		return []string{"COALESCE(" + name + ", FALSE)", "COALESCE(" + name + ", TRUE)"}
	case text:
		return []string{"CAST(NULL AS VARCHAR)"}
	}
	return []string{"COALESCE(" + name + ", 0)", "COALESCE(" + name + ", 30)", "COALESCE(" + name + ", -1)"}
}

// TestComparison checks what counts as a difference.
func TestComparison(t *testing.T) {
	want := []string{"permitted", bad, "undetermined", "prohibited", "permitted", "prohibited"}
	got := []answer{{text: "permitted"}, {text: bad, null: true}, {text: "Undetermined"}, {text: "permitted"}, {text: ""}}
	if d := fmt.Sprint(differences(want, got)); d != "[1 2 3 4 5]" {
		t.Errorf("the differences are %s", d)
	}
}
