package authzen_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzRequests sends bytes to the endpoints: nothing fails in the server, no status is one that the API does not have, and what is told to be
// permitted is permitted by the reference's reading of the same bytes.
func FuzzRequests(f *testing.F) {
	services := shipped(f)
	paths := []string{"/access/v1/evaluation", "/access/v1/evaluations", "/access/v1/search/subject", "/access/v1/search/resource", "/access/v1/search/action"}
	seeds := 0
	for path, body := range seedRequests(f) {
		if i := slices.Index(paths, path); i >= 0 {
			seeds++
			f.Add(i, []byte(body))
		}
	}
	if seeds < 50 {
		f.Fatalf("only %d seeds", seeds)
	}
	f.Fuzz(func(t *testing.T, which int, body []byte) {
		path := paths[uint(which)%uint(len(paths))]
		for _, s := range services[1:2] { // that of the cases
			r := httptest.NewRequest("POST", path, strings.NewReader(string(body)))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, r)
			switch w.Code {
			case http.StatusOK:
				s.checkPermissions(t, body, w.Body.Bytes())
			case http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusRequestEntityTooLarge:
			default:
				t.Fatalf("%d %s", w.Code, w.Body)
			}
		}
	})
}

// checkPermissions asks the reference for each decision that is true.
func (s service) checkPermissions(t *testing.T, body, response []byte) {
	var got struct {
		told
		Evaluations []told
	}
	if err := json.Unmarshal(response, &got); err != nil {
		t.Fatalf("%s: %v", response, err)
	}
	if got.Decision {
		var plain plainTuple
		if err := plainly(body, &plain); err != nil || !permits(s.engine, plain) {
			t.Fatalf("%s is permitted: %v", body, err)
		}
	}
	for i, d := range got.Evaluations {
		if d.Decision && !permits(s.engine, plainItem(t, body, i)) {
			t.Fatalf("evaluation %d of %s is permitted", i, body)
		}
	}
}

// plainItem is one of several evaluations, with its defaults.
func plainItem(t *testing.T, body []byte, i int) plainTuple {
	var whole struct{ Evaluations []json.RawMessage }
	var item, defaults map[string]json.RawMessage
	if plainly(body, &whole) != nil || plainly(whole.Evaluations[i], &item) != nil || plainly(body, &defaults) != nil {
		t.Fatalf("%s is no request", body)
	}
	merged := maps.Clone(item)
	for _, k := range []string{"subject", "action", "resource", "context"} {
		if own, ok := item[k]; !ok && defaults[k] != nil {
			merged[k] = defaults[k]
		} else if ok && k != "context" {
			merged[k] = withType(own, defaults[k])
		}
	}
	text, err := json.Marshal(merged)
	if err != nil {
		t.Fatal(err)
	}
	var out plainTuple
	if err := plainly(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func withType(own, from json.RawMessage) json.RawMessage {
	var o, d map[string]any
	if json.Unmarshal(own, &o) != nil || json.Unmarshal(from, &d) != nil || o["type"] != nil || d["type"] == nil {
		return own
	}
	o["type"] = d["type"]
	text, _ := json.Marshal(o)
	return text
}

// seedRequests yields the paths and bodies of the cases.
func seedRequests(t testing.TB) func(func(string, string) bool) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(string, string) bool) {
		for _, file := range files {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range archive.Files {
				head, body, _ := strings.Cut(string(f.Data), "\n\n")
				_, path, _ := strings.Cut(strings.Split(head, "\n")[0], " ")
				if strings.HasSuffix(f.Name, ".request") && !yield(path, body) {
					return
				}
			}
		}
	}
}
