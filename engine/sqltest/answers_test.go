package sqltest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/sql"
)

// rowCount is how many random events each database answers: a million, unless LICET_SQL_ROWS says otherwise; few with -short.
func rowCount(t *testing.T) int {
	if n := os.Getenv("LICET_SQL_ROWS"); n != "" {
		rows, err := strconv.Atoi(n)
		if err != nil {
			t.Fatalf("LICET_SQL_ROWS: %v", err)
		}
		return rows
	}
	if testing.Short() {
		return 50_000
	}
	return 1_000_000
}

// A trial is a scenario with its rows, what the engine says of each, and the expression that is to say the same.
type trial struct {
	*scenario
	bound    *events.Bound
	rows     *table
	want     []string
	compiled *sql.Expression
}

func (s *scenario) trial(t *testing.T, rows int) *trial {
	t.Helper()
	x := &trial{scenario: s, bound: s.bind(t)}
	x.rows = s.draw(t, x.bound, rows)
	x.want = expect(t, x.bound, x.rows)
	var err error
	if x.compiled, err = sql.Compile(x.bound, sql.DuckDB); err != nil {
		t.Fatalf("%s: %v\n%s", s.name, err, s.mapping)
	}
	return x
}

// in returns the expression in a dialect.
func (x *trial) in(t *testing.T, dialect string) *sql.Expression {
	t.Helper()
	d, ok := sql.DialectNamed(dialect)
	if !ok {
		t.Fatalf("there is no dialect %s", dialect)
	}
	e, err := x.compiled.In(d)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The grammars are slow, and slower where something is broken: they read the first scenarios only.
const (
	readByGrammars   = 10
	brokenForThemToo = 2 // of the small ones
)

// TestAnswers compares what each database answers with what the engine does, row by row; lets the grammars of Spark and Trino read what is
// written for them; and checks that wrong expressions would have been found.
func TestAnswers(t *testing.T) {
	databases := map[string]database{}
	for name, start := range starters() {
		if chosen(name) {
			databases[name] = start(t)
		}
	}
	grammars := startGrammars(t)
	if list := os.Getenv("LICET_SQL_ENGINES"); list != "" && list != "all" && len(databases)+len(grammars) != len(strings.Split(list, ",")) {
		t.Fatalf("LICET_SQL_ENGINES=%s: there are duckdb, postgres, clickhouse-debian, clickhouse-chdb, spark, trino; or all of them", list)
	}
	seen, all, ran := outcomes{}, scenarios(t), 0
	for i, s := range all {
		t.Run(s.name, func(t *testing.T) {
			ran++
			x := s.trial(t, rowCount(t))
			seen.add(x.want)
			x.askEach(t, databases, i%2 == 0)
			for _, g := range grammars {
				if i < readByGrammars {
					t.Run(g.dialect, func(t *testing.T) { x.read(t, g, s.small() && i >= readByGrammars-brokenForThemToo) })
				}
			}
			if d, ok := databases["duckdb"]; ok && !s.small() {
				t.Run("wrong", func(t *testing.T) { x.wrong(t, d) })
			}
		})
	}
	for _, name := range slices.Sorted(maps.Keys(databases)) {
		fmt.Printf("%s: compared %d rows\n", databases[name].version(t), seen.total())
	}
	fmt.Printf("the rows: %s\n", seen)
	if ran == len(all) { // -run can leave out some
		seen.check(t)
	}
}

// askEach compares what each database answers, side by side. The expression is asked alone, or in the query that the command writes.
func (x *trial) askEach(t *testing.T, databases map[string]database, alone bool) {
	t.Run("databases", func(t *testing.T) {
		for name, d := range databases {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				x.ask(t, d, alone)
			})
		}
	})
}

// ask compares what a database answers.
func (x *trial) ask(t *testing.T, d database, alone bool) {
	e := x.in(t, d.dialect())
	d.load(t, x.rows)
	query, err := e.Select(tableName)
	if err != nil {
		t.Fatal(err)
	}
	row := d.quote(rowColumn)
	if alone {
		query = "SELECT " + row + ", " + e.String() + " AS answer FROM " + d.quote(tableName)
	} else {
		query = "SELECT " + row + ", answer FROM (" + query + ") AS answered"
	}
	compare(t, x.bound, x.rows, x.want, d.answers(t, query+" ORDER BY "+row))
	x.count(t, d, e)
}

// count compares how often a database gives each answer, as it counts them itself.
func (x *trial) count(t *testing.T, d database, e *sql.Expression) {
	query, err := e.Summary(tableName)
	if err != nil {
		t.Fatal(err)
	}
	got := outcomes{}
	for _, line := range d.lines(t, query) {
		n, err := strconv.Atoi(line[len(line)-1])
		if err != nil {
			t.Fatalf("a count is %q", line)
		}
		got[line[len(line)-2]] += n
	}
	want := outcomes{}
	want.add(x.want)
	if !maps.Equal(got, want) {
		t.Errorf("the database counts %v, the engine %v", got, want)
	}
}
