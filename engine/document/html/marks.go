package html

import (
	"html/template"
	"net/url"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/document"
)

// text is a sentence with its marks as elements. Marks nest; one that crosses another, or leaves the text, is left out, and its words stay.
func text(s document.Sentence) template.HTML {
	var b strings.Builder
	var open []document.Mark
	at := 0
	upTo := func(end int) {
		b.WriteString(template.HTMLEscapeString(s.Text[at:end]))
		at = end
	}
	closeBefore := func(offset int) {
		for n := len(open); n > 0 && open[n-1].End <= offset; n = len(open) {
			upTo(open[n-1].End)
			_, end := element(open[n-1])
			b.WriteString(end)
			open = open[:n-1]
		}
	}
	for _, m := range s.Marks {
		if m.Start < at || m.End > len(s.Text) || m.End <= m.Start {
			continue
		}
		closeBefore(m.Start)
		if n := len(open); n > 0 && m.End > open[n-1].End {
			continue
		}
		upTo(m.Start)
		start, _ := element(m)
		b.WriteString(start)
		open = append(open, m)
	}
	closeBefore(len(s.Text))
	upTo(len(s.Text))
	return template.HTML(b.String())
}

// element returns the tags of a mark.
func element(m document.Mark) (start, end string) {
	switch m.Kind {
	case "strong":
		return "<strong>", "</strong>"
	case "emphasis":
		return "<em>", "</em>"
	case "code":
		return "<code>", "</code>"
	case "cite":
		return `<span class="cite">`, "</span>"
	case "link":
		if safe(m.To) {
			return `<a href="` + template.HTMLEscapeString(m.To) + `">`, "</a>"
		}
	}
	return "", ""
}

// safe reports whether an address may be followed: a place in the page, the web, mail or a telephone.
func safe(to string) bool {
	u, err := url.Parse(to)
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "mailto", "tel":
		return true
	case "":
		return u.Host == "" && strings.HasPrefix(to, "#")
	}
	return false
}
