package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/engine"
)

// maxLine is the longest line of a batch, in bytes.
const maxLine = 1 << 20

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
	b := &batch{engine: e, questions: wire.NewQuestions(0), brief: brief}
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
	engine    *engine.Engine
	questions *wire.Questions
	brief     bool
	bad       bool // whether a line could not be answered
}

// answer answers a line, or says what is wrong with it. A line that the program fails by costs no other its answer.
func (b *batch) answer(n int, line []byte, tooLong bool) (v any) {
	fail := func(fault *wire.Fault) {
		b.bad = true
		fault.Line = n
		v = fault
	}
	defer func() {
		if r := recover(); r != nil {
			fail(wire.NewFault(wire.Internal, "licet failed by this line, which is a mistake of its own; please report it with the line and the policy: %v", r))
		}
	}()
	if tooLong {
		fail(wire.NewFault(wire.Limit, "the line is longer than %d bytes", maxLine))
		return v
	}
	v, err := b.ask(line)
	if err != nil {
		fail(wire.FaultOf(err))
	}
	return v
}

func (b *batch) ask(line []byte) (any, error) {
	fields, err := b.questions.Read(line)
	var bad *strictjson.Error
	switch {
	case errors.As(err, &bad) && bad.Empty:
		return nil, wire.NewFault(wire.BadJSON, "the line is empty; expected a question as a JSON object")
	case err != nil:
		return nil, err
	}
	q, err := b.engine.Asker().Fields(fields)
	if err != nil {
		return nil, err
	}
	if b.brief {
		answer, clauses, err := b.engine.Brief(q)
		return wire.BriefOf(answer, clauses), err
	}
	return b.engine.ExplainQuestion(q)
}
