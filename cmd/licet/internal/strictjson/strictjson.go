// Package strictjson reads JSON that comes from others, and takes nothing in it for granted.
//
// It refuses what two readers could understand in two ways: a key that stands twice, keys that differ only by case from each other or
// from a key that is known, bytes that are not UTF-8 (all as RFC 7493, I-JSON, advises, or stricter), anything behind the value; and, where the
// caller says so, keys that are not known. It bounds how deep values nest and, where the caller says so, how long lists are. How many bytes
// there are is for the caller to bound. It does not say what a value must be: who asked for a string looks whether it is one, and says what else
// stands there with Wrong.
//
//	shape := &strictjson.Shape{Name: "a subject", Fields: map[string]*strictjson.Shape{"id": nil, "type": nil}, Closed: true}
//	var r strictjson.Reader
//	v, err := r.Read(body, shape) // map[string]any, []any, string, int64, float64, bool or nil
package strictjson

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// DefaultDepth is how deep a value may nest where a Reader says nothing else.
const DefaultDepth = 32

// A Shape says which keys an object has. A nil Shape knows none, and refuses none but those that stand twice, or differ only by case.
type Shape struct {
	Name   string            // what the object is called, as in "a question has no `x`"
	Fields map[string]*Shape // the keys that are known, and the shapes of their values
	Order  []string          // the keys in the order in which messages name them
	Closed bool              // whether other keys are refused
	Items  *Shape            // where the value is a list: the shape of what is in it
}

func (s *Shape) field(key string) *Shape {
	if s == nil {
		return nil
	}
	return s.Fields[key]
}

func (s *Shape) items() *Shape {
	if s == nil {
		return nil
	}
	return s.Items
}

// A Reader reads values. The zero Reader is ready to use, again and again, by one goroutine at a time.
type Reader struct {
	MaxDepth int // how many objects and lists may stand within each other; 0 means DefaultDepth
	MaxItems int // how many values a list may have; 0 means any number

	dec  jsontext.Decoder
	text bytes.Buffer
}

// Read reads a text that is one JSON value. Whole numbers that fit are int64, others float64; null is nil; an object is a map[string]any and a
// list a []any, never nil. The text must not change while it is read. The error is an *Error.
func (r *Reader) Read(text []byte, shape *Shape) (any, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, &Error{Message: "there is nothing; expected a JSON value", Empty: true}
	}
	r.text = *bytes.NewBuffer(text)
	r.dec.Reset(&r.text)
	v, err := r.value(shape, 0)
	if err != nil {
		return nil, r.explain(err, text)
	}
	end := int(r.dec.InputOffset())
	if _, err := r.dec.ReadToken(); err != io.EOF {
		end += len(text[end:]) - len(bytes.TrimLeft(text[end:], " \t\r\n"))
		return nil, (&Error{Message: "something stands behind the JSON value"}).at(text, end)
	}
	return v, nil
}

func (r *Reader) maxDepth() int { return cmp.Or(r.MaxDepth, DefaultDepth) }

func (r *Reader) value(shape *Shape, depth int) (any, error) {
	switch r.dec.PeekKind() {
	case jsontext.KindBeginObject, jsontext.KindBeginArray:
		if depth >= r.maxDepth() {
			return nil, r.here("the JSON nests deeper than " + strconv.Itoa(r.maxDepth()))
		}
	}
	t, err := r.dec.ReadToken()
	if err != nil {
		return nil, err
	}
	switch t.Kind() {
	case jsontext.KindBeginObject:
		return r.object(shape, depth)
	case jsontext.KindBeginArray:
		return r.array(shape, depth)
	case jsontext.KindString:
		return t.String(), nil
	case jsontext.KindNumber:
		return r.number(t.String())
	case jsontext.KindNull:
		return nil, nil
	}
	return t.Bool(), nil
}

func (r *Reader) number(text string) (any, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, r.here("the number " + Shorten(text) + " is too large")
	}
	return f, nil
}

func (r *Reader) array(shape *Shape, depth int) (any, error) {
	out := []any{}
	for r.dec.PeekKind() != jsontext.KindEndArray {
		if r.MaxItems > 0 && len(out) == r.MaxItems {
			return nil, r.here("the list has more than " + strconv.Itoa(r.MaxItems) + " values")
		}
		v, err := r.value(shape.items(), depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	_, err := r.dec.ReadToken()
	return out, err
}

func (r *Reader) object(shape *Shape, depth int) (any, error) {
	out := map[string]any{}
	var seen folded
	for r.dec.PeekKind() != jsontext.KindEndObject {
		t, err := r.dec.ReadToken()
		if err != nil {
			return nil, err
		}
		key := t.String()
		if message := refused(key, shape); message != "" {
			e := r.here(message)
			e.named = true
			return nil, e
		}
		if twin, ok := seen.twin(key, out); ok {
			return nil, r.here(fmt.Sprintf("the keys `%s` and `%s` differ only by case; keep one", Shorten(twin), Shorten(key)))
		}
		if out[key], err = r.value(shape.field(key), depth+1); err != nil {
			return nil, err
		}
	}
	_, err := r.dec.ReadToken()
	return out, err
}

// here returns an error about what was read last.
func (r *Reader) here(message string) *Error {
	return &Error{Message: message, Pointer: string(r.dec.StackPointer()), Offset: max(0, int(r.dec.InputOffset())-1)}
}

// explain says where JSON is broken.
func (r *Reader) explain(err error, text []byte) error {
	var own *Error
	var s *jsontext.SyntacticError
	switch {
	case errors.As(err, &own):
		return own.at(text, own.Offset)
	case errors.Is(err, jsontext.ErrDuplicateName):
		errors.As(err, &s)
		return (&Error{Message: fmt.Sprintf("the key `%s` stands twice", Shorten(s.JSONPointer.LastToken())), Pointer: string(s.JSONPointer)}).at(text, int(s.ByteOffset))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return (&Error{Message: "the JSON stops in the middle", Pointer: string(r.dec.StackPointer())}).at(text, len(text))
	case errors.As(err, &s):
		return (&Error{Message: "this is not JSON: " + Shorten(strings.TrimPrefix(s.Err.Error(), "jsontext: ")), Pointer: string(s.JSONPointer)}).at(text, int(s.ByteOffset))
	}
	return (&Error{Message: err.Error()}).at(text, int(r.dec.InputOffset()))
}
