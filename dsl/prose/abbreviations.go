package prose

import "strings"

// The abbreviations that stand in policies, in small letters and without the last full stop.

// isAbbreviation reports whether no sentence ends with the word.
func isAbbreviation(word string) bool {
	switch word {
	case "e.g", "i.e", "eg", "ie", "cf", "viz", "vs", "v", "resp", "incl", "excl", "attn", "st", "mr", "mrs", "ms", "dr", "prof", "messrs", "hon", "cal", "civ", "stat",
		"z.b", "d.h", "u.a", "bzw", "gem", "ggf", "s.o", "s.u", "vgl", "i.s.d", "i.v.m", "p.ex":
		return true
	}
	return false
}

// isBeforeNumber reports whether a number goes on with the word.
func isBeforeNumber(word string) bool {
	switch word {
	case "no", "nos", "nr", "art", "arts", "sec", "secs", "sect", "para", "paras", "ch", "cl", "reg", "regs", "fig", "vol", "p", "pp",
		"approx", "ca", "tel", "ext", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "abs", "ziff", "lit", "str", "u.s.c", "c.f.r":
		return true
	}
	return false
}

// endsCompany reports whether a sentence may go on behind the word, or end with it.
func endsCompany(word string) bool {
	switch word {
	case "inc", "ltd", "co", "corp", "llc", "l.l.c", "plc", "pte", "pty", "bros", "dept", "jr", "sr", "esq",
		"u.s", "u.s.a", "u.k", "e.u", "u.n", "d.c", "p.r.c", "a.m", "p.m", "s.a", "s.p.a", "b.v", "n.v", "e.v", "ph.d", "al":
		return true
	}
	return false
}

// beginsSentence reports whether a word begins sentences more often than names.
func beginsSentence(word string) bool {
	switch word {
	case "We", "You", "I", "He", "She", "It", "They", "Our", "Your", "Their", "Its", "The", "A", "An", "This", "That", "These", "Those", "There", "Here",
		"If", "When", "Where", "While", "Unless", "Until", "Before", "After", "As", "Although", "However", "Because", "Since", "Once",
		"In", "On", "At", "To", "For", "From", "By", "With", "Without", "Under", "Upon", "All", "Any", "Each", "Some", "Such", "No", "Not", "Other",
		"Please", "Also", "And", "But", "Or", "Do", "Does", "What", "Who", "How", "Why", "Which", "Personal":
		return true
	}
	return false
}

// isMonth reports whether a word is a month that follows the number of a day and a full stop.
func isMonth(word string) bool {
	return strings.Contains(" Januar Februar März April Mai Juni Juli August September Oktober November Dezember ", " "+word+" ") && word != ""
}
