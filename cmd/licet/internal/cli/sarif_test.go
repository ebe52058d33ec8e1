package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// reported runs `licet lint` with a report into a file, and returns what the file holds.
func reported(t *testing.T, form string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report")
	var out, err bytes.Buffer
	code := Run(append([]string{"lint", "--report", form + "=" + file}, args...), Streams{In: strings.NewReader(""), Out: &out, Err: &err})
	if code > exitPolicy {
		t.Fatalf("exit code %d: %s", code, err.String())
	}
	text, readErr := os.ReadFile(file)
	if readErr != nil {
		t.Fatal(readErr, err.String())
	}
	return string(text)
}

// written writes a policy into a folder of its own, and returns the folder.
func written(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i+1 < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// everything is a policy in which there is something to find, to allow and to mend, and a clause that is said twice.
const everything = `policy shop "Shop" {}
use core
clause 1 {
  quote "We use it from time to time."
    we may use email for marketing
  allow vague-term in 1 because "the text is with the board" by "counsel" until 2999-12-31
}
clause 2 { we may use email for marketing }
allow naming in 2 because "it was" by "counsel" until 2999-12-31
example "one" { may we use email for marketing? permitted }
`

// TestSARIFIsValid validates reports against the schema of OASIS.
func TestSARIFIsValid(t *testing.T) {
	file, err := os.Open("testdata/sarif/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	schema, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	broken := written(t, "a.licet", "clause 1 {")
	for name, args := range map[string][]string{
		"findings, allowed ones, fixes":  {written(t, "shop.licet", everything)},
		"nothing":                        {written(t, "shop.licet", everything), "--only", "open-defect"},
		"the encoded policies":           {"app", "union", "shop"},
		"one that does not load, beside": {broken, "shop"},
	} {
		t.Run(name, func(t *testing.T) {
			text := reported(t, "sarif", args...)
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(value); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		})
	}
	wrong, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"version": "2.1.0", "runs": [{"results": []}]}`))
	if err != nil || compiled.Validate(wrong) == nil {
		t.Error("the schema finds nothing wrong with a run that names no tool")
	}
}

// TestSARIFSaysWhatThereIs looks at what readers of a report rely on.
func TestSARIFSaysWhatThereIs(t *testing.T) {
	dir := written(t, "shop.licet", everything)
	t.Setenv("GITHUB_WORKSPACE", filepath.Dir(dir))
	read := func(path string) sarifRun {
		var log sarifLog
		if err := json.Unmarshal([]byte(reported(t, "sarif", path, "--only", "vague-term,duplicate-norm,naming,stale-allowance,unformatted-file")), &log); err != nil {
			t.Fatal(err)
		}
		return log.Runs[0]
	}
	run := read(dir)
	prints, suppressed, fixes := map[string]bool{}, 0, 0
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s has the index of %s", r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID)
		}
		if uri := r.Locations[0].Physical.Artifact.URI; uri != filepath.Base(dir)+"/shop.licet" {
			t.Errorf("the file is %s", uri)
		}
		prints[r.Fingerprints["licet/v1"]] = true
		suppressed += len(r.Suppressions)
		fixes += len(r.Fixes)
	}
	if len(prints) != len(run.Results) || suppressed != 1 || fixes != 2 {
		t.Errorf("%d fingerprints of %d results, %d suppressed, %d fixes", len(prints), len(run.Results), suppressed, fixes)
	}
	for _, r := range read(written(t, "shop.licet", "\n\n\n"+everything)).Results {
		if !prints[r.Fingerprints["licet/v1"]] {
			t.Errorf("%s in another line has another fingerprint", r.RuleID)
		}
	}
}
