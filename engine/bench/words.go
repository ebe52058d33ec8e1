package main

import (
	"fmt"
	"strconv"
	"strings"
)

// span says nanoseconds with two or three digits.
func span(ns float64) string {
	for _, unit := range []struct {
		ns   float64
		name string
	}{{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}} {
		if ns >= unit.ns*0.9995 {
			return digits(ns/unit.ns) + " " + unit.name
		}
	}
	return digits(ns) + " ns"
}

// digits says a number with two digits at least, and no more than its whole part has.
func digits(v float64) string {
	if v < 9.95 {
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return grouped(int(v + 0.5))
}

// times says how many times something is the floor.
func times(v float64) string {
	if v < 0.995 {
		return strconv.FormatFloat(v, 'f', 2, 64)
	}
	return digits(v)
}

// kilobytes says how many bytes a decision allocates. What remains of less than one a decision is the measuring itself.
func kilobytes(v float64) string {
	switch {
	case v < 1:
		return "0"
	case v < 1000:
		return digits(v) + " B"
	}
	return digits(v/1e3) + " kB"
}

func megabytes(v float64) string { return digits(max(v, 0.1)) + " MB" }

// grouped says a whole number with commas.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// list joins words.
func list(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// table lays out a table in Markdown: the first column is words, the others numbers.
func table(head []string, rows [][]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n|---|%s\n", strings.Join(head, " | "), strings.Repeat("---:|", len(head)-1))
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(r, " | "))
	}
	return b.String()
}
