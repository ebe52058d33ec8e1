package cli

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// mendings is how often a policy is linted and mended anew: what one mending leaves, such as a layout, another may mend.
const mendings = 5

// mend mends what is certain, or, with --diff, notes what would change.
func (a *app) mend(f *lintFlags, l *linted) error {
	if _, own := l.at.fsys.(host); !own && f.fix {
		return &exit{exitUsage, fmt.Errorf("%s ships with licet and cannot be written; use --diff, or name a folder, as in ./%s", l.path, l.path)}
	}
	mended := 0
	for range mendings {
		changed, n := l.mended()
		if n == 0 {
			break
		}
		for _, x := range changed {
			if f.diff {
				name := l.at.path(x.Name)
				l.diff += string(diff.Diff(name+".orig", []byte(x.Text), name, []byte(x.Layout)))
				continue
			}
			if err := replaceFile(filepath.FromSlash(l.at.path(x.Name)), []byte(x.Text), x.Layout); err != nil {
				return err
			}
		}
		if f.diff {
			return nil
		}
		mended += n
		clear(l.texts)
		if l.run(f); l.err != nil {
			return fmt.Errorf("%s does not load any more after it was mended; please report this: %w", l.path, l.err)
		}
	}
	if mended > 0 {
		fmt.Fprintf(a.stderr(), "licet: %s mended in %s\n", count(mended, "finding"), l.path)
	}
	return nil
}

// mended returns the files that the fixes change, each with its new text as its layout, and how many findings they mend.
func (l *linted) mended() ([]lint.File, int) {
	edits, n := map[string][]lint.Edit{}, 0
	for _, x := range l.fresh {
		if x.Fix != nil && apart(edits, x.Fix.Edits) {
			n++
			for _, e := range x.Fix.Edits {
				edits[e.File] = append(edits[e.File], e)
			}
		}
	}
	var out []lint.File
	for _, f := range l.files {
		if list := edits[f.Name]; len(list) > 0 {
			f.Layout = edited(f.Text, list)
			out = append(out, f)
		}
	}
	return out, n
}

// apart reports whether edits touch none of those that are made already. The others wait for the next time.
func apart(made map[string][]lint.Edit, edits []lint.Edit) bool {
	for _, e := range edits {
		for _, m := range made[e.File] {
			if before(e.Line, e.Column, m.EndLine, m.EndColumn) && before(m.Line, m.Column, e.EndLine, e.EndColumn) || e == m {
				return false
			}
		}
	}
	return true
}

func before(line, column, otherLine, otherColumn int) bool {
	return line < otherLine || line == otherLine && column < otherColumn
}

// edited returns a text with edits that are apart from each other.
func edited(text string, edits []lint.Edit) string {
	slices.SortFunc(edits, func(a, b lint.Edit) int { return cmp.Or(b.Line-a.Line, b.Column-a.Column) })
	f := source.New("", text)
	mark := len(text) - len(f.Text) // a byte-order mark stays, unless what it stands before is replaced
	for _, e := range edits {
		if e.Line == 1 && e.Column == 1 {
			text, mark = text[mark:], 0
		}
		start, _ := placeIn(f, e.Line, e.Column)
		end, _ := placeIn(f, e.EndLine, e.EndColumn)
		text = text[:mark+start] + e.Text + text[mark+max(start, end):]
	}
	return text
}
