package main

import (
	"encoding/json"
	"os"
	"slices"
)

// Figures are all that was measured, in figures.json: README.md and the plots are made from them, and from nothing else.
type Figures struct {
	Machine  string            `json:"machine"`
	Go       string            `json:"go"`
	Sizes    []int             `json:"sizes"`
	Versions map[string]string `json:"versions"` // of modules
	Rows     []Row             `json:"rows"`
	Servers  []ServerRow       `json:"servers"`
}

// A Row is what one peer does with a policy of so many rules.
type Row struct {
	Peer   string `json:"peer"`
	Rules  int    `json:"rules"`
	Failed string `json:"failed,omitempty"` // why it could not

	LoadMS   float64 `json:"load_ms,omitempty"`
	HeapMB   float64 `json:"heap_mb,omitempty"`  // in use after loading and answering
	Compared int     `json:"compared,omitempty"` // answers that were compared with Licet's, and are the same
	NS       float64 `json:"ns,omitempty"`       // of a decision: the median of turns
	Ratio    float64 `json:"ratio,omitempty"`    // to the floor
	Bytes    float64 `json:"bytes,omitempty"`    // allocated by a decision
	Allocs   float64 `json:"allocs,omitempty"`
}

// A ServerRow is what one server does over loopback.
type ServerRow struct {
	Server   string  `json:"server"`
	Failed   string  `json:"failed,omitempty"`
	PerSec   float64 `json:"per_second,omitempty"` // the median of turns
	P50US    float64 `json:"p50_us,omitempty"`
	P99US    float64 `json:"p99_us,omitempty"`
	Compared int     `json:"compared,omitempty"`
	MemoryMB float64 `json:"memory_mb,omitempty"` // resident, after the last turn
}

func (f *Figures) row(peer string, rules int) *Row {
	for i := range f.Rows {
		if r := &f.Rows[i]; r.Peer == peer && r.Rules == rules {
			return r
		}
	}
	return nil
}

func readFigures(path string) (*Figures, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f := &Figures{}
	return f, json.Unmarshal(text, f)
}

func (f *Figures) write(path string) error {
	text, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// median of at least one number.
func median(of []float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}
