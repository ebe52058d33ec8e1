package wire

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine"
)

// A Fault is what stands in the place of an answer that there is none of: "licet.error/1". It can never be read as a permission.
type Fault struct {
	Format  string `json:"format"`
	Line    int    `json:"line,omitempty"` // of a batch, from 1 on
	Code    string `json:"code"`
	At      string `json:"at,omitempty"` // where in the JSON (RFC 6901)
	Message string `json:"message"`      // what is wrong, and the way out
}

// The codes of faults, beside those of package dsl/diag, with which names and values of a question are wrong.
const (
	BadJSON    = "bad-json"    // it is no JSON, or no question
	EmptyScope = "empty-scope" // the question asks about nothing
	Limit      = "limit"       // too wide, too deep, or too long
	Failed     = "failed"      // it could not be done
	Internal   = "internal"    // a mistake of licet
)

// The codes of faults that only a server has.
const (
	NotFound     = "not-found"  // there is nothing at this path
	BadMethod    = "bad-method" // there is, and not by this method
	BadMediaType = "bad-media-type"
	BadParameter = "bad-parameter" // of a URL
	Unauthorized = "unauthorized"
	TooLarge     = "too-large" // of a body
	Busy         = "busy"      // too much is asked at once
	Timeout      = "timeout"
	Stale        = "stale" // whether the policy is still the current one cannot be found out
	CutOff       = "cut-off"
)

// NewFault returns a fault.
func NewFault(code, format string, args ...any) *Fault {
	return &Fault{Format: "licet.error/1", Code: code, Message: fmt.Sprintf(format, args...)}
}

// Named returns a name of somebody else's as it may stand in a message: not too long.
func Named(name string) string { return "`" + strictjson.Shorten(name) + "`" }

// Error returns the message.
func (f *Fault) Error() string { return f.Message }

// FaultOf returns what is wrong with a question that could not be read, bound or answered. A Fault stays what it is.
func FaultOf(err error) *Fault {
	var fault *Fault
	var bad *strictjson.Error
	var problems diag.List
	switch {
	case errors.As(err, &fault):
		return fault
	case errors.As(err, &bad):
		f := NewFault(BadJSON, "%s", bad.Error())
		f.At = bad.Pointer
		return f
	case errors.As(err, &problems) && len(problems) > 0:
		return NewFault(problems[0].Code, "%s", problems[0].Message)
	case errors.Is(err, engine.ErrLimit):
		return NewFault(Limit, "%s", err)
	case errors.Is(err, engine.ErrNothing):
		return NewFault(EmptyScope, "%s", err)
	}
	return NewFault(Failed, "%s", err)
}

// Status returns the HTTP status of a fault: 400 for what cannot be read, 422 for a question that can be read and is wrong for this
// policy. None is below 400.
func (f *Fault) Status() int {
	switch f.Code {
	case BadJSON, BadParameter:
		return http.StatusBadRequest
	case Unauthorized:
		return http.StatusUnauthorized
	case NotFound:
		return http.StatusNotFound
	case BadMethod:
		return http.StatusMethodNotAllowed
	case CutOff:
		return http.StatusRequestTimeout
	case TooLarge:
		return http.StatusRequestEntityTooLarge
	case BadMediaType:
		return http.StatusUnsupportedMediaType
	case Failed, Internal:
		return http.StatusInternalServerError
	case Busy, Timeout, Stale:
		return http.StatusServiceUnavailable
	}
	return http.StatusUnprocessableEntity
}
