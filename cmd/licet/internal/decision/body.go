package decision

import (
	"bytes"
	"errors"
	"io"
	"net/http"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// A Whole is a body that has been read: the server puts it in the place of that of a request.
type Whole struct {
	bytes.Reader
	text []byte
}

// NewWhole returns a body with a text, which must not change as long as it is used.
func NewWhole(text []byte) *Whole {
	w := &Whole{text: text}
	w.Reset(text)
	return w
}

// Close does nothing.
func (*Whole) Close() error { return nil }

// Body returns the body of a request, which must not be changed, nor kept when the request is over. Its error is a *wire.Fault.
func Body(r *http.Request, l Limits) ([]byte, error) {
	if w, ok := r.Body.(*Whole); ok {
		return w.text, nil
	}
	text, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, l.Body))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, TooLarge(l)
	case err != nil:
		return nil, CutOff()
	}
	return text, nil
}

// TooLarge is the fault of a body that has more bytes than it may.
func TooLarge(l Limits) *wire.Fault {
	return wire.NewFault(wire.TooLarge, "the body has more than %d bytes; ask in several requests", l.Body)
}

// CutOff is the fault of a body that did not arrive whole.
func CutOff() *wire.Fault {
	return wire.NewFault(wire.CutOff, "the body could not be read to its end: send it whole, and without long pauses")
}
