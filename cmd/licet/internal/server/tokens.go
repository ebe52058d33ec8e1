package server

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
)

// tokens are those that may ask. Their hashes are kept, not they themselves, and all are compared in a time that says nothing about them.
type tokens struct {
	hashes atomic.Pointer[[][sha256.Size]byte] // nil where no token is needed
}

// shortestToken is how many characters a token must have, so that none can be guessed.
const shortestToken = 16

// parseTokens reads tokens, one a line; what begins with # is a remark.
func parseTokens(text []byte) (*[][sha256.Size]byte, error) {
	var out [][sha256.Size]byte
	n := 0
	for line := range bytes.Lines(text) {
		n++
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || line[0] == '#':
			continue
		case len(line) < shortestToken:
			return nil, fmt.Errorf("line %d: a token has at least %d characters; make one with `openssl rand -hex 32`", n, shortestToken)
		case bytes.ContainsAny(line, " \t"):
			return nil, fmt.Errorf("line %d: a token has no spaces; write one a line, and remarks behind # on lines of their own", n)
		}
		out = append(out, sha256.Sum256(line))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("there is no token in it; write one a line, made with `openssl rand -hex 32`")
	}
	return &out, nil
}

// tokenFile returns the file of the tokens.
func (t *tokens) tokenFile(path string) *keptFile {
	return &keptFile{what: "the tokens in " + path, paths: []string{path}, use: func(texts [][]byte) error {
		hashes, err := parseTokens(texts[0])
		if err == nil {
			t.hashes.Store(hashes)
		}
		return err
	}}
}

// allow reports whether a request has a token that is known (RFC 6750, section 2.1), or needs none.
func (t *tokens) allow(r *http.Request) bool {
	hashes := t.hashes.Load()
	if hashes == nil {
		return true
	}
	given := r.Header["Authorization"]
	if len(given) != 1 {
		return false
	}
	scheme, token, ok := strings.Cut(given[0], " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	sum := sha256.Sum256([]byte(strings.TrimSpace(token)))
	found := 0
	for i := range *hashes {
		found |= subtle.ConstantTimeCompare(sum[:], (*hashes)[i][:])
	}
	return found == 1
}
