package tracing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Bounds of what is kept and sent.
const (
	maxQueued  = 4096            // spans that wait
	maxBatch   = 512             // spans in one request
	interval   = 2 * time.Second // how often is sent what is less than a batch
	attempts   = 4               // for a batch
	firstPause = 500 * time.Millisecond
	maxPause   = 5 * time.Second
	maxReply   = 64 << 10
	timeout    = 10 * time.Second
)

// An exporter sends spans to a collector, in the background. What finds no room in its queue is dropped and counted.
type exporter struct {
	url     string
	version string
	client  *http.Client
	report  func(error)
	pause   time.Duration
	wake    chan struct{} // a batch is full, or it is to end
	ctx     context.Context
	abort   context.CancelFunc // ends what is being sent
	done    chan struct{}

	mu     sync.Mutex
	queue  []span
	closed bool
	stats  Stats
}

func newExporter(o Options) (*exporter, error) {
	u, err := url.Parse(o.Endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is no URL of a collector; it is to be as http://127.0.0.1:4318", o.Endpoint)
	}
	if path := strings.TrimSuffix(u.Path, "/"); strings.HasSuffix(path, "/v1/traces") {
		u.Path = path
	} else {
		u.Path = path + "/v1/traces"
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: timeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	if o.Report == nil {
		o.Report = func(error) {}
	}
	e := &exporter{url: u.String(), version: o.Version, client: o.Client, report: o.Report, pause: firstPause,
		wake: make(chan struct{}, 1), done: make(chan struct{})}
	e.ctx, e.abort = context.WithCancel(context.Background())
	go e.run()
	return e, nil
}

// add queues spans.
func (e *exporter) add(spans []span) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed || len(e.queue)+len(spans) > maxQueued {
		e.stats.Dropped += uint64(len(spans))
		return
	}
	if e.queue = append(e.queue, spans...); len(e.queue) >= maxBatch {
		e.signal()
	}
}

func (e *exporter) signal() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

func (e *exporter) figures() Stats {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.stats
}

// run sends what is queued, until it is closed and nothing is.
func (e *exporter) run() {
	defer close(e.done)
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	lost := false
	for {
		select {
		case <-e.wake:
		case <-ticker.C:
		}
		for {
			batch, more := e.take()
			if len(batch) == 0 {
				if !more {
					return
				}
				break
			}
			if err := e.deliver(batch); (err != nil) != lost {
				lost = err != nil
				e.report(err)
			}
		}
	}
}

// take returns a batch, and whether more may come.
func (e *exporter) take() (batch []span, more bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := min(len(e.queue), maxBatch)
	batch = append(batch, e.queue[:n]...)
	e.queue = append(e.queue[:0], e.queue[n:]...)
	return batch, !e.closed
}

// deliver sends a batch, again where the collector asks for that or cannot be reached, and gives it up after some attempts. Its error
// says what was lost, and why.
func (e *exporter) deliver(batch []span) error {
	body, err := encode(e.version, batch)
	pause := e.pause
	for n := 1; err == nil; n++ {
		var again bool
		var rejected int
		var after time.Duration
		if rejected, after, again, err = e.send(body); err == nil {
			rejected = min(rejected, len(batch))
			e.count(len(batch)-rejected, rejected)
			return nil
		}
		if !again || n == attempts || !e.wait(max(pause, min(after, maxPause))) {
			break
		}
		pause, err = min(2*pause, maxPause), nil
	}
	e.count(0, len(batch))
	return fmt.Errorf("spans are lost: %w", err)
}

func (e *exporter) count(sent, dropped int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stats.Sent += uint64(sent)
	e.stats.Dropped += uint64(dropped)
}

// wait pauses; false where there is no time left.
func (e *exporter) wait(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-e.ctx.Done():
		return false
	}
}

// send sends a body once. It returns how many spans the collector took the others without, or an error, with whether and when to try again.
func (e *exporter) send(body []byte) (rejected int, after time.Duration, again bool, err error) {
	r, err := http.NewRequestWithContext(e.ctx, http.MethodPost, e.url, bytes.NewReader(body))
	if err != nil {
		return 0, 0, false, err
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := e.client.Do(r)
	if err != nil {
		return 0, 0, true, withoutURL(err)
	}
	reply, err := io.ReadAll(io.LimitReader(response.Body, maxReply))
	err = errors.Join(err, response.Body.Close())
	switch response.StatusCode {
	case http.StatusOK:
		return rejections(reply), 0, false, nil
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		again = true
	}
	seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
	return 0, time.Duration(min(max(seconds, 0), 60)) * time.Second, again, errors.Join(fmt.Errorf("the collector answers %s", response.Status), err)
}

// withoutURL is an error without the URL, which may have a password in it.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// rejections reads how many spans a collector did not take. A reply that says nothing of the kind took them all.
func rejections(reply []byte) int {
	var r struct {
		PartialSuccess struct{ RejectedSpans json.Number }
	}
	if json.Unmarshal(reply, &r) != nil {
		return 0
	}
	n, err := r.PartialSuccess.RejectedSpans.Int64()
	if err != nil || n < 0 {
		return 0
	}
	return int(min(n, maxQueued))
}

// close sends what is queued, for as long as a context lasts.
func (e *exporter) close(ctx context.Context) {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	e.signal()
	select {
	case <-e.done:
	case <-ctx.Done():
	}
	e.abort()
	<-e.done
}
