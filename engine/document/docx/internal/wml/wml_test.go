package wml

import (
	"bytes"
	"testing"
)

func text(e *Element) string {
	var b bytes.Buffer
	e.write(&b)
	return b.String()
}

func TestElement(t *testing.T) {
	for want, e := range map[string]*Element{
		`<w:b/>`:                          El("w:b"),
		`<w:x w:val="a&quot;&lt;&#10;"/>`: Val("w:x", "a\"<\n"),
		`<w:p><w:b/>a&amp;b</w:p>`:        El("w:p", El("w:b"), nilElement(), Text("a&\x00b")),
		`<w:r><w:t xml:space="preserve"> a</w:t><w:br/><w:tab/><w:t xml:space="preserve">b </w:t></w:r>`: Run(nil, " a\n\tb "),
		`<w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:delText xml:space="preserve">x</w:delText></w:r>`:   DeletedRun(Style("S"), "x"),
	} {
		if got := text(e); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if Run(nil, "\x00\ufffe") != nil {
		t.Error("a run without characters")
	}
}

func nilElement() *Element { return nil }

func TestLink(t *testing.T) {
	f := New(Setup{})
	for address, want := range map[string]bool{"https://a.example/b?c=d#e": true, "mailto:a@b.example": true, "tel:+35391": true, "https://a.example/ü b": true,
		"javascript:alert(1)": false, "file:///etc/passwd": false, "https://": false, "/relative": false, "": false, "http://a.example/%zz": false, "data:text/html,x": false, "https://a{b}.example": false} {
		if got := f.Link(address) != ""; got != want {
			t.Errorf("link to %q: %t", address, got)
		}
	}
	first := f.Link("https://same.example")
	if again := f.Link("https://same.example"); again != first {
		t.Error("one address has two relationships")
	}
}

func TestLanguages(t *testing.T) {
	for tag, want := range map[string][2]string{"en": {"en-GB", "zh-CN"}, "en-US": {"en-US", "zh-CN"}, "zh": {"en-GB", "zh-CN"}, "zh-TW": {"en-GB", "zh-TW"}, "de": {"de-DE", "zh-CN"},
		"": {"en-GB", "zh-CN"}, "<x>": {"en-GB", "zh-CN"}} {
		if latin, eastAsia := languages(tag); latin != want[0] || eastAsia != want[1] {
			t.Errorf("%q: %s, %s", tag, latin, eastAsia)
		}
	}
}

func TestWidths(t *testing.T) {
	for _, f := range []*File{New(Setup{}), New(Setup{Landscape: true})} {
		sum := 0
		for _, w := range widths([]int{1, 50, 0, 7}, f.textWidth()) {
			if sum += w; w <= 0 {
				t.Error("a column without room")
			}
		}
		if sum != f.textWidth() {
			t.Errorf("columns are %d wide together, and the text %d", sum, f.textWidth())
		}
	}
}
