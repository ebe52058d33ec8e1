package parquet

// numbers read whole numbers themselves, where there is no dictionary to have codes of.
type numbers interface {
	numbers(dst []int64) error
	skip(n int) error
}

// plainNumbers are whole numbers of four or eight bytes each.
type plainNumbers struct{ fixed }

func (x *plainNumbers) numbers(dst []int64) error {
	size := len(dst) * x.width
	if size > len(x.text) {
		return errShort
	}
	for i := range dst {
		dst[i] = x.interner.column.signed(bitsOf(x.text[i*x.width : (i+1)*x.width]))
	}
	x.text = x.text[size:]
	return nil
}

func (x *deltaNumbers) numbers(dst []int64) error {
	for i := range dst {
		v, err := x.next()
		if err != nil {
			return err
		}
		dst[i] = x.column.signed(uint64(v))
	}
	return nil
}

// fits reports whether every value of a column is a number with a sign.
func (c *Column) fits() bool { return c.Kind == Whole && (!c.unsigned || c.width() == 4) }
