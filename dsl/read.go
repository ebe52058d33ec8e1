package dsl

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// maxTotal is the largest size of a policy with all that it uses, in bytes.
const maxTotal = 256 << 20

// read returns the content of a file; of one that is too large, just enough to tell that it is.
func (l *loader) read(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // reading a pipe or a device may never end
		return nil, fmt.Errorf("%s is no regular file", name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	const limit = int64(source.MaxSize + len("\uFEFF") + 1)
	var text bytes.Buffer
	text.Grow(int(min(max(info.Size(), 0), limit)) + bytes.MinRead)
	if _, err := text.ReadFrom(io.LimitReader(file, limit)); err != nil {
		return nil, err
	}
	if l.total += text.Len(); l.total > maxTotal {
		return nil, fmt.Errorf("%s: the policy and what it uses are larger than %d MiB", name, maxTotal>>20)
	}
	return text.Bytes(), nil
}
