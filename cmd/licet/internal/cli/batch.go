package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// maxLine is the longest line of a batch, in bytes.
const maxLine = 1 << 20

// lineError is what stands in the place of a line that could not be answered.
type lineError struct {
	Format  string `json:"format"`
	Line    int    `json:"line"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// briefAnswer is an answer with --brief.
type briefAnswer struct {
	Format    string        `json:"format"`
	Answer    string        `json:"answer"`
	Conflict  bool          `json:"conflict"`
	DecidedBy []briefClause `json:"decided_by"`
}

type briefClause struct {
	Clause string `json:"clause"`
}

func briefOf(answer engine.Answer, clauses []string) briefAnswer {
	out := briefAnswer{"licet.brief/1", answer.String(), answer.Conflict(), make([]briefClause, len(clauses))}
	for i, c := range clauses {
		out.DecidedBy[i].Clause = c
	}
	return out
}

// askBatch answers questions from JSON Lines in JSON Lines, each line in its place.
func (a *app) askBatch(f *askFlags, args []string) error {
	if len(args) > 0 || f.usesParts() || len(f.given) > 0 || f.givenFile != "" || f.nothingElse {
		return &exit{exitUsage, errors.New("--batch reads whole questions from its file; no other question or fact goes with it")}
	}
	e, _, err := a.load()
	if err != nil {
		return err
	}
	in := a.in
	if f.batch != "-" {
		file, err := os.Open(f.batch)
		if err != nil {
			return loadError(err)
		}
		defer file.Close()
		in = file
	}
	return a.answerLines(e, in, f.brief)
}

// answerLines writes one line for each line that it reads.
func (a *app) answerLines(e *engine.Engine, in io.Reader, brief bool) error {
	r := bufio.NewReaderSize(in, 1<<16)
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	var buffer []byte
	var reader jsonReader
	bad := false
	for n := 1; ; n++ {
		line, tooLong, err := readLine(r, buffer[:0])
		buffer = line
		if err == io.EOF {
			break
		}
		if err != nil {
			return &exit{exitFailed, fmt.Errorf("cannot read the questions: %w", err)}
		}
		v, fault := answerLine(e, &reader, line, tooLong, brief)
		if fault != nil {
			bad = true
			fault.Format, fault.Line = "licet.error/1", n
			v = fault
		}
		if err := enc.Encode(v); err != nil {
			return &exit{exitFailed, fmt.Errorf("cannot write the answers: %w", err)}
		}
		if r.Buffered() == 0 { // whoever asks may be waiting
			if err := a.out.Flush(); err != nil {
				return &exit{exitFailed, fmt.Errorf("cannot write the answers: %w", err)}
			}
		}
	}
	if bad {
		return &exit{code: exitFound}
	}
	return nil
}

// readLine reads a line without its end. Of one that is too long it keeps the beginning.
func readLine(r *bufio.Reader, buffer []byte) (line []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if room := maxLine - len(buffer); len(part) > room {
			part, tooLong = part[:room], true
		}
		buffer = append(buffer, part...)
		switch {
		case err == nil:
			return bytes.TrimRight(buffer, "\r\n"), tooLong, nil
		case err == io.EOF && len(buffer) > 0:
			return buffer, tooLong, nil
		case err != bufio.ErrBufferFull:
			return buffer, tooLong, err
		}
	}
}

// answerLine answers one line, or says what is wrong with it.
func answerLine(e *engine.Engine, reader *jsonReader, line []byte, tooLong, brief bool) (any, *lineError) {
	if tooLong {
		return nil, &lineError{Code: "limit", Message: fmt.Sprintf("the line is longer than %d bytes", maxLine)}
	}
	fields, err := readQuestion(reader, line)
	if err != nil {
		return nil, &lineError{Code: "bad-json", Message: err.Error()}
	}
	q, err := e.Asker().Fields(fields)
	if err != nil {
		return nil, faultOf(err)
	}
	if brief {
		answer, clauses, err := e.Brief(q)
		if err != nil {
			return nil, faultOf(err)
		}
		return briefOf(answer, clauses), nil
	}
	x, err := e.ExplainQuestion(q)
	if err != nil {
		return nil, faultOf(err)
	}
	return x, nil
}

// faultOf is the error object of a question that could not be bound or answered.
func faultOf(err error) *lineError {
	var problems diag.List
	switch {
	case errors.As(err, &problems):
		return &lineError{Code: problems[0].Code, Message: problems[0].Message}
	case errors.Is(err, engine.ErrLimit):
		return &lineError{Code: "limit", Message: err.Error()}
	case errors.Is(err, engine.ErrNothing):
		return &lineError{Code: "empty-scope", Message: err.Error()}
	}
	return &lineError{Code: "failed", Message: err.Error()}
}

// questionKeys are the keys of a question as JSON.
var questionKeys = []string{"actor", "action", "data", "of", "from", "recipient", "purpose", "place", "except", "given", "nothing_else"}

// readQuestion reads a question as JSON.
func readQuestion(reader *jsonReader, line []byte) (dsl.Fields, error) {
	var f dsl.Fields
	v, err := reader.read(line)
	if err != nil {
		return f, err
	}
	object, ok := v.(map[string]any)
	if !ok {
		return f, errors.New(`expected a question, as in {"action": "use", "data": ["email"], "purpose": "marketing", "given": {}}`)
	}
	for key, v := range object {
		if err := readField(&f, key, v); err != nil {
			return f, err
		}
	}
	return f, nil
}

func readField(f *dsl.Fields, key string, v any) error {
	switch key {
	case "given":
		given, ok := v.(map[string]any)
		if !ok && v != nil {
			return errors.New("`given` is an object of facts, as in {\"consent\": false}")
		}
		f.Values = given
		return nil
	case "nothing_else":
		yes, ok := v.(bool)
		if !ok {
			return errors.New("`nothing_else` is true or false")
		}
		f.NothingElse = yes
		return nil
	case "except":
		return readExcept(f, v)
	}
	d := dimOf(key)
	if d < 0 {
		message := fmt.Sprintf("a question has no `%s`; it has %s", key, strings.Join(questionKeys, ", "))
		if near := diag.Nearest(strings.ToLower(key), slices.Values(questionKeys)); near != "" {
			message = fmt.Sprintf("a question has no `%s`; did you mean `%s`?", key, near)
		}
		return errors.New(message)
	}
	list, ok := names(v)
	if !ok {
		return fmt.Errorf("`%s` is a name or a list of names", key)
	}
	f.Dims[d] = list
	return nil
}

func readExcept(f *dsl.Fields, v any) error {
	object, ok := v.(map[string]any)
	if !ok {
		return errors.New("`except` is an object of lists of names, by part")
	}
	for key, v := range object {
		d := dimOf(key)
		list, ok := names(v)
		if d < 0 || !ok {
			return fmt.Errorf("`except` is an object of lists of names, by part; not `%s`", key)
		}
		f.Except[d] = list
	}
	return nil
}

func dimOf(key string) int {
	for d := range model.Dim(model.DimCount) {
		if d.String() == key {
			return int(d)
		}
	}
	return -1
}

func names(v any) ([]string, bool) {
	switch v := v.(type) {
	case nil:
		return nil, true
	case string:
		return []string{v}, true
	case []any:
		out := make([]string, len(v))
		for i, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, false
			}
			out[i] = s
		}
		return out, true
	}
	return nil, false
}
