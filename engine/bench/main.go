// Command bench compares Licet with other policy engines: the same synthetic policy, the same questions, each engine in its own idiom.
//
// Each engine is in a process of its own, and they decide by turns: see package engine/internal/turns. What they answer is compared
// before anything is timed, and a difference ends the comparison. README.md has the figures, and how each engine is asked.
//
//	go run .                   # measures, and writes figures.json, README.md and the plots
//	go run . -sizes 10,100     # less of it
//	go run . -check            # whether README.md and the plots are what figures.json makes of them
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-peer" {
		os.Exit(turns.Serve(peers(), os.Args[1:], os.Stdin, os.Stdout))
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	dir := flag.String("dir", ".", "where README.md, figures.json and the plots are")
	check := flag.Bool("check", false, "say whether they are up to date, and measure nothing")
	render := flag.Bool("render", false, "write them from figures.json, and measure nothing")
	sizes := flag.String("sizes", "10,100,1000,10000,100000", "how many rules the policies have")
	rounds := flag.Int("rounds", 11, "how many turns each engine has")
	turn := flag.Duration("turn", 100*time.Millisecond, "how long a turn is")
	storm := flag.Duration("server-turn", 1500*time.Millisecond, "how long a server's turn is; 0 leaves the servers out")
	only := flag.String("only", "", "the engines that are measured, beside the floor and Licet; all of them where empty")
	flag.Parse()
	at := place{*dir}
	switch {
	case *check:
		return at.check()
	case *render:
		return at.render()
	}
	p := plan{rounds: *rounds, turn: *turn, compare: 2000, within: 3, serverTurn: *storm, bounds: bounds{time.Minute, 6 << 30}, log: os.Stderr}
	for s := range strings.SplitSeq(*sizes, ",") {
		if s == "" {
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("-sizes: %w", err)
		}
		p.sizes = append(p.sizes, n)
	}
	// what this starts ends with it
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	f, err := p.all(ctx, *only)
	if err != nil {
		return err
	}
	if err := f.write(at.at("figures.json")); err != nil {
		return err
	}
	return at.render()
}

// all measures everything.
func (p plan) all(ctx context.Context, only string) (*Figures, error) {
	bin, err := os.MkdirTemp("", "licet-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(bin)
	programs, versions, err := programs(bin, only)
	if err != nil {
		return nil, err
	}
	f := &Figures{Machine: machine(), Go: runtime.Version(), Sizes: p.sizes, Versions: versions}
	if f.Rows, err = p.grow(ctx, programs); err != nil {
		return nil, err
	}
	if p.serverTurn > 0 {
		f.Servers, err = p.serve(ctx, bin, p.serverTurn)
	}
	return f, err
}

// programs builds what the engines are in. One that cannot be built is a program that is not there, which fails when it is started.
func programs(bin, only string) ([]program, map[string]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	var out []program
	for _, p := range peers() {
		out = append(out, program{peer: p, path: self})
	}
	cerbos := filepath.Join(bin, "cerbos")
	if err := build("cerbos", cerbos, "."); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	out = append(out, program{peer: cerbosPeer(), path: cerbos})
	kept := out[:0]
	for i, p := range out {
		if i < 2 || only == "" || strings.Contains(","+only+",", ","+p.peer.ID+",") {
			kept = append(kept, p)
		}
	}
	return kept, versions(self, cerbos), nil
}

// build builds a package of the module in a folder.
func build(folder, to, what string) error {
	c := exec.Command("go", "build", "-o", to, what)
	c.Dir = folder
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("go build %s in %s: %w\n%s", what, folder, err, out)
	}
	return nil
}
