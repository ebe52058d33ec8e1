package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// A plan is how much is measured.
type plan struct {
	sizes   []int
	rounds  int           // turns of each peer
	turn    time.Duration // of a peer, at least one decision
	compare int           // answers, or as many as there is time for
	within  int           // seconds, of comparing and warming
	log     io.Writer

	serverTurn time.Duration // of a server
	bounds     bounds        // of a process
}

// A disagreement is fatal: the times of two that do not answer alike are not comparable.
type disagreement struct {
	peer  string
	rules int
	ask   turns.Ask
	says  byte
}

func (d disagreement) Error() string {
	return fmt.Sprintf("%s answers %c, and Licet the other, at %d rules to %+v", d.peer, d.says, d.rules, d.ask)
}

// grow measures ever larger policies. A program that did not manage one is not tried with a larger one.
func (p plan) grow(ctx context.Context, programs []program) ([]Row, error) {
	var all []Row
	failed := map[string]string{}
	for _, n := range p.sizes {
		var fit []program
		var out []Row
		for _, x := range programs {
			if reason := failed[x.peer.ID]; reason == "" {
				fit = append(fit, x)
			} else {
				out = append(out, Row{Peer: x.peer.ID, Rules: n, Failed: reason})
			}
		}
		rows, err := p.measure(ctx, fit, n)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.Failed != "" {
				failed[r.Peer] = fmt.Sprintf("not tried: at %s rules: %s", grouped(n), firstLine(r.Failed))
			}
		}
		all = append(append(all, rows...), out...)
	}
	return all, nil
}

// measure starts a process for each program with a policy of n rules, compares what they answer, and lets them decide by turns.
func (p plan) measure(ctx context.Context, programs []program, n int) ([]Row, error) {
	all := make([]*process, len(programs))
	rows := make([]Row, len(programs))
	for i, program := range programs {
		var r turns.Report
		all[i], r = start(ctx, program, n, p.bounds)
		defer all[i].end()
		rows[i] = Row{Peer: program.peer.ID, Rules: n, LoadMS: float64(r.LoadNS) / 1e6}
	}
	if err := p.agree(all, rows, n); err != nil {
		return nil, err
	}
	p.turns(all, rows)
	for i, x := range all {
		if x.failed != nil {
			rows[i] = Row{Peer: x.peer.ID, Rules: n, Failed: x.failed.Error()}
		}
		p.say(rows[i])
	}
	for i := range rows {
		if rows[0].NS > 0 {
			rows[i].Ratio = rows[i].NS / rows[0].NS
		}
	}
	return rows, nil
}

// agree compares the answers of all with those of Licet, which is the second; the floor, which is the first, answers nothing.
func (p plan) agree(all []*process, rows []Row, n int) error {
	var want string
	for i, x := range all {
		r := x.do(turns.Command{Answer: p.compare, Seconds: p.within}, time.Duration(p.within)*time.Second)
		rows[i].HeapMB = float64(r.Heap) / 1e6
		if i == 0 || x.failed != nil {
			continue
		}
		if i == 1 {
			want = r.Answers
		}
		if at := differ(want, r.Answers); at >= 0 {
			return disagreement{x.peer.ID, n, turns.NewWorld(n).Asks[at], r.Answers[at]}
		}
		rows[i].Compared = len(r.Answers)
	}
	if want == "" {
		return fmt.Errorf("at %d rules, Licet gave no answers to compare with", n)
	}
	return nil
}

// differ returns the first place where two differ, as far as both go, or -1.
func differ(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return -1
}

func (p plan) turns(all []*process, rows []Row) {
	times := make([][]float64, len(all))
	for range p.rounds {
		for i, x := range all {
			r := x.do(turns.Command{TurnMS: int(p.turn.Milliseconds())}, p.turn)
			if x.failed != nil || r.Decisions == 0 {
				continue
			}
			each := float64(r.Decisions)
			times[i] = append(times[i], float64(r.NS)/each)
			rows[i].NS, rows[i].Bytes, rows[i].Allocs = median(times[i]), float64(r.Bytes)/each, float64(r.Allocs)/each
		}
	}
}

func (p plan) say(r Row) {
	if r.Failed != "" {
		fmt.Fprintf(p.log, "%7d %-15s %s\n", r.Rules, r.Peer, r.Failed)
		return
	}
	fmt.Fprintf(p.log, "%7d %-15s %12.0f ns  %10.1f ms to load  %8.1f MB  %5d answers compared\n", r.Rules, r.Peer, r.NS, r.LoadMS, r.HeapMB, r.Compared)
}
