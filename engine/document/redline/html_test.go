package redline_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/document/redline"
)

func pageOf(t testing.TB, r *redline.Redline) string {
	t.Helper()
	var b bytes.Buffer
	if err := redline.WriteHTML(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHTML(t *testing.T) {
	old := text("# One\n1: The first thing is what we say here, for 30 days.\n# Two\n2: The second thing is another one that is longer than all of the others are.\n3: It ends <here> & there. It begins anew.")
	new := text("# Two\n2: The second thing is another one that is longer than all of the others are.\n3: It ends <here> & there.\n4: It begins anew.\n# One\n1: The first thing is what we say here, for 60 days.")
	r := redline.Compare(old, new)
	page := pageOf(t, r)
	for _, want := range []string{"<del><span class=\"sr\" lang=\"en\">[gone: </span>30<span class=\"sr\">]</span></del>", "<ins><span class=\"sr\" lang=\"en\">[new: </span>60<span class=\"sr\">]</span></ins>",
		"Moved to where it is now", "Moved from where it was", "&lt;here&gt; &amp; there", "a new paragraph begins behind this", `<html lang="en">`, `<th scope="col">Before`, "default-src 'none'", `href="#r1">To the first change`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	for _, bad := range []string{"<script", "http://", "https://", "url(", "@import", "ZgotmplZ"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	if page != pageOf(t, redline.Compare(old, new)) {
		t.Error("the same versions give other bytes")
	}
	links(t, page)
}

// links checks that each link of a page leads to one place in it.
func links(t *testing.T, page string) {
	t.Helper()
	for _, part := range strings.Split(page, `href="#`)[1:] {
		id, _, _ := strings.Cut(part, `"`)
		if n := strings.Count(page, `id="`+id+`"`); n != 1 && id != "" {
			t.Errorf("the link to %q leads to %d places", id, n)
		}
	}
}
