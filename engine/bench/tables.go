package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// everyone is all peers, in the order of the tables.
func everyone() []turns.Peer { return append(peers(), cerbosPeer()) }

// loaded is those that differ in how they load.
func loaded() []turns.Peer {
	return slices.DeleteFunc(everyone(), func(p turns.Peer) bool { return p.ID == "floor" || p.ID == "licet-prepared" || p.ID == "licet-first" })
}

// cerbosPeer is what the tables say of the one that is in a program of its own.
func cerbosPeer() turns.Peer {
	return turns.Peer{ID: "cerbos", Label: "Cerbos", Module: cerbosModule, Note: "a resource policy for each kind of data, recipients as roles"}
}

const cerbosModule = "github.com/cerbos/cerbos"

// encodings says in a few words how each is asked.
func encodings() string {
	var rows [][]string
	for _, p := range everyone() {
		rows = append(rows, []string{p.Label, p.Note})
	}
	return "| | |\n|---|---|\n" + strings.SplitN(table([]string{"", ""}, rows), "\n", 3)[2]
}

// document is the part of README.md that is made from the figures.
func (f *Figures) document() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Measured on %s; %s; %s.\n\n", f.Machine, f.Go, f.versions())
	b.WriteString("![How long a decision takes, by the number of rules, on logarithmic axes; the table has the same numbers](decisions.svg)\n\n")
	b.WriteString("A decision, and how many times the floor it takes:\n\n")
	notes := &notes{}
	b.WriteString(f.table(everyone(), notes, func(r *Row) string {
		if r.Peer == "floor" {
			return span(r.NS)
		}
		return fmt.Sprintf("%s (%s×)", span(r.NS), times(r.Ratio))
	}))
	b.WriteString("\nLoading, from text until the first question can be asked:\n\n")
	b.WriteString(f.table(loaded(), notes, func(r *Row) string { return span(r.LoadMS * 1e6) }))
	b.WriteString("\n![How long loading takes, by the number of rules, on logarithmic axes](load.svg)\n\n")
	b.WriteString("Memory in use once the policy is loaded and up to 10,000 different questions have been asked:\n\n")
	b.WriteString(f.table(everyone(), notes, func(r *Row) string { return megabytes(r.HeapMB) }))
	b.WriteString("\nAllocated by a decision:\n\n")
	b.WriteString(f.table(everyone(), notes, func(r *Row) string { return kilobytes(r.Bytes) }))
	b.WriteString("\n" + notes.String())
	b.WriteString(f.serverTable() + "\n")
	b.WriteString("### Where another engine is better\n\n" + f.better())
	return b.String()
}

func (f *Figures) versions() string {
	var out []string
	for _, e := range engines() {
		v := f.Versions[e.module]
		if v == "" {
			v = "not there"
		}
		out = append(out, e.name+" "+v)
	}
	return list(out)
}

// notes are the reasons why something was not measured, numbered as they appear.
type notes struct{ all []string }

func (n *notes) of(reason string) string {
	at := slices.Index(n.all, reason)
	if at < 0 {
		at = len(n.all)
		n.all = append(n.all, reason)
	}
	return fmt.Sprintf("– [%d]", at+1)
}

func (n *notes) String() string {
	var b strings.Builder
	for i, reason := range n.all {
		fmt.Fprintf(&b, "[%d] %s.  \n", i+1, reason)
	}
	if len(n.all) > 0 {
		b.WriteString("\n")
	}
	return b.String()
}

// table has a row for each peer and a column for each size.
func (f *Figures) table(of []turns.Peer, notes *notes, cell func(*Row) string) string {
	head := []string{""}
	for _, n := range f.Sizes {
		head = append(head, grouped(n)+" rules")
	}
	var rows [][]string
	for _, p := range of {
		line := []string{p.Label}
		for _, n := range f.Sizes {
			switch r := f.row(p.ID, n); {
			case r == nil:
				line = append(line, "")
			case r.Failed != "":
				line = append(line, notes.of(firstLine(r.Failed)))
			default:
				line = append(line, cell(r))
			}
		}
		rows = append(rows, line)
	}
	return table(head, rows)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

func (f *Figures) serverTable() string {
	if len(f.Servers) == 0 {
		return ""
	}
	var rows [][]string
	for _, s := range servers(binaries{}, &turns.World{}) {
		for _, r := range f.Servers {
			if r.Server != s.id {
				continue
			}
			line := []string{s.label, grouped(int(r.PerSec)), span(r.P50US * 1e3), span(r.P99US * 1e3), megabytes(r.MemoryMB)}
			if r.Failed != "" {
				line = []string{s.label, "–", "–", "–", firstLine(r.Failed)}
			}
			rows = append(rows, line)
		}
	}
	return fmt.Sprintf("### Servers\n\nThe same policy of %s rules over HTTP on the loopback, %d connections that stay open. The client shares the two cores with the server, so "+
		"what one request costs here is mostly HTTP and JSON, on both sides; what counts is the ratio.\n\n", grouped(serverRules), connections) +
		table([]string{"", "requests a second", "half within", "99 % within", "resident memory"}, rows)
}
