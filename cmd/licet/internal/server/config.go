package server

import (
	"context"
	"io/fs"
	"net/http"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
)

// A Config says what a server serves, to whom, and within which limits. Limits that are zero are as in Defaults.
type Config struct {
	FS      fs.FS  // where the policy is
	Dir     string // its folder, or its file
	Shipped bool   // whether it is a part of the program: it never changes, and is never stale

	TokenFile        string // with the tokens that may ask, one a line; "" if none is needed
	Certificate, Key string // files in PEM; "" if connections are not secured

	Limits         decision.Limits
	Timeout        time.Duration // for a place to become free, and again to answer
	ReadTimeout    time.Duration // for a request to arrive
	IdleTimeout    time.Duration // between two requests of a connection
	MaxHeader      int           // bytes
	MaxConnections int
	MaxRunning     int           // requests that decide at once
	MaxWaiting     int           // requests that wait to
	MaxStaleness   time.Duration // how long to answer by a policy that cannot be confirmed; 0 is for ever
	Grace          time.Duration // how long a request may take that is running when the server stops
	Drain          time.Duration // how long connections are still taken when the server stops

	// Decided takes decisions, as for a log; it must wait for nothing. Nil takes none.
	Decided func(context.Context, *decision.Decision)
	// Wrap stands before everything, as for traces; nil is nothing.
	Wrap func(http.Handler) http.Handler
	// Counters are counted elsewhere, and told by `/metrics` as well.
	Counters []Counter
	// Log takes what those who run the server are to know, a line each, without its end. Nil takes nothing.
	Log func(line string)
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// A Counter is a figure that only grows, for `/metrics`.
type Counter struct {
	Name, Help string
	Count      func() uint64
}

// Secure reports whether connections are secured.
func (c Config) Secure() bool { return c.Certificate != "" }

// bodiesAtOnce is how many of the largest bodies may be held at once.
const bodiesAtOnce = 256

// Defaults returns the limits of a server that says nothing else.
func Defaults() Config {
	return Config{
		Limits:  decision.Limits{Body: 256 << 10, Depth: 32, Batch: 100},
		Timeout: 2 * time.Second, ReadTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeader: 16 << 10, MaxConnections: 4096, MaxRunning: 64, MaxWaiting: 1024,
		Grace: 10 * time.Second,
		Now:   time.Now,
	}
}

func (c Config) orDefaults() Config {
	d := Defaults()
	or(&c.Limits.Body, d.Limits.Body)
	or(&c.Limits.Depth, d.Limits.Depth)
	or(&c.Limits.Batch, d.Limits.Batch)
	or(&c.Timeout, d.Timeout)
	or(&c.ReadTimeout, d.ReadTimeout)
	or(&c.IdleTimeout, d.IdleTimeout)
	or(&c.MaxHeader, d.MaxHeader)
	or(&c.MaxConnections, d.MaxConnections)
	or(&c.MaxRunning, d.MaxRunning)
	or(&c.MaxWaiting, d.MaxWaiting)
	or(&c.Grace, d.Grace)
	if c.Now == nil {
		c.Now = d.Now
	}
	return c
}

func or[T int | int64 | time.Duration](v *T, otherwise T) {
	if *v == 0 {
		*v = otherwise
	}
}
