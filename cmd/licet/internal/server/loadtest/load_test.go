//go:build unix

package loadtest

import (
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// loadFor is how long the load lasts: LICET_LOAD, or three seconds; one, if the tests are to be short.
func loadFor(t *testing.T) time.Duration {
	t.Helper()
	given := os.Getenv("LICET_LOAD")
	switch {
	case given == "" && testing.Short():
		return time.Second
	case given == "":
		return 3 * time.Second
	}
	d, err := time.ParseDuration(given)
	if err != nil || d < time.Second {
		t.Fatalf("LICET_LOAD is %q; it is to be as 2m, and one second at least", given)
	}
	return d
}

// random is a source that is always the same.
func random(n int) *rand.Rand { return rand.New(rand.NewPCG(uint64(n), 4)) }

func newClient(t *testing.T, p *process, id int, pool *pool) *client {
	return &client{t: t, id: id, p: p, pool: pool, random: random(id), http: &http.Client{Timeout: patience, Transport: &http.Transport{}}}
}

const askers = 6

func TestServe(t *testing.T) {
	licet := build(t)
	t.Run("load", func(t *testing.T) { underLoad(t, licet, loadFor(t)) })
	t.Run("limited disk", func(t *testing.T) { limitedDisk(t, licet) })
}

// underLoad does everything at once, and ends with a signal to stop while requests are under way.
func underLoad(t *testing.T, licet string, lasts time.Duration) {
	engines := load(t)
	questions := newPool(t, engines, random(0), 400, 40)
	dir := t.TempDir()
	write(t, dir, versions()[0])
	l := newLog(t, lasts/8)
	p := start(t, exec.Command(licet, "serve", "-p", dir, "--listen", "127.0.0.1:0", "--watch", "50ms", "--read-timeout", "30s",
		"--drain", "500ms", "--grace", patience.String(), "--timeout", patience.String(), "--log", l.path))
	go l.follow()

	var stopping atomic.Bool
	stop := make(chan struct{})
	first := digest(engines[0])
	a := &author{t: t, p: p, dir: dir, engines: engines}
	a.settled.Store(&first)
	var asking, others, authors sync.WaitGroup
	written := make(chan struct{})
	var clients []*client
	for id := range askers {
		c := newClient(t, p, id, questions)
		c.settled, c.stopping = &a.settled, &stopping
		clients = append(clients, c)
		asking.Go(c.work)
	}
	authors.Go(func() { a.work(min(time.Second, lasts/15), written) })
	b := &nuisance{t: t, p: p, stop: stop, ask: string(marshal(t, questions.questions[0].object())), http: &http.Client{Timeout: patience, Transport: &http.Transport{}}}
	for _, do := range []func(){b.flood, b.cut, b.slow, b.slow, b.slow, b.deaf} {
		others.Go(do)
	}

	begun := time.Now()
	time.Sleep(lasts / 3)
	warm := p.footprint(t)
	time.Sleep(lasts - lasts/3)
	end, took := p.footprint(t), time.Since(begun)
	close(written)
	authors.Wait()
	var under []*held
	for i := range 5 {
		under = append(under, hold(t, p, &questions.questions[i]))
	}
	stopping.Store(true)
	p.signal(t, syscall.SIGTERM)
	asking.Wait()
	p.gone(t)
	for _, h := range under {
		h.finish(t)
	}
	close(stop)
	others.Wait()
	p.wait(t)
	<-l.read

	l.compare(clients)
	a.report()
	flat(t, warm, end)
	report(t, clients, took, b, warm, end)
}

// flat checks that a process holds at the end about what it held before.
func flat(t *testing.T, warm, end footprint) {
	if end.rss > 2*warm.rss+64<<20 {
		t.Errorf("memory grew: %v, and then %v", warm, end)
	}
	if end.goroutines > 2*warm.goroutines+100 || end.fds > 2*warm.fds+100 {
		t.Errorf("something is not given back: %v, and then %v", warm, end)
	}
}

// report says what was done, for those who read it.
func report(t *testing.T, clients []*client, lasts time.Duration, b *nuisance, warm, end footprint) {
	var all []time.Duration
	refused, decisions := 0, 0
	for _, c := range clients {
		all = append(all, c.took...)
		refused += c.refused
		for _, n := range c.told {
			decisions += int(n)
		}
	}
	if len(all) == 0 {
		t.Fatal("nothing was answered")
	}
	slices.Sort(all)
	at := func(share float64) time.Duration {
		return all[int(share*float64(len(all)-1))].Round(10 * time.Microsecond)
	}
	t.Logf("%v: %d requests answered, %.0f a second, with %d decisions; %d refused; half within %v, 99%% within %v, the slowest %v",
		lasts.Round(time.Second/10), len(all), float64(len(all))/lasts.Seconds(), decisions, refused, at(.5), at(.99), at(1))
	t.Logf("meanwhile %d requests were wrong, slow, cut or not read", b.sent.Load())
	t.Logf("after a third: %v; at the end: %v", warm, end)
}
