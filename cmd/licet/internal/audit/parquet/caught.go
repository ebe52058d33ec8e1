package parquet

import (
	"errors"
	"fmt"
)

// errPanic is said of what should not be possible. The library that decodes a file's descriptions may still fail on one that is damaged in
// a way that nobody has thought of; an audit ends with a message then.
var errPanic = errors.New("it is damaged, in a way that was not foreseen")

// caught makes an error of a panic.
func caught(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w (%v)", errPanic, r)
	}
}
