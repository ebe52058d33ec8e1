package main

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// better says where another engine is better than Licet in what was measured, from the figures, whatever they are.
func (f *Figures) better() string {
	var b strings.Builder
	for _, n := range f.Sizes {
		base := f.row("licet", n)
		if base == nil || base.Failed != "" {
			fmt.Fprintf(&b, "- %s rules: Licet has no figures.\n", grouped(n))
			continue
		}
		var lines []string
		lines = f.beats(lines, n, "decides faster than Licet", span(base.NS), func(r *Row) (float64, string) { return r.NS / base.NS, span(r.NS) })
		if first := f.row("licet-first", n); first != nil && first.NS > 0 {
			lines = f.beats(lines, n, "decides faster than Licet decides a new question", span(first.NS), func(r *Row) (float64, string) { return r.NS / first.NS, span(r.NS) })
		}
		lines = f.beats(lines, n, "loads faster than Licet", span(base.LoadMS*1e6), func(r *Row) (float64, string) { return r.LoadMS / base.LoadMS, span(r.LoadMS * 1e6) })
		lines = f.beats(lines, n, "needs less memory than Licet", megabytes(base.HeapMB), func(r *Row) (float64, string) { return r.HeapMB / base.HeapMB, megabytes(r.HeapMB) })
		if len(lines) == 0 {
			lines = []string{"none decides or loads faster, or needs less memory"}
		}
		fmt.Fprintf(&b, "- %s rules: %s.\n", grouped(n), strings.Join(lines, ";\n  "))
	}
	b.WriteString(f.betterServers())
	return b.String()
}

// betterServers says the same of servers.
func (f *Figures) betterServers() string {
	if len(f.Servers) == 0 {
		return ""
	}
	var faster, smaller []string
	labels := map[string]string{}
	for _, s := range servers(binaries{}, &turns.World{}) {
		labels[s.id] = s.label
	}
	licet := f.Servers[0]
	for _, s := range f.Servers {
		if strings.HasPrefix(s.Server, "licet") || s.Failed != "" {
			continue
		}
		if s.PerSec > licet.PerSec {
			faster = append(faster, labels[s.Server])
		}
		if s.MemoryMB < licet.MemoryMB {
			smaller = append(smaller, labels[s.Server])
		}
	}
	none := func(all []string) string {
		if len(all) == 0 {
			return "none"
		}
		return list(all)
	}
	return fmt.Sprintf("- Servers: of those of others, what answers more requests a second than Licet's `/v1/ask`: %s; what needs less memory: %s.\n", none(faster), none(smaller))
}

// beats adds a clause about those that are better by more than a tenth.
func (f *Figures) beats(lines []string, n int, what, base string, of func(*Row) (ratio float64, value string)) []string {
	var who []string
	for _, p := range everyone() {
		if p.Module == "" { // the floor, and Licet itself
			continue
		}
		if r := f.row(p.ID, n); r != nil && r.Failed == "" {
			if ratio, value := of(r); ratio < 0.9 {
				who = append(who, p.Label+" "+value)
			}
		}
	}
	if len(who) == 0 {
		return lines
	}
	return append(lines, fmt.Sprintf("what %s (%s): %s", what, base, list(who)))
}
