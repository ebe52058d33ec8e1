package wml

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A Part is what an element is made of: attributes, elements and text.
type Part interface{ addTo(*Element) }

// An Element is an XML element under a prefix that the file declares: "w:p".
type Element struct {
	name  string
	attrs []attr
	kids  []Part
}

type attr struct{ name, value string }

// Text is characters. What XML cannot hold is left out when they are written: see Clean.
type Text string

// El returns an element of parts, in their order. A nil element is none.
func El(name string, parts ...Part) *Element {
	e := &Element{name: name}
	return e.Add(parts...)
}

// A is an attribute.
func A(name, value string) Part { return attr{name, value} }

// Val is an element whose one attribute is w:val.
func Val(name, value string) *Element { return El(name, A("w:val", value)) }

// Add adds parts at the end of an element, and returns it.
func (e *Element) Add(parts ...Part) *Element {
	for _, p := range parts {
		p.addTo(e)
	}
	return e
}

// Kids are elements as one part.
type Kids []*Element

func (k Kids) addTo(e *Element) {
	for _, x := range k {
		x.addTo(e)
	}
}

func (a attr) addTo(e *Element) { e.attrs = append(e.attrs, a) }
func (t Text) addTo(e *Element) { e.kids = append(e.kids, t) }

func (e *Element) addTo(to *Element) {
	if e != nil {
		to.kids = append(to.kids, e)
	}
}

// write writes an element. It does not go deeper than the code that built it, which never follows its input's depth.
func (e *Element) write(b *bytes.Buffer) {
	b.WriteByte('<')
	b.WriteString(e.name)
	for _, a := range e.attrs {
		b.WriteByte(' ')
		b.WriteString(a.name)
		b.WriteString(`="`)
		escape(b, Clean(a.value))
		b.WriteByte('"')
	}
	if len(e.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	for _, k := range e.kids {
		switch k := k.(type) {
		case *Element:
			k.write(b)
		case Text:
			escape(b, Clean(string(k)))
		}
	}
	b.WriteString("</")
	b.WriteString(e.name)
	b.WriteByte('>')
}

// Clean takes out of a text what an XML file cannot hold: control characters, halves of surrogate pairs, bytes that are no UTF-8, and
// the two code points that are no characters.
func Clean(s string) string {
	bad := func(r rune) bool {
		return r < 0x20 && r != '\t' && r != '\n' || r >= 0x7F && r < 0xA0 || r == 0xFFFE || r == 0xFFFF
	}
	if utf8.ValidString(s) && !strings.ContainsFunc(s, bad) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

func escape(b *bytes.Buffer, s string) {
	last := 0
	for i := range len(s) {
		var to string
		switch s[i] {
		case '&':
			to = "&amp;"
		case '<':
			to = "&lt;"
		case '>':
			to = "&gt;"
		case '"':
			to = "&quot;"
		case '\t':
			to = "&#9;"
		case '\n':
			to = "&#10;"
		default:
			continue
		}
		b.WriteString(s[last:i])
		b.WriteString(to)
		last = i + 1
	}
	b.WriteString(s[last:])
}
