package grammar

import (
	"regexp"
	"strconv"

	"golang.org/x/text/feature/plural"
)

// length writes a length of time as the sentence has it, else as the policy first does, else in the largest unit that divides it. Where
// the language has a form of its own for it, that is named.
func (t *tongue) length(hours int64, sentence, form string) string {
	n, unit := lengthOf(hours, sentence, t.p.Lengths[hours])
	key := "length." + unit + ".other"
	if t.plural(n) == plural.One {
		key = "length." + unit + ".one"
	}
	if _, ok := t.phrases["g."+key+form]; ok {
		key += form
	}
	return t.g(key, t.Number(int(n)))
}

func (t *tongue) plural(n int64) plural.Form {
	return plural.Cardinal.MatchPlural(t.tag, int(n), 0, 0, 0, 0)
}

// lengths finds a length of time in a sentence of the language: "60 days".
var lengths = regexp.MustCompile(`\b(\d{1,9}) (hour|day|month|year)s?\b`)

// hoursIn are the hours of the units of time.
var hoursIn = map[string]int64{"hour": 1, "day": 24, "month": 30 * 24, "year": 365 * 24}

// lengthOf divides a length of time into a number and its unit, as the first text has it that speaks of this length.
func lengthOf(hours int64, written ...string) (int64, string) {
	for _, text := range written {
		for _, m := range lengths.FindAllStringSubmatch(text, -1) {
			if n, err := strconv.ParseInt(m[1], 10, 64); err == nil && n*hoursIn[m[2]] == hours {
				return n, m[2]
			}
		}
	}
	switch {
	case hours > 0 && hours%(365*24) == 0:
		return hours / (365 * 24), "year"
	case hours%24 == 0:
		return hours / 24, "day"
	}
	return hours, "hour"
}
