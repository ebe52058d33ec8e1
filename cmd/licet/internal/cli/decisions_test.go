package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/cli"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// The cases of testdata/decisions, asked through the command in three ways: as a sentence, as flags, and as the JSON that the
// command itself answers with. The engine's own tests ask the same cases of both evaluators.

// run runs the command.
func run(in string, args ...string) (out, errs string, code int) {
	var o, e bytes.Buffer
	code = cli.Run(args, cli.Streams{In: strings.NewReader(in), Out: &o, Err: &e})
	return o.String(), e.String(), code
}

// exitOf is the exit code of an answer.
func exitOf(answer string) int {
	switch answer {
	case "permitted":
		return 0
	case "undetermined":
		return 11
	}
	return 10
}

func TestDecisionsThroughTheCommand(t *testing.T) {
	files, err := filepath.Glob("../../../../testdata/decisions/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no decisions were found", err)
	}
	asked := map[string]int{}
	for _, path := range files {
		file, err := policytest.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for i := range file.Cases {
			c := &file.Cases[i]
			t.Run(filepath.Base(path)+"/"+c.Name, func(t *testing.T) {
				policy := c.Policy
				if policy == "" {
					policy = filepath.Join(dir, "p.licet")
					if err := os.WriteFile(policy, []byte(c.Text), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				askEveryWay(t, policy, c, asked)
			})
		}
	}
	t.Logf("asked as sentences: %d, as JSON: %d, as flags: %d", asked["sentence"], asked["json"], asked["flags"])
	if asked["sentence"] < 250 || asked["json"] < 250 || asked["flags"] < 200 {
		t.Error("too few cases were asked")
	}
}

func askEveryWay(t *testing.T, policy string, c *policytest.Case, asked map[string]int) {
	out, errs, code := run("", "ask", "-p", policy, "-o", "json", c.Ask)
	var x engine.Explanation
	if err := json.Unmarshal([]byte(out), &x); err != nil {
		t.Fatalf("%v\n%s%s", err, out, errs)
	}
	asked["sentence"]++
	if x.Answer != c.Answer.String() || x.Conflict != (c.Conflict == model.Sure) || code != exitOf(x.Answer) || errs != "" {
		t.Errorf("got %s (conflict %v), exit code %d, want %s (conflict %v)\n%s", x.Answer, x.Conflict, code, c.Answer, c.Conflict, errs)
	}
	again, _, code := run(question(t, out)+"\n", "ask", "-p", policy, "--batch", "-")
	asked["json"]++
	if d := cmp.Diff(compact(t, out), strings.TrimSpace(again)); d != "" || code != 0 {
		t.Errorf("the question of the answer, asked again: exit code %d (-sentence +JSON):\n%s", code, d)
	}
	flags, ok := asFlags(&x.Question)
	if !ok {
		return // a value that only a sentence or JSON can say
	}
	asked["flags"]++
	again, errs, code = run("", append([]string{"ask", "-p", policy, "-o", "json"}, flags...)...)
	if d := cmp.Diff(out, again); d != "" || code != exitOf(x.Answer) {
		t.Errorf("licet ask %q: exit code %d\n%s(-sentence +flags):\n%s", flags, code, errs, d)
	}
}

// question returns the question of an answer, as it stands there.
func question(t *testing.T, answer string) string {
	var x struct{ Question json.RawMessage }
	if err := json.Unmarshal([]byte(answer), &x); err != nil {
		t.Fatal(err)
	}
	return compact(t, string(x.Question))
}

func compact(t *testing.T, text string) string {
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(text)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// asFlags says a question in flags, if flags can.
func asFlags(q *engine.Asked) (flags []string, ok bool) {
	if q.Except != nil {
		return nil, false
	}
	part := func(name string, v any) {
		switch v := v.(type) {
		case string:
			flags = append(flags, "--"+name, v)
		case []any:
			for _, x := range v {
				flags = append(flags, "--"+name, x.(string))
			}
		}
	}
	part("actor", q.Actor)
	part("action", q.Action)
	for _, d := range q.Data {
		part("data", d)
	}
	part("of", q.Of)
	part("from", q.From)
	part("recipient", q.Recipient)
	part("purpose", q.Purpose)
	part("place", q.Place)
	for _, name := range slices.Sorted(maps.Keys(q.Given)) {
		given, ok := asFlag(name, q.Given[name])
		if !ok {
			return nil, false
		}
		flags = append(flags, "--given", given)
	}
	if q.NothingElse {
		flags = append(flags, "--nothing-else")
	}
	return flags, true
}

func asFlag(name string, v any) (string, bool) {
	switch v := v.(type) {
	case bool:
		return fmt.Sprintf("%s=%v", name, v), true // as FACT and "no FACT", which the scripts ask, but for events too
	case float64:
		return fmt.Sprintf("%s=%v", name, v), true
	case string:
		return name + "=" + v, !strings.ContainsAny(v, " <>")
	case map[string]any:
		days, ok := v["days"]
		return fmt.Sprintf("%v days after %s", days, name), ok && len(v) == 1
	}
	return "", false
}
