package parquet

import (
	"errors"

	"github.com/parquet-go/parquet-go/format"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// A cursor is where a reader stands in a column.
type cursor struct {
	chunk
	column   Column
	inFile   *events.Dictionary // nil where there is none
	interner interner
	truths   *events.Dictionary

	left       int // rows of the page
	nulls      bool
	levels     levels
	values     values
	numbers    numbers
	dictionary *events.Dictionary // of the page; nil where its values are interned

	level []uint64
	codes []int32
	whole []int64
}

func (c *cursor) open(f *File, group int) error {
	c.interner.column = &c.column
	c.truths = &events.Dictionary{Values: []string{"false", "true"}}
	c.level, c.codes = make([]uint64, BatchRows/64), make([]int32, BatchRows)
	return c.chunk.open(f, group, c.column)
}

// more makes sure that there are rows in the page.
func (c *cursor) more() error {
	if c.left > 0 {
		return nil
	}
	return c.advance(0)
}

// advance moves to a page with rows, behind some rows that are not wanted. It must not be asked to move behind the last.
func (c *cursor) advance(rows int64) error {
	for {
		if err := c.chunk.next(); err != nil {
			return err
		}
		n := int64(c.chunk.values())
		switch {
		case c.header.Type == format.DictionaryPage:
			if err := c.define(); err != nil {
				return err
			}
		case n <= rows:
			c.pass()
			rows -= n
		default:
			return c.begin(int(rows))
		}
	}
}

// define reads the dictionary of the file.
func (c *cursor) define() error {
	if c.inFile != nil || c.column.Kind == Truth {
		return errors.New("it has a dictionary where there should be none")
	}
	text, count, err := c.chunk.dictionary()
	if err != nil {
		return err
	}
	c.inFile, err = c.column.dictionaryOf(text, count)
	return err
}

// begin reads a page of data, and passes over some of its rows.
func (c *cursor) begin(skip int) error {
	p, err := c.data(c.column.optional)
	if err != nil {
		return err
	}
	size := -1
	if c.inFile != nil {
		size = len(c.inFile.Values)
	}
	if c.values, c.numbers, err = p.open(&c.column, &c.interner, size); err != nil {
		return err
	}
	c.dictionary = c.dictionaryOf(p.encoding)
	c.left, c.nulls = p.rows-skip, p.levels != nil
	ones := skip
	if c.nulls {
		if err := c.levels.reset(p.levels); err != nil {
			return err
		}
		if ones, err = c.levels.skip(skip); err != nil {
			return err
		}
	}
	if c.numbers != nil {
		return c.numbers.skip(ones)
	}
	return c.values.skip(ones)
}

// dictionaryOf returns the dictionary of a page in some encoding.
func (c *cursor) dictionaryOf(e format.Encoding) *events.Dictionary {
	switch {
	case e == oldDictionary || e == format.RLEDictionary:
		return c.inFile
	case c.column.Kind == Truth:
		return c.truths
	}
	return nil
}

// read reads n rows of the page.
func (c *cursor) read(n int, into *events.Vector) error {
	*into = events.Vector{}
	c.left -= n
	ones := n
	if c.nulls {
		if err := c.levels.read(c.level, n); err != nil {
			return err
		}
		ones = count(c.level[:(n+63)/64])
	}
	switch {
	case ones == 0: // a vector without values is null
		return nil
	case c.numbers != nil:
		return c.readNumbers(n, ones, into)
	}
	return c.readCodes(n, ones, into)
}

func (c *cursor) readCodes(n, ones int, into *events.Vector) error {
	c.interner.begin()
	into.Codes = c.codes[:n]
	if err := c.values.read(into.Codes[:ones]); err != nil {
		return err
	}
	if ones < n {
		spread(into.Codes, c.level[:(n+63)/64], ones, -1)
	}
	if into.Dictionary = c.dictionary; into.Dictionary == nil {
		into.Dictionary = c.interner.dictionary()
	}
	return nil
}

func (c *cursor) readNumbers(n, ones int, into *events.Vector) error {
	if c.whole == nil {
		c.whole = make([]int64, BatchRows)
	}
	into.Numbers = c.whole[:n]
	if err := c.numbers.numbers(into.Numbers[:ones]); err != nil {
		return err
	}
	if ones < n {
		level := c.level[:(n+63)/64]
		spread(into.Numbers, level, ones, 0)
		for i := range level { // what has no value is null
			level[i] = ^level[i]
		}
		if rest := n % 64; rest > 0 {
			level[len(level)-1] &= 1<<rest - 1
		}
		into.Nulls = level
	}
	return nil
}
