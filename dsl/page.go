package dsl

import _ "embed" // of the page

// Page is the language on one page, as Markdown, for who has never seen it.
//
//go:embed ONE_PAGE.md
var Page string
