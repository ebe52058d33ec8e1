package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/sql"
)

// sqlFlags are the flags of `licet sql`.
type sqlFlags struct {
	dialect, mapping, table string
	expression, summary     bool
}

func (a *app) sqlCommand() *cobra.Command {
	f := &sqlFlags{table: "events"}
	c := &cobra.Command{
		Use:   "sql",
		Short: "Write a policy as a SQL expression, to audit events where they are",
		Long: "sql writes a query that answers each row of a table of access events as `licet audit` does: permitted, prohibited,\n" +
			"undetermined, not-addressed, out-of-scope, or bad where the row is no question. The mapping, which says which columns\n" +
			"say what a question asks, is that of `licet audit`. A null is unknown, and never becomes a permission.\n\n" +
			"The answers are exactly the engine's: they have been compared with it, row by row, in DuckDB, PostgreSQL and\n" +
			"ClickHouse. What is written for Spark and Trino is checked for its syntax only.\n\n" +
			"Which clause decides is for `licet ask` to say, about the names and facts of a row.\n\n" +
			"Exit codes: 0 done; 2 the command line or the mapping is wrong; 3 the policy does not load; 4 a file is missing, or\n" +
			"the expression would be too large.",
		Example: "  licet sql -p shop --dialect postgres --mapping events.yaml --table lake.access\n" +
			"  licet sql -p shop --dialect duckdb --mapping events.yaml --summary | duckdb lake.db",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.sql(f) },
	}
	flags := c.Flags()
	flags.Var(a.once("dialect", &f.dialect), "dialect", "the `DATABASE`: "+strings.Join(dialectNames(), ", "))
	flags.Var(a.once("mapping", &f.mapping), "mapping", "the `FILE` that says which columns say what; without it "+mappingName+" beside the policy")
	flags.Var(a.once("table", &f.table), "table", "the `TABLE` of the events, as in schema.table")
	flags.BoolVar(&f.expression, "expression", false, "write the expression alone, for a query of your own")
	flags.BoolVar(&f.summary, "summary", false, "write a query that counts the answers, by the system that reported the events")
	return c
}

// dialectNames returns the names of the dialects.
func dialectNames() []string {
	var names []string
	for _, d := range sql.Dialects() {
		names = append(names, d.String())
	}
	return names
}

// check finds the dialect, and what is wrong with the flags.
func (f *sqlFlags) check() (sql.Dialect, error) {
	d, ok := sql.DialectNamed(f.dialect)
	switch {
	case f.dialect == "":
		return d, &exit{exitUsage, errors.New("name the database with --dialect; there are " + strings.Join(dialectNames(), ", "))}
	case !ok:
		return d, unknownIn("--dialect", "database", f.dialect, dialectNames())
	case f.expression && f.summary:
		return d, &exit{exitUsage, errors.New("--expression writes an expression, and --summary a query; keep one of them")}
	}
	return d, nil
}

// sqlJSON is the JSON of `licet sql`.
type sqlJSON struct {
	Format     string           `json:"format"` // licet.sql/1
	Policy     engine.PolicyRef `json:"policy"`
	Dialect    string           `json:"dialect"`
	Table      string           `json:"table"`
	Columns    []string         `json:"columns"` // those that the expression reads
	Expression string           `json:"expression"`
	Query      string           `json:"query"` // of each row with its answer
	Summary    string           `json:"summary"`
}

func (a *app) sql(f *sqlFlags) error {
	d, err := f.check()
	if err != nil {
		return err
	}
	e, at, err := a.loadRules()
	if err != nil {
		return err
	}
	b, mapping, err := a.mapping(e, at, f.mapping)
	if err != nil {
		return err
	}
	x, err := sql.Compile(b, d)
	switch {
	case errors.Is(err, engine.ErrLimit):
		return &exit{exitFailed, err}
	case err != nil:
		return &exit{exitUsage, err}
	}
	return a.writeSQL(f, mapping, x)
}

func (a *app) writeSQL(f *sqlFlags, mapping string, x *sql.Expression) error {
	query, err := x.Select(f.table)
	if err != nil {
		return &exit{exitUsage, err}
	}
	summary, err := x.Summary(f.table)
	if err != nil {
		return &exit{exitUsage, err}
	}
	if a.flags.output == "json" {
		return a.writeJSON(sqlJSON{Format: "licet.sql/1", Policy: *refOf(x.Policy()), Dialect: f.dialect, Table: f.table, Columns: x.Columns(),
			Expression: x.String(), Query: query, Summary: summary})
	}
	header := x.Header(sql.About{Mapping: mapping, Licet: buildVersion()})
	switch {
	case f.expression:
		query = x.String() + "\n"
	case f.summary:
		query = summary
	}
	fmt.Fprint(a.out, header+query)
	return nil
}
