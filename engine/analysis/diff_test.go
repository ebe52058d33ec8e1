package analysis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

const diffHead = `policy x "X" { controller "x" version "1" }
use core
event closed "you close your account"
fact age number "your age in years"
`

func diffOf(t *testing.T, old, new string) *Difference {
	t.Helper()
	d, err := Diff(load(t, diffHead+old), load(t, diffHead+new))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rowsOf says a difference on lines.
func rowsOf(d *Difference) []string {
	out := []string{}
	for _, c := range d.Changes {
		row := c.Direction.String() + ", " + c.Before + " to " + c.After + ": " + c.Text
		if c.Tell {
			row = "* " + row
		}
		if c.Witness != nil {
			row += " " + c.Witness.Sentence()
		}
		out = append(out, row)
	}
	for _, n := range d.Names {
		out = append(out, n.What+": "+n.Text)
	}
	for _, x := range d.Texts {
		out = append(out, x.What+" of the text: "+x.Text)
	}
	for _, h := range d.Header {
		out = append(out, "header: "+h.Text)
	}
	return out
}

const diffBase = "clause A.1 { we may share location with partner for marketing given consent }\nclause A.2 { we must not use health }\n"

// TestDifferences reads what one edit comes to.
func TestDifferences(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []string
	}{
		{"nothing", diffBase, diffBase, []string{}},
		{"a condition dropped", diffBase, strings.Replace(diffBase, " given consent", "", 1), []string{
			"* looser, not-addressed to permitted: We may now share your location with business partners for marketing without your consent. " +
				"may we share location with partner for marketing given nothing else?"}},
		{"a condition added", strings.Replace(diffBase, " given consent", "", 1), diffBase, []string{
			"stricter, permitted to not-addressed: We may no longer share your location with business partners for marketing without your consent: " +
				"the policy no longer says that it is permitted. may we share location with partner for marketing given nothing else?"}},
		{"a recipient added", diffBase, strings.Replace(diffBase, "partner", "partner, affiliate", 1), []string{
			"* looser, not-addressed to permitted: We may now share your location with affiliated companies for marketing with your consent. " +
				"may we share location with affiliate for marketing given consent and nothing else?"}},
		{"a prohibition for what is prohibited", diffBase, diffBase + "clause A.4 { we must not use vital }\ndata vital \"vital signs\" is health", []string{
			"reason, prohibited to prohibited: Clause A.4 is new, and the answer is the same: we must not use your vital signs. " +
				"may we use vital given nothing else?",
			"new: data `vital` (vital signs) is new: it belongs to health information"}},
		{"another number", diffBase, strings.Replace(diffBase, "A.2", "B.2", 1), []string{
			"part of the text: What clause A.2 said, or a part of it, is now in clause B.2."}},
		{"other words", "clause 1 { quote \"a\" we must not use health }", "clause 1 { quote \"b\" we must not use health }", []string{
			"words of the text: The words of clause 1 changed, and no answer did."}},
		{"a later deadline", "clause 1 { we must delete email within 30 days after closed }", "clause 1 { we must delete email within 60 days after closed }", []string{
			"* looser, prohibited to not-addressed: The policy no longer says that we must not use or store your e-mail address for any purpose, if it is " +
				"more than 30 days and at most 60 days after you close your account and the data have not been anonymised. " +
				"may we store email given 31 days after closed and nothing else?",
			"* looser, duty to duty: A duty changed: we must delete your e-mail address after you close your account (within 60 days). " +
				"It was: we must delete your e-mail address after you close your account (within 30 days)."}},
		{"an exclusion", diffBase, diffBase + "clause 3 { this policy does not cover search-query }", []string{
			"* looser, not-addressed to out-of-scope: The policy no longer applies to your search words. " +
				"may we collect search-query given nothing else?"}},
		{"ages", "clause 1 { we may use email given age >= 14 }", "clause 1 { we may use email given age >= 16 and age < 70 }", []string{
			"stricter, permitted to not-addressed: We may no longer use your e-mail address for any purpose, if your age in years is 14 to 15 or " +
				"your age in years is at least 70: the policy no longer says that it is permitted. may we use email given age = 14 and nothing else?"}},
		{"your own permission", "clause 1 { you may refuse phone }", "", []string{
			"* stricter, permitted to not-addressed: You may no longer refuse to provide your telephone number for any purpose: the policy no longer says " +
				"that it is permitted. may you refuse phone given nothing else?"}},
		{"a judgement settled", "judgement r \"what it covers\" one of narrow, wide by \"counsel\"\nclause 1 { we must not use email given r is wide }",
			"judgement r \"what it covers\" one of narrow, wide by \"counsel\"\nclause 1 { we must not use email given r is wide }\n" +
				"r is narrow because \"so\" decided by \"counsel\" on 2026-01-02", []string{
				"* looser, undetermined to not-addressed: The policy no longer says that we must not use your e-mail address for any purpose, if what it " +
					"covers is taken to be \"wide\". may we use email given nothing else?",
				"settled: the fact `r` (what it covers) is now decided: narrow, by counsel"}},
		{"an action but for one beneath it", "clause 1 { we must not combine email }",
			"clause 1 { we must not combine email }\nclause 2 { we may use email }", []string{
				"* looser, not-addressed to permitted: We may now use (but not combine) your e-mail address for any purpose. " +
					"may we profile email given nothing else?"}},
		{"a name moved", "data x \"x\" is health\n" + diffBase, "data x \"x\" is contact\n" + diffBase, []string{
			"* looser, prohibited to not-addressed: The policy no longer says that we must not use your x for any purpose. may we use x given nothing else?",
			"moved: data `x` (x) belongs to contact information, and no longer to health information"}},
		{"a name renamed", "data x \"the x\" is health\nclause 1 { we may use x given member }\nfact member \"you are a member\"",
			"data y \"the x\" is health\nclause 1 { we may use y given customer }\nfact customer \"you are a member\"", []string{
				"renamed: data `y` (the x) was called `x`", "renamed: the fact `customer` (you are a member) was called `member`"}},
		{"another name with another label", "data x \"the x\" is health\nclause 1 { we may use x }", "data y \"the y\" is health\nclause 1 { we may use y }", []string{
			"* looser, not-addressed to permitted: We may now use your y for any purpose. may we use y given nothing else?",
			"stricter, permitted to not-addressed: We may no longer use your x for any purpose: the policy no longer says that it is permitted. " +
				"may we use x given nothing else?",
			"new: data `y` (the y) is new: it belongs to health information", "gone: data `x` (the x) is gone: it belongs to health information"}},
		{"a clause renumbered", "clause 1 { quote \"a\" we must delete email within \"a short time\" after closed }",
			"clause 2 { quote \"a\" we must delete email within \"a short time\" after closed }", []string{"renamed of the text: Clause 1 is now 2."}},
		{"another basis", "clause 1 { we may use email on contract }", "clause 1 { we may use email given consent on consent }", []string{
			"stricter, permitted to not-addressed: We may no longer use your e-mail address for any purpose without your consent: the policy no longer says " +
				"that it is permitted. may we use email given nothing else?",
			"* reason, permitted to permitted: We may use your e-mail address, if you have given consent; the basis is now your consent, and no longer a contract with you. " +
				"may we use email given consent and nothing else?"}},
		{"another safeguard, and another way", "clause 1 { we may export email in us under \"clauses\" }\nclause 2 { you may access email by \"a letter\" }",
			"clause 1 { we may export email in us under \"an adequacy decision\" }\nclause 2 { you may access email }", []string{
				"* reason, permitted to permitted: We may transfer your e-mail address in the United States; the safeguard is now \"an adequacy decision\", and no " +
					"longer \"clauses\". may we export email in us given nothing else?",
				"* reason, permitted to permitted: You may access your e-mail address; the way to do so is no longer named: it was \"a letter\". " +
					"may you access email given nothing else?"}},
		{"excluded twice", "clause 1 { this policy does not cover health }", "clause 1 { this policy does not cover health }\nclause 2 { this policy does not cover vital }\ndata vital \"vital signs\" is health", []string{
			"reason, out-of-scope to out-of-scope: Clause 2 is new, and the answer is the same: this policy does not cover your vital signs. " +
				"may we store vital given nothing else?",
			"new: data `vital` (vital signs) is new: it belongs to health information"}},
		{"kept longer", "clause 1 { we must delete email more than 30 days after closed }", "clause 1 { we must delete email more than 60 days after closed }", []string{
			"* looser, prohibited to not-addressed: The policy no longer says that we must not use or store your e-mail address for any purpose, if it is " +
				"more than 30 days and at most 60 days after you close your account and the data have not been anonymised. " +
				"may we store email given 31 days after closed and nothing else?",
			"* looser, duty to duty: A duty changed: we must delete your e-mail address more than 60 days after you close your account. " +
				"It was: we must delete your e-mail address more than 30 days after you close your account."}},
		{"a duty that is none to end something", "clause 1 { we may use email }", "clause 1 { we may use email }\nclause 2 { we must disclose email to authority }", []string{
			"* looser, not-addressed to permitted: We may now disclose your e-mail address to public authorities for any purpose. " +
				"may we disclose email to authority given nothing else?",
			"stricter, no-duty to duty: This is a new duty: we must disclose your e-mail address to public authorities."}},
		{"prose", "clause 1 { quote \"a\" prose }", "clause 1 { quote \"b\" prose }\nclause 2 { quote \"c\" prose }", []string{
			"words of the text: The words of clause 1 changed, and no answer did.", "new of the text: Clause 2 is new, and changes no answer."}},
		{"a sentence that moved", "clause 1 { we may use email\nwe may use phone }", "clause 1 { we may use email }\nclause 2 { we may use phone }", []string{
			"part of the text: What clause 1 said, or a part of it, is now in clause 2."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := diffOf(t, c.old, c.new)
			if got := rowsOf(d); cmp.Diff(c.want, got) != "" {
				t.Error(cmp.Diff(c.want, got))
			}
			if d.Equivalent() != (len(d.Changes) == 0) || !d.Decided {
				t.Error("equivalent, or not decided")
			}
		})
	}
}

// TestBoundsAreSaid makes the bounds so small that a comparison cannot be decided: it says so.
func TestBoundsAreSaid(t *testing.T) {
	old, new := load(t, diffHead+diffBase), load(t, diffHead+strings.Replace(diffBase, " given consent", "", 1))
	for _, l := range []compile.Limits{{Nodes: 9, Classes: 100, Steps: 1}, {Nodes: 1000, Classes: 0, Steps: 100}} {
		d, err := diff(old, new, l)
		if err != nil || d.Decided || d.Equivalent() {
			t.Errorf("%+v: %v, decided %v, equivalent %v", l, err, d.Decided, d.Equivalent())
		}
	}
}

// TestReasonsNotLookedAt compares by search alone: that no answer changed is known then, and that each has the same reason is not.
func TestReasonsNotLookedAt(t *testing.T) {
	old := load(t, diffHead+"clause 1 { we may use email }")
	new := load(t, diffHead+"clause 1 { we may use email }\nclause 2 { we may use email given consent }")
	d, err := diff(old, new, compile.Limits{Nodes: 1, Classes: 100_000, Steps: 100_000})
	if err != nil || !d.Decided || d.Rested || d.Equivalent() || len(d.Changes) != 0 {
		t.Errorf("%v, decided %v, rested %v, equivalent %v, %d changes", err, d.Decided, d.Rested, d.Equivalent(), len(d.Changes))
	}
}
