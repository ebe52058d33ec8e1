package authzen_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/openapi"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/openapi/openapitest"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestCases sends the requests of testdata/*.txtar, and compares the responses with those that stand there. A file begins with a line that
// names a policy, `policy: shop`, or holds a file policy.licet; then come pairs of `-- NAME.request --` and `-- NAME.response --`. A
// request is a line such as `POST /access/v1/evaluation`, header lines, an empty line and the body; `TOKEN` in a body is the next_token of the
// response before. LICET_UPDATE=1 writes the responses.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatalf("found %d files of cases: %v", len(files), err)
	}
	count := 0
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { count += runCases(t, file) })
	}
	if count < 60 {
		t.Errorf("only %d requests were sent", count)
	}
}

func runCases(t *testing.T, file string) (count int) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	h := handler(t, archive)
	token := ""
	for i := 0; i < len(archive.Files); i++ {
		name, ok := strings.CutSuffix(archive.Files[i].Name, ".request")
		if !ok {
			continue
		}
		if i+1 == len(archive.Files) || archive.Files[i+1].Name != name+".response" {
			archive.Files = slices.Insert(archive.Files, i+1, txtar.File{Name: name + ".response"})
		}
		count++
		w := send(t, h, strings.ReplaceAll(string(archive.Files[i].Data), "TOKEN", token))
		token = nextToken(w.Body.Bytes())
		got := shown(w)
		if want := string(archive.Files[i+1].Data); got != want && os.Getenv("LICET_UPDATE") == "" {
			t.Errorf("%s (-want +got):\n%s", name, cmp.Diff(want, got))
		}
		archive.Files[i+1].Data = []byte(got)
	}
	if os.Getenv("LICET_UPDATE") != "" {
		if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return count
}

// handler serves the policy of an archive.
func handler(t *testing.T, archive *txtar.Archive) http.Handler {
	t.Helper()
	c := server.Config{FS: policies.FS()}
	options := authzen.Options{}
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "policy":
			c.Dir = value
		case "public-url":
			options.PublicURL = value
		case "strict":
			options.Strict = true
		case "page-size":
			fmt.Sscan(value, &options.PageSize)
		case "batch":
			fmt.Sscan(value, &c.Limits.Batch)
		}
	}
	if c.Dir == "" {
		for _, f := range archive.Files {
			if f.Name == "policy.licet" {
				c.FS, c.Dir = fstest.MapFS{f.Name: {Data: f.Data}}, f.Name
			}
		}
	}
	return serve(t, c, options)
}

func serve(t testing.TB, c server.Config, o authzen.Options) http.Handler {
	t.Helper()
	s, err := server.New(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Mount(append(authzen.Endpoints(s, o), openapi.Endpoint())...); err != nil {
		t.Fatal(err)
	}
	return openapitest.Hold(t, s.Handler())
}

// digest is what differs with every change of a policy.
var digest = regexp.MustCompile(`sha256:[0-9a-f]{64}`)

// send sends a request that is written as in a file of cases.
func send(t testing.TB, h http.Handler, text string) *httptest.ResponseRecorder {
	t.Helper()
	head, body, _ := strings.Cut(text, "\n\n")
	lines := strings.Split(strings.TrimSpace(head), "\n")
	method, path, _ := strings.Cut(lines[0], " ")
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(strings.TrimSpace(body)))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, line := range lines[1:] {
		key, value, _ := strings.Cut(line, ":")
		r.Header.Set(key, strings.TrimSpace(value))
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func nextToken(body []byte) string {
	var v struct {
		Page struct {
			NextToken string `json:"next_token"`
		}
	}
	_ = json.Unmarshal(body, &v)
	return v.Page.NextToken
}

// shown is a response as it stands in a file of cases.
func shown(w *httptest.ResponseRecorder) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d %s\n", w.Code, w.Header().Get("Content-Type"))
	if id := w.Header().Get("X-Request-ID"); id != "" {
		fmt.Fprintf(&b, "X-Request-ID: %s\n", id)
	}
	b.WriteString("\n")
	if json.Indent(&b, w.Body.Bytes(), "", "  ") != nil {
		b.Write(w.Body.Bytes())
	}
	return digest.ReplaceAllString(b.String(), "sha256:...")
}
