package review_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"crypto/sha256"
	"encoding/hex"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/document/review"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
	"github.com/seed-90f8eabc/licet/policies"
)

func load(t *testing.T, files map[string]string) *engine.Engine {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["p/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	e, err := engine.Load(fsys, "p")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// reviewed writes the page of a policy with its findings.
func reviewed(t *testing.T, files map[string]string) *review.Result {
	t.Helper()
	e := load(t, files)
	in := review.Input{Engine: e, Lint: lint.Run(rules.All(), e.Policy(), lint.Options{})}
	for _, name := range []string{"p.licet", "q.licet", "dos.licet", "doc.licet.md"} {
		if text, ok := files[name]; ok {
			in.Files = append(in.Files, review.File{Name: name, Path: "p/" + name, Text: text})
		}
	}
	r, err := review.Page(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// hostile is what nobody writes into a policy, but one who wants to break out of the page.
const hostile = `</script><script>document.title='broken'</script><img src=x onerror="document.title='broken'"><!--<script> ]]> &lt;b&gt; ' \\ ${1} {{.}} ` + "\u202e\u2028\u2066 rtl"

func hostilePolicy() map[string]string {
	text := strings.ReplaceAll(hostile, `"`, `\"`)
	return map[string]string{"p.licet": `policy p "` + text + `" { controller "` + text + `"  version "` + text + `"  source t "text.txt" }
use core
fact f "` + text + `"
data odd "` + text + `"
section "` + text + `" {
  clause 1 { quote "We use it."
    we may use email, odd for marketing given f }
  clause 2 { quote "` + text + `"  defect "` + text + `" owner "` + text + `"
    we must not sell odd  }
}
`, "text.txt": "We use it.\n\n" + strings.ReplaceAll(hostile, `\\`, `\`) + "\n"}
}

// TestHostileText opens a page whose every text tries to break out of it.
func TestHostileText(t *testing.T) {
	files := hostilePolicy()
	r := reviewed(t, files)
	scripts := regexp.MustCompile(`<script[^>]*>`).FindAllString(string(r.HTML), -1)
	if len(scripts) != 2 || strings.Count(strings.ToLower(string(r.HTML)), "</script") != 2 || bytes.Contains(r.HTML, []byte("<img")) {
		t.Fatalf("the page has the scripts %q", scripts)
	}
	b := startBrowser(t)
	b.open(r.HTML)
	var got struct {
		Title, Shown string
		Images       int
	}
	b.run(`({Title: document.title, Images: document.images.length, Shown: document.getElementById("ask-data").textContent})`, &got)
	if !strings.HasPrefix(got.Title, "</script>") || got.Images > 0 || !strings.Contains(got.Shown, `onerror="document.title='broken'"`) {
		t.Errorf("got %+v", got)
	}
	var text string
	b.run(`document.documentElement.textContent.replace(document.getElementById("data").textContent, "")`, &text)
	if strings.ContainsAny(text, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") || strings.Count(text, "[U+202E]") < 10 {
		t.Errorf("what turns the direction of writing is not named: %q", text)
	}
	compare(b, load(t, files), []string{"may we use odd for marketing given f?", "may we sell odd?"})
	b.run(`document.querySelector(".note[data-clause='1'] .write").click()`, nil)
	b.clean()
}

// TestNothingIsLoaded looks for anything in a page that could load something, and for the policy that forbids it.
func TestNothingIsLoaded(t *testing.T) {
	for _, name := range policies.Names() {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		html := string(page(t, e))
		for _, loads := range []string{`\ssrc=`, `<link`, `@import`, `url\(`, `href="[^#]`, `\sstyle=`, `\son[a-z]+=`} {
			shown := regexp.MustCompile(`(?s)<script.*?</script>`).ReplaceAllString(html, "")
			if found := regexp.MustCompile(loads).FindString(shown); found != "" {
				t.Errorf("%s: the page has %q", name, found)
			}
		}
		if !strings.Contains(html, "default-src &#39;none&#39;; script-src &#39;sha256-") {
			t.Errorf("%s: no security policy", name)
		}
	}
}

// TestWithoutScript reads a page as it is before its script runs.
func TestWithoutScript(t *testing.T) {
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		t.Fatal(err)
	}
	r, err := review.Page(review.Input{Engine: e, Lint: lint.Run(rules.All(), e.Policy(), lint.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	b := startBrowser(t)
	b.screen(1280, 30000, false) // what is far off the screen is laid out later
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
	b.open(r.HTML)
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": false}, nil)
	var shown string
	b.run(`document.body.innerText`, &shown)
	for _, want := range []string{
		"The app respects and protects the privacy of all users of the service.",                                      // the text
		"By default, we must not disclose your personal information to third parties, unless you have given consent.", // a rule
		"vague-term", // a finding
		"The question box needs a script",
		"The same as a table",
		r.Digest,
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("without script the page does not say %q", want)
		}
	}
	if strings.Contains(shown, "do what") || strings.Contains(shown, "Save the patch") {
		t.Errorf("without script the page offers what needs it")
	}
}

// TestDigest finds the digest of a page as its reader can: with zeros in its place.
func TestDigest(t *testing.T) {
	files := hostilePolicy()
	r, again := reviewed(t, files), reviewed(t, files)
	if !bytes.Equal(r.HTML, again.HTML) {
		t.Error("the same input gives other bytes")
	}
	digits := strings.TrimPrefix(r.Digest, "sha256:")
	if bytes.Count(r.HTML, []byte(digits)) != 1 {
		t.Error("the digest does not stand in the page once")
	}
	sum := sha256.Sum256(bytes.ReplaceAll(r.HTML, []byte(digits), bytes.Repeat([]byte("0"), 64)))
	if hex.EncodeToString(sum[:]) != digits {
		t.Error("the digest is not that of the page")
	}
	files["text.txt"] += "More words that nobody quotes.\n"
	if other := reviewed(t, files); other.Digest == r.Digest {
		t.Error("the digest does not change with the text")
	}
}

// patchFiles are files in which lines are put in at all sorts of places.
func patchFiles() map[string]string {
	return map[string]string{
		"p.licet": `policy p "P" { version "1" }
use core
judgement right "we think it right" by we
clause 1 { we may use email for marketing given right }   # why not
section "S" {
  clause 2 {
    quote "from time to time we sell"
    we may sell email to anyone
  }
  clause 3 { we may use phone for marketing given right }
}
clause 4 { prose quote "x" }  clause 5 {
  quote "here"
  we may sell phone to partner }
clause 6 { we may share phone with partner given right }`, // without an end of its last line
		"dos.licet": "clause W.1 {\r\n  we may use postal-address for marketing given right\r\n}\r\n",
	}
}

// literateFiles are the same in a document.
func literateFiles() map[string]string {
	return map[string]string{"doc.licet.md": "# Words\n\nWe use your name from time to time.\n\n- In a list, we sell it.\n  ```licet\n  policy p \"P\" {}\n  use core\n  clause 9 {\n    we may sell name to anyone\n  }\n  ```\n"}
}

// acceptAll accepts every finding and writes a note on every clause, as a reader does.
const acceptAll = `(async () => {
	const type = (e, text) => { e.value = text; e.dispatchEvent(new Event("input", {bubbles: true})); };
	let accepted = 0;
	type(document.getElementById("sign-name"), 'Ada "the law" Byron');
	for (const note of document.querySelectorAll(".note")) {
		note.querySelector(".write").click();
		for (const a of note.querySelectorAll(".accept")) {
			accepted++;
			a.querySelector("input[type=checkbox]").click();
			type(a.querySelector("textarea"), 'the "why" \\ of\nit');
		}
		type([...note.querySelectorAll("textarea")].pop(), "two\nlines } \" # of it");
	}
	let saved;
	const create = URL.createObjectURL;
	URL.createObjectURL = (blob) => { saved = blob.text(); return create.call(URL, blob); };
	document.getElementById("patch-save").click();
	document.getElementById("lines-show").click();
	return {Patch: await saved, Lines: document.getElementById("patch-text").value, Accepted: accepted};
})()`

// TestPatch applies with git what a reader's notes come to.
func TestPatch(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("SKIPPED: git is not here, so nobody has tried to apply the patch")
	}
	b := startBrowser(t)
	for name, want := range map[string]struct {
		files    map[string]string
		accepted int
		note     string // which must stand in the file
	}{
		"p.licet":      {patchFiles(), 6, "  # review of 2 by Ada \"the law\" Byron: two\n  # lines } \" # of it\n"},
		"doc.licet.md": {literateFiles(), 1, "  }\n  allow "},
	} {
		b.open(reviewed(t, want.files).HTML)
		var got struct {
			Patch, Lines string
			Accepted     int
		}
		b.run(acceptAll, &got)
		if got.Accepted < want.accepted || strings.Count(got.Lines, "allow ") != got.Accepted {
			t.Errorf("%s: %d findings were accepted:\n%s\n%s", name, got.Accepted, got.Lines, got.Patch)
		}
		after := applied(t, want.files, got.Patch)
		checkAccepted(t, want.files, after)
		if !strings.Contains(after[name], want.note) {
			t.Errorf("%s: the note is not there:\n%s", name, after[name])
		}
	}
	b.clean()
}

// TestSignOff saves a sign-off, which names what was read, and finds notes again when the page is opened again.
func TestSignOff(t *testing.T) {
	r := reviewed(t, patchFiles())
	b := startBrowser(t)
	b.open(r.HTML)
	var again struct {
		Notes int
		Saved string
	}
	b.run(acceptAll, nil)
	b.run(`window.left = true`, nil) // so that it is seen that the page is another
	b.call("Page.reload", nil, nil)
	b.wait()
	b.run(`(async () => {
		const type = (id, text) => { const e = document.getElementById(id); e.value = text; e.dispatchEvent(new Event("input", {bubbles: true})); };
		type("sign-name", "Ada Byron");
		type("sign-date", "2026-11-26");
		document.getElementById("sign-decision").selectedIndex = 2;
		let saved;
		const create = URL.createObjectURL;
		URL.createObjectURL = (blob) => { saved = blob.text(); return create.call(URL, blob); };
		document.getElementById("sign-save").click();
		return {Notes: document.querySelectorAll(".mine").length, Saved: await saved};
	})()`, &again)
	for _, want := range []string{"Name:      Ada Byron\n", "Date:      2026-11-26\n", "Decision:  They do, with my notes applied\n", "this page " + r.Digest + "\n",
		"  allow hollow-permission in 1 because ", "  # review of 2 by Ada Byron: two\n"} {
		if !strings.Contains(again.Saved, want) {
			t.Errorf("the sign-off does not say %q:\n%s", want, again.Saved)
		}
	}
	if again.Notes != 7 {
		t.Errorf("%d clauses have notes", again.Notes)
	}
	b.clean()
}

// checkAccepted checks that no finding is left, and that no answer changed.
func checkAccepted(t *testing.T, before, after map[string]string) {
	t.Helper()
	old, now := load(t, before).Policy(), load(t, after).Policy()
	for _, f := range lint.Run(rules.All(), now, lint.Options{}).Findings {
		if len(f.Clauses) > 0 {
			t.Errorf("%s in %s was not accepted: %s\n%s", f.Rule, now.Clauses[f.Clauses[0]].ID, f.Message, after)
		}
	}
	d, err := analysis.Diff(old, now)
	if err != nil || !d.Equivalent() {
		t.Errorf("the patch changed answers: %v %+v", err, d)
	}
}

// applied returns the files with a patch applied by git.
func applied(t *testing.T, files map[string]string, patch string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "p"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, "p", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git := func(input string, args ...string) {
		c := exec.Command("git", args...)
		c.Dir, c.Stdin = dir, strings.NewReader(input)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s\n%s", args, err, out, input)
		}
	}
	git("", "init", "-q")
	git("", "config", "core.autocrlf", "false")
	git(patch, "apply", "--whitespace=nowarn", "-")
	out := map[string]string{}
	for name := range files {
		text, err := os.ReadFile(filepath.Join(dir, "p", name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(text)
	}
	return out
}
