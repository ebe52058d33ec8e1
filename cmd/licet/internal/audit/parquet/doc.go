// Package parquet reads some columns of a Parquet file, a batch of rows at a time, as codes into the dictionaries that the file holds.
//
// It reads flat columns of booleans, numbers and strings, written with any encoding of data pages 1 and 2. It decodes only what is asked for, and
// in pieces that stay in the processor's caches: where a column is dictionary-encoded, no value is looked at, only its index. It reads no
// nested or repeated columns, no encrypted files, and no statistics. What a file says of itself is never trusted: no size in it is allocated
// before it was held against the file, and a file that is damaged is an error, with the place. Source: the Apache Parquet format,
// github.com/apache/parquet-format, whose structures come from package format of parquet-go.
//
//	f, err := parquet.Open(file, size)
//	r, err := f.Reader(parquet.Range{Group: 0, Rows: f.Rows(0)}, columns)
//	n, err := r.Next(batch) // io.EOF at the end
package parquet
