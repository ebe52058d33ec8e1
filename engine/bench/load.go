package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

const (
	connections = 16
	loadTurns   = 5
)

// serve lets the servers answer by turns, each at the highest rate that it and its clients reach together on this machine.
func (p plan) serve(ctx context.Context, bin string, turn time.Duration) ([]ServerRow, error) {
	w := turns.NewWorld(serverRules)
	want, err := wanted(w)
	if err != nil {
		return nil, err
	}
	b := buildServers(bin, func(err error) { fmt.Fprintln(p.log, err) })
	var rows []ServerRow
	var up []*running
	for _, s := range servers(b, w) {
		row := ServerRow{Server: s.id}
		dir := filepath.Join(bin, "server-"+s.id)
		err := os.Mkdir(dir, 0o755)
		var x *running
		if err == nil {
			x, err = s.run(ctx, dir, w, want)
		}
		if x != nil {
			defer x.end()
		}
		var differs disagreement
		if errors.As(err, &differs) {
			return nil, err
		}
		if err != nil {
			row.Failed = err.Error()
			fmt.Fprintf(p.log, "server %-15s %v\n", s.id, err)
		} else {
			row.Compared = serverCompare
			up = append(up, x)
		}
		rows = append(rows, row)
	}
	measured := p.load(up, turn)
	for i := range rows {
		if m, ok := measured[rows[i].Server]; ok {
			m.Compared = rows[i].Compared
			rows[i] = m
		}
	}
	return rows, nil
}

// wanted is what Licet answers to what the servers are asked first.
func wanted(w *turns.World) ([]bool, error) {
	x, err := loadLicet(w)
	if err != nil {
		return nil, err
	}
	out := make([]bool, serverCompare)
	for i := range out {
		if out[i], err = x.decide(&w.Asks[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// load gives each server its turns; the first is to warm up, and does not count.
func (p plan) load(up []*running, turn time.Duration) map[string]ServerRow {
	rates, times := map[string][]float64{}, map[string][]time.Duration{}
	for i := range loadTurns + 1 {
		for _, x := range up {
			if x.failed != nil {
				continue
			}
			took, err := x.storm(turn)
			if err != nil {
				x.failed = err
			} else if i > 0 {
				rates[x.id] = append(rates[x.id], float64(len(took))/turn.Seconds())
				times[x.id] = append(times[x.id], took...)
			}
		}
	}
	out := map[string]ServerRow{}
	for _, x := range up {
		row := ServerRow{Server: x.id}
		if x.failed != nil {
			row.Failed = x.failed.Error()
		} else {
			all := times[x.id]
			slices.Sort(all)
			at := func(of float64) float64 { return float64(all[int(of*float64(len(all)-1))].Microseconds()) }
			row.PerSec, row.P50US, row.P99US = median(rates[x.id]), at(0.5), at(0.99)
			row.MemoryMB = float64(resident(x.cmd.Process.Pid)) / 1e6
		}
		out[x.id] = row
		fmt.Fprintf(p.log, "server %-15s %8.0f a second, half within %6.0f µs, 99%% within %6.0f µs %s\n", x.id, row.PerSec, row.P50US, row.P99US, row.Failed)
	}
	return out
}

// storm asks over all connections for so long, and returns how long each request took.
func (x *running) storm(long time.Duration) ([]time.Duration, error) {
	var wait sync.WaitGroup
	var lock sync.Mutex
	var all []time.Duration
	var failed error
	end := time.Now().Add(long)
	for i := range connections {
		wait.Go(func() {
			took, err := x.flow(i*len(x.requests)/connections, end)
			lock.Lock()
			defer lock.Unlock()
			all = append(all, took...)
			failed = errors.Join(failed, err)
		})
	}
	wait.Wait()
	return all, failed
}

// flow asks over one connection, beginning with some request.
func (x *running) flow(at int, end time.Time) ([]time.Duration, error) {
	c, err := dial(x.address)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	var took []time.Duration
	for {
		start := time.Now()
		if !start.Before(end) {
			return took, nil
		}
		if _, err := c.ask(x.requests[at]); err != nil {
			return took, err
		}
		took = append(took, time.Since(start))
		at = (at + 1) % len(x.requests)
	}
}
