package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocumentation says whether README.md and the plots are what figures.json makes of them, as `go run . -check` does.
func TestDocumentation(t *testing.T) {
	if err := (place{"."}).check(); err != nil {
		t.Error(err)
	}
}

// TestCheckFindsWhatIsStale changes one figure.
func TestCheckFindsWhatIsStale(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"README.md", "decisions.svg", "load.svg"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := readFigures("figures.json")
	if err != nil {
		t.Fatal(err)
	}
	f.row("cedar", f.Sizes[0]).NS *= 3
	if err := f.write(filepath.Join(dir, "figures.json")); err != nil {
		t.Fatal(err)
	}
	if err := (place{dir}).check(); err == nil || !strings.Contains(err.Error(), "go run . -render") {
		t.Errorf("a changed figure is not found: %v", err)
	}
	if err := (place{dir}).render(); err != nil {
		t.Fatal(err)
	}
	if err := (place{dir}).check(); err != nil {
		t.Error(err)
	}
}

// some are figures of two sizes: Cedar decides, loads and needs less at the smaller, and fails at the larger.
func some() *Figures {
	return &Figures{Sizes: []int{10, 100000}, Rows: []Row{
		{Peer: "floor", Rules: 10, NS: 50, Ratio: 1}, {Peer: "licet", Rules: 10, NS: 100, Ratio: 2, LoadMS: 3, HeapMB: 2},
		{Peer: "cedar", Rules: 10, NS: 80, Ratio: 1.6, LoadMS: 2, HeapMB: 1.9}, {Peer: "casbin", Rules: 10, NS: 90.5, LoadMS: 9, HeapMB: 9},
		{Peer: "licet", Rules: 100000, NS: 700, LoadMS: 4000, HeapMB: 200}, {Peer: "cedar", Rules: 100000, Failed: "more than 1m0s to load\nand a trace"},
	}}
}

func TestBetter(t *testing.T) {
	want := "- 10 rules: what decides faster than Licet (100 ns): Cedar 80 ns;\n  what loads faster than Licet (3.0 ms): Cedar 2.0 ms.\n" +
		"- 100,000 rules: none decides or loads faster, or needs less memory.\n"
	if got := some().better(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestDocumentSaysWhatFailed(t *testing.T) {
	got := some().document()
	for _, want := range []string{"| Cedar | 80 ns (1.6×) | – [1] |", "[1] more than 1m0s to load.", "cedar-go not there", "| floor: a Go map | 50 ns |"} {
		if !strings.Contains(got, want) {
			t.Errorf("the document lacks %q:\n%s", want, got)
		}
	}
}

func TestPlotEndsWhereAPeerDoes(t *testing.T) {
	got := string(some().decisions())
	for _, want := range []string{"Cedar: 80 ns at 10<", "Licet: 700 ns<"} {
		if !strings.Contains(got, want) {
			t.Errorf("the plot lacks %q:\n%s", want, got)
		}
	}
	lines := []line{{y: 485}, {y: 486}, {y: 489}}
	spread(lines)
	if lines[2].y > bottom || lines[1].y > lines[2].y-apart || lines[0].y > lines[1].y-apart {
		t.Errorf("labels are at %+v", lines)
	}
}

func TestSpan(t *testing.T) {
	for ns, want := range map[float64]string{0.4: "0.4 ns", 38.2: "38 ns", 999.9: "1.0 µs", 3_700: "3.7 µs", 9_960: "10 µs", 335_000: "335 µs", 1.06e9: "1.1 s", 72e9: "72 s"} {
		if got := span(ns); got != want {
			t.Errorf("span(%v) is %q, want %q", ns, got, want)
		}
	}
}
