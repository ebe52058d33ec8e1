package check

import (
	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What people write for a name of the standard vocabulary, where they know the thing and not the name. It is looked up only where
// nothing is called so, and offered only where the policy has the name that is meant.
var nodeMeant = [model.Kinds]map[string]string{
	model.ActionKind: {
		"keep": "store", "retain": "store", "hold": "store", "save": "store", "process": "use", "handle": "use",
		"send": "share", "give": "share", "pass": "share", "erase": "delete", "remove": "delete", "destroy": "delete",
		"see": "access", "view": "access", "read": "access", "gather": "collect", "obtain": "collect", "get": "collect", "record": "collect",
		"opt-out": "object",
	},
	model.DataKind: {
		"address": "postal-address", "addresses": "postal-address", "phone-number": "phone", "telephone": "phone", "telephone-number": "phone",
		"email-address": "email", "e-mail-address": "email", "ip": "ip-address", "cookies": "cookie-data", "location-data": "location",
		"data": "personal", "information": "personal", "pii": "personal", "personal-data": "personal", "personal-information": "personal",
	},
	model.PurposeKind: {"ads": "advertising", "ad": "advertising", "adverts": "advertising", "everything": "any", "anything": "any"},
	model.PartyKind: {
		"us": "we", "company": "we", "controller": "we", "user": "you", "users": "you", "customer": "you", "customers": "you",
		"data-subject": "you", "data-subjects": "you", "third-parties": "third-party", "children": "child", "everyone": "anyone", "everybody": "anyone", "anybody": "anyone", "someone": "anyone", "others": "anyone",
	},
}

// factMeant is the same for what a condition tests.
var factMeant = map[string]string{
	"opt-in": "consent", "opted-in": "consent", "agreement": "consent", "permission": "consent", "agreed": "consent",
	"opt-out": "objection", "opted-out": "objection", "objected": "objection",
}

// speakers are the words for persons that are no parties.
var speakers = map[string]bool{"i": true, "me": true, "he": true, "she": true, "it": true, "they": true, "them": true}

// declareIt is an example of a declaration. New data belong to nothing, not even to all that is personal, unless they say so.
func (c *checker) declareIt(kind model.Kind, name string) string {
	is := ""
	if kind == model.DataKind && c.hasNode(kind, "personal") {
		is = " is personal"
	}
	return "; declare it: " + kind.String() + " " + name + " \"...\"" + is
}

// purposeOfTo reports a part that says with `to` what something is done for, as in `in order to deliver` and `to deliver`. It
// returns how many parts it has reported.
func (b *binder) purposeOfTo(parts []*ast.Part) int {
	to, n, span := parts[0], 1, parts[0].At
	if to.Word == "in" && len(parts) > 1 && b.isUnknown(model.PlaceKind, to.Names, "order") {
		to, n, span = parts[1], 2, ast.At{At: span.At.To(parts[1].At.At)}
	}
	if to.Word != "to" || to.Names == nil || len(to.Names.Items) != 1 {
		return 0
	}
	verb := to.Names.Items[0].Text
	purpose := ""
	if b.isUnknown(model.PartyKind, to.Names, verb) {
		purpose = b.nearest(verb, b.ids(model.PurposeKind))
	}
	switch {
	case purpose != "":
		b.report(span, "wrong-kind", "`to` names who receives the data; write `for %s`", purpose)
	case n == 2:
		b.report(span, "wrong-kind", "`to` names who receives the data; write `for` and a purpose")
	default:
		return 0
	}
	return n
}

// isUnknown reports whether a list is one name that nothing of the kind has.
func (b *binder) isUnknown(k model.Kind, list *ast.Names, name string) bool {
	return list != nil && len(list.Items) == 1 && list.Items[0].Text == name && !list.Items[0].Quoted && !list.Items[0].Any && !b.hasNode(k, name) && !b.isPoisoned(name) && !b.in.Partial
}

// meantNode reports a name of which it is known what is meant by it.
func (c *checker) meantNode(kind model.Kind, name ast.Name) bool {
	if kind == model.PartyKind && speakers[name.Text] {
		c.reportOnce(name, "unknown-name", "no party is called `%s`; write `we` for who has the data, or `you` for whose data they are", name.Text)
		return true
	}
	if kind == model.PartyKind && (name.Text == "nobody" || name.Text == "no-one") {
		c.reportOnce(name, "unknown-name", "no party is called `%s`; write `anyone`, and `must not` before it", name.Text)
		return true
	}
	if kind != model.DataKind && (name.Text == kind.String() || name.Text == plural(kind)) {
		c.reportOnce(name, "unknown-name", "no %s is called `%s`; write `any` alone", kind, name.Text)
		return true
	}
	meant := nodeMeant[kind][name.Text]
	if meant == "" || !c.hasNode(kind, meant) {
		return false
	}
	c.didYouMean(name, kind.String(), meant, c.nodePlace(kind, meant))
	return true
}

// passive reports what is acted on in the place of who acts: `email may be used`.
func (b *binder) passive(s scopeParts) bool {
	if s.actors == nil || s.actions == nil || s.data == nil || s.actions.Items[0].Text != "be" || b.hasNode(model.ActionKind, "be") {
		return false
	}
	done, acted := s.data.Items[0], s.actors.Items[0].Text
	verb := b.nearest(done.Text, b.ids(model.ActionKind))
	if verb == "" {
		verb = "use"
	}
	if !b.hasNode(model.DataKind, acted) {
		acted = "personal"
	}
	who := "we may"
	if b.labels != nil {
		who = "may we"
	}
	b.report(ast.At{At: s.actors.At.At.To(done.At.At)}, "wrong-kind", "say who acts, and then what is done: `%s %s %s`", who, verb, acted)
	return true
}
