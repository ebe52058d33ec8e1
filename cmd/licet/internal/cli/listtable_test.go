package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"pgregory.net/rapid"
)

// A table fits the width that it is given, loses no word, and is left to plain lines where it cannot fit.
func TestTablesFit(t *testing.T) {
	narrow, fitted := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		columns, width := rapid.IntRange(3, 6).Draw(t, "columns"), rapid.IntRange(41, 100).Draw(t, "width")
		cell := rapid.StringMatching(`([a-z]{1,30}|个人信息{0,20})( ([a-z]{1,12}|地址{0,9})){0,9}`)
		table := &table{head: rapid.SliceOfN(cell, columns, columns).Draw(t, "head")}
		table.head[columns-2] = "Answer"
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			row := rapid.SliceOfN(cell, columns, columns).Draw(t, "row")
			row[columns-2] = "undetermined"
			table.rows, table.notes = append(table.rows, row), append(table.notes, "")
		}
		widths := table.widths(width)
		if widths == nil {
			narrow++
			return
		}
		fitted++
		var out bytes.Buffer
		table.write(screen{style{}, &out}, widths)
		for line := range strings.Lines(out.String()) {
			if w := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); w > width {
				t.Fatalf("a line is %d wide, of %d:\n%s", w, width, out.String())
			}
		}
		for _, row := range table.rows {
			for i, cell := range row {
				got := strings.Join(cellLines(cell, widths[i]), "")
				if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(cell, " ", "") {
					t.Fatalf("the cell %q is shown as %q", cell, got)
				}
			}
		}
	})
	if narrow == 0 || fitted == 0 {
		t.Errorf("%d tables were too narrow, and %d fitted", narrow, fitted)
	}
}
