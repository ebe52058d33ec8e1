package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/cli"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/schema"
)

// Everything that the command writes as JSON in the scripts and in the documents is held to its schema. The command of the tests leaves a copy
// of what it writes in a folder, whose name it finds in its environment; the command itself knows nothing of it.

// recordHere is the variable that names the folder.
const recordHere = "LICET_TEST_RECORD"

// recorded is main, with a copy of what it writes.
func recorded() {
	dir := os.Getenv(recordHere)
	if dir == "" {
		main()
	}
	signal.Ignore(syscall.SIGPIPE)
	var copied bytes.Buffer
	code := cli.Run(os.Args[1:], cli.Streams{In: os.Stdin, Out: io.MultiWriter(os.Stdout, &copied), Err: os.Stderr})
	if text := copied.Bytes(); bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		if err := record(dir, text); err != nil {
			panic(err)
		}
	}
	os.Exit(code)
}

// record writes a copy, with the command line, so that a failure can be found.
func record(dir string, text []byte) error {
	f, err := os.CreateTemp(dir, "")
	if err != nil {
		return err
	}
	_, err = f.Write(append([]byte(strings.ReplaceAll(strings.Join(os.Args[1:], " "), "\n", " ")+"\n"), text...))
	return errors.Join(err, f.Close())
}

// kindsInScripts are the kinds that scripts must write. Files that commands write, as a baseline is, are tested where they are read, and what
// the server writes by the tests of its endpoints.
func kindsInScripts() (out []string) {
	for _, k := range schema.Kinds() {
		if !slices.Contains([]string{"lint-baseline", "decision", "authzen", "authzen-search", "health", "ready"}, k) {
			out = append(out, k)
		}
	}
	return out
}

// recording returns a folder for copies. At the end of the test, and of all its subtests, each JSON value in it is validated; there must be so many
// of them at least, and some of each kind.
func recording(t *testing.T, atLeast int, kinds []string) string {
	dir := t.TempDir()
	t.Cleanup(func() {
		v := &validator{t: t, schemas: map[string]*jsonschema.Schema{}, seen: map[string]int{}}
		copies, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Error(err)
		}
		for _, path := range copies {
			v.file(path)
		}
		if v.valid < atLeast && !partly() {
			t.Errorf("only %d JSON values were validated", v.valid)
		}
		for _, k := range kinds {
			if v.seen[k] == 0 && !partly() {
				t.Errorf("nothing wrote licet.%s/1", k)
			}
		}
		t.Logf("%d JSON values were validated: %v", v.valid, v.seen)
	})
	return dir
}

// partly reports whether only some scripts were asked for.
func partly() bool { return strings.Contains(flag.Lookup("test.run").Value.String(), "/") }

// A validator holds JSON to the schemas.
type validator struct {
	t       *testing.T
	schemas map[string]*jsonschema.Schema
	seen    map[string]int
	valid   int
}

// file validates the values of a copy.
func (v *validator) file(path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		v.t.Error(err)
		return
	}
	command, values, _ := bytes.Cut(text, []byte("\n"))
	for dec := json.NewDecoder(bytes.NewReader(values)); ; {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err == io.EOF {
			return
		} else if err != nil {
			v.t.Errorf("licet %s: what stands there is not JSON: %v", command, err)
			return
		}
		v.value(string(command), raw)
	}
}

// value validates one value, if it says that it has a format of ours. A schema that is printed says nothing of the kind.
func (v *validator) value(command string, raw []byte) {
	var head struct{ Format string }
	if json.Unmarshal(raw, &head) != nil || head.Format == "" {
		return
	}
	kind := strings.TrimSuffix(strings.TrimPrefix(head.Format, "licet."), "/1")
	s, ok := v.schemas[kind]
	if !ok {
		var err error
		if s, err = strict(kind); err != nil {
			v.t.Errorf("licet %s: %v", command, err)
		}
		v.schemas[kind] = s
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if s == nil {
		return
	}
	if err == nil {
		err = s.Validate(doc)
	}
	if err != nil {
		v.t.Errorf("licet %s: %v", command, err)
		return
	}
	v.valid++
	v.seen[kind]++
}

// strict compiles a schema in which no object may have fields but those that are described: what this version writes is all described, while
// readers are to accept more.
func strict(kind string) (*jsonschema.Schema, error) {
	text, ok := schema.Of(kind)
	if !ok {
		return nil, fmt.Errorf("there is no schema of %q", kind)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	closeObjects(doc)
	c := jsonschema.NewCompiler()
	if err := c.AddResource(kind+".json", doc); err != nil {
		return nil, err
	}
	return c.Compile(kind + ".json")
}

func closeObjects(x any) {
	switch x := x.(type) {
	case []any:
		for _, e := range x {
			closeObjects(e)
		}
	case map[string]any:
		if _, ok := x["properties"].(map[string]any); ok && x["type"] == "object" {
			x["additionalProperties"] = false
		}
		for _, e := range x {
			closeObjects(e)
		}
	}
}

// TestStrictSchemasRefuse holds the validation itself to what it is for.
func TestStrictSchemasRefuse(t *testing.T) {
	brief, err := strict("brief")
	if err != nil {
		t.Fatal(err)
	}
	for value, good := range map[string]bool{
		`{"format": "licet.brief/1", "answer": "permitted", "conflict": false, "decided_by": [{"clause": "1"}]}`:            true,
		`{"format": "licet.brief/1", "answer": "permitted", "conflict": false, "decided_by": [{"clause": "1"}], "more": 1}`: false,
		`{"format": "licet.brief/1", "answer": "permitted", "conflict": false, "decided_by": null}`:                         false,
		`{"format": "licet.brief/1", "answer": "perhaps", "conflict": false, "decided_by": []}`:                             false,
		`{"format": "licet.brief/1", "answer": "permitted", "decided_by": []}`:                                              false,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(value))
		if err != nil {
			t.Fatal(err)
		}
		if err := brief.Validate(doc); (err == nil) != good {
			t.Errorf("%s: %v", value, err)
		}
	}
}
