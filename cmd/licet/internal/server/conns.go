package server

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// conns are the connections from which a request has come, or is to come. net/http cuts those off on which it has not yet read a request when it is told
// to shut down, although the request may be on its way or have arrived; so the server waits for them itself before.
type conns struct {
	mu    sync.Mutex
	state map[net.Conn]http.ConnState // those that are new or active
}

func newConns() *conns { return &conns{state: map[net.Conn]http.ConnState{}} }

// note is for http.Server.ConnState.
func (c *conns) note(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if state == http.StateNew || state == http.StateActive {
		c.state[conn] = state
	} else {
		delete(c.state, conn)
	}
}

// count returns how many are new, and how many are active.
func (c *conns) count() (fresh, active int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.state {
		if s == http.StateNew {
			fresh++
		} else {
			active++
		}
	}
	return fresh, active
}

// wait waits until every request has come and is answered: for requests that were begun until one time, for those that never came until
// another.
func (c *conns) wait(untilAnswered, untilCome time.Time) {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		fresh, active := c.count()
		now := time.Now()
		if (active == 0 || now.After(untilAnswered)) && (fresh == 0 || now.After(untilCome)) {
			return
		}
		<-tick.C
	}
}
