// Package postgres is facts.Source for PostgreSQL: a ledger of consents with its history, and facts that a query finds. It is a module of
// its own, and works with any driver of database/sql for PostgreSQL, of which it imports none.
//
//	ledger := postgres.Ledger{DB: db}
//	err := ledger.Create(ctx) // or the same tables by your own migration: Schema
//	r := facts.Resolver{Source: facts.ByName{"consent": ledger, "objection": ledger, "age": postgres.Value{DB: db, Query: "..."}}}
//
// A withdrawal is effective at once: once Withdraw has returned it is committed, and every look-up that begins in the same database
// sees it. A replica that lags does not: let DB be the primary, or promise no more than the lag. Where a facts.Cache stands before the
// ledger, tell it to Forget the subject. While the server is away, look-ups fail, and their facts are unknown; after a crash also as
// many as there were idle connections.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/seed-90f8eabc/licet/engine/facts"
)

// Schema makes what a Ledger needs, where it is not there. Rows are never deleted; of a row only `withdrawn` is changed.
const Schema = `
CREATE TABLE IF NOT EXISTS licet_consents (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	subject   text NOT NULL CHECK (subject <> ''),
	objection boolean NOT NULL,
	kind      text NOT NULL, -- this and the others as in engine.Grant
	action    text NOT NULL,
	data      text NOT NULL,
	of_whom   text NOT NULL,
	from_whom text NOT NULL,
	recipient text NOT NULL,
	purpose   text NOT NULL,
	place     text NOT NULL,
	given     timestamptz NOT NULL,
	until     timestamptz CHECK (until > given),
	withdrawn timestamptz
);
CREATE INDEX IF NOT EXISTS licet_consents_subject ON licet_consents (subject);
`

// A Ledger is a facts.Ledger in a database. Times are kept to the microsecond, as PostgreSQL does: what is finer is cut off, so that nothing
// ends later than it was said to.
type Ledger struct{ DB *sql.DB }

// Create makes the Schema.
func (l Ledger) Create(ctx context.Context) error {
	_, err := l.DB.ExecContext(ctx, Schema)
	return err
}

// Enter enters a consent or an objection, and returns its ID. The entry's ID and Withdrawn do not count.
func (l Ledger) Enter(ctx context.Context, e facts.Entry) (id int64, err error) {
	if e.From.IsZero() {
		return 0, errors.New("the entry does not say from when it is in force")
	}
	g := &e.Grant
	err = l.DB.QueryRowContext(ctx, `
		INSERT INTO licet_consents (subject, objection, kind, action, data, of_whom, from_whom, recipient, purpose, place, given, until)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
		e.Subject, e.Objection, g.Kind, g.Action, g.Data, g.Of, g.From, g.Recipient, g.Purpose, g.Place, cut(e.From), maybe(e.Until)).Scan(&id)
	return id, err
}

// cut returns a time as the database keeps it.
func cut(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func maybe(t time.Time) sql.NullTime { return sql.NullTime{Time: cut(t), Valid: !t.IsZero()} }

// Withdraw ends a subject's entry at a time. Of several withdrawals the earliest counts.
func (l Ledger) Withdraw(ctx context.Context, subject string, id int64, at time.Time) error {
	n, err := l.end(ctx, at, `UPDATE licet_consents SET withdrawn = least(withdrawn, $1) WHERE subject = $2 AND id = $3`, cut(at), subject, id)
	if err == nil && n == 0 {
		return fmt.Errorf("the subject has no entry %d", id)
	}
	return err
}

// WithdrawAll ends all consents of a subject at a time, and no objection.
func (l Ledger) WithdrawAll(ctx context.Context, subject string, at time.Time) error {
	_, err := l.end(ctx, at, `UPDATE licet_consents SET withdrawn = least(withdrawn, $1) WHERE subject = $2 AND NOT objection`, cut(at), subject)
	return err
}

func (l Ledger) end(ctx context.Context, at time.Time, update string, args ...any) (int64, error) {
	if at.IsZero() {
		return 0, errors.New("the withdrawal has no time")
	}
	result, err := l.DB.ExecContext(ctx, update, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// History returns all entries of a subject, in the order in which they came.
func (l Ledger) History(ctx context.Context, subject string) ([]facts.Entry, error) {
	rows, err := l.DB.QueryContext(ctx, `
		SELECT id, subject, objection, kind, action, data, of_whom, from_whom, recipient, purpose, place, given, until, withdrawn
		FROM licet_consents WHERE subject = $1 ORDER BY id`, subject)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []facts.Entry
	for rows.Next() {
		var e facts.Entry
		var until, withdrawn sql.NullTime
		g := &e.Grant
		if err := rows.Scan(&e.ID, &e.Subject, &e.Objection, &g.Kind, &g.Action, &g.Data, &g.Of, &g.From, &g.Recipient, &g.Purpose, &g.Place,
			&e.From, &until, &withdrawn); err != nil {
			return nil, err
		}
		e.Until, e.Withdrawn = until.Time, withdrawn.Time
		out = append(out, e)
	}
	return out, rows.Err()
}

// Lookup says which consents or objections are in force at the case's time. Of other names it knows nothing.
func (l Ledger) Lookup(ctx context.Context, c facts.Case, name string) (any, error) {
	switch {
	case name != "consent" && name != "objection":
		return nil, nil
	case c.Subject == "":
		return nil, errors.New("the case names no subject")
	case c.At.IsZero():
		return nil, errors.New("the case has no time, so that nobody can tell what is in force")
	}
	history, err := l.History(ctx, c.Subject)
	if err != nil {
		return nil, err
	}
	history = slices.DeleteFunc(history, func(e facts.Entry) bool { return e.Objection != (name == "objection") })
	return facts.InForce(history, c.At), nil
}

// A Value is a facts.Source for one fact, which a query finds.
type Value struct {
	DB *sql.DB
	// Query selects one value, with the subject as $1: `SELECT age FROM customers WHERE id = $1`. No row and NULL mean that nothing is known.
	// More than one row is an error. Of an event it selects when it happened: a time that is to come means that it has not.
	Query string
}

// Lookup runs the query.
func (v Value) Lookup(ctx context.Context, c facts.Case, _ string) (any, error) {
	rows, err := v.DB.QueryContext(ctx, v.Query, c.Subject)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var value any
	for n := 0; rows.Next(); n++ {
		if n > 0 {
			return nil, errors.New("the query finds more than one row")
		}
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return asFact(value, c.At)
}

// asFact returns a column's value as one of a fact.
func asFact(value any, at time.Time) (any, error) {
	switch v := value.(type) {
	case []byte:
		return string(v), nil
	case time.Time:
		if at.IsZero() {
			return nil, errors.New("the case has no time, so that nobody can tell how long ago it was")
		}
		if v.After(at) {
			return facts.Valid{Value: false, Until: v}, nil
		}
		return at.Sub(v), nil
	}
	return value, nil
}
