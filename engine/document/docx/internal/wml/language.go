package wml

import "strings"

// languages returns the language of words in Latin letters and of those in Chinese, as Word wants them: with a region.
func languages(tag string) (latin, eastAsia string) {
	latin, eastAsia = "en-GB", "zh-CN"
	base, _, _ := strings.Cut(tag, "-")
	switch {
	case !isTag(tag):
	case base == "zh" || base == "ja" || base == "ko":
		eastAsia = regional(tag)
	default:
		latin = regional(tag)
	}
	return latin, eastAsia
}

func regional(tag string) string {
	if region := map[string]string{"en": "en-GB", "zh": "zh-CN", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR"}[tag]; region != "" {
		return region
	}
	return tag
}

// isTag reports whether a text looks like a tag of a language: Word refuses files with others.
func isTag(s string) bool {
	if len(s) < 2 || len(s) > 35 {
		return false
	}
	for _, c := range s {
		if c != '-' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s[0] != '-'
}

// LanguageOf returns the properties of a run whose words are in another language; nil where the tag is none.
func LanguageOf(tag string) *Element {
	if !isTag(tag) {
		return nil
	}
	latin, eastAsia := languages(tag)
	return El("w:lang", A("w:val", latin), A("w:eastAsia", eastAsia))
}
