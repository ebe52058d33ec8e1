package docx

import (
	"maps"
	"slices"
	"strings"
)

// labels are the few words that a DOCX has beside those of its document.
type labels struct {
	contents, gaps                string
	version, effective            string // each with one %s
	divider                       string
	pageBefore, pageOf, pageAfter string // around the number of the page, and that of all pages
	rests, sums                   string // what a comment begins with
	asked                         string
	note                          string
}

func catalogue() map[string]labels {
	return map[string]labels{
		"en": {contents: "Contents", gaps: "What the policy does not say", version: "Version %s", effective: "in effect from %s", divider: "  ·  ",
			pageBefore: "Page ", pageOf: " of ", rests: "Rests on ", sums: "In short, from ", asked: "Asked: ", note: "Note: "},
		"de": {contents: "Inhalt", gaps: "Wozu die Erklärung nichts sagt", version: "Fassung %s", effective: "gültig ab %s", divider: "  ·  ",
			pageBefore: "Seite ", pageOf: " von ", rests: "Beruht auf ", sums: "Verkürzt, aus ", asked: "Gefragt: ", note: "Anmerkung: "},
		"zh": {contents: "目录", gaps: "本政策未作说明的事项", version: "版本 %s", effective: "自%s起生效", divider: "  ·  ",
			pageBefore: "第 ", pageOf: " 页，共 ", pageAfter: " 页", rests: "依据：", sums: "摘要，出自：", asked: "提问：", note: "备注："},
	}
}

// labelsIn returns the labels in a language, by its tag or by what that begins with.
func labelsIn(language string) (labels, bool) {
	base, _, _ := strings.Cut(language, "-")
	l, ok := catalogue()[strings.ToLower(base)]
	return l, ok
}

func languages() string { return strings.Join(slices.Sorted(maps.Keys(catalogue())), ", ") }
