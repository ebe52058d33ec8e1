package docx

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/docx/internal/wml"
)

// sentences returns the runs of sentences, with a space between them where the language has one there.
func (x *writer) sentences(list []document.Sentence) wml.Kids {
	var out wml.Kids
	for i := range list {
		if i > 0 && document.Space(list[i-1].Text) != "" {
			out = append(out, wml.Run(nil, " "))
		}
		out = append(out, x.sentence(&list[i])...)
	}
	return out
}

// sentence returns the runs of a sentence. For those who work on the policy a comment says what it rests on.
func (x *writer) sentence(s *document.Sentence) wml.Kids {
	runs := x.marked(s)
	note := x.basis(s)
	if x.doc.Audience != document.Internal || len(note) == 0 || len(runs) == 0 {
		return runs
	}
	open, end := x.file.Comment(wml.Note{Author: author, Initials: initials, Paragraphs: note})
	return slices.Concat(open, runs, end)
}

const (
	author   = "Licet"
	initials = "L"
)

// basis says which sentences of the policy a sentence states, and what the engine answered for it.
func (x *writer) basis(s *document.Sentence) []string {
	var out []string
	if len(s.States) > 0 {
		out = append(out, x.say.rests+x.refs(s.States))
	}
	if len(s.Sums) > 0 {
		out = append(out, x.say.sums+x.refs(s.Sums))
	}
	for _, c := range s.Claims {
		out = append(out, x.say.asked+c.Question+" → "+c.Answer)
	}
	return out
}

// refs names sentences of the policy by clause, kind and place.
func (x *writer) refs(list []document.Ref) string {
	var out []string
	for i := range list {
		if t := refText(&list[i]); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return strings.Join(out, "; ")
}

// notes are what counsel has still to do with a clause: a comment on its words.
func (x *writer) notes(list []document.Sentence) (open, end wml.Kids) {
	if len(list) == 0 || x.doc.Audience != document.Internal {
		return nil, nil
	}
	var lines []string
	for _, n := range list {
		lines = append(lines, x.say.note+n.Text)
	}
	return x.file.Comment(wml.Note{Author: author, Initials: initials, Paragraphs: lines})
}
