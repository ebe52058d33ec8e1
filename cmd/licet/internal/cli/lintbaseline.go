package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// baselineFormat is the format of a baseline's file.
const baselineFormat = "licet.lint-baseline/1"

// baselineJSON is a baseline's file.
type baselineJSON struct {
	Format   string        `json:"format"`
	Findings lint.Baseline `json:"findings"`
}

// readBaseline reads the baseline that is in force: that of --baseline, of the configuration, or the one that is to be written, where it
// is there already.
func (l *linted) readBaseline(f *lintFlags) (err error) {
	path, must := f.baseline, true
	if path == "" {
		path = l.configured()
	}
	if path == "" || sameFile(path, f.writeBaseline) {
		path, must = f.writeBaseline, false
	}
	if path == "" {
		return nil
	}
	l.baseline, err = readBaseline(path)
	l.hasBaseline = err == nil
	l.baselinePath = filepath.Clean(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !must:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return &exit{exitFailed, fmt.Errorf("there is no baseline %s; write it with --write-baseline %s", path, path)}
	}
	return err
}

// configured returns the baseline that the configuration names; "" where it names none.
func (l *linted) configured() string {
	if l.config.lint.baseline == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(l.config.path), l.config.lint.baseline)
}

func sameFile(a, b string) bool { return b != "" && filepath.Clean(a) == filepath.Clean(b) }

// readBaseline reads a baseline's file. The error wraps fs.ErrNotExist where there is none.
func readBaseline(path string) (lint.Baseline, error) {
	text, err := readRegular(path)
	if err != nil {
		return nil, err
	}
	var b baselineJSON
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&b); err != nil {
		return nil, &exit{exitUsage, fmt.Errorf("%s is no baseline: %w; remove it and write it again with --write-baseline", path, err)}
	}
	if b.Format != baselineFormat {
		return nil, &exit{exitUsage, fmt.Errorf("%s is no baseline that this licet reads: its format is %q, not %q", path, b.Format, baselineFormat)}
	}
	return lint.NewBaseline(b.Findings), nil
}

// writeBaseline writes what the baseline in force has and still occurs. Where there is none yet, it writes all that is found, which is
// then known.
func (a *app) writeBaseline(f *lintFlags, all []*linted) error {
	adopted, gone := 0, 0
	for _, l := range all {
		if l.err != nil {
			return &exit{codeOf(l.err), fmt.Errorf("%s is not written, since %s does not load", f.writeBaseline, l.path)}
		}
		gone += l.gone.Total()
		if !l.hasBaseline {
			adopted += len(l.fresh)
			l.adopt()
		}
		l.gone = nil
	}
	out := shrunk(all[0].baseline, all)
	if err := writeFile(f.writeBaseline, baselineText(out)); err != nil {
		return &exit{exitFailed, fmt.Errorf("cannot write the baseline: %w", err)}
	}
	switch {
	case adopted > 0 || !all[0].hasBaseline:
		fmt.Fprintf(a.stderr(), "%s: %s written\n", f.writeBaseline, count(adopted, "finding"))
		if !sameFile(all[0].configured(), f.writeBaseline) {
			fmt.Fprintf(a.stderr(), "licet: to put it in force, name it in licet.yaml (lint, and below it: baseline: FILE) or with --baseline %s\n", f.writeBaseline)
		}
	default:
		fmt.Fprintf(a.stderr(), "%s: %d dropped that no longer occur; it knows %d\n", f.writeBaseline, gone, out.Total())
	}
	return nil
}

// shrinkBaselines drops from the baselines in force what no longer occurs, so that it cannot come back unseen. Programs that read the
// result change nothing: an editor may ask in the middle of a change.
func (a *app) shrinkBaselines(f *lintFlags, all []*linted) {
	if f.diff || f.writeBaseline != "" || a.flags.output == "json" {
		return
	}
	byPath := map[string][]*linted{}
	for _, l := range all {
		if l.err == nil && l.hasBaseline {
			byPath[l.baselinePath] = append(byPath[l.baselinePath], l)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		list := byPath[path]
		gone := 0
		for _, l := range list {
			gone += l.gone.Total()
		}
		before := list[0].baseline
		now := shrunk(before, list)
		if bytes.Equal(baselineText(now), baselineText(before)) {
			continue
		}
		if err := writeFile(path, baselineText(now)); err != nil {
			a.showError(fmt.Errorf("%s cannot be written, and still has %s that no longer occur: %w", path, count(gone, "finding"), err))
			continue
		}
		fmt.Fprintf(a.stderr(), "licet: %s: %d dropped that no longer occur; it knows %d\n", path, gone, now.Total())
	}
}

// shrunk returns a baseline as it has become after the policies were linted.
func shrunk(b lint.Baseline, all []*linted) lint.Baseline {
	var out []lint.Entry
	linted := map[string]bool{}
	for _, l := range all {
		linted[l.policy.ID] = true
		out = append(out, l.now.Of(l.policy.ID)...)
	}
	for _, e := range b {
		if !linted[e.Policy] {
			out = append(out, e)
		}
	}
	return lint.NewBaseline(out)
}

// adopt takes all that is found into the baseline, and knows it from now on.
func (l *linted) adopt() {
	for _, x := range l.fresh {
		l.now = append(l.now, lint.EntryOf(l.policy, x))
	}
	l.fresh, l.known = []lint.Finding{}, append(l.known, l.fresh...)
}

// baselineText writes one entry a line, so that a change of one is a change of one line.
func baselineText(b lint.Baseline) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"format\": %q,\n  \"findings\": [", baselineFormat)
	for i, e := range b {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(e); err != nil {
			panic(err) // texts and numbers can be written
		}
		out.Truncate(out.Len() - 1) // its line feed
	}
	out.WriteString("\n  ]\n}\n")
	return out.Bytes()
}
