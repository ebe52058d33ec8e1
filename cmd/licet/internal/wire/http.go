package wire

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
)

// Write answers a request with a value as JSON, on one line. Nobody is to keep it: another time the answer may be another one. What
// cannot be written as JSON is a fault, and no half of an answer.
func Write(w http.ResponseWriter, status int, v any) {
	text, err := Text(v)
	write(w, status, text, err)
}

// WritePretty is Write, on as many lines as a person likes to read.
func WritePretty(w http.ResponseWriter, status int, v any) {
	text, err := Text(v)
	var lines bytes.Buffer
	if err == nil {
		err = json.Indent(&lines, text, "", "  ")
	}
	write(w, status, lines.Bytes(), err)
}

func write(w http.ResponseWriter, status int, text []byte, err error) {
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"format":"licet.error/1","code":"internal","message":"the answer could not be written as JSON"}`+"\n")
	}
	WriteText(w, status, text)
}

// WriteText answers a request with a text that is JSON.
func WriteText(w http.ResponseWriter, status int, text []byte) {
	h := w.Header()
	h["Content-Type"] = []string{"application/json"}
	h["Cache-Control"] = []string{"no-store"}
	h["X-Content-Type-Options"] = []string{"nosniff"}
	h["Content-Length"] = []string{strconv.Itoa(len(text))}
	w.WriteHeader(status)
	_, _ = w.Write(text) // who asked may be gone
}

// WriteFault answers a request that has no answer.
func WriteFault(w http.ResponseWriter, f *Fault) {
	f.Headers(w.Header())
	Write(w, f.Status(), f)
}

// Headers sets what the header of a response says of a fault: when to ask again, where there may be an answer soon, and what is needed to ask.
func (f *Fault) Headers(h http.Header) {
	switch f.Code {
	case Busy, Timeout, Stale:
		h["Retry-After"] = []string{"1"}
	case Unauthorized:
		h["Www-Authenticate"] = []string{"Bearer"}
	}
}

// Text returns a value as JSON on one line, with its characters as they are and a line feed at its end.
func Text(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}
