package starter

import "strings"

// documents are the kinds of files that hold a policy in another form than plain text, by the characters that they begin with.
var documents = []struct{ begin, kind string }{
	{"%PDF-", "a PDF file"},
	{"PK\x03\x04", "a document of a word processor, or another archive"},
	{"\xd0\xcf\x11\xe0", "a document of a word processor"},
	{`{\rtf`, "a document in RTF"},
	{"<!doctype html", "a web page (HTML)"},
	{"<html", "a web page (HTML)"},
}

// notPlain says what a text is that is no plain one; "" where it may be one. Its bytes would be quoted, and nobody could read them.
func notPlain(words string) string {
	begin := strings.TrimSpace(strings.TrimPrefix(words[:min(len(words), 1024)], "\uFEFF"))
	for _, d := range documents {
		if len(begin) >= len(d.begin) && strings.EqualFold(begin[:len(d.begin)], d.begin) {
			return d.kind
		}
	}
	return ""
}
