package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"
)

// opened is the parts of a file, by name.
type opened map[string][]byte

// check checks that a file is one that Word opens: what it is made of is well formed, related and unique.
func check(t testing.TB, file []byte) opened {
	t.Helper()
	parts := unzip(t, file)
	for name, text := range parts {
		wellFormed(t, name, text)
	}
	typed(t, parts)
	for name, text := range parts {
		if strings.HasSuffix(name, ".rels") {
			related(t, parts, name, text)
		}
	}
	c := newCensus(t, parts)
	c.unique(t)
	c.used(t)
	c.ranges(t)
	return parts
}

func unzip(t testing.TB, file []byte) opened {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	out := opened{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil || out[f.Name] != nil {
			t.Fatal(f.Name, err)
		}
		out[f.Name] = text
		if y := f.Modified.UTC().Year(); y != 1980 {
			t.Errorf("%s has the time %v", f.Name, f.Modified)
		}
	}
	if len(z.File) == 0 || z.File[0].Name != "[Content_Types].xml" {
		t.Fatal("the first part is not the list of types")
	}
	return out
}

// elements calls f for each element of a part.
func elements(t testing.TB, name string, text []byte, f func(xml.StartElement)) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(text))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s is not well formed: %v", name, err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			f(e)
		}
	}
}

func wellFormed(t testing.TB, name string, text []byte) {
	t.Helper()
	n := 0
	elements(t, name, text, func(e xml.StartElement) {
		n++
		seen := map[xml.Name]bool{}
		for _, a := range e.Attr {
			if seen[a.Name] {
				t.Fatalf("%s: %s has %s twice", name, e.Name.Local, a.Name.Local)
			}
			seen[a.Name] = true
		}
	})
	if n == 0 {
		t.Fatalf("%s is empty", name)
	}
}

// typed checks that each part has a type, and each type a part.
func typed(t testing.TB, parts opened) {
	t.Helper()
	has := map[string]bool{}
	elements(t, "types", parts["[Content_Types].xml"], func(e xml.StartElement) {
		if e.Name.Local == "Override" {
			has[strings.TrimPrefix(attribute(e, "PartName"), "/")] = true
		}
	})
	for name := range parts {
		if !has[name] && !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml" {
			t.Errorf("%s has no type", name)
		}
		delete(has, name)
	}
	if len(has) > 0 {
		t.Errorf("types of parts that are not there: %v", has)
	}
}

// related checks that relationships lead somewhere, and that no id that is used is missing.
func related(t testing.TB, parts opened, name string, text []byte) {
	t.Helper()
	base := path.Dir(path.Dir(name))
	ids := map[string]bool{}
	elements(t, name, text, func(e xml.StartElement) {
		id := attribute(e, "Id")
		if e.Name.Local != "Relationship" {
			return
		}
		if ids[id] || id == "" {
			t.Errorf("%s: the relationship %q is there twice", name, id)
		}
		ids[id] = true
		if to := path.Join(base, attribute(e, "Target")); attribute(e, "TargetMode") != "External" && parts[to] == nil {
			t.Errorf("%s leads to %s, which is not there", name, to)
		}
	})
	of := path.Join(base, strings.TrimSuffix(path.Base(name), ".rels"))
	if parts[of] == nil {
		return
	}
	elements(t, of, parts[of], func(e xml.StartElement) {
		for _, a := range e.Attr {
			if strings.HasSuffix(a.Name.Space, "/relationships") && !ids[a.Value] {
				t.Errorf("%s uses the relationship %q, which is not there", of, a.Value)
			}
		}
	})
}

func attribute(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// A census counts what a file declares and uses.
type census struct {
	ids      map[string][]string // of each id, the elements that bear it
	declared map[string]bool     // "style X", "list X", "bookmark X", "comment X"
	uses     map[string]bool
	opens    map[string]int // of each range, how often it is opened, less how often it is closed
}

func newCensus(t testing.TB, parts opened) *census {
	t.Helper()
	c := &census{ids: map[string][]string{}, declared: map[string]bool{}, uses: map[string]bool{}, opens: map[string]int{}}
	for name, text := range parts {
		if strings.HasPrefix(name, "word/") && strings.HasSuffix(name, ".xml") {
			elements(t, name, text, c.count)
		}
	}
	return c
}

func (c *census) count(e xml.StartElement) {
	val, id, local := attribute(e, "val"), attribute(e, "id"), e.Name.Local
	switch local {
	case "style":
		c.declared["style "+attribute(e, "styleId")] = true
	case "num":
		c.declared["list "+attribute(e, "numId")] = true
	case "bookmarkStart":
		c.declared["bookmark "+attribute(e, "name")] = true
	case "comment":
		c.declared["comment "+id] = true
	case "pStyle", "rStyle", "tblStyle", "basedOn", "next":
		c.uses["style "+val] = true
	case "numId":
		c.uses["list "+val] = true
	case "commentReference":
		c.uses["comment "+id] = true
	case "hyperlink":
		if a := attribute(e, "anchor"); a != "" {
			c.uses["bookmark "+a] = true
		}
	}
	switch base, kind, _ := cutRange(local); kind {
	case "Start":
		c.opens[base+" "+id]++
	case "End":
		c.opens[base+" "+id]--
		return
	}
	if id != "" && local != "commentReference" && local != "commentRangeStart" && e.Name.Space != "" {
		c.ids[id] = append(c.ids[id], local)
	}
}

func cutRange(local string) (base, kind string, ok bool) {
	for _, kind := range []string{"Start", "End"} {
		if base, ok := strings.CutSuffix(local, kind); ok && (strings.HasSuffix(base, "Range") || base == "bookmark") {
			return base, kind, true
		}
	}
	return "", "", false
}

func (c *census) unique(t testing.TB) {
	t.Helper()
	for id, list := range c.ids {
		if len(list) > 1 && list[0] != "headerReference" && list[0] != "footerReference" && list[0] != "hyperlink" {
			t.Errorf("the id %s is that of %v", id, list)
		}
	}
}

func (c *census) used(t testing.TB) {
	t.Helper()
	for u := range c.uses {
		if !c.declared[u] {
			t.Errorf("%s is used and not declared", u)
		}
	}
	for d := range c.declared {
		if strings.HasPrefix(d, "comment ") && !c.uses[d] {
			t.Errorf("%s is about nothing", d)
		}
	}
}

func (c *census) ranges(t testing.TB) {
	t.Helper()
	for r, n := range c.opens {
		if n != 0 {
			t.Errorf("the range %s is opened %+d times more than closed", r, n)
		}
	}
}

func (c *census) String() string { return fmt.Sprint(len(c.ids), " ids") }
