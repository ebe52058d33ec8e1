package turns

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"time"
)

// Serve is a whole process: it loads the policy with -rules rules as the peer -peer, and then does what each line of in says. It returns
// the exit code. Its parent ends it by closing in.
func Serve(peers []Peer, args []string, in io.Reader, out io.Writer) int {
	flags := flag.NewFlagSet("turns", flag.ContinueOnError)
	id, rules := flags.String("peer", "", "which peer"), flags.Int("rules", 0, "how many rules")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	say := json.NewEncoder(out)
	for _, p := range peers {
		if p.ID == *id {
			if err := serve(p, NewWorld(*rules), json.NewDecoder(in), say); err != nil {
				_ = say.Encode(Report{Error: err.Error()})
				return 1
			}
			return 0
		}
	}
	_ = say.Encode(Report{Error: fmt.Sprintf("no peer is called %q", *id)})
	return 2
}

// A process is a loaded peer that is asked in turns.
type process struct {
	world   *World
	decider Decider
	before  uint64 // heap, before loading
	at      int    // the next question
	batch   int    // how many are decided between two looks at the clock
}

func serve(p Peer, w *World, in *json.Decoder, say *json.Encoder) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("it panics: %v\n%s", cause, debug.Stack())
		}
	}()
	x := &process{world: w, batch: 1}
	load, err := p.Write(w)
	if err != nil {
		return err
	}
	if err := say.Encode(Report{}); err != nil {
		return err
	}
	report, err := x.load(load)
	for ; err == nil; report, err = x.do(in) {
		if err := say.Encode(report); err != nil {
			return err
		}
	}
	if err == io.EOF {
		return nil
	}
	return err
}

// load loads the policy, five times where that takes less than a second, since what takes a millisecond is not measured well once.
func (x *process) load(load func() (Decider, error)) (report Report, err error) {
	x.before = heap()
	var all []int64
	for begun := time.Now(); err == nil && len(all) < 5 && (len(all) == 0 || time.Since(begun) < time.Second); {
		x.decider = Decider{}
		runtime.GC()
		start := time.Now()
		x.decider, err = load()
		all = append(all, time.Since(start).Nanoseconds())
	}
	slices.Sort(all)
	return Report{LoadNS: all[len(all)/2], Heap: x.heap()}, err
}

func (x *process) do(in *json.Decoder) (Report, error) {
	var c Command
	if err := in.Decode(&c); err != nil {
		return Report{}, err
	}
	if c.Answer > 0 {
		return x.answer(c.Answer, time.Duration(c.Seconds)*time.Second)
	}
	return x.turn(time.Duration(c.TurnMS) * time.Millisecond)
}

// answer answers the first n questions, or as many as there is time for.
func (x *process) answer(n int, within time.Duration) (Report, error) {
	start := time.Now()
	var said []byte
	for i := 0; i < n && (i == 0 || time.Since(start) < within); i++ {
		yes, err := x.decider.Allowed(&x.world.Asks[i])
		if err != nil {
			return Report{}, err
		}
		said = append(said, "01"[btoi(yes)])
	}
	if err := x.warm(start.Add(within)); err != nil {
		return Report{}, err
	}
	return Report{Answers: string(said), Heap: x.heap()}, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// warm asks every question once, as long as there is time, so that what a peer keeps of questions is there.
func (x *process) warm(until time.Time) error {
	if x.decider.Renew != nil {
		return x.decider.Renew()
	}
	for i := 0; i < len(x.world.About) && time.Now().Before(until); i++ {
		if _, err := x.decider.Allowed(&x.world.About[i]); err != nil {
			return err
		}
	}
	return nil
}

// turn decides for about so long. The time of a look at the clock is spread over a batch of decisions, which grows to a millisecond.
func (x *process) turn(long time.Duration) (Report, error) {
	asks := x.world.Asks
	if x.decider.Renew != nil {
		asks = x.world.About
	}
	var out Report
	bytes, allocs := allocated()
	for out.NS < long.Nanoseconds() {
		n := min(x.batch, len(asks)-x.at)
		start := time.Now()
		for i := x.at; i < x.at+n; i++ {
			if _, err := x.decider.Allowed(&asks[i]); err != nil {
				return out, err
			}
		}
		took := time.Since(start)
		out.NS += took.Nanoseconds()
		out.Decisions += n
		if took < time.Millisecond && n == x.batch {
			x.batch *= 2
		}
		if x.at += n; x.at == len(asks) {
			x.at = 0
			if x.decider.Renew != nil {
				b, a := allocated()
				if err := x.decider.Renew(); err != nil {
					return out, err
				}
				b2, a2 := allocated()
				bytes, allocs = bytes+b2-b, allocs+a2-a
			}
		}
	}
	b, a := allocated()
	out.Bytes, out.Allocs = b-bytes, a-allocs
	return out, nil
}

func allocated() (bytes, allocs uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc, m.Mallocs
}

// heap is what is in use once nothing that can be freed is left.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func (x *process) heap() uint64 {
	h := heap()
	return max(h, x.before) - x.before
}
