package review_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/document/review"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
	"github.com/seed-90f8eabc/licet/policies"
)

// fullPage is a page with everything that one can have: findings, changes, the picture.
func fullPage(t *testing.T) []byte {
	t.Helper()
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		t.Fatal(err)
	}
	old := earlier(t)
	d, err := analysis.Diff(old.Policy(), e.Policy())
	if err != nil {
		t.Fatal(err)
	}
	r, err := review.Page(review.Input{Engine: e, Lint: lint.Run(rules.All(), e.Policy(), lint.Options{}), Against: &review.Against{Engine: old, Difference: d}})
	if err != nil {
		t.Fatal(err)
	}
	return r.HTML
}

// earlier is another version of the policy: stricter, with other words, and without a clause.
func earlier(t *testing.T) *engine.Engine {
	t.Helper()
	fsys := fstest.MapFS{}
	err := fs.WalkDir(policies.FS(), "app", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(policies.FS(), name)
		for _, r := range [][2]string{{"unless prior consent", "unless explicit consent"}, {"of all users of the service", "of the users of the service"}, {"clause A.3 ", "clause A.3x "}} {
			text = bytes.ReplaceAll(text, []byte(r[0]), []byte(r[1]))
		}
		fsys[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(fsys, "app/examples.licet")
	e, err := engine.Load(fsys, "app")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// contrast returns how many texts there are, and those that stand out too little from their ground, by the measure of WCAG 2.2 (1.4.3).
const contrast = `(() => {
	const parse = (c) => { const m = c.match(/[\d.]+/g).map(Number); return {rgb: m.slice(0, 3), a: m.length > 3 ? m[3] : 1}; };
	const light = (rgb) => { const [r, g, b] = rgb.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
	const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a === 1) return c.rgb; } return [255, 255, 255]; };
	const bad = new Set();
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	let seen = 0;
	for (let n = walker.nextNode(); n; n = walker.nextNode()) {
		const e = n.parentElement, style = getComputedStyle(e);
		if (!n.textContent.trim() || e.closest("script, noscript, title, [hidden], :disabled, option:disabled") || style.display === "none") continue;
		const svg = e instanceof SVGElement, rect = svg && e.parentElement.querySelector("rect");
		const ink = parse(svg ? style.fill : style.color).rgb, under = rect ? parse(getComputedStyle(rect).fill).rgb : ground(e);
		const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
		seen++;
		const r = ratio(ink, under);
		if (r < (large ? 3 : 4.5)) bad.add(e.tagName + "." + (e.getAttribute("class") || "") + " " + r.toFixed(2) + ": " + n.textContent.trim().slice(0, 30));
	}
	return {Seen: seen, Bad: [...bad]};
})()`

// access returns what somebody who does not see the page, or uses no mouse, would miss.
const access = `(() => {
	const bad = [];
	for (const e of document.querySelectorAll("select, input, textarea")) if (!e.labels.length && !e.getAttribute("aria-label")) bad.push("no label: " + e.outerHTML.slice(0, 80));
	for (const e of document.querySelectorAll("button, a")) if (!e.textContent.trim() && !e.getAttribute("aria-label")) bad.push("no name: " + e.outerHTML.slice(0, 80));
	const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
	for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) bad.push("twice: #" + id);
	for (const a of document.querySelectorAll("a[href^='#']")) if (!document.getElementById(a.getAttribute("href").slice(1))) bad.push("leads nowhere: " + a.outerHTML);
	for (const e of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) for (const id of (e.getAttribute("aria-labelledby") || e.getAttribute("aria-describedby")).split(" ")) if (!document.getElementById(id)) bad.push("no such name: " + id);
	let last = 0;
	for (const h of document.querySelectorAll("h1, h2, h3, h4")) { const level = Number(h.tagName[1]); if (level > last + 1) bad.push("skips a level: " + h.textContent); last = level; }
	for (const tag of ["header", "nav", "main", "footer", "h1"]) if (document.querySelectorAll("body > " + tag + ", header > " + tag).length !== 1) bad.push("not one " + tag);
	for (const e of document.querySelectorAll("[tabindex]")) if (e.tabIndex > 0) bad.push("order of its own: " + e.outerHTML.slice(0, 80));
	if (!document.documentElement.lang || !document.querySelector(".words[lang]")) bad.push("no language");
	for (const e of document.querySelectorAll("button")) { const r = e.getBoundingClientRect(); if (r.width && (r.width < 24 || r.height < 23.5)) bad.push("too small to hit: " + r.width + " by " + r.height + " " + e.textContent); }
	return bad;
})()`

// TestLook measures what can be measured of how a page looks: contrast, width, and access, on a phone and on a desk, light and dark.
// Where LICET_PICTURES names a folder, it also puts pictures there for people to look at (of the page LICET_PICTURES_OF, if that names one).
func TestLook(t *testing.T) {
	html := fullPage(t)
	b := startBrowser(t)
	for _, width := range []int{320, 390, 1280} {
		for _, dark := range []bool{false, true} {
			name := fmt.Sprintf("%d wide, dark: %v", width, dark)
			b.screen(width, 900, dark)
			b.open(html)
			b.run(`document.querySelectorAll("details").forEach((d) => { d.open = true; }); document.querySelectorAll(".note .write").forEach((w) => w.click())`, nil)
			var missed []string
			var ink struct {
				Seen int
				Bad  []string
			}
			b.run(contrast, &ink)
			if len(ink.Bad) > 0 || ink.Seen < 300 {
				t.Errorf("%s: of %d texts, too little contrast: %q", name, ink.Seen, ink.Bad)
			}
			b.run(access, &missed)
			if len(missed) > 0 {
				t.Errorf("%s: %q", name, missed)
			}
			var wide struct{ Page, Window int }
			b.run(`({Page: document.documentElement.scrollWidth, Window: innerWidth})`, &wide)
			if wide.Page > width {
				t.Errorf("%s: the page is %d wide", name, wide.Page)
			}
			if dir := os.Getenv("LICET_PICTURES"); dir != "" {
				b.pictures(html, dir, width, dark)
			}
		}
	}
	b.clean()
}

// pictures takes pictures of a page's parts for people to look at.
func (b *browser) pictures(html []byte, dir string, width int, dark bool) {
	if file := os.Getenv("LICET_PICTURES_OF"); file != "" {
		var err error
		if html, err = os.ReadFile(file); err != nil {
			b.t.Fatal(err)
		}
	}
	b.screen(width, 1400, dark)
	b.open(html)
	for _, part := range []string{"top", "ask", "changes", "matrix", "signoff", "note"} {
		var there bool
		b.run(fmt.Sprintf(lookAt, part), &there)
		if there {
			b.picture(filepath.Join(dir, fmt.Sprintf("%d-%s-%s.png", width, map[bool]string{false: "light", true: "dark"}[dark], part)))
		}
	}
}

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

// TestLists asks by the lists, adds facts, takes up a suggestion, and asks again from what an answer depends on.
func TestLists(t *testing.T) {
	b := startBrowser(t)
	b.open(fullPage(t))
	for _, step := range []struct{ does, sentence, answer string }{
		{`choose("ask-action", "share")`, "may we share personal?", ""},
		{`choose("ask-data", "email"); choose("ask-recipient", "partner"); choose("ask-purpose", "partner-offers")`, "may we share email with partner for partner-offers?", "undetermined"},
		{`choose("ask-consent", "no")`, "may we share email with partner for partner-offers given no consent?", "undetermined"},
		{`$("ask-closed").click()`, "may we share email with partner for partner-offers given no consent and nothing else?", "prohibited"},
		{`choose("ask-consent", "yes")`, "may we share email with partner for partner-offers given consent and nothing else?", "permitted"},
		{`choose("ask-action", "use"); choose("ask-consent", "")`, "may we use email for partner-offers given nothing else?", ""},
		{`$("ask-sentence").value = "may we use emial?"; $("ask-form").requestSubmit()`, "may we use emial?", "question"},
		{`document.querySelector("#ask-answer button").click()`, "may we use email?", ""},
		{`$("ask-sentence").value = "may we share email with partner for partner-offers given nothing else?"; $("ask-form").requestSubmit()`, "may we share email with partner for partner-offers given nothing else?", "prohibited"},
		{`$("ask-sentence").value = "may we share email with partner for partner-offers?"; $("ask-form").requestSubmit(); [...document.querySelectorAll(".needs button")].find((x) => x.getAttribute("aria-label").endsWith("given consent")).click()`, "may we share email with partner for partner-offers given consent?", ""},
	} {
		var got struct{ Sentence, Answer string }
		b.run(`(() => {
			const $ = (id) => document.getElementById(id);
			const choose = (id, value) => { const e = $(id); e.value = value; if (e.value !== value) throw new Error("no " + value + " in " + id); e.dispatchEvent(new Event("change", {bubbles: true})); };
			`+step.does+`;
			return {Sentence: $("ask-sentence").value, Answer: $("ask-answer").dataset.answer};
		})()`, &got)
		if got.Sentence != step.sentence || step.answer != "" && got.Answer != step.answer {
			t.Errorf("%s: got %+v, want %q, %q", step.does, got, step.sentence, step.answer)
		}
	}
	b.clean()
}

// TestEveryFact says, by the lists, each thing that can be said of each fact of the shipped policies, and asks the engine the same.
func TestEveryFact(t *testing.T) {
	b := startBrowser(t)
	for _, name := range policies.Names() {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		b.open(page(t, e))
		var questions []string
		b.run(`(() => {
			const out = [], facts = document.getElementById("ask-fact");
			document.getElementById("ask-data").value = "email";
			document.getElementById("ask-purpose").selectedIndex = 1;
			for (const value of [...facts.options].map((o) => o.value).filter((v) => v)) {
				facts.value = value;
				facts.dispatchEvent(new Event("change", {bubbles: true}));
				const said = document.querySelector("#ask-facts select");
				for (const o of [...said.options].map((o) => o.value)) {
					said.value = o;
					said.dispatchEvent(new Event("change", {bubbles: true}));
					out.push(document.getElementById("ask-sentence").value);
				}
				said.closest("label").remove();
			}
			return out;
		})()`, &questions)
		for _, q := range questions {
			if _, err := e.Asker().Question(q); err != nil {
				t.Errorf("%s: the lists write %q: %v", name, q, err)
			}
		}
		if n := compare(b, e, questions); n < len(e.Policy().Facts) {
			t.Errorf("%s: only %d questions were answered", name, n)
		}
	}
	b.clean()
}
