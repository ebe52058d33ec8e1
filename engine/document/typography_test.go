package document_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/engine/document/html"
	"github.com/seed-90f8eabc/licet/engine/document/markdown"
	"github.com/seed-90f8eabc/licet/engine/document/text"
	"github.com/seed-90f8eabc/licet/policies"
)

// foreign are marks of other scripts beside Chinese words, and spaces beside Chinese words or marks.
var foreign = regexp.MustCompile(`[\p{Han}，。；：（）“”、][,;:!?()'"]|[,;:!?()'"][\p{Han}，。；：（“、]|[\p{Han}，。；：（）“”、] +[\p{Han}，。；：（）“”、]`)

// TestChineseMarks writes documents in Chinese: they have the marks of Chinese, and no space between its words.
func TestChineseMarks(t *testing.T) {
	tags := regexp.MustCompile(`<style[^>]*>(?s:.*?)</style>|<[^>]*>`)
	breaks := regexp.MustCompile(`\n *`)
	links := regexp.MustCompile(`\[(.*?)\]\(#[^)]*\)`)
	for _, name := range policies.Names() {
		e := load(t, name)
		names, err := labels.Load(policies.FS(), name, policies.Libraries(), e.Policy(), "zh")
		if err != nil {
			t.Fatal(err)
		}
		g, err := grammar.Speak(names)
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.New(e, document.Options{Grammar: g, Audience: document.Public})
		if err != nil {
			t.Fatal(err)
		}
		var md, txt, page strings.Builder
		for _, err := range []error{markdown.Write(&md, d), text.Write(&txt, d), html.Write(&page, d)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if !strings.Contains(page.String(), `<html lang="zh">`) {
			t.Errorf("%s: the page does not say its language", name)
		}
		for form, written := range map[string]string{"md": links.ReplaceAllString(md.String(), "$1"), "txt": txt.String(), "html": tags.ReplaceAllString(page.String(), "")} {
			written = breaks.ReplaceAllString(written, "\n")
			if at := foreign.FindStringIndex(written); at != nil {
				t.Errorf("%s %s: %q in %q", name, form, written[at[0]:at[1]], written[max(0, at[0]-60):min(len(written), at[1]+60)])
			}
		}
	}
}

// TestQuotedWordsSayTheirLanguage quotes an English policy in a German page: what is quoted is marked as English, for those who hear it.
func TestQuotedWordsSayTheirLanguage(t *testing.T) {
	e := load(t, "shop")
	g, err := grammar.New("de", e.Policy())
	if err != nil {
		t.Fatal(err)
	}
	d, err := document.New(e, document.Options{Grammar: g, Mode: document.Quoted})
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	if err := html.Write(&page, d); err != nil {
		t.Fatal(err)
	}
	if all, marked := strings.Count(page.String(), "<blockquote"), strings.Count(page.String(), `<blockquote lang="en">`); all == 0 || all != marked {
		t.Errorf("%d of %d quotations say that they are English", marked, all)
	}
}
