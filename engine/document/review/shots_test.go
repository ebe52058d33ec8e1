package review_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// lookAt goes to a part of the page; to a note, once somebody has opened it and accepted a finding.
const lookAt = `new Promise((done) => {
	const part = %q;
	let to = part === "top" ? document.body : document.getElementById(part);
	if (part === "note") {
		to = document.querySelector(".note .finding")?.closest(".note");
		to?.querySelector(".write").click();
		to?.querySelector(".accept input").click();
	}
	to?.scrollIntoView({behavior: "instant"});
	setTimeout(() => done(Boolean(to)), 300);
})`

// TestPictures takes pictures of a page for people to look at, where LICET_PICTURES names a folder for them.
func TestPictures(t *testing.T) {
	dir, file := os.Getenv("LICET_PICTURES"), os.Getenv("LICET_PICTURES_OF")
	if dir == "" {
		t.Skip("SKIPPED: LICET_PICTURES names no folder for pictures, which are for people to look at")
	}
	html, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b := startBrowser(t)
	for _, width := range []int{390, 1280} {
		for _, dark := range []bool{false, true} {
			b.screen(width, 1400, dark)
			b.open(html)
			scheme := map[bool]string{false: "light", true: "dark"}[dark]
			for _, part := range []string{"top", "ask", "changes", "matrix", "signoff", "note"} {
				var there bool
				b.run(fmt.Sprintf(lookAt, part), &there)
				if there {
					b.picture(filepath.Join(dir, fmt.Sprintf("%d-%s-%s.png", width, scheme, part)))
				}
			}
		}
	}
}
