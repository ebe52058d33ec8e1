package audit

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/parquet"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// mostListed is how many names a message lists.
const mostListed = 20

// wanted looks for a column among those of a file, where it must stand once.
func wanted(name string, names []string) error {
	at := slices.Index(names, name)
	switch {
	case at < 0:
		return missing(name, names)
	case slices.Contains(names[at+1:], name):
		return usage("two columns are called `%s`", name)
	}
	return nil
}

// missing is the error of a column that a file does not have.
func missing(name string, names []string) error {
	message := fmt.Sprintf("no column is called `%s`", name)
	switch near := diag.Nearest(name, slices.Values(names)); {
	case near != "":
		message += fmt.Sprintf("; did you mean `%s`?", near)
	case len(names) == 1 && strings.Contains(names[0], ";"):
		message += "; the fields are divided by semicolons, and are to be divided by commas, or by tabs in a .tsv"
	case len(names) == 0:
	case len(names) <= mostListed:
		message += "; there are " + strings.Join(names, ", ")
	default:
		message += fmt.Sprintf("; there are %s and %d more", strings.Join(names[:mostListed], ", "), len(names)-mostListed)
	}
	return usage("%s", message)
}

// unread is the error of a column whose values are not read.
func unread(c *events.Column, what string) error {
	way := "write it as a text, a whole number, or true and false"
	if c.Kind == events.Elapsed {
		way = fmt.Sprintf("write how long ago `%s` was, at the time of the event, as a whole number of %s", c.Says, c.Unit)
	}
	return usage("the column `%s` is %s; %s", c.Name, what, way)
}

// columnsOf finds the columns of a Parquet file.
func columnsOf(b *events.Bound, f *parquet.File) (out []parquet.Column, err error) {
	var names []string
	for _, c := range f.Columns() {
		names = append(names, c.Name)
	}
	for i := range b.Columns() {
		c := &b.Columns()[i]
		if err := wanted(c.Name, names); err != nil {
			return nil, err
		}
		found := f.Columns()[slices.Index(names, c.Name)]
		if found.Kind == parquet.Other {
			return nil, unread(c, found.What)
		}
		out = append(out, found)
	}
	return out, nil
}

// cause is an error without the name of the file, which stands before it.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
