package text_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/text"
)

// TestLines writes long words of two scripts: no line is too wide, and no word is lost.
func TestLines(t *testing.T) {
	long := strings.Repeat("We may use your e-mail address to manage orders. ", 8)
	wide := strings.Repeat("我们可以为了管理订单而使用您的电子邮件地址。", 8)
	say := func(s string) []document.Sentence { return []document.Sentence{{Text: strings.TrimSpace(s)}} }
	d := &document.Document{Title: "Policy", Sections: []document.Section{{Title: "Part", Blocks: []document.Block{
		{Paragraph: &document.Paragraph{Sentences: say(long)}}, {Paragraph: &document.Paragraph{Sentences: say(wide)}},
		{List: &document.List{Ordered: true, Items: []document.Item{{Label: "What:", Sentences: say(long), Items: []document.Item{{Sentences: say(wide)}}}}}},
		{Table: &document.Table{Caption: "Table", Columns: []string{"Data", "Use"}, Rows: []document.Row{
			{Cells: []document.Cell{{Lines: say("e-mail")}, {Lines: say(long)}}}, {Cells: []document.Cell{{Lines: say("name")}, {Lines: append(say("a"), say("b")...)}}}}}},
		{Quotation: &document.Quotation{Clause: "A.1", Words: []string{long}, Sentences: say(wide), Notes: say("A note.")}},
	}, Sections: []document.Section{{Title: "Inner"}}}}, GapsTitle: "Gaps", Gaps: []document.Gap{{Text: "Nothing about children."}}}
	var b strings.Builder
	if err := text.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if line = strings.TrimSuffix(line, "\n"); runewidth.StringWidth(line) > 78 || strings.HasSuffix(line, " ") {
			t.Errorf("%q", line)
		}
		if first, _, _ := strings.Cut(strings.TrimLeft(line, " |-"), " "); strings.HasPrefix(first, "。") {
			t.Errorf("a line begins with a mark: %q", line)
		}
	}
	flat := strings.Join(strings.Fields(strings.NewReplacer("\n  | ", " ").Replace(b.String())), "")
	if got, want := strings.Count(flat, strings.ReplaceAll(long, " ", "")), 4; got != want {
		t.Errorf("the words stand %d times, want %d", got, want)
	}
	if got := strings.Count(flat, wide); got != 3 {
		t.Errorf("the Chinese words stand %d times", got)
	}
	for _, want := range []string{"Policy\n======\n", "Part\n----\n", "Inner\n.....\n", "1. What: We may", "e-mail\n  Use: We may", "name\n  Use:\n  - a\n  - b\n", "A.1\n  | We may",
		"  ! A note.", "Gaps\n----\n- Nothing about children."} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWriterFails(t *testing.T) {
	if err := text.Write(broken{}, &document.Document{Title: "x"}); err == nil {
		t.Error("no error")
	}
}

// TestNothingSteers writes a label that would colour a terminal.
func TestNothingSteers(t *testing.T) {
	var b strings.Builder
	if err := text.Write(&b, &document.Document{Title: "a\x1b[31mb"}); err != nil || strings.Contains(b.String(), "\x1b") || !strings.Contains(b.String(), "31mb") {
		t.Errorf("%q %v", b.String(), err)
	}
}

// TestChineseColon writes a table in Chinese, with the colon of that language.
func TestChineseColon(t *testing.T) {
	say := func(s string) []document.Sentence { return []document.Sentence{{Text: s}} }
	d := &document.Document{Language: "zh", Sections: []document.Section{{Blocks: []document.Block{{Table: &document.Table{Caption: "用途", Columns: []string{"数据", "目的"},
		Rows: []document.Row{{Cells: []document.Cell{{Lines: say("姓名")}, {Lines: say("配送")}}}, {Cells: []document.Cell{{Lines: say("密码")}, {Lines: append(say("登录"), say("安全")...)}}}}}}}}}}
	var b strings.Builder
	if err := text.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	if want := "\n\n\n用途：\n\n姓名\n  目的：配送\n\n密码\n  目的：\n  - 登录\n  - 安全\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}
