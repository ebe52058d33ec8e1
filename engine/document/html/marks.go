package html

import (
	"html/template"
	"net/url"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/document"
)

// text is a sentence with its marks as elements.
func text(s document.Sentence) template.HTML {
	var b strings.Builder
	s.Spans(func(run string) { b.WriteString(template.HTMLEscapeString(run)) }, func(m document.Mark, begins bool) {
		start, end := element(m)
		if begins {
			b.WriteString(start)
		} else {
			b.WriteString(end)
		}
	})
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
		return strings.HasPrefix(to, "#")
	}
	return false
}
