package server

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
)

// meters are what `/metrics` tells. Names of policies and endpoints are in them, and nothing that clients send.
type meters struct {
	registry  *prometheus.Registry
	decisions *prometheus.CounterVec
	faults    *prometheus.CounterVec
	seconds   *prometheus.HistogramVec
	reloads   *prometheus.CounterVec
	panics    prometheus.Counter
}

func newMeters(s *Server) *meters {
	m := &meters{
		registry: prometheus.NewRegistry(),
		decisions: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "licet_decisions_total",
			Help: "Questions that were answered, by endpoint and answer."}, []string{"endpoint", "answer"}),
		faults: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "licet_errors_total",
			Help: "Questions and requests that got no answer, by endpoint and code of the error. too-large, limit, busy, timeout and cut-off are limits."}, []string{"endpoint", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "licet_request_duration_seconds",
			Help:    "How long requests took, from when they were read to when they were answered.",
			Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}}, []string{"endpoint"}),
		reloads: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "licet_reloads_total",
			Help: "Changes of the policy that were put in force (success) or refused (failure)."}, []string{"result"}),
		panics: prometheus.NewCounter(prometheus.CounterOpts{Name: "licet_panics_total", Help: "Requests by which the server itself failed."}),
	}
	m.reloads.WithLabelValues("success")
	m.reloads.WithLabelValues("failure")
	m.registry.MustRegister(m.decisions, m.faults, m.seconds, m.reloads, m.panics, policyMeter{s},
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "licet_requests_in_flight", Help: "Requests that are being answered."},
			func() float64 { return float64(s.inFlight.Load()) }),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, c := range s.config.Counters {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: c.Name, Help: c.Help}, func() float64 { return float64(c.Count()) }))
	}
	return m
}

// decided counts a decision, or why there is none.
func (m *meters) decided(d *decision.Decision) {
	if d.Fault != nil {
		m.fault(d.Endpoint, d.Fault.Code)
		return
	}
	m.decisions.WithLabelValues(d.Endpoint, d.Answer).Inc()
}

func (m *meters) fault(endpoint, code string) { m.faults.WithLabelValues(endpoint, code).Inc() }

// handler answers `/metrics`.
func (m *meters) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second})
}

// A policyMeter tells of the policy in force, as it is when it is asked.
type policyMeter struct{ s *Server }

// Describe is that of prometheus.Collector; what is collected is described by itself.
func (policyMeter) Describe(to chan<- *prometheus.Desc) {
	to <- prometheus.NewDesc("licet_policy_info", policyHelp, []string{"id", "version", "digest"}, nil)
	to <- prometheus.NewDesc("licet_policy_loaded_timestamp_seconds", loadedHelp, nil, nil)
	to <- prometheus.NewDesc("licet_policy_confirmed_age_seconds", ageHelp, nil, nil)
	to <- prometheus.NewDesc("licet_policy_refused", refusedHelp, nil, nil)
	to <- prometheus.NewDesc("licet_policy_stale", staleHelp, nil, nil)
}

const (
	policyHelp  = "The policy in force; always 1."
	loadedHelp  = "When the policy in force was put in force."
	ageHelp     = "Seconds since the policy in force was last seen to be the one that is there; 0 for one that ships with licet."
	refusedHelp = "1 if the policy that is there does not load, so that the last good one is in force."
	staleHelp   = "1 if decisions are refused, since the policy could not be confirmed for longer than --max-staleness."
)

// Collect is that of prometheus.Collector.
func (p policyMeter) Collect(to chan<- prometheus.Metric) {
	st := p.s.holder.Status()
	gauge := func(name, help string, v float64) {
		to <- prometheus.MustNewConstMetric(prometheus.NewDesc(name, help, nil, nil), prometheus.GaugeValue, v)
	}
	to <- prometheus.MustNewConstMetric(prometheus.NewDesc("licet_policy_info", policyHelp, []string{"id", "version", "digest"}, nil),
		prometheus.GaugeValue, 1, st.Policy.ID, st.Policy.Version, st.Policy.Digest)
	gauge("licet_policy_loaded_timestamp_seconds", loadedHelp, float64(st.Since.UnixMilli())/1000)
	gauge("licet_policy_confirmed_age_seconds", ageHelp, p.s.age().Seconds())
	gauge("licet_policy_refused", refusedHelp, number(st.Err != nil))
	gauge("licet_policy_stale", staleHelp, number(p.s.stale()))
}

func number(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
