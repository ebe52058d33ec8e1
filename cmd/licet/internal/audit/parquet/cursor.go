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
	levels     hybrid
	values     values
	numbers    numbers
	dictionary *events.Dictionary // of the page; nil where its values are interned

	level []int32
	dense []int32
	codes []int32
	whole []int64
	null  []uint64
}

func (c *cursor) open(f *File, group int) error {
	c.interner.column = &c.column
	c.truths = &events.Dictionary{Values: []string{"false", "true"}}
	c.level, c.dense, c.codes = make([]int32, BatchRows), make([]int32, BatchRows+1), make([]int32, BatchRows)
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
		if err := c.levels.reset(p.levels, 1); err != nil {
			return err
		}
		if ones, err = c.levels.skipOnes(skip); err != nil {
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
	case e == format.PlainDictionary || e == format.RLEDictionary:
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
	level, ones := c.level[:n], n
	if c.nulls {
		if err := c.levels.read(level); err != nil {
			return err
		}
		ones = sum(level)
	}
	switch {
	case ones == 0: // a vector without values is null
		return nil
	case c.numbers != nil:
		return c.readNumbers(level, ones, into)
	}
	return c.readCodes(level, ones, into)
}

func (c *cursor) readCodes(level []int32, ones int, into *events.Vector) error {
	n := len(level)
	c.interner.begin()
	into.Codes = c.codes[:n]
	if ones == n {
		if err := c.values.read(into.Codes); err != nil {
			return err
		}
	} else {
		if err := c.values.read(c.dense[:ones]); err != nil {
			return err
		}
		scatter(into.Codes, level, c.dense)
	}
	if into.Dictionary = c.dictionary; into.Dictionary == nil {
		into.Dictionary = c.interner.dictionary()
	}
	return nil
}

// scatter puts values where the level is 1, and -1 where it is 0. There is one value more than ones, so that no branch is needed.
func scatter(codes, level, dense []int32) {
	at := 0
	level = level[:len(codes)]
	for i := range codes {
		is := level[i]
		codes[i] = dense[at]&-is | (is - 1)
		at += int(is)
	}
}

func (c *cursor) readNumbers(level []int32, ones int, into *events.Vector) error {
	n := len(level)
	if c.whole == nil {
		c.whole, c.null = make([]int64, BatchRows), make([]uint64, BatchRows/64)
	}
	into.Numbers = c.whole[:n]
	if err := c.numbers.numbers(into.Numbers[:ones]); err != nil {
		return err
	}
	if ones < n {
		into.Nulls = c.null[:(n+63)/64]
		spread(into.Numbers, into.Nulls, level, ones)
	}
	return nil
}
