package redline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/document/redline"
)

// text makes a text of lines: "# heading", "A.1: words of clause A.1", or words.
func text(lines string) redline.Text {
	t := redline.Text{Parts: []redline.Part{{Kind: redline.Title, Words: "Policy"}}}
	for _, l := range strings.Split(strings.Trim(lines, "\n"), "\n") {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		p := redline.Part{Kind: redline.Paragraph, Words: l}
		if h, ok := strings.CutPrefix(l, "# "); ok {
			p = redline.Part{Kind: redline.Heading, Level: 1, Words: h}
		} else if id, rest, ok := strings.Cut(l, ": "); ok && !strings.Contains(id, " ") {
			p.Words, p.Clauses = rest, []string{id}
		}
		t.Parts = append(t.Parts, p)
	}
	return t
}

// show writes a redline: {-gone-}, {+new+}, {<moved away<}, {>moved here>}; the end of a paragraph is ¶ where it changed.
func show(r *redline.Redline) string {
	marks := [...][2]string{{"", ""}, {"{+", "+}"}, {"{-", "-}"}, {"{<", "<}"}, {"{>", ">}"}}
	var b strings.Builder
	for _, x := range r.Blocks[1:] {
		for _, run := range x.Runs {
			m := marks[run.Op]
			b.WriteString(m[0] + run.Text + m[1])
		}
		if m := marks[x.End]; x.End != redline.Same {
			b.WriteString(m[0] + "¶" + m[1])
		}
		b.WriteString("\n")
	}
	return b.String()
}

// sides checks that the redline holds both texts whole, each in its order.
func sides(t testing.TB, r *redline.Redline) {
	t.Helper()
	for side, of := range []func(redline.Op) bool{redline.Op.Old, redline.Op.New} {
		text := [...]redline.Text{r.Old, r.New}[side]
		var got []string
		var words strings.Builder
		for _, b := range r.Blocks {
			for i, run := range b.Runs {
				if of(run.Op) {
					words.WriteString(run.Text)
				}
				if run.Text == "" || i > 0 && b.Runs[i-1].Op == run.Op {
					t.Fatalf("runs %+v", b.Runs)
				}
			}
			if of(b.End) {
				got = append(got, words.String())
				words.Reset()
			}
		}
		if words.Len() > 0 || len(got) != len(text.Parts) {
			t.Fatalf("side %d has %d paragraphs, want %d, and %q left over", side, len(got), len(text.Parts), words.String())
		}
		for i, p := range text.Parts {
			if got[i] != p.Words {
				t.Fatalf("side %d, paragraph %d is %q, want %q", side, i, got[i], p.Words)
			}
		}
	}
	for i, m := range r.Moves {
		if r.Blocks[m.From].Move != i+1 || r.Blocks[m.To].Move != i+1 {
			t.Fatalf("move %d is from %d to %d", i+1, m.From, m.To)
		}
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"words", "1: We keep your data for 30 days after the order.", "1: We keep your data for 60 days after the order.",
			"We keep your data for {-30-}{+60+} days after the order.\n"},
		{"a sentence more", "1: We do this. We do that.", "1: We do this. We do more. We do that.",
			"We do this. {+We do more. +}We do that.\n"},
		{"a word more in a list", "1: We use your name, address and e-mail address.", "1: We use your name, address, phone and e-mail address.",
			"We use your name, address{+, phone+} and e-mail address.\n"},
		{"divided", "1: We share data with couriers. Couriers must delete them after the delivery.", "1: We share data with couriers.\n1a: Couriers must delete them after the delivery.",
			"We share data with couriers.{- -}{+¶+}\nCouriers must delete them after the delivery.\n"},
		{"joined", "1: We share data with couriers.\n2: Couriers must delete them after the delivery.", "1: We share data with couriers. Couriers must delete them after the delivery.",
			"We share data with couriers.{-¶-}\n{+ +}Couriers must delete them after the delivery.\n"},
		{"another name", "1: We never sell your personal data.\n2: You may object at any time.", "1: This clause is about nothing that was here before now.\n2: We never sell your personal data.\n3: You may object at any time.",
			"{+This clause is about nothing that was here before now.+}{+¶+}\nWe never sell your personal data.\nYou may object at any time.\n"},
		{"another name and other words", "7: We may share your e-mail address with business partners for their offers.", "9: We may share your e-mail address with business partners for their own offers.",
			"We may share your e-mail address with business partners for their {+own +}offers.\n"},
		{"a section moved", "# One\n1: The first thing is what we say here.\n# Two\n2: The second thing is another one that is longer than all of the others are.\n# Three\n3: And the third one, with words enough to be what stays where it is.",
			"# Two\n2: The second thing is another one that is longer than all of the others are.\n# Three\n3: And the third one, with words enough to be what stays where it is.\n# One\n1: The first thing is what we say here now.",
			"{<One<}{<¶<}\n{<The first thing is what we say here.<}{<¶<}\nTwo\nThe second thing is another one that is longer than all of the others are.\nThree\nAnd the third one, with words enough to be what stays where it is.\n{>One>}{>¶>}\n{>The first thing is what we say here>}{+ now+}{>.>}{>¶>}\n"},
		{"one out, another in", "1: Stays here.\n2: We may sell the history of your location to whoever asks.\n3: Stays, too.", "1: Stays here.\n4: Minors under fourteen need consent from both of their parents.\n3: Stays, too.",
			"Stays here.\n{-We may sell the history of your location to whoever asks.-}{-¶-}\n{+Minors under fourteen need consent from both of their parents.+}{+¶+}\nStays, too.\n"},
		{"Chinese", "1: 未经您同意，我们不会向第三方提供您的个人信息。我们会在30天内删除。", "1: 未经您单独同意，我们不会向任何第三方提供您的个人信息。我们会在60天内删除。",
			"未经您{+单独+}同意，我们不会向{+任何+}第三方提供您的个人信息。我们会在{-30-}{+60+}天内删除。\n"},
		{"quotation marks", "1: We call it “personal data”; it’s yours.", "1: We call it \"personal data\"; it's yours.",
			"We call it {-“-}{+\"+}personal data{-”; it’s-}{+\"; it's+} yours.\n"},
		{"twice the same", "1: Note.\n2: Something in between that stays.\n3: Note.", "1: Note.\n2: Something in between that stays.\n3: Note.\n4: Note.",
			"Note.\nSomething in between that stays.\nNote.\n{+Note.+}{+¶+}\n"},
		{"nothing before", "", "1: All of it is new.", "{+All of it is new.+}{+¶+}\n"},
		{"nothing left", "1: All of it is gone.", "", "{-All of it is gone.-}{-¶-}\n"},
		{"a small word between", "1: We may share the name and the address of customers.", "1: We may sell every detail of the life of customers.",
			"We may {-share the name and-}{+sell every detail of+} the {-address-}{+life+} of customers.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := redline.Compare(text(c.old), text(c.new))
			sides(t, r)
			if got := show(r); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// FuzzCompare checks that a redline holds both texts, whatever they are.
func FuzzCompare(f *testing.F) {
	f.Add("# A\n1: a b c. d e f.\n2: g h i j", "# A\n2: g h i j\n1: a b c.\n3: d e f.")
	f.Add("1: 我们\n2: x\ufffe\u2028", "# 1: 我们不\n\n\xff")
	f.Fuzz(func(t *testing.T, old, new string) {
		r := redline.Compare(text(old), text(new))
		sides(t, r)
		if again := redline.Compare(text(old), text(new)); show(again) != show(r) {
			t.Fatal("the same texts give another redline")
		}
	})
}

// policy is a text of n clauses; every k-th of them is another one.
func policy(n, k int) redline.Text {
	var b strings.Builder
	for i := range n {
		if i%10 == 0 {
			fmt.Fprintf(&b, "# Section %d\n", i/10)
		}
		extra := ""
		if k > 0 && i%k == 0 {
			extra = " and 60 days more, if you agree"
		}
		fmt.Fprintf(&b, "%d: We may use the data of kind %d for the purpose %d, and we keep it for %d days%s. You may object to that at any time by writing to us at the address of section %d.\n", i, i, i*7%13, i*11%97, extra, i%17)
	}
	return text(b.String())
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{100, 1_000} {
		old, new := policy(n, 0), policy(n, 2)
		new.Parts = append(append(append([]redline.Part{}, new.Parts[0]), new.Parts[30:]...), new.Parts[1:30]...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				redline.Compare(old, new)
			}
		})
	}
}

// TestLarge compares texts that are made to take long: all other words, one long paragraph, the same words everywhere.
func TestLarge(t *testing.T) {
	size := 1 << 20
	if testing.Short() {
		size = 1 << 16
	}
	a, b := strings.Repeat("a b c. ", size/7), strings.Repeat("b a d! ", size/7)
	sides(t, redline.Compare(text("1: "+a), text("1: "+b)))
	sides(t, redline.Compare(text(strings.Repeat("a b\n", size/40)), text(strings.Repeat("b a\n", size/40))))
	sides(t, redline.Compare(text("1: "+a+"x"+a), text("1: "+a+"y"+a)))
	var many, others strings.Builder
	for i := range size / 40 {
		fmt.Fprintf(&many, "w%d w%d\n", i, i+1)
		fmt.Fprintf(&others, "v%d w%d\n", i, i+2)
	}
	sides(t, redline.Compare(text(many.String()), text(others.String())))
}
