package review

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"strings"
)

//go:embed page
var pageFiles embed.FS

// scripts are the parts of the page's script, in the order in which they build on each other.
var scripts = []string{"program.js", "divide.js", "decide.js", "needs.js", "known.js", "question.js", "bind.js", "compose.js", "patch.js", "page.js", "ask.js", "notes.js"}

func pageTemplate() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "page/page.html"))
}

func style() string { return "\n" + read("style.css") }

// script is the page's script, which leaves no names behind.
func script() string {
	var b strings.Builder
	b.WriteString("\n(function () {\n\"use strict\";\n")
	for _, name := range scripts {
		b.WriteString(read(name))
	}
	b.WriteString("})();\n")
	return b.String()
}

func read(name string) string {
	text, err := pageFiles.ReadFile("page/" + name)
	if err != nil {
		panic(err) // it is compiled in
	}
	return string(text)
}

// security is the content security policy of the page: nothing is loaded, nothing is sent, and no other script or style than these runs.
func security(style, script string) string {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style) + "; base-uri 'none'; form-action 'none'"
}
