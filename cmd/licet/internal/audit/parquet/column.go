package parquet

import (
	"fmt"

	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"
)

// A Kind is what the values of a column are. The zero Kind is what is not read.
type Kind uint8

// The kinds.
const (
	Other Kind = iota
	Text
	Truth
	Whole
	Real // such as are whole numbers are read as these
)

// A Column is a column at the top of a file.
type Column struct {
	Name     string
	Kind     Kind
	What     string // what it is, where it is not read: "a timestamp"
	optional bool
	unsigned bool
	physical format.Type
	leaf     int
}

// columnsOf lists the columns of a schema, which is a tree written in depth-first order. Its root is no column.
func columnsOf(schema []format.SchemaElement) ([]Column, error) {
	if len(schema) == 0 {
		return nil, errThrift
	}
	w := &schemaWalk{left: schema[1:]}
	var out []Column
	for range schema[0].NumChildren.V {
		if len(w.left) == 0 {
			return nil, errThrift
		}
		c, err := w.column()
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

type schemaWalk struct {
	left   []format.SchemaElement
	leaves int
}

// column takes a column, with all beneath it.
func (w *schemaWalk) column() (Column, error) {
	e := &w.left[0]
	c := Column{Name: e.Name, leaf: w.leaves}
	if err := w.skip(0); err != nil {
		return c, err
	}
	switch {
	case !e.Type.Valid:
		c.What = "a structure or a list"
	case e.RepetitionType.V == format.Repeated:
		c.What = "a list"
	default:
		c.optional = e.RepetitionType.Valid && e.RepetitionType.V == format.Optional
		c.typed(e)
	}
	return c, nil
}

// skip takes an element with all beneath it.
func (w *schemaWalk) skip(depth int) error {
	if len(w.left) == 0 || depth > deepest {
		return errThrift
	}
	e := &w.left[0]
	w.left = w.left[1:]
	if e.Type.Valid {
		w.leaves++
		return nil
	}
	for range e.NumChildren.V {
		if err := w.skip(depth + 1); err != nil {
			return err
		}
	}
	return nil
}

// typed says of which kind the values of a flat column are.
func (c *Column) typed(e *format.SchemaElement) {
	c.physical = e.Type.V
	if c.What = logical(e); c.What != "" {
		return
	}
	switch c.physical {
	case format.Boolean:
		c.Kind = Truth
	case format.Int32, format.Int64:
		c.Kind, c.unsigned = Whole, isUnsigned(e)
	case format.Float, format.Double:
		c.Kind = Real
	case format.ByteArray:
		c.Kind = Text
	case format.Int96:
		c.What = "a timestamp"
	default:
		c.What = "a column of bytes"
	}
}

// logical says what a column is that holds numbers or bytes, and means something else.
func logical(e *format.SchemaElement) string {
	switch t := e.LogicalType.Value.(type) {
	case *format.TimestampType:
		return "a timestamp"
	case *format.DateType:
		return "a date"
	case *format.TimeType:
		return "a time of day"
	case *format.DecimalType:
		return decimal(t.Scale, e.Type.V)
	}
	if !e.ConvertedType.Valid {
		return ""
	}
	switch e.ConvertedType.V {
	case deprecated.TimestampMillis, deprecated.TimestampMicros:
		return "a timestamp"
	case deprecated.Date:
		return "a date"
	case deprecated.TimeMillis, deprecated.TimeMicros:
		return "a time of day"
	case deprecated.Decimal:
		return decimal(e.Scale.V, e.Type.V)
	case deprecated.Interval:
		return "an interval"
	}
	return ""
}

// decimal says what a decimal is; "" where it is a whole number.
func decimal(scale int32, physical format.Type) string {
	if scale == 0 && (physical == format.Int32 || physical == format.Int64) {
		return ""
	}
	return fmt.Sprintf("a decimal of %d places", scale)
}

func isUnsigned(e *format.SchemaElement) bool {
	if t, ok := e.LogicalType.Value.(*format.IntType); ok {
		return !t.IsSigned
	}
	if !e.ConvertedType.Valid {
		return false
	}
	switch e.ConvertedType.V {
	case deprecated.Uint8, deprecated.Uint16, deprecated.Uint32, deprecated.Uint64:
		return true
	}
	return false
}
