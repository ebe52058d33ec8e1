// Package events asks of what has been done whether it was permitted: it decides access events, a row of columns each, as the
// engine decides questions.
//
// A mapping is a small YAML file that says which columns of an event say what a question asks:
//
//	columns:                      # parts of the question
//	  action: op                  # the name of a column
//	  data: {column: field, values: {EMAIL_ADDR: email}}
//	  recipient: {always: partner}
//	given:                        # facts, by their names in the policy
//	  age: user_age
//	  account-closed: {column: closed_days, unit: days, values: {never: false}}
//	  consent: consented          # for all that is asked
//	consents:                     # consents with a kind and a scope
//	  - {column: mkt_ok, kind: explicit, purpose: marketing}
//	no_other_consent: true        # those columns are all the consents there are
//	nothing_else: false           # what has no column, and is not known otherwise, is no
//	system: service               # who reported the event; it never decides
//
//	mapping, err := events.Read("mapping.yaml", text)
//	bound, err := mapping.Bind(e)                       // the columns to read are bound.Columns()
//	err = bound.NewDecider().Decide(&batch, bound.NewTally())
//
// It reads no files but the mapping's text, and no clock: two rows with the same cells have the same answer. The engine decides every
// row; nothing here re-implements what the language means.
//
// # What a row means
//
// A row is a question with facts. Where it cannot be one, the row is bad: it is counted by a code, and never answered.
//
//   - A part without an entry is as in engine.Question: open, the actor `we`, of `you`. A part is open, too, where its cell is null:
//     the answer must then be the same whichever it is. That goes for actor and of as well: a null actor is not `we`. Only the
//     action cannot be open: a row that does not say what was done is bad (missing-action).
//   - A part is mapped to a column, or is always the same, not both. A part that the row's action does not take must be null: else
//     the row is bad (part-not-taken), as the question would be. That goes for what is always the same, too.
//   - Names are ids, letter by letter: no labels, no other case, no space around them. What else a column holds stands in `values`, which
//     goes before the vocabulary: `values: {email: phone}` means phone. An inner name asks about everything beneath it, whether it
//     stands in the cell or in `values`. Any other text makes the row bad (unknown-name); so does the empty text. A reader of CSV gives an empty
//     field as null; `values: {"": null}` says so for other sources.
//   - `values` may say of a cell that it is null (`values: {"?": null}`), of a yes-or-no cell what it means (`values: {Y: true}`), of an
//     event's that it has not happened (`values: {never: false}`), and of a number's which number (`values: {adult: 18}`). Its keys are compared with the cell's text; a
//     whole number's is its decimal form, so that `values: {-1: false}` works for columns of numbers. Whether a cell is true or false: see Vector.
//   - A null fact is unknown: never no, and never yes. It is so under `nothing_else`, too, which speaks of what has no column.
//     What the policy itself has settled stays settled where the cell is null.
//   - `nothing_else` says of yes-or-no facts and judgements, and of events, that they are no; and of consent and objection. Numbers, places and
//     judgements with several values stay unknown, as in a question that ends with `nothing else`.
//   - An event's column says how long ago it happened, in `unit`: days (of 24 hours) or hours. Null is unknown, not "not yet". A negative age
//     makes the row bad (negative-age).
//   - Numbers count up to the thresholds that the policy tells apart, places up to those that its conditions do.
//   - `consent` among the facts speaks of all that is asked, as engine.Facts.SetConsent: true is consent, of which kind is
//     unknown; false is none, though not a word about deemed consent; null is unknown. Under `nothing_else` true is consent of no particular kind, and no deemed
//     consent, false neither of them, and null leaves both unknown. `objection` likewise.
//   - A column of `consents` adds its consent where it is true. Where it is false it adds nothing: alone it does not say that there
//     is none. Where it is null it adds nothing and takes back, for that row, that there are no others: `no_other_consent`, and
//     what `nothing_else` says of consent. So a null can only make an answer undetermined. `objections` likewise.
//   - `consent` among the facts, and `consents`, contradict each other: they are an error, and so is `no_other_consent` beside the first.
//     Without any column, `no_other_consent` says that there is none at all.
//   - A column says one thing: a name that stands twice is an error.
//   - Dictionaries may hold a value twice, and values that no row has.
//   - What the engine answers with an error makes the row bad with its code (limit, empty-scope).
//   - A row with several bad cells is counted once, by the first of them in the order of Bound.Columns; the parts come first. What is bad
//     about the row as a question (missing-action, part-not-taken, limit, empty-scope) counts where no cell is bad.
//
// # Many rows
//
// A Batch is rows column by column: texts as indexes in a Dictionary, numbers, and yes or no. A Decider takes it, and a Tally counts it;
// each belongs to one goroutine. What the deciders of one Bound find out they share, without a lock where a row's names and facts have
// been met before; then a row costs some tens of nanoseconds, and nothing is allocated. What has not been met before costs some
// microseconds, and some tens of them where the names are new. So the first rows of a stream are the slow ones: how many depends on how many
// combinations of names there are, not on the rows.
//
//	for batch := range batches { // in each of several goroutines
//		err = decider.Decide(batch, tally)
//	}
//	total.Merge(tally)
//
// Memory is bounded, whatever is decided and counted: what is kept to be found again takes at most some hundreds of megabytes, and where
// more would be needed, all is forgotten and found again. A Tally keeps MaxGroups combinations of an answer and the clauses it rests on,
// MaxSystems systems, and MaxSamples rows of each group; what is beyond is counted together, and said to be. Where two tallies have counted the same
// rows, they say the same.
//
// Decider.Outcomes says what each row comes to; Bound.Answer decides one row by itself, and Bound.Question says it as a question, to be explained.
package events
