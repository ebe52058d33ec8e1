package authzen

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/diag"
)

// A fault is why a request, or one evaluation of it, has no answer. It is never a permission.
type fault struct {
	Status  int    `json:"status"`  // as the HTTP status of a request that failed so
	Code    string `json:"code"`    // what kind of fault, in one word
	Message string `json:"message"` // what is wrong, and the way out
	// malformed is set where the request is not as the specification (section 10.1) has it. It fails the whole request; else the request
	// is well-formed, and its answer is a denial that tells of the fault.
	malformed bool
}

// malformed is a fault of the request's form.
func malformed(code, format string, args ...any) *fault {
	return &fault{http.StatusBadRequest, code, fmt.Sprintf(format, args...), true}
}

// bad is a fault of a request that is well-formed, and says what cannot be.
func bad(code, format string, args ...any) *fault {
	return &fault{http.StatusBadRequest, code, fmt.Sprintf(format, args...), false}
}

// unknown is a fault of a name that is not known.
func unknown(code, format string, args ...any) *fault {
	return &fault{http.StatusNotFound, code, fmt.Sprintf(format, args...), false}
}

// unknownName is the code of a name that the policy does not know, as in package dsl/diag.
const unknownName = "unknown-name"

// longestMessage is how many bytes a message may have that the engine made of what was sent: one request may have it said for each of its evaluations.
const longestMessage = 1000

// faultOf is the fault that an error of the engine is.
func faultOf(err error) *fault {
	w := wire.FaultOf(err)
	status := w.Status()
	var problems diag.List
	switch {
	case w.Code == unknownName:
		status = http.StatusNotFound
	case errors.As(err, &problems), w.Code == wire.EmptyScope:
		status = http.StatusBadRequest
	}
	return &fault{status, w.Code, strictjson.Cut(w.Message, longestMessage), false}
}

// requestFault is the fault of a request that could not be read, or must not be answered.
func requestFault(err error) *fault {
	w := wire.FaultOf(err)
	return &fault{w.Status(), w.Code, w.Message, true}
}
