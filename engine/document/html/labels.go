package html

import (
	"maps"
	"slices"
	"strings"
)

// labels are the few words that a page has beside those of its document.
type labels struct{ Contents, Skip, Version, Effective, Clause, Digest, Notes string }

func catalogue() map[string]labels {
	return map[string]labels{
		"en": {"Contents", "Skip to the text", "Version", "In effect from", "Clause", "Digest", "Notes"},
		"de": {"Inhalt", "Zum Text springen", "Fassung", "Gültig ab", "Klausel", "Prüfsumme", "Anmerkungen"},
		"zh": {"目录", "跳至正文", "版本", "生效日期", "条款", "摘要值", "备注"},
	}
}

// labelsIn returns the labels in a language, by its tag or by what that begins with.
func labelsIn(language string) (labels, bool) {
	base, _, _ := strings.Cut(language, "-")
	l, ok := catalogue()[strings.ToLower(base)]
	return l, ok
}

func languages() string { return strings.Join(slices.Sorted(maps.Keys(catalogue())), ", ") }
