package lint

import (
	"cmp"
	"embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed words/*.txt
var wordFiles embed.FS

// A WordSetting changes a list of words.
type WordSetting struct {
	List, Language string
	Add, Except    []string // phrases; what is added may have advice behind `=`, as in the list itself
}

// Words are a list of words and phrases of one language: the lines of words/NAME.LANGUAGE.txt, each a phrase, or a phrase, `=` and
// advice. `#` begins a comment.
type Words struct {
	byFirst map[string][]phrase // by their first word, the longest first
	inside  []phrase            // of scripts that do not divide words
}

type phrase struct {
	text   string // words with one space between, in small letters
	words  []string
	advice string
}

// A Match is a phrase that stands in a text.
type Match struct {
	Start, End int    // byte offsets in the text
	Phrase     string // as in the list
	Advice     string
}

// Overlaps reports whether two matches in one text have a part of it in common.
func (m Match) Overlaps(other Match) bool { return m.Start < other.End && other.Start < m.End }

// Words returns the list of a name for a language, with what the options change in it. It is empty where there is no such list.
func (c *Context) Words(list, language string) *Words {
	key := list + "." + language
	if w := c.words[key]; w != nil {
		return w
	}
	text, _ := wordFiles.ReadFile("words/" + key + ".txt") // that there is none is an empty list
	lines := strings.Split(string(text), "\n")
	var except []string
	for _, s := range c.options.Words {
		if s.List == list && s.Language == language {
			lines = append(lines, s.Add...)
			except = append(except, s.Except...)
		}
	}
	w := newWords(lines, except)
	c.words[key] = w
	return w
}

// WordLists returns the lists that there are, each as NAME.LANGUAGE, sorted.
func WordLists() []string {
	entries, err := wordFiles.ReadDir("words")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = strings.TrimSuffix(e.Name(), ".txt")
	}
	return out
}

func newWords(lines, except []string) *Words {
	w := &Words{byFirst: map[string][]phrase{}}
	var left []string
	for _, e := range except {
		left = append(left, plain(e))
	}
	for _, line := range lines {
		line, _, _ = strings.Cut(line, "#")
		text, advice, _ := strings.Cut(line, "=")
		if text = plain(text); text == "" || slices.Contains(left, text) {
			continue
		}
		w.add(phrase{text, strings.Fields(text), strings.TrimSpace(advice)})
	}
	for _, list := range w.byFirst {
		slices.SortStableFunc(list, func(a, b phrase) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	slices.SortStableFunc(w.inside, func(a, b phrase) int { return cmp.Compare(len(b.text), len(a.text)) })
	return w
}

func (w *Words) add(p phrase) {
	if strings.ContainsFunc(p.text, undivided) {
		w.inside = append(w.inside, p)
		return
	}
	w.byFirst[p.words[0]] = append(w.byFirst[p.words[0]], p)
}

// plain returns a phrase in small letters, with one space between its words.
func plain(s string) string {
	var words []string
	eachWord(s, func(start, end int) { words = append(words, lower(s[start:end])) })
	return strings.Join(words, " ")
}

// lower returns a word in small letters, with straight apostrophes.
func lower(s string) string { return strings.ReplaceAll(strings.ToLower(s), "’", "'") }

// Find returns the phrases that stand in a text, in its order; of those that overlap, the one that begins first, and of these the longest.
func (w *Words) Find(text string) []Match {
	out := w.between(text)
	var words []string
	var at [][2]int
	eachWord(text, func(start, end int) {
		words = append(words, lower(text[start:end]))
		at = append(at, [2]int{start, end})
	})
	for i := range words {
		for _, p := range w.byFirst[words[i]] {
			if n := len(p.words); i+n <= len(words) && slices.Equal(words[i:i+n], p.words) {
				out = append(out, Match{at[i][0], at[i+n-1][1], p.text, p.advice})
				break
			}
		}
	}
	return apart(out)
}

// between returns the phrases of scripts that do not divide words.
func (w *Words) between(text string) []Match {
	var out []Match
	for _, p := range w.inside {
		for from := 0; ; {
			i := strings.Index(text[from:], p.text)
			if i < 0 {
				break
			}
			out = append(out, Match{from + i, from + i + len(p.text), p.text, p.advice})
			from += i + len(p.text)
		}
	}
	return out
}

// apart drops matches that overlap an earlier or longer one.
func apart(all []Match) []Match {
	slices.SortStableFunc(all, func(a, b Match) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	out, end := all[:0], 0
	for _, m := range all {
		if m.Start >= end {
			out, end = append(out, m), m.End
		}
	}
	return out
}

// eachWord calls f with the words of a text: letters and digits, with the apostrophes and hyphens between them.
func eachWord(text string, f func(start, end int)) {
	start := -1
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if start < 0 {
				start = i
			}
		case start >= 0 && strings.ContainsRune("'’-", r) && wordFollows(text[i+utf8.RuneLen(r):]):
		case start >= 0:
			f(start, i)
			start = -1
		}
	}
	if start >= 0 {
		f(start, len(text))
	}
}

func wordFollows(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// undivided reports whether a character is of a script that writes words without spaces between.
func undivided(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
