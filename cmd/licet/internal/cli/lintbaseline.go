package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

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
	if path == "" && l.config.lint.baseline != "" {
		path = filepath.Join(filepath.Dir(l.config.path), l.config.lint.baseline)
	}
	if path == "" || sameFile(path, f.writeBaseline) {
		path, must = f.writeBaseline, false
	}
	if path == "" {
		return nil
	}
	l.baseline, err = readBaseline(path)
	l.hasBaseline = err == nil
	switch {
	case errors.Is(err, fs.ErrNotExist) && !must:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return &exit{exitFailed, fmt.Errorf("there is no baseline %s; write it with --write-baseline %s", path, path)}
	}
	return err
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
	var out lint.Baseline
	adopted, gone := 0, 0
	for i, l := range all {
		if l.err != nil {
			return &exit{codeOf(l.err), fmt.Errorf("%s is not written, since %s does not load", f.writeBaseline, l.path)}
		}
		if i == 0 {
			out = l.baseline
		}
		out = out.Without(l.gone)
		gone += l.gone.Total()
		if !l.hasBaseline {
			adopted += len(l.fresh)
			out = append(out, l.adopt()...)
		}
		l.gone = nil
	}
	if err := writeFile(f.writeBaseline, baselineText(lint.NewBaseline(out))); err != nil {
		return &exit{exitFailed, fmt.Errorf("cannot write the baseline: %w", err)}
	}
	switch {
	case adopted > 0 || !hasBaseline(all):
		fmt.Fprintf(a.stderr(), "%s: %s written\n", f.writeBaseline, count(adopted, "finding"))
	default:
		fmt.Fprintf(a.stderr(), "%s: %d dropped that no longer occur; it knows %d\n", f.writeBaseline, gone, lint.NewBaseline(out).Total())
	}
	return nil
}

func hasBaseline(all []*linted) bool { return all[0].hasBaseline }

// adopt returns all that is found as entries, and knows it from now on.
func (l *linted) adopt() lint.Baseline {
	var out lint.Baseline
	for _, x := range l.fresh {
		out = append(out, lint.EntryOf(l.policy, x))
	}
	l.fresh, l.known = []lint.Finding{}, append(l.known, l.fresh...)
	return out
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
