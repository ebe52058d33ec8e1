package server

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// bodies reads bodies, whose bytes it bounds: of each, and of all together, since many slow clients may each have sent almost a whole one.
type bodies struct {
	most int64 // bytes of all that are held
	held atomic.Int64
	kept sync.Pool // of *[]byte
}

// keptBody is the largest buffer that is kept for the next body, and firstBody the size of a new one.
const (
	keptBody  = 64 << 10
	firstBody = 4 << 10
)

// read reads the body of a request, and puts what it read in its place. The bytes are held until release.
func (b *bodies) read(r *http.Request, l decision.Limits) (release func(), err error) {
	if r.ContentLength > l.Body {
		return nil, decision.TooLarge(l)
	}
	buffer, _ := b.kept.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
		*buffer = make([]byte, 0, firstBody)
	}
	text, held, err := b.fill((*buffer)[:0], r.Body, l)
	release = func() {
		b.held.Add(-held)
		if *buffer = text; cap(text) <= keptBody {
			b.kept.Put(buffer)
		}
	}
	if err != nil {
		release()
		return nil, err
	}
	r.Body = decision.NewWhole(text)
	return release, nil
}

// fill reads to the end, in a buffer that grows with what arrives, not with what is announced.
func (b *bodies) fill(text []byte, body io.Reader, l decision.Limits) (_ []byte, held int64, err error) {
	held = int64(cap(text))
	if err := b.hold(held); err != nil {
		return text, held, err
	}
	for {
		n, err := body.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		switch {
		case int64(len(text)) > l.Body:
			return text, held, decision.TooLarge(l)
		case errors.Is(err, io.EOF):
			return text, held, nil
		case err != nil:
			return text, held, decision.CutOff()
		}
		if len(text) < cap(text) {
			continue
		}
		grown := append(make([]byte, 0, min(2*int64(cap(text)), l.Body+1)), text...)
		more := int64(cap(grown) - cap(text))
		held += more
		text = grown
		if err := b.hold(more); err != nil {
			return text, held, err
		}
	}
}

// hold counts bytes that are held from now on, also where there are too many with them.
func (b *bodies) hold(bytes int64) error {
	if b.held.Add(bytes) > b.most {
		return wire.NewFault(wire.Busy, "too many bodies are being read; ask again later")
	}
	return nil
}
