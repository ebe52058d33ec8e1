package server

import (
	"errors"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// A lastListener is a listener that takes no more connections at once than it may, and can end without losing one.
//
// The system completes connections before the server takes them; when a listener is closed, it resets those that the server has not taken yet, with what
// they have sent. So before that, no new ones are let in (where the system can do that: on Linux), and those that are there are taken, be they too many.
type lastListener struct {
	net.Listener
	open   chan struct{} // as many as are open
	ending chan struct{} // closed when it is to end
	shut   atomic.Bool   // no new ones are let in
	until  time.Time     // it does not end before; set before shut
}

// The listener ends when nothing has come for a while: first for as long as a connection may take to be completed, and a client to be told, with its
// next answer, that its connection ends; then for less.
const (
	firstQuiet = 100 * time.Millisecond
	nextQuiet  = 20 * time.Millisecond
)

func newLastListener(l net.Listener, most int) *lastListener {
	return &lastListener{Listener: l, open: make(chan struct{}, most), ending: make(chan struct{})}
}

// end has Accept fail when all connections have been taken.
func (l *lastListener) end() {
	l.until = time.Now().Add(firstQuiet)
	l.control(func(fd uintptr) { l.shut.Store(letNoMoreIn(fd)) })
	l.wait()
	close(l.ending)
}

// control does something with the descriptor of the listener, if it has one.
func (l *lastListener) control(do func(fd uintptr)) {
	if c, ok := l.Listener.(syscall.Conn); ok {
		if raw, err := c.SyscallConn(); err == nil {
			_ = raw.Control(do) // it fails when the listener is closed
		}
	}
}

func (l *lastListener) wait() {
	until := time.Now().Add(nextQuiet)
	if l.until.After(until) {
		until = l.until
	}
	if x, ok := l.Listener.(interface{ SetDeadline(time.Time) error }); ok {
		_ = x.SetDeadline(until) // where that fails, those who wait for the end do not wait for ever
	}
}

// Accept is that of net.Listener. It waits while too many connections are open. At the end its error is one after which another try makes no sense.
func (l *lastListener) Accept() (net.Conn, error) {
	select {
	case l.open <- struct{}{}:
		c, err := l.accept()
		if err != nil {
			<-l.open
			return nil, err
		}
		return &openConn{Conn: c, closed: sync.OnceFunc(func() { <-l.open })}, nil
	case <-l.ending:
		return l.accept()
	}
}

func (l *lastListener) accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err == nil && l.shut.Load() {
			l.wait()
		}
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			return c, err
		}
		var more bool // the time may be over before anybody looked
		l.control(func(fd uintptr) { more = someoneWaits(fd) })
		if !more || !l.shut.Load() { // else it might go on for ever
			return nil, net.ErrClosed
		}
		l.wait()
	}
}

// An openConn is a connection that is counted until it is closed.
type openConn struct {
	net.Conn
	closed func()
}

// Close closes the connection.
func (c *openConn) Close() error {
	defer c.closed()
	return c.Conn.Close()
}
