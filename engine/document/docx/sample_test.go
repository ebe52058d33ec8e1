package docx_test

import (
	"strings"

	"github.com/seed-90f8eabc/licet/engine/document"
)

// say is a sentence that states the sentences of some clauses.
func say(text string, clauses ...string) document.Sentence {
	s := document.Sentence{Text: text}
	for i, c := range clauses {
		s.States = append(s.States, document.Ref{Kind: "norm", Index: i, Clause: c, File: "shop.licet.md", Line: 40 + i})
	}
	return s
}

// marked marks a part of a sentence.
func marked(s document.Sentence, part, kind, to string) document.Sentence {
	at := strings.Index(s.Text, part)
	s.Marks = append(s.Marks, document.Mark{Start: at, End: at + len(part), Kind: kind, To: to})
	return s
}

func paragraph(list ...document.Sentence) document.Block {
	return document.Block{Paragraph: &document.Paragraph{Sentences: list}}
}

func cell(lines ...string) document.Cell {
	var c document.Cell
	for _, l := range lines {
		c.Lines = append(c.Lines, say(l, "2.1"))
	}
	c.Lines[0].Claims = []document.Claim{{Question: "may we use email for newsletter?", Answer: "undetermined"}}
	return c
}

// sample is a document with everything that a document may hold.
func sample() *document.Document {
	table := &document.Table{ID: "purposes", Caption: "What we use your data for", Columns: []string{"Data", "What for", "Lawful basis", "How long"}}
	for _, r := range [][]string{
		{"Name, delivery address, e-mail address, orders", "handling and delivering your order", "contract with you", "two years after the delivery"},
		{"E-mail address, password", "managing your account, if you open one", "contract with you", "until you close your account"},
		{"E-mail address", "our newsletter, only if you consent", "your consent", "until you withdraw your consent"},
		{"Server log", "keeping our shop secure", "our legitimate interest in a secure shop", "14 days"},
	} {
		var row document.Row
		for _, c := range r {
			row.Cells = append(row.Cells, cell(c))
		}
		table.Rows = append(table.Rows, row)
	}
	table.Rows[0].Cells[1] = cell("handling your order", "delivering your order")
	list := &document.List{Items: []document.Item{
		{Label: "What:", Sentences: []document.Sentence{say("We collect your name, your delivery address, your e-mail address and what you order.", "2.1")}},
		{Label: "Why:", Sentences: []document.Sentence{say("We use them to handle and deliver your order.", "2.1")}, Items: []document.Item{
			{Sentences: []document.Sentence{say("Sterna Pay handles your payment.", "2.3")}},
			{Sentences: []document.Sentence{say("Swift Swan delivers it.", "2.3")}}}},
		{Label: "Your choices:", Sentences: []document.Sentence{marked(say("See the section on your rights.", "5.1"), "section on your rights", "link", "#rights")}},
	}}
	steps := &document.List{Ordered: true, Items: []document.Item{
		{Sentences: []document.Sentence{marked(marked(say("Write to us at privacy@paperkite.example.", "5.1"), "privacy@paperkite.example", "link", "mailto:privacy@paperkite.example"), "privacy@paperkite.example", "strong", "")}},
		{Sentences: []document.Sentence{marked(say("Say which of your data you mean; write \"all\" if you mean all of it.", "5.1"), "which", "emphasis", "")}},
	}}
	quotation := &document.Quotation{Clause: "2.6", Language: "en",
		Words:     []string{"We collect and use your e-mail address for our newsletter only with your consent, which is the legal basis.", "You can withdraw your consent at any time."},
		Sentences: []document.Sentence{say("We may use your e-mail address for our newsletter if you have given consent, and not otherwise.", "2.6"), say("You may withdraw your consent.", "2.6")},
		Notes:     []document.Sentence{say("\"at any time\" has no length; ask counsel")}}
	return &document.Document{
		Policy: document.Policy{ID: "shop", Version: "3", Digest: "sha256:" + strings.Repeat("9f2c0a", 10) + "9f2c"},
		Title:  "Privacy policy of Paper Kite", Language: "en", Mode: document.Generated, Audience: document.Internal, Effective: "1 March 2026",
		Sections: []document.Section{
			{ID: "before", Blocks: []document.Block{paragraph(say("These words stand before the first heading."))}},
			{ID: "notice", Title: "In short", Blocks: []document.Block{paragraph(say("This policy says what Paper Kite does with your personal data, and what you can do about it.")), {List: list}}},
			{ID: "purposes", Title: "What we use your data for", Blocks: []document.Block{
				paragraph(marked(say("We use your data for the purposes in this table, and for nothing else. [2.7]", "2.7"), "[2.7]", "cite", ""), marked(say("The law calls the reason that allows it a lawful basis.", "2.7"), "lawful basis", "strong", "")),
				{Table: table}, paragraph(say("We do not use your personal data to build a profile of you.", "2.10"))},
				Sections: []document.Section{{ID: "newsletter", Title: "Our newsletter", Blocks: []document.Block{{Quotation: quotation}}}}},
			{ID: "rights", Title: "Your rights, and how to use them", Blocks: []document.Block{paragraph(say("You may ask us at any time what data we have about you.", "5.1")), {List: steps}, {List: steps}}},
			{ID: "security", Title: "Security", Blocks: []document.Block{paragraph(marked(say("Set DNT=1 & see <https://paperkite.example/security?a=1&b=2>.", "6"), "DNT=1", "code", ""))}},
		},
		Gaps: []document.Gap{{Section: "children", Text: "The policy says nothing about children."}},
	}
}

// sampleZH is a short document in Chinese.
func sampleZH() *document.Document {
	table := &document.Table{ID: "purposes", Caption: "处理目的", Columns: []string{"个人信息", "处理目的", "保存期限"}, Rows: []document.Row{
		{Cells: []document.Cell{cell("姓名、收货地址、电子邮件地址"), cell("处理并配送您的订单"), cell("交付后两年")}},
		{Cells: []document.Cell{cell("电子邮件地址"), cell("在您同意的情况下向您发送新闻邮件"), cell("直至您撤回同意")}}}}
	return &document.Document{
		Policy: document.Policy{ID: "shop", Version: "3", Digest: "sha256:" + strings.Repeat("0a1b2c3d", 8)},
		Title:  "纸鸢商店隐私政策", Language: "zh", Audience: document.Internal, Effective: "2026年3月1日",
		Sections: []document.Section{
			{ID: "notice", Title: "概要", Blocks: []document.Block{paragraph(say("本政策说明我们如何处理您的个人信息。"), say("未经您同意，我们不会向第三方提供您的个人信息。", "A.4"))}},
			{ID: "purposes", Title: "我们为何使用您的个人信息", Blocks: []document.Block{{Table: table}}},
			{ID: "rights", Title: "您的权利", Blocks: []document.Block{{Quotation: &document.Quotation{Clause: "5.1", Language: "en", Words: []string{"You may ask us what data we have about you."},
				Sentences: []document.Sentence{say("您可以查询我们持有的您的个人信息。", "5.1")}}}}},
		},
	}
}
