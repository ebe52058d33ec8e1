module github.com/seed-90f8eabc/licet

go 1.26

require (
	github.com/agext/levenshtein v1.2.3
	github.com/alecthomas/participle/v2 v2.1.4
)
