package prose_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/prose"
)

// TestUnits divides the texts of testdata/units.txt: in each, | stands where a unit ends.
func TestUnits(t *testing.T) {
	data, err := os.ReadFile("testdata/units.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(string(data), "\n====\n")
	if len(cases) < 30 {
		t.Fatalf("only %d cases", len(cases))
	}
	for i, c := range cases {
		name, divided, ok := strings.Cut(c, "\n")
		if !ok {
			t.Fatalf("case %d has no text", i)
		}
		t.Run(name, func(t *testing.T) {
			want := strings.Split(strings.TrimSuffix(divided, "\n"), "|")
			text, got := strings.Join(want, ""), []string{}
			for _, u := range prose.Units(text) {
				got = append(got, text[u.Start:u.End])
			}
			for i := range want {
				want[i] = strings.TrimSpace(want[i])
			}
			if a, b := strings.Join(got, "|\n"), strings.Join(want, "|\n"); a != b {
				t.Errorf("got\n%s\nwant\n%s", a, b)
			}
		})
	}
}

// TestKinds tells headings from items and sentences.
func TestKinds(t *testing.T) {
	for text, want := range map[string]string{
		"Privacy policy\n\nWe respect you.":                      "heading sentence",
		"Privacy policy\nWe respect you.":                        "heading sentence",
		"We respect you":                                         "sentence",
		"# Privacy\nWe respect you\n":                            "heading sentence",
		"1. Scope\n\nIt applies. It is.\n\n2. Use\n\nWe use it.": "heading sentence sentence heading sentence",
		"We use:\n\n1. Email\n\n2. Phone\n":                      "sentence item item",
		"We use:\n- Email\n- Phone\n":                            "sentence item item",
		"We use:\n \fyour e-mail address and\n \fyour number\n":  "sentence item item",
		"We use\n\nwhat you give us.":                            "sentence sentence",
		"What do we collect?\n\nEmail.":                          "heading sentence",
		"(One)Help you become our member\n\nWe need it.":         "heading sentence",
		"(a) It ends. It goes on.\n":                             "item sentence",
		"Privacy policy\r\n\r\nWe respect you.\r\n":              "heading sentence",
		"一、总则\n\n本政策适用于您。\n":                                     "heading sentence",
		"We do.\n\n---\n\nWe do.":                                "sentence marks sentence",
		"| Data | Why |\n|---|---|\n| Email | News |\n":          "item marks item",
	} {
		var got []string
		for _, u := range prose.Units(text) {
			got = append(got, u.Kind.String())
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

// TestMarkers tells the markers of items and headings from their words.
func TestMarkers(t *testing.T) {
	for text, want := range map[string]string{
		"1. We":          "1. ",
		"1.1 We":         "1.1 ",
		"2.10.3. We":     "2.10.3. ",
		"3.5 per cent":   "",
		"12) We":         "12) ",
		"(a) we":         "(a) ",
		"（二）我们":          "（二）",
		"(One)Help":      "(One)",
		"(US) residents": "",
		"iv. We":         "iv. ",
		"b) we":          "b) ",
		"3、电话":           "3、",
		"一、总则":           "一、",
		"第五条 我们":         "第五条 ",
		"第五条：我们":         "第五条：",
		"第五条所述":          "",
		"§ 4 We":         "§ 4 ",
		"① 我们":           "① ",
		"- we":           "- ",
		"•we":            "•",
		"* we":           "* ",
		"*We* do":        "",
		"-5 degrees":     "",
		"## We":          "## ",
		"#we":            "",
		"30 days":        "",
		"2026. We":       "",
		"A policy":       "",
	} {
		units := prose.Units(text)
		if got := text[:units[0].Words]; got != want {
			t.Errorf("%q: got marker %q, want %q", text, got, want)
		}
	}
}

// TestSources compares the units of the sources that ship with golden files, which LICET_UPDATE=1 writes.
func TestSources(t *testing.T) {
	files, err := filepath.Glob("../../policies/*/sources/*.txt")
	if err != nil || len(files) < 2 {
		t.Fatal("the sources were not found", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, u := range prose.Units(string(data)) {
			fmt.Fprintf(&b, "%d %s: %s\n", u.Line, u.Kind, data[u.Start:u.End])
		}
		golden := filepath.Join("testdata", filepath.Base(file)+".golden")
		if os.Getenv("LICET_UPDATE") != "" {
			if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s: got\n%s", golden, b.String())
		}
	}
}

// FuzzUnits checks that units stand in order, do not overlap, and cover every character that is not white space.
func FuzzUnits(f *testing.F) {
	for _, s := range []string{"", "a. B", "1. a\n\n(b) c; d", "一、总则。二", "\xff. \xfe", "No. 5. https://a.b/?C=D! e@f.g", "a\u0301. \u200bB. 5\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}

func check(t *testing.T, text string) {
	t.Helper()
	at, line, counted := 0, 1, 0
	for _, u := range prose.Units(text) {
		if u.Start < at || u.End <= u.Start || u.End > len(text) || u.Words < u.Start || u.Words > u.End {
			t.Fatalf("%+v after %d in %q", u, at, text)
		}
		if left := strings.TrimSpace(text[at:u.Start]); left != "" {
			t.Fatalf("%q is left out of %q", left, text)
		}
		if s := text[u.Start:u.End]; strings.TrimFunc(s, unicode.IsSpace) != s {
			t.Fatalf("%q has white space around it", s)
		}
		line, counted = line+strings.Count(text[counted:u.Start], "\n"), u.Start
		if u.Line != line {
			t.Fatalf("%+v begins on line %d", u, line)
		}
		words := strings.ContainsFunc(text[u.Start:u.End], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
		if words == (u.Kind == prose.Marks) {
			t.Fatalf("%+v: %q", u, text[u.Start:u.End])
		}
		at = u.End
	}
	if left := strings.TrimSpace(text[at:]); left != "" {
		t.Fatalf("%q is left out of %q", left, text)
	}
}

// TestLongTexts would take hours if the work grew faster than the text.
func TestLongTexts(t *testing.T) {
	n := 1 << 20
	if testing.Short() {
		n = 1 << 17
	}
	for _, s := range []string{"a", ".", " ", "\n", ". ", "a. ", "A. ", "e.g. A ", "a? ", "a?", "。", "我。", "a.)", ". 1 ", "No. ", "1. ", "(a) ", "-\n", "a\n", "A\n", "#\n", "| a\n",
		"\u0301", ". \u0301", "\xff", "\u200b. "} {
		for _, before := range []string{"", "a. ", "a.", "a"} {
			check(t, before+strings.Repeat(s, n/len(s)))
		}
	}
}

func TestNotUTF8(t *testing.T) {
	text := "We \xff\xfe use it. We \xe6\x88 keep it."
	if utf8.ValidString(text) || len(prose.Units(text)) != 2 {
		t.Errorf("got %v", prose.Units(text))
	}
}
