package docx_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/docx"
	"github.com/seed-90f8eabc/licet/engine/document/redline"
)

// versions are pairs of texts: "# heading", "- item", "A.1: words of clause A.1", or words.
func versions() map[string][2]string {
	return map[string][2]string{
		"words":           {"1: We keep your data for 30 days.\n2: You may object.", "1: We keep your data for 60 days.\n2: You may object."},
		"divided":         {"1: We share data with couriers. Couriers must delete them.\n2: You may object.", "1: We share data with couriers.\n1a: Couriers must delete them.\n2: You may object."},
		"joined":          {"1: We share data with couriers.\n1a: Couriers must delete them.\n2: You may object.", "1: We share data with couriers. Couriers must delete them.\n2: You may object."},
		"joined at end":   {"1: We share data with couriers.\n1a: Couriers must delete them.", "1: We share data with couriers. Couriers must delete them."},
		"divided at end":  {"1: We share data with couriers. Couriers must delete them.", "1: We share data with couriers.\n1a: Couriers must delete them."},
		"gone at end":     {"# One\n1: We never sell data.\n# Two\n2: You may object at any time.\n3: Write to us.", "# One\n1: We never sell data."},
		"new at end":      {"# One\n1: We never sell data.", "# One\n1: We never sell data.\n# Two\n2: You may object at any time.\n- one item\n- another item"},
		"other at end":    {"1: We never sell data.\n2: You may object at any time.\n3: Write to us.", "1: We never sell data.\n# Contact\n4: Minors need the consent of their parents."},
		"all gone":        {"1: We never sell data.", ""},
		"all new":         {"", "1: We never sell data."},
		"next to another": {"1: Stays here.\n2: We may sell the history of your location to whoever asks.\n3: Stays, too.", "1: Stays here.\n4: Minors under fourteen need consent of their parents.\n3: Stays, too."},
		"moved":           {"# One\n1: The first thing is what we say here.\n# Two\n2: The second thing is another one that is longer than all of the others are.\n3: Stays.", "# Two\n2: The second thing is another one that is longer than all of the others are.\n3: Stays.\n# One\n1: The first thing is what we say here now."},
		"moved up":        {"# Two\n2: The second thing is another one that is longer than all of the others are.\n# One\n1: The first thing is what we say here.\n3: Stays.", "# One\n1: The first thing is what we never say here.\n# Two\n2: The second thing is another one that is longer than all of the others are.\n3: Stays."},
		"Chinese":         {"# 概要\n1: 未经您同意，我们不会向第三方提供您的个人信息。我们会在30天内删除。\n2: “个人信息”是指……", "# 概要\n1: 未经您单独同意，我们不会向任何第三方提供您的个人信息。\n1a: 我们会在60天内删除。\n2: “个人信息”是指……"},
		"marks":           {"1: We call it “personal data”; it’s <yours> & ours.", "1: We call it \"personal data\"; it's <yours> & ours."},
		"other kind":      {"- We never sell your data\n1: Stays.", "# We never sell your data\n1: Stays.\n- We never sell your data"},
		"same":            {"# One\n1: We never sell data.", "# One\n1: We never sell data."},
	}
}

func textOf(lines, version string) redline.Text {
	t := redline.Text{Policy: document.Policy{ID: "p", Version: version, Digest: "sha256:" + strings.Repeat(version, 64)}, Language: "en",
		Parts: []redline.Part{{Kind: redline.Title, Words: "Privacy policy"}}}
	for l := range strings.Lines(lines) {
		p := redline.Part{Kind: redline.Paragraph, Words: strings.TrimSpace(l)}
		if h, ok := strings.CutPrefix(p.Words, "# "); ok {
			p = redline.Part{Kind: redline.Heading, Level: 1, Words: h}
		} else if h, ok := strings.CutPrefix(p.Words, "- "); ok {
			p = redline.Part{Kind: redline.Item, Words: h}
		} else if id, rest, ok := strings.Cut(p.Words, ": "); ok && !strings.Contains(id, " ") {
			p.Words, p.Clauses = rest, []string{id}
		}
		t.Parts = append(t.Parts, p)
	}
	return t
}

func redlined(t testing.TB, pair [2]string) (*redline.Redline, []byte) {
	t.Helper()
	r := redline.Compare(textOf(pair[0], "1"), textOf(pair[1], "2"))
	var b bytes.Buffer
	if err := docx.WriteRedline(&b, r); err != nil {
		t.Fatal(err)
	}
	return r, b.Bytes()
}

// TestRedline writes a redline of each pair, and checks the file.
func TestRedline(t *testing.T) {
	for name, pair := range versions() {
		t.Run(name, func(t *testing.T) {
			_, file := redlined(t, pair)
			parts := check(t, file)
			keep(t, "redline "+name+".docx", file)
			if _, again := redlined(t, pair); !bytes.Equal(file, again) {
				t.Error("the same versions give other bytes")
			}
			if strings.HasPrefix(name, "all") {
				return // an empty document has a paragraph, too
			}
			last := parts["word/document.xml"][bytes.LastIndex(parts["word/document.xml"], []byte("<w:p>")):]
			if mark := last[:bytes.Index(last, []byte("</w:pPr>"))]; bytes.Contains(mark, []byte("<w:rPr><w:")) {
				t.Errorf("the last paragraph's end is changed: %s", mark)
			}
		})
	}
}

// FuzzRedline checks that no words break the file.
func FuzzRedline(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s, "1: a\n"+s)
	}
	for _, pair := range versions() {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, old, new string) {
		_, file := redlined(t, [2]string{old, new})
		check(t, file)
	})
}
