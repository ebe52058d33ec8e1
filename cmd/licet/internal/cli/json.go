package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth is how deep the JSON of a question may nest.
const maxDepth = 32

// A jsonReader reads JSON values, one a text, strictly: text that is not UTF-8 is an error, a key that stands twice, and
// anything behind the value. Whole numbers are int64.
type jsonReader struct {
	dec  jsontext.Decoder
	text bytes.Reader
}

func (r *jsonReader) read(text []byte) (any, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, errors.New("the line is empty; expected a question as a JSON object")
	}
	r.text.Reset(text)
	r.dec.Reset(&r.text)
	v, err := r.value(0)
	if err != nil {
		return nil, r.explain(err, text)
	}
	end := r.dec.InputOffset()
	if _, err := r.dec.ReadToken(); err != io.EOF {
		spaces := len(text[end:]) - len(bytes.TrimLeft(text[end:], " \t\r"))
		return nil, fmt.Errorf("something stands behind the JSON value, at column %d", column(text, end+int64(spaces)))
	}
	return v, nil
}

// column counts characters, as the places in files do.
func column(text []byte, offset int64) int {
	return utf8.RuneCount(text[:min(int(offset), len(text))]) + 1
}

// explain says where JSON is broken.
func (r *jsonReader) explain(err error, text []byte) error {
	var s *jsontext.SyntacticError
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		errors.As(err, &s)
		return fmt.Errorf("the key `%s` stands twice, at column %d", s.JSONPointer.LastToken(), column(text, s.ByteOffset))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("the JSON stops in the middle, at column %d", column(text, int64(len(text))))
	case errors.As(err, &s):
		return fmt.Errorf("this is not JSON: %s, at column %d", strings.TrimPrefix(s.Err.Error(), "jsontext: "), column(text, s.ByteOffset))
	}
	return fmt.Errorf("%w, at column %d", err, column(text, r.dec.InputOffset()-1))
}

func (r *jsonReader) value(depth int) (any, error) {
	t, err := r.dec.ReadToken()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, fmt.Errorf("the JSON nests deeper than %d", maxDepth)
	}
	switch t.Kind() {
	case jsontext.KindBeginObject:
		return r.object(depth)
	case jsontext.KindBeginArray:
		return r.array(depth)
	case jsontext.KindString:
		return t.String(), nil
	case jsontext.KindNumber:
		return number(t.String())
	case jsontext.KindNull:
		return nil, nil
	}
	return t.Bool(), nil
}

func number(text string) (any, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, fmt.Errorf("the number %s is too large", text)
	}
	return f, nil
}

func (r *jsonReader) array(depth int) (any, error) {
	out := []any{}
	for r.dec.PeekKind() != jsontext.KindEndArray {
		v, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	_, err := r.dec.ReadToken()
	return out, err
}

func (r *jsonReader) object(depth int) (any, error) {
	out := map[string]any{}
	for r.dec.PeekKind() != jsontext.KindEndObject {
		k, err := r.dec.ReadToken()
		if err != nil {
			return nil, err
		}
		key := k.String()
		if out[key], err = r.value(depth + 1); err != nil {
			return nil, err
		}
	}
	_, err := r.dec.ReadToken()
	return out, err
}
