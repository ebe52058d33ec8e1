package sql

// A Dialect is a database's way to write SQL.
type Dialect uint8

// The dialects. The versions are those that answers were compared in; Spark and Trino were checked for their syntax only.
const (
	DuckDB     Dialect = iota // 1.5
	Postgres                  // 15
	ClickHouse                // 18.16 and 26.7
	Spark                     // 3.5
	Trino                     // 450
	dialects                  // how many there are
)

// String returns the dialect's name, as the command takes it.
func (d Dialect) String() string {
	return [...]string{"duckdb", "postgres", "clickhouse", "spark", "trino"}[d]
}

// Title returns the database's name, as its makers write it.
func (d Dialect) Title() string {
	return [...]string{"DuckDB", "PostgreSQL", "ClickHouse", "Spark", "Trino"}[d]
}

// Dialects returns all of them.
func Dialects() []Dialect {
	out := make([]Dialect, dialects)
	for i := range out {
		out[i] = Dialect(i)
	}
	return out
}

// DialectNamed returns the dialect with a name.
func DialectNamed(name string) (Dialect, bool) {
	for _, d := range Dialects() {
		if d.String() == name {
			return d, true
		}
	}
	return 0, false
}
