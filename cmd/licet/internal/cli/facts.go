package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// A statement is one thing that the command line gives: a --given, or an entry of the --given-file. It knows how to say where
// its problems stand.
type statement struct {
	text  string // a condition in words, or
	name  string // the fact that has
	value any    // a value
	place func(diag.Problem) (*source.File, source.Span)
}

// add adds the statement to a question in parts.
func (s statement) add(f *dsl.Fields) {
	if s.name == "" {
		f.Given = append(f.Given, s.text)
		return
	}
	if f.Values == nil {
		f.Values = map[string]any{}
	}
	switch old := f.Values[s.name].(type) {
	case nil:
		f.Values[s.name] = s.value
	case []any:
		f.Values[s.name] = append(slices.Clip(old), s.value)
	default:
		f.Values[s.name] = []any{old, s.value}
	}
}

// moved returns a problem of the statement where the user sees it.
func (s statement) moved(p diag.Problem) diag.Problem {
	if s.place != nil {
		p.File, p.Span = s.place(p)
	}
	return p
}

// statements gathers what is given.
func (f *askFlags) statements(p *model.Policy) ([]statement, error) {
	var out []statement
	if f.givenFile != "" {
		list, err := readFacts(f.givenFile, p)
		if err != nil {
			return nil, err
		}
		out = list
	}
	for i, text := range f.given {
		s := statement{text: text}
		if m := assignment.FindStringSubmatch(text); m != nil {
			s = statement{name: m[1], value: flagValue(p, m[1], m[2])}
		}
		if len(f.given) > 1 {
			s.place = func(p diag.Problem) (*source.File, source.Span) {
				return source.New(fmt.Sprintf("given %d", i+1), p.File.Text), p.Span
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// assignment is FACT=VALUE; a comparison such as `age >= 16` is not.
var assignment = regexp.MustCompile(`^([a-z][a-z0-9-]*|overdue \S+|[a-z]+ consent)=([^=].*)$`)

// flagValue reads the value of FACT=VALUE by the type of the fact.
func flagValue(p *model.Policy, name, text string) any {
	if id, ok := p.Fact(name); ok {
		switch p.Facts[id].Type {
		case model.Number:
			if n, err := strconv.ParseInt(text, 10, 64); err == nil {
				return n
			}
			return text
		case model.OneOf, model.AtPlace:
			return text
		}
	}
	switch text {
	case "true", "yes":
		return true
	case "false", "no":
		return false
	}
	return text
}

// readFacts reads a file with an object of facts.
func readFacts(path string, p *model.Policy) ([]statement, error) {
	text, err := readRegular(path)
	if err != nil {
		return nil, err
	}
	entries, err := yamlfile.Entries(path, text)
	if err != nil {
		return nil, &exit{exitUsage, err}
	}
	file := source.New(path, string(text))
	if slices.ContainsFunc(entries, func(e yamlfile.Entry) bool { return strings.TrimSpace(e.Key) == "" }) {
		return nil, &exit{exitUsage, fmt.Errorf("%s: a name is empty; write the name of a fact, or leave it out", path)}
	}
	out := make([]statement, len(entries))
	for i, e := range entries {
		if e.Value == "yes" || e.Value == "no" { // which are texts in YAML, and were not always
			e.Value = flagValue(p, e.Key, e.Value.(string))
		}
		out[i] = statement{name: e.Key, value: e.Value, place: func(p diag.Problem) (*source.File, source.Span) {
			return file, entrySpan(file, e, p)
		}}
	}
	return out, nil
}

// readRegular reads a file, and no more of it than this tool takes. What is no file, such as a pipe, might never end.
func readRegular(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, loadError(err)
	}
	if !info.Mode().IsRegular() {
		return nil, &exit{exitFailed, fmt.Errorf("cannot read %s: it is no ordinary file; name one", path)}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, loadError(err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, yamlfile.MaxSize+1))
	if err != nil {
		return nil, loadError(err)
	}
	return text, nil
}

// entrySpan is where the guilty words stand in an entry; where they do not stand there as they are, its value, as far as that stands
// on one line.
func entrySpan(file *source.File, e yamlfile.Entry, p diag.Problem) source.Span {
	if p.Code == "unknown-name" && p.File.Text == e.Key {
		return wordsAt(file, offset(file.Text, e.KeyAt), e.Key)
	}
	start := offset(file.Text, e.At)
	guilty := p.File.Text[p.Span.Start:max(p.Span.Start, min(p.Span.End, len(p.File.Text)))]
	if i := strings.Index(file.Text[start:], guilty); i > 0 && guilty != e.Key && strings.Contains(fmt.Sprint(e.Value), guilty) {
		start += i
		return source.Span{Start: start, End: start + len(guilty)}
	}
	return wordsAt(file, start, fmt.Sprint(e.Value))
}

// wordsAt is the span of some words that begin at an offset, or behind a quotation mark there.
func wordsAt(file *source.File, start int, words string) source.Span {
	rest := file.Text[start:]
	if strings.HasPrefix(strings.TrimLeft(rest, `"'`), words) && !strings.HasPrefix(rest, words) {
		start++
		rest = rest[1:]
	}
	if strings.HasPrefix(rest, words) {
		return source.Span{Start: start, End: start + len(words)}
	}
	return source.Span{Start: start, End: min(start+1, len(file.Text))}
}

// offset returns where a place is in a text, in bytes.
func offset(text string, at yamlfile.Place) int {
	line, column, last := 1, 1, 0
	for i, r := range text {
		last = i
		if line == at.Line && column == at.Column {
			break
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return last
}

// blame finds the statements that a question fails by, and says the problems where they stand.
func blame(err error, base dsl.Fields, all []statement, bind func(dsl.Fields) error) error {
	var found, problems diag.List
	if !errors.As(err, &problems) {
		return err
	}
	if err := bind(base); err != nil {
		return err // the question itself
	}
	for _, s := range all {
		one := base
		s.add(&one)
		if err := bind(one); errors.As(err, &problems) {
			for _, p := range problems {
				found = append(found, s.moved(p))
			}
		}
	}
	if len(found) == 0 && errors.As(err, &problems) {
		found = contradicting(problems, all)
	}
	return found
}

// contradicting says where the problems stand of statements that are well each by itself.
func contradicting(problems diag.List, all []statement) diag.List {
	var out diag.List
	for _, p := range problems {
		i := slices.IndexFunc(all, func(s statement) bool { return p.File.Text == s.text+s.name })
		if i >= 0 && p.File.Text != "" {
			p = all[i].moved(p)
		}
		out = append(out, p)
	}
	return out
}
