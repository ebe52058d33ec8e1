package decisionlog

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Files that were put aside are called after the file, with the time at which that was: of decisions.jsonl,
// decisions-20261126T093000.000000000Z.jsonl, and with .gz where it is compressed. So they sort by time, and whatever else is called
// similarly is left alone.

// asideStamp is the time in a name.
const asideStamp = "20060102T150405.000000000Z"

// aside returns a name that no file has.
func (f *File) aside() string {
	for t := f.now().UTC(); ; t = t.Add(1) {
		name := f.asideAt(t.Format(asideStamp))
		_, err := os.Lstat(name)
		_, err2 := os.Lstat(name + ".gz")
		if err != nil && err2 != nil {
			return name
		}
	}
}

func (f *File) asideAt(stamp string) string {
	ext := filepath.Ext(f.path)
	return strings.TrimSuffix(f.path, ext) + "-" + stamp + ext
}

// put lists the files that were put aside, from the oldest on, without .gz; each once.
func (f *File) put() ([]string, error) {
	entries, err := os.ReadDir(filepath.Dir(f.path))
	if err != nil {
		return nil, err
	}
	ext := filepath.Ext(f.path)
	before := strings.TrimSuffix(filepath.Base(f.path), ext) + "-"
	var out []string
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".gz")
		middle, ok := strings.CutPrefix(strings.TrimSuffix(name, ext), before)
		if _, err := time.Parse(asideStamp, middle); ok && err == nil && name == before+middle+ext {
			out = append(out, filepath.Join(filepath.Dir(f.path), name))
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// tidy removes what is more than is to be kept, and compresses the rest, while lines are written.
func (f *File) tidy() {
	if !f.regular {
		return
	}
	f.tidiers.Go(func() {
		f.tidying.Lock()
		defer f.tidying.Unlock()
		if err := f.tidyNow(); err != nil && f.ends.Err() == nil {
			f.report(fmt.Errorf("the files of the decision log that were put aside: %w", err))
		}
	})
}

func (f *File) tidyNow() (err error) {
	files, err := f.put()
	more := max(0, len(files)-f.limits.Keep)
	for _, name := range files[:more] {
		err = errors.Join(err, remove(name), remove(name+".gz"), remove(name+part))
	}
	if !f.limits.Gzip {
		return err
	}
	for _, name := range files[more:] {
		err = errors.Join(err, compress(f.ends, name))
	}
	return err
}

// remove removes a file that may not be there.
func remove(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// part is behind the name of a file while it is being compressed.
const part = ".gz.part"

// compress puts the compressed file in the place of a file, which stays until that is complete and on the disk.
func compress(ctx context.Context, name string) error {
	from, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it is compressed already
	}
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := os.OpenFile(name+part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	z := gzip.NewWriter(to)
	_, err = io.Copy(z, &cancelled{ctx, from})
	err = errors.Join(err, z.Close(), to.Sync(), to.Close())
	if err != nil {
		return errors.Join(err, remove(name+part))
	}
	return errors.Join(os.Rename(name+part, name+".gz"), from.Close(), os.Remove(name))
}

// cancelled reads until the context ends.
type cancelled struct {
	ctx  context.Context
	from io.Reader
}

func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.from.Read(p)
}
