package sqltest

import (
	"database/sql"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
)

// duckDB is DuckDB, which runs within the test.
type duckDB struct{ db *sql.DB }

func startDuckDB(t *testing.T) database {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &duckDB{db}
}

func (d *duckDB) dialect() string { return "duckdb" }

func (d *duckDB) quote(name string) string { return inDoubleQuotes(name) }

func (d *duckDB) version(t *testing.T) string {
	var v string
	if err := d.db.QueryRow("SELECT version()").Scan(&v); err != nil {
		t.Fatal(err)
	}
	return "DuckDB " + v
}

func (d *duckDB) exec(t *testing.T, statement string) {
	t.Helper()
	if _, err := d.db.Exec(statement); err != nil {
		t.Fatalf("%.4000s: %v", statement, err)
	}
}

func (d *duckDB) load(t *testing.T, events *table) {
	d.exec(t, "DROP TABLE IF EXISTS "+d.quote(tableName))
	d.exec(t, events.create(d.quote(tableName), inDoubleQuotes, types{"VARCHAR", "BOOLEAN", "BIGINT", "SMALLINT", "DOUBLE"}, "BIGINT"))
	d.exec(t, "COPY "+d.quote(tableName)+" FROM '"+strings.ReplaceAll(events.file, "'", "''")+
		`' (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '\N', ALLOW_QUOTED_NULLS false, AUTO_DETECT false)`)
}

func (d *duckDB) lines(t *testing.T, query string) [][]string {
	t.Helper()
	rows, err := d.db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	cells, to := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range cells {
		to[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(cells))
		for i, c := range cells {
			if row[i] = c.String; !c.Valid {
				row[i] = null
			}
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func (d *duckDB) answers(t *testing.T, query string) []answer { return answersOf(t, d.lines(t, query)) }
