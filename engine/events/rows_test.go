package events_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// answer decides a row, and says its answer and clauses, or its code.
func answer(b *events.Bound, row ...any) string {
	r, err := b.Answer(row)
	var bad *events.BadRow
	if errors.As(err, &bad) {
		return bad.Code
	}
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(r.Answer.String() + " " + strings.Join(b.Engine().Clauses(r), " "))
}

// TestHardCases are those of the package comment, one by one.
func TestHardCases(t *testing.T) {
	e := load(t, shop)
	const parts = "columns: {action: op, data: field, purpose: why}\n"
	const closed = "nothing_else: true\n"
	for _, c := range []struct {
		name, mapping string
		row           []any
		want          string
	}{
		{"a plain row", parts + closed, []any{"use", "phone", "delivery"}, "permitted A.1"},
		{"a null part is open", parts, []any{"use", "phone", nil}, "undetermined"},
		{"a null part of which nothing depends", parts, []any{"use", nil, "delivery"}, "undetermined"}, // other data is not addressed
		{"no action", parts, []any{nil, "phone", "delivery"}, "missing-action"},
		{"a part that is not taken", parts, []any{"stop", "phone", nil}, "part-not-taken"},
		{"a part that is not taken, and null", parts + "given: {fair: f}", []any{"stop", nil, nil, true}, "permitted A.8"},
		{"an unknown name", parts, []any{"use", "emial", "delivery"}, "unknown-name"},
		{"another case", parts, []any{"use", "Email", "delivery"}, "unknown-name"},
		{"a space", parts, []any{"use", "email ", "delivery"}, "unknown-name"},
		{"a label", parts, []any{"use", "e-mail", "delivery"}, "unknown-name"},
		{"an empty text", parts, []any{"use", "", "delivery"}, "unknown-name"},
		{"a number for a name", parts, []any{"use", int64(3), "delivery"}, "wrong-type"},
		{"the first bad cell", parts, []any{"usee", int64(3), "delivery"}, "unknown-name"},
		{"an inner name", parts + closed, []any{"use", "contact", "delivery"}, "permitted A.1"},
		{"a value that is an inner name", "columns: {action: op, data: {column: f, values: {x: contact}}, purpose: why}\n" + closed, []any{"use", "x", "delivery"}, "permitted A.1"},
		{"values go before the vocabulary", "columns: {action: op, data: {column: f, values: {email: phone}}, purpose: why}\ngiven: {consent: c, age: a}\nnothing_else: true",
			[]any{"use", "email", "marketing", true, int64(20)}, "not-addressed"},
		{"an empty text that means null", "columns: {action: {column: op, values: {\"\": null}}}", []any{""}, "missing-action"},
		{"an actor", "columns: {action: op, actor: who, data: field, purpose: why}\ngiven: {member: m}", []any{"partner", "use", "email", "newsletter", true}, "permitted A.7"},
		{"a null actor is not we", "columns: {action: op, actor: who, data: field, purpose: why}", []any{nil, "use", "email", "delivery"}, "undetermined"},
		{"a null of is not you", "columns: {action: op, of: whose, data: field, purpose: why}", []any{"use", "email", nil, "delivery"}, "undetermined"},
		{"of you", "columns: {action: op, of: whose, data: field, purpose: why}\n" + closed, []any{"use", "email", "you", "delivery"}, "permitted A.1"},

		{"a null fact", parts + "given: {age: a, consent: c, objection: o, closed: {column: d, unit: days}}", []any{"use", "email", "marketing", nil, true, false, "0"}, "undetermined"},
		{"a fact", parts + "given: {age: a, consent: c, objection: o, closed: {column: d, unit: days}}", []any{"use", "email", "marketing", int64(16), true, false, "0"}, "permitted A.2"},
		{"below a threshold", parts + "given: {age: a, consent: c, objection: o, closed: {column: d, unit: days}}", []any{"use", "email", "marketing", int64(15), true, false, "0"}, "not-addressed"},
		{"a number as a text", parts + "given: {age: a, consent: c, objection: o, closed: {column: d, unit: days}}", []any{"use", "email", "marketing", "16", "true", "false", "0"}, "permitted A.2"},
		{"no number", parts + "given: {age: a}", []any{"use", "email", "marketing", "16.5"}, "wrong-type"},
		{"yes-or-no is true or false", parts + "given: {member: a}", []any{"use", "email", "delivery", "yes"}, "wrong-type"},
		{"yes-or-no by values", parts + "given: {objection: {column: a, values: {yes: true}}}\nnothing_else: true", []any{"use", "email", "marketing", "yes"}, "prohibited A.3"},

		{"nothing else", parts + "nothing_else: true", []any{"use", "email", "delivery"}, "permitted A.1"},
		{"nothing else, but a null event", parts + "nothing_else: true\ngiven: {closed: {column: d, unit: days}}", []any{"use", "email", "delivery", nil}, "undetermined"},
		{"not yet", parts + "given: {closed: {column: d, unit: days, values: {never: false}}}", []any{"use", "email", "delivery", "never"}, "permitted A.1"},
		{"thirty days", parts + "given: {closed: {column: d, unit: days}}", []any{"use", "email", "delivery", int64(30)}, "permitted A.1"},
		{"thirty-one days", parts + "given: {closed: {column: d, unit: days}}", []any{"use", "email", "delivery", int64(31)}, "prohibited A.5"},
		{"seven hundred and twenty hours", parts + "given: {closed: {column: d, unit: hours}}", []any{"use", "email", "delivery", int64(720)}, "permitted A.1"},
		{"seven hundred and twenty-one hours", parts + "given: {closed: {column: d, unit: hours}}", []any{"use", "email", "delivery", int64(721)}, "prohibited A.5"},
		{"the largest number of days", parts + "given: {closed: {column: d, unit: days}}", []any{"use", "email", "delivery", int64(1<<63 - 1)}, "prohibited A.5"},
		{"the future", parts + "given: {closed: {column: d, unit: days}}", []any{"use", "email", "delivery", int64(-1)}, "negative-age"},
		{"the future that means not yet", parts + "given: {closed: {column: d, unit: days, values: {-1: false}}}", []any{"use", "email", "delivery", int64(-1)}, "permitted A.1"},

		{"consent of no kind", parts + "given: {consent: c}\nnothing_else: true", []any{"use", "phone", "marketing", true}, "not-addressed"},
		{"consent of an unknown kind", parts + "given: {consent: c, objection: {always: false}, closed: {always: false}}", []any{"use", "phone", "marketing", true}, "undetermined"},
		{"no consent", parts + "given: {consent: c}\nnothing_else: true", []any{"use", "phone", "marketing", false}, "not-addressed"},
		{"null consent under nothing else", parts + "given: {consent: c}\nnothing_else: true", []any{"use", "phone", "marketing", nil}, "undetermined"},

		{"a consent with a scope", parts + "consents: [{column: c, kind: explicit, purpose: marketing}]\nnothing_else: true", []any{"use", "phone", "marketing", true}, "permitted A.6"},
		{"a consent to something else", parts + "consents: [{column: c, kind: explicit, purpose: delivery}]\nnothing_else: true", []any{"use", "phone", "marketing", true}, "not-addressed"},
		{"false adds nothing", parts + "consents: [{column: c, kind: explicit, purpose: marketing}]\ngiven: {objection: {always: false}, closed: {always: false}}", []any{"use", "phone", "marketing", false}, "undetermined"},
		{"false, and there is no other", parts + "consents: [{column: c, kind: explicit, purpose: marketing}]\nno_other_consent: true\ngiven: {objection: {always: false}, closed: {always: false}}", []any{"use", "phone", "marketing", false}, "not-addressed"},
		{"null takes back that there is no other", parts + "consents: [{column: c, kind: explicit, purpose: marketing}]\nno_other_consent: true\ngiven: {objection: {always: false}, closed: {always: false}}", []any{"use", "phone", "marketing", nil}, "undetermined"},
		{"null takes back what nothing else says", parts + "consents: [{column: c, kind: explicit, purpose: marketing}]\nnothing_else: true", []any{"use", "phone", "marketing", nil}, "undetermined"},
		{"no consent at all", parts + "no_other_consent: true\ngiven: {objection: {always: false}, closed: {always: false}}", []any{"use", "phone", "marketing"}, "not-addressed"},
		{"an objection with a scope", parts + "objections: [{column: c, purpose: marketing}]\nnothing_else: true", []any{"use", "phone", "newsletter", true}, "prohibited A.3"},
		{"a null objection", parts + "objections: [{column: c, purpose: marketing}]\nno_other_objection: true\ngiven: {consent: {always: false}, closed: {always: false}}", []any{"use", "phone", "newsletter", nil}, "undetermined"},
		{"the system decides nothing", parts + "system: s", []any{"use", "phone", "delivery", int64(3)}, "undetermined"},
	} {
		b := bind(t, e, c.mapping)
		if got := answer(b, c.row...); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
