package review_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

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
			for _, part := range []string{"top", "ask", "changes", "matrix", "signoff"} {
				var y float64
				b.run(fmt.Sprintf(`(() => { const e = document.getElementById(%q); return e ? e.getBoundingClientRect().top + scrollY : 0; })()`, part), &y)
				if y > 0 || part == "top" {
					b.run(fmt.Sprintf(`new Promise((done) => { scrollTo({top: %d, behavior: "instant"}); setTimeout(() => done(true), 200); })`, int(y)), nil)
					b.run(fmt.Sprintf(`new Promise((done) => { const e = document.getElementById(%q); scrollTo({top: e ? e.getBoundingClientRect().top + scrollY : 0, behavior: "instant"}); setTimeout(() => done(true), 200); })`, part), nil)
					b.picture(filepath.Join(dir, fmt.Sprintf("%d-%s-%s.png", width, scheme, part)))
				}
			}
		}
	}
}
