package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/seed-90f8eabc/licet/dsl/diag"
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
	e, _, err := a.loadRules()
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
	b := &batch{engine: e, brief: brief}
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	var buffer []byte
	for n := 1; ; n++ {
		line, tooLong, err := readLine(r, buffer[:0])
		buffer = line
		if err == io.EOF {
			break
		}
		if err != nil {
			return &exit{exitFailed, fmt.Errorf("cannot read the questions: %w", err)}
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if err := enc.Encode(b.answer(n, line, tooLong)); err != nil {
			return &exit{exitFailed, fmt.Errorf("cannot write the answers: %w", err)}
		}
		if r.Buffered() == 0 { // whoever asks may be waiting
			if err := a.out.Flush(); err != nil {
				return &exit{exitFailed, fmt.Errorf("cannot write the answers: %w", err)}
			}
		}
	}
	if b.bad {
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

// A batch answers lines.
type batch struct {
	engine *engine.Engine
	reader jsonReader
	brief  bool
	bad    bool // whether a line could not be answered
}

// answer answers a line, or says what is wrong with it. A line that the program fails by costs no other its answer.
func (b *batch) answer(n int, line []byte, tooLong bool) (v any) {
	fail := func(fault *lineError) {
		b.bad = true
		fault.Format, fault.Line = "licet.error/1", n
		v = fault
	}
	defer func() {
		if r := recover(); r != nil {
			fail(&lineError{Code: "internal", Message: fmt.Sprintf("licet failed by this line, which is a mistake of its own; please report it with the line and the policy: %v", r)})
		}
	}()
	if tooLong {
		fail(&lineError{Code: "limit", Message: fmt.Sprintf("the line is longer than %d bytes", maxLine)})
		return v
	}
	v, fault := b.ask(line)
	if fault != nil {
		fail(fault)
	}
	return v
}

func (b *batch) ask(line []byte) (any, *lineError) {
	fields, err := readQuestion(&b.reader, line)
	if err != nil {
		return nil, &lineError{Code: "bad-json", Message: err.Error()}
	}
	q, err := b.engine.Asker().Fields(fields)
	if err != nil {
		return nil, faultOf(err)
	}
	if b.brief {
		answer, clauses, err := b.engine.Brief(q)
		if err != nil {
			return nil, faultOf(err)
		}
		return briefOf(answer, clauses), nil
	}
	x, err := b.engine.ExplainQuestion(q)
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
