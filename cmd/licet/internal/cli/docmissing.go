package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// tellMissing tells which labels are missing: a line for each, or, with --missing, as a file to fill.
func (a *app) tellMissing(f *docFlags, language string, missing []grammar.Missing) {
	if f.missing {
		fillable(a.out, language, missing)
		return
	}
	s := a.stderr()
	for _, m := range missing {
		at := ""
		if m.Pos.File != "" {
			at = fmt.Sprintf("%s:%d:%d: ", m.Pos.File, m.Pos.Line, m.Pos.Column)
		}
		fmt.Fprintf(s, "%s%s has no label in %s\n", visible(at), visible(called(m)), language)
	}
	count := "1 label is missing"
	if len(missing) != 1 {
		count = fmt.Sprintf("%d labels are missing", len(missing))
	}
	fmt.Fprintf(s, "%s in %s; write them into %s beside the policy (--missing makes one to fill), or behind their own, as in `email \"e-mail address\" in %s \"...\"`\n",
		count, language, labels.File(language), language)
}

// called says what lacks a label: "party `courier`".
func called(m grammar.Missing) string {
	switch fact, value, _ := strings.Cut(m.ID, " "); m.Kind {
	case "title", "controller":
		return "the " + m.Kind
	case "value":
		return "value `" + value + "` of `" + fact + "`"
	case "words":
		return "words \"" + m.ID + "\""
	}
	return m.Kind + " `" + m.ID + "`"
}

// fillable writes a file of labels without the labels, each beside what the policy calls it. Phrases of the language are not the
// translator's.
func fillable(w io.Writer, language string, missing []grammar.Missing) {
	fmt.Fprintf(w, "language: %s\n", language)
	for _, kind := range missingKinds(missing) {
		if !single(kind) {
			fmt.Fprintf(w, "%s:\n", kind)
		}
		fact := ""
		for _, m := range missing {
			if m.Kind != kind {
				continue
			}
			of, value, _ := strings.Cut(m.ID, " ")
			switch {
			case single(kind):
				fmt.Fprintf(w, "%s: \"\"%s\n", kind, asComment(m.Says))
			case kind == "value":
				if of != fact {
					fmt.Fprintf(w, "  %s:\n", of)
				}
				fact = of
				fmt.Fprintf(w, "    %s: \"\"\n", value)
			case kind == "words":
				fmt.Fprintf(w, "  %s: \"\"\n", strconv.Quote(m.ID))
			default:
				fmt.Fprintf(w, "  %s: \"\"%s\n", m.ID, asComment(m.Says))
			}
		}
	}
}

// single reports whether a kind of label is one label, and not those of many names.
func single(kind string) bool { return kind == "title" || kind == "controller" }

// missingKinds are the kinds of labels that are missing, those of the header first.
func missingKinds(missing []grammar.Missing) []string {
	var header, rest []string
	for _, m := range missing {
		switch {
		case m.Kind == "phrase" || slices.Contains(header, m.Kind) || slices.Contains(rest, m.Kind):
		case single(m.Kind):
			header = append(header, m.Kind)
		default:
			rest = append(rest, m.Kind)
		}
	}
	return append(header, rest...)
}

// asComment is what the policy calls something, as a comment behind its place.
func asComment(text string) string {
	if text = strings.Join(strings.Fields(visible(text)), " "); text == "" {
		return ""
	}
	return "  # " + text
}
