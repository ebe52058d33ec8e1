package parquet

// ErrPanic lets tests see what was caught.
var ErrPanic = errPanic
