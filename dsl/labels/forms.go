package labels

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Bars in a label divide its forms: of what is so or is not, what it is then and what it is otherwise; of a German name, how it is inflected.

// genders are what a German label may say behind its first bar.
var genders = []string{"der", "die", "das", "Plural"}

// mostForms are the heading, the gender, and three cases.
const mostForms = 5

// misformed says what is wrong with the forms of a label; "" where nothing is.
func misformed(language, kind, label string) string {
	forms := strings.Split(label, "|")
	for i := range forms {
		forms[i] = strings.TrimSpace(forms[i])
	}
	switch {
	case len(forms) == 1 || kind == model.ActionKind.String():
		return ""
	case slices.Contains(forms, ""):
		return "a form of it is empty; write it, or take a bar away"
	case kind == factKind && len(forms) > 2:
		return "it has more than two forms; write what is so, and behind a bar what is not so"
	case kind == factKind:
		return ""
	case !isName(kind) || language != "de":
		return "it has a bar, and has no forms; take the bar away"
	case !slices.Contains(genders, forms[1]):
		return "`" + forms[1] + "` is no gender; behind the first bar stands der, die, das or Plural"
	case len(forms) > mostForms:
		return "it has too many forms; write heading | gender | accusative | dative | genitive"
	}
	return ""
}

// isName reports whether labels of a kind are inflected names.
func isName(kind string) bool {
	for k := range model.Kind(model.Kinds) {
		if kind == k.String() {
			return true
		}
	}
	return false
}
