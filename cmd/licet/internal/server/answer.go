package server

import (
	"context"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// An answer is what an endpoint writes to. It is kept until the endpoint is done, so that whoever asked gets all of it, or, where the time is over
// or the endpoint fails, a fault in its place: never a half, and never both.
//
// When the time is over it is answered at once, although the engine works on: its work is bounded, and its place stays taken until it ends.
type answer struct {
	to     http.ResponseWriter
	gate   *gate
	cancel context.CancelFunc
	timer  *time.Timer
	header http.Header
	status int
	text   []byte

	mu   sync.Mutex
	done bool // to was written to
}

// keptText is the largest buffer that is kept for the next answer.
const keptText = 64 << 10

// newAnswer returns an answer whose time begins.
func newAnswer(w http.ResponseWriter, g *gate, cancel context.CancelFunc) *answer {
	a, _ := g.s.answers.Get().(*answer)
	if a == nil {
		a = &answer{header: http.Header{}}
	}
	a.to, a.gate, a.cancel, a.status, a.done, a.text = w, g, cancel, 0, false, a.text[:0]
	if a.timer == nil {
		a.timer = time.AfterFunc(g.s.config.Timeout, a.expire)
	} else {
		a.timer.Reset(g.s.config.Timeout)
	}
	return a
}

// Header, WriteHeader and Write are those of http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	a.text = append(a.text, p...)
	return len(p), nil
}

// finish sends the answer, unless the time was over before.
func (a *answer) finish() {
	a.mu.Lock()
	if !a.done {
		a.done = true
		a.WriteHeader(http.StatusOK)
		maps.Copy(a.to.Header(), a.header)
		a.to.WriteHeader(a.status)
		_, _ = a.to.Write(a.text) // who asked may be gone
	}
	a.mu.Unlock()
	if a.timer.Stop() && cap(a.text) <= keptText { // otherwise expire may still come
		kept := &a.gate.s.answers
		clear(a.header)
		a.to, a.gate, a.cancel = nil, nil, nil
		kept.Put(a)
	}
}

// instead answers with a fault, unless the time was over before; what the endpoint wrote is forgotten.
func (a *answer) instead(f *wire.Fault) {
	clear(a.header)
	a.status, a.text = 0, a.text[:0]
	a.gate.refuse(a, f)
}

// expire answers when the time is over.
func (a *answer) expire() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.done {
		return
	}
	a.done = true
	a.cancel()
	f := wire.NewFault(wire.Timeout, "the question could not be decided within %v; ask for less at once, or say more of what is known", a.gate.s.config.Timeout)
	a.to.Header()["Connection"] = []string{"close"} // the next request would wait for the engine
	a.gate.refuse(a.to, f)
	_ = http.NewResponseController(a.to).Flush() // who asked may be gone
}
