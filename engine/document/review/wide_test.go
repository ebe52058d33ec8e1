package review_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// pigeons is a policy that permits something in every case, which takes long to find out: that so many pigeons do not fit into one hole
// less is the standard example of what a search cannot see.
func pigeons(n int) string {
	var b strings.Builder
	b.WriteString("policy pigeons \"Pigeons\" {}\nuse core\n")
	for i := range n {
		for j := range n - 1 {
			fmt.Fprintf(&b, "fact p%d-%d \"pigeon %[1]d sits in hole %[2]d\"\n", i, j)
		}
	}
	b.WriteString("clause 1 {\n")
	for i := range n {
		var out []string
		for j := range n - 1 {
			out = append(out, fmt.Sprintf("no p%d-%d", i, j))
		}
		fmt.Fprintf(&b, "  we may store email given %s\n", strings.Join(out, " and "))
	}
	for j := range n - 1 {
		for i := range n {
			for k := range i {
				fmt.Fprintf(&b, "  we may store email given p%d-%d and p%d-%[2]d\n", i, j, k)
			}
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// TestWhatCannotBeDecided asks what the page cannot find out within bounds: it says so, and shows no answer.
func TestWhatCannotBeDecided(t *testing.T) {
	b := startBrowser(t)
	for n, want := range map[int]string{4: "permitted", 9: "limit"} {
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(pigeons(n))}}, "p.licet")
		if err != nil {
			t.Fatal(err)
		}
		b.open(page(t, e))
		question := "may we store email for security?"
		if got := askPage(b, []string{question})[0]; got.Answer != want {
			t.Errorf("%d pigeons: got %+v, want %s", n, got, want)
		}
		var shown string
		b.run(`document.getElementById("ask-answer").innerText`, &shown)
		if says := strings.Contains(shown, "No answer") && strings.Contains(shown, "cannot decide so wide a question"); says != (want == "limit") ||
			want == "limit" && strings.Contains(strings.ToLower(shown), "permit") {
			t.Errorf("%d pigeons: the page says %q", n, shown)
		}
		if got := askPage(b, []string{"may we store phone for security?"})[0]; got.Answer != "not-addressed" {
			t.Errorf("%d pigeons: afterwards it says %+v", n, got)
		}
	}
	b.clean()
}

// TestTyping takes the answer away as soon as the question is another.
func TestTyping(t *testing.T) {
	b := startBrowser(t)
	b.open(fullPage(t))
	askPage(b, []string{"may we use email for marketing?"})
	var before, after string
	b.run(`document.getElementById("ask-answer").innerText`, &before)
	b.run(`document.getElementById("ask-sentence").focus()`, nil)
	b.call("Input.insertText", map[string]any{"text": "x"}, nil)
	b.run(`document.getElementById("ask-answer").innerText`, &after)
	if !strings.Contains(before, "may we use email for marketing?") || after != "" {
		t.Errorf("before %q, after %q", before, after)
	}
}

// TestLargePolicy opens the page of a policy with a thousand rules, which must be one that can be sent by mail, and asks it.
func TestLargePolicy(t *testing.T) {
	const n, mail = 1000, 3 << 20
	s := generate.NewSynthetic(n)
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(s.Text())}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	html := page(t, e)
	if len(html) > mail {
		t.Errorf("the page has %d bytes", len(html))
	}
	b := startBrowser(t)
	b.open(html)
	var questions []string
	for i := range 100 {
		q := s.Question(10 * (i % 3)) // some of wider names
		questions = append(questions, fmt.Sprintf("may we %s %s to %s for %s given nothing else?", q.Action, q.Data, q.Recipient, q.Purpose))
		questions = append(questions, fmt.Sprintf("may we %s %s to %s?", q.Action, q.Data, q.Recipient))
	}
	if got := compare(b, e, questions); got < len(questions)*9/10 {
		t.Errorf("%d of %d were answered", got, len(questions))
	}
	t.Logf("%d bytes", len(html))
	b.clean()
}
