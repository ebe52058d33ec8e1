package server

import (
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
)

// A keptFile is a file, or several that belong together, whose content is put in use, and again when it changes. What cannot be used leaves in use what was
// before, and is told once.
type keptFile struct {
	what  string // what is in it
	paths []string
	use   func(texts [][]byte) error
	seen  [sha256.Size]byte // the content that was looked at last, or why there was none
	err   error             // why it is not in use
}

// largestKept is how large such a file may be.
const largestKept = 1 << 20

// look reads the files and, if they are other than before, puts them in use. It reports whether they were others.
func (k *keptFile) look() (changed bool, err error) {
	texts, err := k.read()
	sum := sumOf(texts, err)
	if sum == k.seen {
		return false, k.err
	}
	k.seen = sum
	if err == nil {
		err = k.use(texts)
	}
	if k.err = err; err != nil {
		k.err = fmt.Errorf("%s: %w", k.what, err)
	}
	return true, k.err
}

func (k *keptFile) read() (out [][]byte, err error) {
	for _, p := range k.paths {
		text, err := readBounded(p)
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}

func readBounded(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, reasonOf(err))
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, reasonOf(err))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, largestKept+1))
	if err == nil && len(text) > largestKept {
		err = fmt.Errorf("%s is larger than %d bytes", path, largestKept)
	}
	return text, err
}

func sumOf(texts [][]byte, err error) [sha256.Size]byte {
	h := sha256.New()
	if err != nil {
		fmt.Fprint(h, err)
	}
	for _, t := range texts {
		fmt.Fprintf(h, "%d:", len(t))
		h.Write(t)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// A certificate is what the server shows of itself.
type certificate struct {
	held atomic.Pointer[tls.Certificate]
}

func (c *certificate) files(cert, key string) *keptFile {
	return &keptFile{what: "the certificate in " + cert + " with the key in " + key, paths: []string{cert, key}, use: func(texts [][]byte) error {
		pair, err := tls.X509KeyPair(texts[0], texts[1])
		if err == nil {
			c.held.Store(&pair)
		}
		return err
	}}
}

// config returns how connections are secured: with the certificate in use when they begin.
func (c *certificate) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		if pair := c.held.Load(); pair != nil {
			return pair, nil
		}
		return nil, errors.New("there is no certificate")
	}}
}
