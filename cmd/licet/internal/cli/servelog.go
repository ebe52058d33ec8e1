package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decisionlog"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/tracing"
)

// A recorder is what `licet serve` keeps of decisions: the log, and traces.
type recorder struct {
	path   string
	limits decisionlog.Limits
	values bool
	otlp   string

	log    *decisionlog.Log // nil: none is kept
	tracer *tracing.Tracer
}

func (a *app) recordFlags(c *cobra.Command, r *recorder) {
	flags := c.Flags()
	flags.Var(a.once("log", &r.path), "log", "write each decision to a `FILE`, or to the standard output (-): names, no values")
	flags.BoolVar(&r.values, "log-values", false, "write the values of facts, and whom questions are about, to the log as well")
	flags.Int64Var(&r.limits.Size, "log-max-size", 100<<20, "put the log aside before it has more than so many `BYTES`; 0 is never")
	flags.DurationVar(&r.limits.Age, "log-max-age", 24*time.Hour, "put the log aside when its first line is so old; 0 is never")
	flags.IntVar(&r.limits.Keep, "log-keep", 30, "how many logs that were put aside are kept")
	flags.BoolVar(&r.limits.Gzip, "log-gzip", false, "compress logs that were put aside")
	flags.Var(a.once("otlp-endpoint", &r.otlp), "otlp-endpoint", "send traces to the OpenTelemetry collector at a `URL`, such as http://127.0.0.1:4318")
	c.PreRunE = func(c *cobra.Command, _ []string) error { return r.check(c) }
}

// check refuses flags that make no sense together.
func (r *recorder) check(c *cobra.Command) error {
	for _, name := range []string{"log-values", "log-max-size", "log-max-age", "log-keep", "log-gzip"} {
		switch given := c.Flags().Changed(name); {
		case given && r.path == "":
			return &exit{exitUsage, fmt.Errorf("--%s says how to log, and there is no --log FILE", name)}
		case given && r.path == "-" && name != "log-values":
			return &exit{exitUsage, fmt.Errorf("--%s is for a file; the standard output is never put aside", name)}
		}
	}
	if r.limits.Size < 0 || r.limits.Age < 0 || r.limits.Keep < 0 {
		return &exit{exitUsage, errors.New("--log-max-size, --log-max-age and --log-keep cannot be less than 0")}
	}
	return nil
}

// into has a server tell the recorder of decisions.
func (r *recorder) into(c *server.Config) {
	c.Decided = r.decided
	c.Wrap = func(next http.Handler) http.Handler { return r.tracer.Handler(next) } // the tracer is there when it serves
	if r.path != "" {
		c.Counters = append(c.Counters, r.logCounters()...)
	}
	if r.otlp != "" {
		c.Counters = append(c.Counters,
			server.Counter{Name: "licet_traces_sent_total", Help: "Spans that the collector took.", Count: func() uint64 { return r.tracer.Stats().Sent }},
			server.Counter{Name: "licet_traces_dropped_total", Help: "Spans that the collector did not get, or refused.", Count: func() uint64 { return r.tracer.Stats().Dropped }})
	}
}

func (r *recorder) logCounters() []server.Counter {
	counter := func(name, help string, of func(decisionlog.Stats) uint64) server.Counter {
		return server.Counter{Name: name, Help: help, Count: func() uint64 { return of(r.log.Stats()) }}
	}
	return []server.Counter{
		counter("licet_log_written_total", "Lines of the decision log that are written.", func(s decisionlog.Stats) uint64 { return s.Written }),
		counter("licet_log_bytes_total", "Bytes of the decision log that are written.", func(s decisionlog.Stats) uint64 { return s.Bytes }),
		counter("licet_log_dropped_total", "Decisions that the log had no room for.", func(s decisionlog.Stats) uint64 { return s.Dropped }),
		counter("licet_log_failures_total", "Writes of the decision log that failed; they are tried again.", func(s decisionlog.Stats) uint64 { return s.Failures }),
	}
}

// start opens the log, and begins to trace.
func (r *recorder) start(a *app, say func(string)) (err error) {
	r.tracer, err = tracing.New(tracing.Options{Endpoint: r.otlp, Version: buildVersion(), Report: func(err error) {
		if err != nil {
			say(err.Error() + "; answers do not wait for them")
		} else {
			say("traces arrive again")
		}
	}})
	if err != nil {
		return &exit{exitUsage, fmt.Errorf("--otlp-endpoint: %w", err)}
	}
	to, err := r.sink(a, say)
	if err != nil {
		return writeError(r.path, err)
	}
	if to == nil {
		return nil
	}
	r.log = decisionlog.New(to, decisionlog.Options{Values: r.values, Now: time.Now, Report: func(err error) {
		if err != nil {
			say(fmt.Sprintf("the decision log cannot be written: %v; answers do not wait for it, and what it misses is counted", cause(err)))
		} else {
			say("the decision log is written again")
		}
	}})
	return nil
}

// sink is what the log is written to; nil where none is kept.
func (r *recorder) sink(a *app, say func(string)) (decisionlog.Sink, error) {
	switch r.path {
	case "":
		return nil, nil
	case "-":
		return decisionlog.NewStream(a.terminal), nil
	}
	return decisionlog.OpenFile(r.path, r.limits, time.Now, func(err error) { say(err.Error()) })
}

// decided takes note of a decision. It waits for nothing.
func (r *recorder) decided(ctx context.Context, d *decision.Decision) {
	r.tracer.Decided(ctx, d)
	if r.log != nil {
		r.log.Add(d, decisionlog.IDs(tracing.Of(ctx)))
	}
}

// stop writes what is left, for a while.
func (r *recorder) stop(within time.Duration, say func(string)) {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	if r.log != nil {
		if err := r.log.Close(ctx); err != nil {
			say("WARNING: " + err.Error())
		}
	}
	r.tracer.Close(ctx)
}
