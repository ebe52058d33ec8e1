// Package audit decides access events that lie in files: was what we did permitted?
//
// Run reads the columns that a mapping names from Parquet, CSV and JSON Lines, decides each row with the engine in batches on all
// cores, and counts the answers. The work is cut into units, ranges of rows or blocks of lines, a few of which are in memory at a time, whatever the size
// of the input; what is reported depends on the input alone, and not on how many cores there were. A row that cannot be read, or that
// is no question, is counted by a code. An input that cannot be read to its end is an error, and no report of a half.
//
// It writes no files and opens only those that it is given; it never shows a column that the mapping does not name.
//
//	sources, _, err := audit.Find([]string{"events/"}, audit.Auto)
//	result, err := audit.Run(ctx, bound, sources, audit.Options{Workers: runtime.NumCPU()})
//	report := result.Report(3)
package audit
