package parser

// The words that people write in the place of the language's own, and what to write. They are looked up only where a
// sentence could not be read, since all of them may be names.

// instead tells what to write instead of a word.
var instead = map[string]string{
	"if":       "write `given`",
	"when":     "write `given`, or `after` and an event",
	"where":    "write `given`",
	"while":    "write `given`",
	"without":  "write `unless`",
	"until":    "write `before` and an event",
	"upon":     "write `after` and an event",
	"once":     "write `after` and an event",
	"the":      "leave it out",
	"a":        "leave it out",
	"an":       "leave it out",
	"your":     "leave it out: data are yours unless `of` says otherwise",
	"my":       "leave it out: data are yours unless `of` says otherwise",
	"their":    "leave it out, or say whose data with `of`",
	"his":      "leave it out, or say whose data with `of`",
	"her":      "leave it out, or say whose data with `of`",
	"our":      "leave it out, or write `of we`",
	"all":      "write `any`, or leave it out",
	"every":    "write `any`, or leave it out",
	"shall":    "write `must`",
	"will":     "write `must` for a promise, else `may`",
	"can":      "write `may`",
	"cannot":   "write `must not`",
	"should":   "a sentence says may, must or must not",
	"do":       "a sentence says may, must or must not",
	"does":     "a sentence says may, must or must not",
	"integer":  "write `number`",
	"one-of":   "write `one of`",
	"express":  "the kinds of consent are prior, explicit, separate, written, parental and deemed",
	"informed": "the kinds of consent are prior, explicit, separate, written, parental and deemed",
	"i":        "write `we` or `you`",
}

// phrases tells what to write instead of several words together.
var phrases = map[string]string{
	"with consent":         "write `given consent`",
	"with your consent":    "write `given consent`",
	"with the consent":     "write `given consent`",
	"without consent":      "write `unless consent`",
	"without your consent": "write `unless consent`",
	"not permitted":        "write `prohibited`",
	"not addressed":        "write `not-addressed`",
	"no one":               "write `anyone must not`",
	"may only":             "write `may`, and `only` before a part, as in `only for ...` or `only given ...`",
	"must only":            "write `must`, and `only` before a part, as in `only for ...` or `only given ...`",
	"only only":            "write `only` once",
	"= =":                  "write `=`",
	"= >":                  "write `>=`",
	"= <":                  "write `<=`",
	"shall not":            "write `must not`",
	"will not":             "write `must not`",
	"should not":           "write `must not`",
	"can not":              "write `must not`",
	"do not":               "write `must not`",
	"does not":             "write `must not`",
	"no later than":        "write `within`",
	"not later than":       "write `within`",
	"no more than":         "write `within`",
	"not more than":        "write `within`",
	"less than":            "write `within`",
	"at most":              "write `within`",
	"up to":                "write `within`",
	"at least":             "leave it out: a time is at least so long",
	"prior to":             "write `before`",
	"for the purpose of":   "write `for`",
	"for the purposes of":  "write `for`",
	"in order to":          "write `for` and a purpose",
	"on the basis of":      "write `on`",
	"provided that":        "write `given`",
	"as long as":           "write `given`",
	"only if":              "write `only given`",
	"except if":            "write `unless`",
	"except when":          "write `unless`",
	"except where":         "write `unless`",
	"if not":               "write `unless`",
	"but not":              "write `except`",
}

// askedPhrases are those for which a question says something else than a rule.
var askedPhrases = map[string]string{
	"without consent":      "write `given no consent`",
	"without your consent": "write `given no consent`",
	"without":              "write `given no`",
	"does not":             "",
	"do not":               "",
}

// comparisons are the words behind a fact that say how it compares with a number.
var comparisons = map[string]string{
	"under": "<", "below": "<", "less than": "<", "younger than": "<", "smaller than": "<",
	"over": ">", "above": ">", "more than": ">", "greater than": ">", "older than": ">",
	"at least": ">=", "at most": "<=", "no more than": "<=", "not more than": "<=", "up to": "<=", "equals": "=", "of": "=",
}

// articles are read as names, so that the mistake is found behind them.
var articles = map[string]bool{"the": true, "a": true, "an": true}
