package sqltest

import (
	"strings"
	"testing"
)

// chDB is the current ClickHouse, as a library of Node.js: see chdb.cjs.
type chDB struct{ node *node }

func startChDB(t *testing.T) database {
	c := &chDB{startNode(t, "chdb", "chdb.cjs", folder(t)+"/data")}
	c.query(t, "CREATE DATABASE licet")
	c.query(t, "USE licet")
	c.query(t, "SET max_query_size = 100000000")
	return c
}

// query runs a statement, and returns what it answers.
func (c *chDB) query(t *testing.T, statement string) (out string) {
	t.Helper()
	c.node.ask(t, statement, &out)
	return out
}

func (c *chDB) dialect() string { return "clickhouse" }

func (c *chDB) version(t *testing.T) string {
	return "ClickHouse " + strings.TrimSpace(c.query(t, "SELECT version() FORMAT TabSeparated")) + ", chdb"
}

func (c *chDB) quote(name string) string { return inBackticks(name) }

// load loads text as LowCardinality and yes-or-no as Bool, which the other ClickHouse does not know.
func (c *chDB) load(t *testing.T, events *table) {
	name := c.quote(tableName)
	c.query(t, "DROP TABLE IF EXISTS "+name)
	c.query(t, events.create(name, inBackticks, types{"LowCardinality(Nullable(String))", "Nullable(Bool)", "Nullable(Int64)", "Nullable(Int16)", "Nullable(Float64)"}, "UInt64")+
		" ENGINE = MergeTree ORDER BY "+c.quote(rowColumn))
	c.query(t, "INSERT INTO "+name+" FROM INFILE '"+events.file+"' FORMAT CSV")
}

func (c *chDB) lines(t *testing.T, query string) [][]string {
	t.Helper()
	return tabbed(c.query(t, query+" FORMAT TabSeparated"))
}

func (c *chDB) answers(t *testing.T, query string) []answer {
	t.Helper()
	return answersOf(t, c.lines(t, query))
}
