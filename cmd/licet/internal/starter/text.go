package starter

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/format"
	"github.com/seed-90f8eabc/licet/dsl/prose"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A Text is a policy in plain words, of which nothing is encoded yet.
type Text struct {
	ID      string // of the policy
	Path    string // of the text, below the policy's folder
	InPlace bool   // it is there already
	Words   string
}

// Todo is what each clause of a new policy says that is still to be done.
const Todo = "encode this sentence"

// From returns the files of a policy with one clause for each sentence of a text, and how many clauses there are. Headings are the
// sections, and the first clause of each quotes its heading as well. The text itself is among the files, unless it is in place. A
// text that the language does not accept as a source, or that holds no words, is an error.
func From(t Text) ([]File, int, error) {
	if kind := notPlain(t.Words); kind != "" {
		return nil, 0, fmt.Errorf("this is %s; save its text as plain text, in UTF-8, and name that file", kind)
	}
	file := source.New(t.Path, t.Words)
	if at, reason := file.Fault(); reason != "" {
		return nil, 0, fmt.Errorf("line %d: %s", file.Position(at).Line, reason)
	}
	w := writer{text: file.Text}
	w.units(prose.Units(file.Text))
	if w.clauses == 0 {
		return nil, 0, errors.New("there are no words in it; name the text of a policy")
	}
	policy, err := format.Source(source.New(t.ID+".licet", header(t, w.title)+w.String()))
	if err != nil {
		return nil, 0, fmt.Errorf("the words cannot be quoted: %w", err)
	}
	files := []File{{t.ID + ".licet", policy}, {"licet.yaml", fill("later.yaml")}}
	if !t.InPlace {
		files = append(files, File{t.Path, t.Words})
	}
	return files, w.clauses, nil
}

// header returns the head of the policy, with what is to be done written above the clauses.
func header(t Text, title string) string {
	if title == "" {
		title = Title(t.ID)
	}
	return fill("text.licet", "{{id}}", t.ID, "{{title}}", quoted(title), "{{path}}", quoted(t.Path))
}

// A writer writes the clauses of a text.
type writer struct {
	strings.Builder
	text     string
	title    string   // the first heading, if the text begins with it
	headings []string // those that no clause has quoted yet
	clauses  int
	section  int // how many sections were opened; the sentences before the first are in none
	inside   int // the clauses of the section
}

func (w *writer) units(units []prose.Unit) {
	for i, u := range units {
		words := squeeze(w.text[u.Start:u.End])
		switch u.Kind {
		case prose.Marks:
		case prose.Heading:
			if i == 0 {
				w.title = words
			} else if len(w.headings) == 0 || w.clauses == 0 {
				w.open(words)
			}
			w.headings = append(w.headings, words)
		default:
			w.clause(words)
		}
	}
	if len(w.headings) > 0 {
		w.clause("")
	}
	w.close()
}

// open opens a section.
func (w *writer) open(title string) {
	w.close()
	w.section, w.inside = w.section+1, 0
	fmt.Fprintf(w, "\nsection %s {\n", quoted(title))
}

func (w *writer) close() {
	if w.section > 0 {
		w.WriteString("}\n")
	}
}

// clause writes a clause for some words, and for the headings above them.
func (w *writer) clause(words string) {
	w.clauses++
	w.inside++
	id := fmt.Sprint(w.inside)
	if w.section > 0 {
		id = fmt.Sprintf("%d.%d", w.section, w.inside)
	}
	fmt.Fprintf(w, "\n  clause %s {\n", id)
	for _, text := range append(w.headings, words) {
		for _, run := range runs(text) {
			fmt.Fprintf(w, "    quote %s\n", quoted(run))
		}
	}
	fmt.Fprintf(w, "    todo %s\n  }\n", quoted(Todo))
	w.headings = nil
}

// runs divides words at the omissions that stand among them, since a quote skips words there.
func runs(words string) []string {
	var out []string
	var run []string
	for _, word := range append(strings.Fields(words), "...") {
		if word != "..." && word != "…" {
			run = append(run, word)
		} else if len(run) > 0 {
			out, run = append(out, strings.Join(run, " ")), nil
		}
	}
	return out
}

// quoted returns words as a text of the language.
func quoted(words string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(words) + `"`
}

// squeeze joins words with single spaces.
func squeeze(words string) string { return strings.Join(strings.Fields(words), " ") }
