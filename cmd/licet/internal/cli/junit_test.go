package cli_test

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestJUnit reads the results for other tools again, with names that XML cannot hold as they are.
func TestJUnit(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("p.licet", "policy p \"P\" {}\nuse core\nclause 1 { we may use email }\n")
	write("p_test.yaml", `cases:
  - {name: "a < b & \"c\" > \x00\x1b[31m \uFFFE \u202E ]]> 中文", ask: may we use phone, answer: permitted}
  - {name: "two\nlines", ask: may we use email, answer: permitted}
  - {name: unknown, ask: may we use emial, answer: permitted}
`)
	results := filepath.Join(dir, "results.xml")
	out, errs, code := run("", "test", dir, "-o", "json", "--junit", results)
	if code != 1 || errs != "" {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	var report struct {
		Cases []struct{ Name, Result, Expected, Got string }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(results)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Cases []struct {
				Name    string `xml:"name,attr"`
				Line    int    `xml:"line,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
					Text    string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if got.Tests != 3 || got.Failures != 2 || len(got.Suites) != 1 || len(got.Suites[0].Cases) != len(report.Cases) {
		t.Fatalf("got %+v", got)
	}
	for i, c := range got.Suites[0].Cases {
		if (c.Failure != nil) != (report.Cases[i].Result == "fail") || c.Line != i+2 {
			t.Errorf("got %+v, want %+v", c, report.Cases[i])
		}
	}
	first := got.Suites[0].Cases[0]
	if want := "a < b & \"c\" > \\x00\\x1b[31m \uFFFD \\u202e ]]> 中文"; first.Name != want || !strings.Contains(first.Failure.Text, want) {
		t.Errorf("got %q, want %q", first.Name, want)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("files are left: %v", left)
	}
}
