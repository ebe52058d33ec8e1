package lines

// A Fault is a record that could not be read.
type Fault struct {
	Line    int64
	Code    string // one of Codes
	Message string
}

// The codes of faults.
const (
	BadCSV      = "bad-csv"       // quotation marks that are not as they should be
	BadJSON     = "bad-json"      // no JSON, no object, or a name that stands twice
	ColumnCount = "column-count"  // more or fewer fields than the first record names
	TooLong     = "line-too-long" // longer than a block
)

// Codes returns the codes of faults, in the order in which they are listed above.
func Codes() []string { return []string{BadCSV, BadJSON, ColumnCount, TooLong} }
