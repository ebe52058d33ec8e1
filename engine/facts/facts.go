// Package facts decides with facts that come from elsewhere: from a service's database, another service, a ledger of consents. Only
// those are looked up that the answer depends on, one after another, each at most once a question.
//
//	ledger := facts.NewLedger()
//	r := facts.Resolver{Source: facts.ByName{"consent": ledger, "age": facts.Func(ageOf)}}
//	result, err := r.Decide(ctx, newsletter, e.NewFacts(), facts.Case{Subject: "u-17", At: time.Now()})
//	if err == nil && result.Answer.Allowed() { ... }
//
// # What it means
//
// The answer is that of engine.Prepared.Decide with what is known at the end: what the caller set, what the sources said, and nothing
// else. It is the answer that all sources together would have led to; that is tested on random policies. (Two exceptions, neither of
// which permits more: whether a prohibition is a conflict is told as far as it is known; and where a prohibition holds with an objection
// to everything as well as with none, nobody is asked whether there is one to a part, with which some question in several parts might be
// answered more mildly.)
//
//   - A look-up that fails leaves its fact unknown: never no, and never yes. Fails means: an error, a panic, a value of the wrong type or
//     an unknown name, a context that is done, too many look-ups that hang. So it can only lead to permitted where the answer is
//     permitted for every value of that fact. Result.Failed says which look-ups failed.
//   - A source that knows nothing of a fact says nil. That is no failure, and unknown as well.
//   - What the caller has set is not looked up: the caller is nearer to the case, and a fact has one value. The one thing that
//     adds up is consents and objections: where the caller added some, and the answer still depends on others, those of the source are
//     added. So whoever adds a consent by hand vouches for it, and a withdrawal in a ledger does not end it.
//   - What the policy itself has settled (a judgement) is not looked up either.
//   - After engine.Facts.NothingElse no fact of yes or no is unknown, and none is looked up. Do not call it to mean "what the sources do
//     not know is no": with a source that fails, that would be a permission by accident.
//
// # Consent
//
// "consent" is looked up at once for a subject, of every kind, deemed consent too, and so is "objection". The source says all that are in
// force at the case's time, whatever they are about, with their scopes: a consent covers of a question the atoms that lie in its scope, so
// a question about more than the person agreed to is not permitted, and one that names no purpose is covered only by a consent that
// names none. The source's list is taken to be all there is; that is why it must fail rather than say less than it knows,
// and above all, of objections, must never leave one out.
//
// Time has two sides, and this package keeps one: when a consent is in force. Case.At is the time that is asked about; a consent is in
// force from when it was given until it expires or is withdrawn, the moment of withdrawal not included. It is the time of the deed: who
// asks in the evening for a letter that is sent in the morning asks for the morning. Facts that depend on time, such as ages and
// how long ago something happened, are computed for Case.At by their source. This package reads no clock.
//
// # Sequential, and why
//
// The next look-up is chosen with what the last one said, since most of them turn out not to be needed: engine.Prepared.Next tells which
// is the likeliest to settle the answer. Looking up several at once would ask for personal data that the decision does not need, which a
// privacy tool should not; who must have a lower latency than that of the two or three look-ups in a row preloads facts, or
// answers several names from one query, behind a Cache. A context with a deadline bounds the whole: a source that blocks
// is left behind at the deadline, and the number of those is bounded (Resolver.Hanging).
//
// # Sources
//
// Ledger keeps consents in memory; module engine/facts/postgres keeps them in PostgreSQL, and finds facts by queries. Others are a Func. Cache
// says what is stale.
package facts

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
)

// A Case is whose facts are asked for, and as of when.
type Case struct {
	Subject string    // who, as the sources know them
	At      time.Time // the time of what is to be done
}

// A Source knows facts. It is called from many goroutines, and not after the context is done, but may still be running then.
type Source interface {
	// Lookup says what is known of a fact, event or judgement by its name, or of "consent" or "objection". The value is one that
	// engine.Facts.SetValue takes, and of consents and objections all that are in force (an empty list where there are none); it may be
	// in a Valid. Nil says that nothing is known, and an error that it could not be found out.
	Lookup(ctx context.Context, c Case, name string) (any, error)
}

// A Func is a Source that is a function.
type Func func(ctx context.Context, c Case, name string) (any, error)

// Lookup calls the function.
func (f Func) Lookup(ctx context.Context, c Case, name string) (any, error) { return f(ctx, c, name) }

// ByName is a Source that has a Source for each name. Of others it knows nothing.
type ByName map[string]Source

// Lookup asks the source of the name.
func (b ByName) Lookup(ctx context.Context, c Case, name string) (any, error) {
	if s := b[name]; s != nil {
		return s.Lookup(ctx, c, name)
	}
	return nil, nil
}

// Check tells of the first name that the policy does not know, in the order of names. A service checks when it loads a policy: a
// misspelt name would otherwise just never be asked for.
func (b ByName) Check(e *engine.Engine) error {
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if name == consent || name == objection {
			continue
		}
		if _, err := e.Fact(name); err != nil {
			return fmt.Errorf("a source for `%s`: %w", name, err)
		}
	}
	return nil
}

// A Valid is a value that is known to hold only for a while: a consent that expires. A Cache forgets it then.
type Valid struct {
	Value any
	Until time.Time // the first moment at which it may be another; zero where there is none
}

const (
	consent   = "consent"
	objection = "objection"
)
