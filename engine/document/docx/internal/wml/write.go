package wml

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io"
	"strconv"
	"strings"
	"time"
)

//go:embed styles.xml
var styles string // of every file; %LANG% and %EASTASIA% are its languages, %WIDTH% where its lines end

const (
	header        = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordNS        = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationsNS   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS     = "http://schemas.openxmlformats.org/package/2006/"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	propertiesNS  = packageNS + "metadata/core-properties"
	extendedNS    = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
	mainPart      = "word/document.xml"
	relationsType = "application/vnd.openxmlformats-package.relationships+xml"
)

// A part is one file in the zip, with how it relates to the document.
type part struct {
	name, contentType, relation string // relation is the last word of its type; "" where the main document relates to it in no way
	root                        *Element
	text                        string // in place of a root
}

// Write writes the file. The error is the writer's.
func (f *File) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, p := range f.all() {
		if err := p.write(z); err != nil {
			return err
		}
	}
	return z.Close()
}

func (p *part) write(z *zip.Writer) error {
	out, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}) // the first day that a zip knows
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString(header)
	b.WriteString(p.text)
	if p.root != nil {
		p.root.write(&b)
	}
	_, err = out.Write(b.Bytes())
	return err
}

// all returns the parts, each after those that tell of it. The list of types comes first, as readers of a stream want it.
func (f *File) all() []part {
	parts := f.parts()
	out := []part{contentTypes(parts), packageRelations(), f.relations(parts)}
	return append(out, parts...)
}

func (f *File) parts() []part {
	out := []part{
		{name: mainPart, contentType: wordType + "document.main+xml", root: f.document()},
		{name: "word/styles.xml", contentType: wordType + "styles+xml", relation: "styles", text: f.styles()},
		{name: "word/numbering.xml", contentType: wordType + "numbering+xml", relation: "numbering", root: f.numbering()},
		{name: "word/settings.xml", contentType: wordType + "settings+xml", relation: "settings", root: f.settings()},
		{name: "word/footer.xml", contentType: wordType + "footer+xml", relation: "footer", root: root("w:ftr").Add(Kids(f.setup.Footer))},
	}
	if len(f.setup.Header) > 0 {
		out = append(out, part{name: "word/header.xml", contentType: wordType + "header+xml", relation: "header", root: root("w:hdr").Add(Kids(f.setup.Header))})
	}
	if len(f.comments) > 0 {
		out = append(out, part{name: "word/comments.xml", contentType: wordType + "comments+xml", relation: "comments", root: root("w:comments").Add(f.comments)})
	}
	return append(out,
		part{name: "docProps/core.xml", contentType: "application/vnd.openxmlformats-package.core-properties+xml", root: f.core()},
		part{name: "docProps/app.xml", contentType: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
			root: El("Properties", A("xmlns", extendedNS), El("Application", Text("Licet")))})
}

func root(name string) *Element { return El(name, A("xmlns:w", wordNS), A("xmlns:r", relationsNS)) }

func contentTypes(parts []part) part {
	types := El("Types", A("xmlns", packageNS+"content-types"),
		El("Default", A("Extension", "rels"), A("ContentType", relationsType)),
		El("Default", A("Extension", "xml"), A("ContentType", "application/xml")))
	for _, p := range parts {
		types.Add(El("Override", A("PartName", "/"+p.name), A("ContentType", p.contentType)))
	}
	return part{name: "[Content_Types].xml", root: types}
}

func packageRelations() part {
	return part{name: "_rels/.rels", root: El("Relationships", A("xmlns", packageNS+"relationships"),
		relation("main", relationsNS+"/officeDocument", mainPart),
		relation("core", packageNS+"relationships/metadata/core-properties", "docProps/core.xml"),
		relation("app", relationsNS+"/extended-properties", "docProps/app.xml"))}
}

func relation(id, kind, target string) *Element {
	return El("Relationship", A("Id", id), A("Type", kind), A("Target", target))
}

// relations are those of the main document.
func (f *File) relations(parts []part) part {
	list := El("Relationships", A("xmlns", packageNS+"relationships"))
	for _, p := range parts {
		if p.relation != "" {
			list.Add(relation(p.relation, relationsNS+"/"+p.relation, strings.TrimPrefix(p.name, "word/")))
		}
	}
	for i, to := range f.links {
		list.Add(relation("link"+strconv.Itoa(i+1), relationsNS+"/hyperlink", to).Add(A("TargetMode", "External")))
	}
	return part{name: "word/_rels/document.xml.rels", root: list}
}

func (f *File) document() *Element {
	var head *Element
	if len(f.setup.Header) > 0 {
		head = El("w:headerReference", A("w:type", "default"), A("r:id", "header"))
	}
	width, height := f.size()
	size := El("w:pgSz", A("w:w", strconv.Itoa(width)), A("w:h", strconv.Itoa(height)))
	if f.setup.Landscape {
		size.Add(A("w:orient", "landscape"))
	}
	side := strconv.Itoa(sideMargin)
	page := El("w:sectPr", head, El("w:footerReference", A("w:type", "default"), A("r:id", "footer")),
		size,
		El("w:pgMar", A("w:top", "1418"), A("w:right", side), A("w:bottom", "1418"), A("w:left", side), A("w:header", "680"), A("w:footer", "624"), A("w:gutter", "0")))
	return root("w:document").Add(El("w:body", f.body, page))
}

func (f *File) core() *Element {
	c := El("cp:coreProperties", A("xmlns:cp", propertiesNS), A("xmlns:dc", "http://purl.org/dc/elements/1.1/"))
	for _, x := range [][2]string{{"dc:title", f.setup.Title}, {"dc:subject", f.setup.Subject}, {"dc:creator", "Licet"},
		{"dc:description", f.setup.Description}, {"dc:language", f.setup.Language}} {
		if x[1] != "" {
			c.Add(El(x[0], Text(x[1])))
		}
	}
	return c
}

// settings are those of Word 2013 and later: without them it would open the file in a mode of compatibility.
func (f *File) settings() *Element {
	s := root("w:settings")
	if f.setup.Track {
		s.Add(El("w:trackRevisions"))
	}
	s.Add(Val("w:defaultTabStop", "567"), Val("w:characterSpacingControl", "compressPunctuation"))
	compat := El("w:compat")
	for _, x := range [][2]string{{"compatibilityMode", "15"}, {"overrideTableStyleFontSizeAndJustification", "1"}, {"enableOpenTypeFeatures", "1"},
		{"doNotFlipMirrorIndents", "1"}, {"differentiateMultirowTableHeaders", "1"}} {
		compat.Add(El("w:compatSetting", A("w:name", x[0]), A("w:uri", "http://schemas.microsoft.com/office/word"), A("w:val", x[1])))
	}
	latin, eastAsia := languages(f.setup.Language)
	return s.Add(compat, El("w:themeFontLang", A("w:val", latin), A("w:eastAsia", eastAsia)))
}

func (f *File) styles() string {
	latin, eastAsia := languages(f.setup.Language)
	return strings.NewReplacer("%LANG%", latin, "%EASTASIA%", eastAsia, "%WIDTH%", strconv.Itoa(f.textWidth())).Replace(styles)
}
