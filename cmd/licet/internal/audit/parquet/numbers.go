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

// spread puts numbers where the level is 1, and marks as null where it is 0. It goes backwards, so that the numbers may begin where they are put.
func spread(numbers []int64, nulls []uint64, level []int32, ones int) {
	clear(nulls)
	for i := len(level) - 1; i >= 0; i-- {
		if level[i] == 1 {
			ones--
			numbers[i] = numbers[ones]
		} else {
			numbers[i] = 0
			nulls[i/64] |= 1 << (i % 64)
		}
	}
}
