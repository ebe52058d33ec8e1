// Package sql turns a policy into a SQL expression, so that what was done is audited in the database that holds the events.
//
// The columns are those of a mapping (package events), and the value of the expression for a row is what the engine answers: permitted,
// prohibited, undetermined, not-addressed or out-of-scope; or bad, where the row is no question (a name that the policy does not have, a
// cell of the wrong kind, a part that the action does not take), or the engine would answer with an error. It is never null, and no null becomes a
// permission: null is unknown, as in package events.
//
//	x, err := sql.Compile(bound, sql.Postgres)
//	query, err := x.Select("lake.events")       // SELECT events.*, ... AS answer FROM "lake"."events" AS events
//	expression := x.String()                    // for a query of your own
//
// It runs nothing and connects to nothing. It does not say which clause decides: ask `licet ask` about the row's names and facts. Answers have been compared, row
// by row, in DuckDB, PostgreSQL and ClickHouse; what is written for Spark and Trino is checked for its syntax only.
//
// # Unknown
//
// An answer is definite only if it is the same whatever the unknown facts are. SQL's own logic of null says less: of `permitted given consent`, and
// `permitted unless consent`, it finds neither true where consent is null, and the answer is permitted. So nothing is left to it. A column is read as
// one of a few states, of which one is null, and the expression is a decision diagram over states, in which a function is written out for null as for any
// other state: from the engine's own diagram, where a state leaves several values, the functions of these are joined. Where they have the
// same answer it is that, else undetermined (store.join). What one column says of several variables, and several columns of one, is what
// package events says: each state is found by asking it about a row with that cell (table).
//
// # Names
//
// What a question asks about is found part by part (compile.Space): after each, the names that lead to the same rest share a state, and
// so do the rests. An inner name asks about everything beneath it; a part that is null is open, and its function is the join of those of
// all names. So the diagram has a level for each column, first those of the parts and then those of the facts, and is reduced: the policies that ship
// with Licet have some hundred to some thousand nodes, where there are millions of questions.
//
// # The expression
//
// SQL has no way to name a part of an expression, and a diagram written out as nested CASEs repeats whatever is shared. So a row goes through the levels
// step by step, and where it stands between two is a number: a table, written as an array, holds at the number plus the code of
// the column where the row goes next (chain). Each column is read once, each table is written once, and the depth of the expression is the number of
// columns, so that no parser's limit is met. A row that is bad stays so through all tables.
//
// Names of columns and cells come from files, and are quoted so that nothing in them is read as SQL (Dialect.Name, Dialect.Text). Texts are compared
// byte by byte, whatever the collation of a column is.
//
// # Columns
//
// Columns of names hold texts (or what casts to one, such as an enumeration), those of yes or no hold BOOLEAN (in ClickHouse also numbers: 0 is no), those of numbers any type of
// number: one that is not whole makes its row bad, as does an age below zero. Where `values` says of a column of yes or no, or of
// numbers, what other cells mean, as in {never: false}, it holds texts: true and false, and numbers of at most 18 digits.
//
// # Limits
//
// Where the tables would have more than a million entries (about 5 MB), or finding them takes too long, the error is engine.ErrLimit: map fewer columns, or
// divide the audit by giving a part as `always`, one run for each action, say. ClickHouse and Trino refuse long queries unless told otherwise;
// Expression.Header says how. A question that the engine finds too wide (limit) may have its answer here.
package sql
