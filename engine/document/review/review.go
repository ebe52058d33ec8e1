// Package review writes a policy as one HTML file for counsel: the text with each sentence beside its rules, what the linter finds,
// a box that answers questions, a picture of what may be done with what, what changed against another version, notes, and a sign-off.
//
// The file is whole: it loads nothing, runs from a mail attachment, and can be read without its script. It decides nothing that the
// engine does not: the box evaluates the policy's own sentences, which stand in the page, as section "Meaning" of dsl/SPEC.md says, and
// tests ask the page and the engine the same questions. What the page cannot decide within bounds it does not answer.
//
//	page, err := review.Page(review.Input{Engine: e, Files: files, Lint: result})
//	os.WriteFile("review.html", page.HTML, 0o644)
package review

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// Input is what a page shows.
type Input struct {
	Engine  *engine.Engine
	Files   []File       // of the policy, for clauses as they are written, and for patches
	Lint    *lint.Result // nil where it was not linted
	Against *Against     // the version that it is compared with; nil for none
}

// A File is one of the policy's files.
type File struct {
	Name string // below the policy's folder, as in places
	Path string // as a patch names it: from the root of the repository
	Text string
}

// Against is another version of the policy.
type Against struct {
	Engine     *engine.Engine
	Difference *analysis.Difference
}

// A Result is a page.
type Result struct {
	HTML   []byte
	Digest string // "sha256:" and that of the page, in which the digest's own digits are zeros
}

// noDigest stands in the page where its digest will stand.
const noDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000"

// Page writes a policy for review. The same input gives the same bytes.
func Page(in Input) (*Result, error) {
	v, err := newBuilder(in).view()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := pageTemplate().Execute(&out, v); err != nil {
		return nil, err
	}
	html := visible(out.Bytes(), len(v.Data))
	sum := sha256.Sum256(html)
	digest := "sha256:" + hex.EncodeToString(sum[:])
	return &Result{bytes.ReplaceAll(html, []byte(noDigest), []byte(digest)), digest}, nil
}

// visible names the characters that turn the direction of writing, wherever they stand in the page, but in the data: with them a label
// could make a rule read as another one. The script does the same with what it takes from the data.
func visible(html []byte, data int) []byte {
	var names []string
	for _, r := range "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" {
		names = append(names, string(r), fmt.Sprintf("[U+%04X]", r))
	}
	replace := strings.NewReplacer(names...)
	from := bytes.Index(html, []byte(dataOpens)) + len(dataOpens)
	return []byte(replace.Replace(string(html[:from])) + string(html[from:from+data]) + replace.Replace(string(html[from+data:])))
}

// dataOpens stands before the data of the page, and nowhere else: what else holds a quotation mark is escaped.
const dataOpens = `<script type="application/json" id="data">`

// A builder gathers what one page shows.
type builder struct {
	in       Input
	p        *model.Policy
	say      *sentence.Speaker
	kinds    []string
	rules    [][]ruleView
	findings [][]findingView
	general  []findingView // about no clause
	found    int
	open     int // findings that nobody has allowed
	files    map[string]fileLines
}

type fileLines struct {
	File
	lines []string
}

func newBuilder(in Input) *builder {
	p := in.Engine.Policy()
	b := &builder{in: in, p: p, say: sentence.New(p), kinds: kindsOf(p), files: map[string]fileLines{}}
	for _, f := range in.Files {
		b.files[f.Name] = fileLines{f, strings.Split(f.Text, "\n")}
	}
	b.rules = b.rulesOf()
	b.sortFindings()
	return b
}

// anchor names an element of the page. Ids of clauses may hold what an address cannot, so their numbers stand in.
func (b *builder) anchor(kind string, n int) string { return kind + "-" + strconv.Itoa(n) }

// language is that of a text, in BCP 47; of the policy where it says none.
func (b *builder) language(of string) string {
	for _, l := range []string{of, b.p.Language} {
		if l != "" {
			return l
		}
	}
	return "en"
}

// view is what the template shows.
type view struct {
	Policy     *model.Policy
	Title      string
	Controller string
	Digest     string
	Texts      []textView
	General    []findingView
	ByRule     []ruleFindings
	Open       int // findings
	Rules      int
	Matrix     *matrix
	Changes    *changesView
	Files      []fileSum
	Data       template.JS
	Style      template.CSS
	Script     template.JS
	Security   string // the content security policy
}

type fileSum struct{ Name, Sum string }

func (b *builder) view() (*view, error) {
	data, err := json.Marshal(b.data())
	if err != nil {
		return nil, err
	}
	v := &view{Policy: b.p, Title: b.p.Title.In(""), Controller: b.p.Controller.In(""), Digest: noDigest, Texts: b.texts(), General: b.general, ByRule: b.byRule(), Open: b.open,
		Matrix: b.matrixOf(), Changes: b.changes(), Data: template.JS(data), Style: template.CSS(style()), Script: template.JS(script())}
	for _, r := range b.rules {
		v.Rules += len(r)
	}
	if v.Title == "" {
		v.Title = b.p.ID
	}
	for _, f := range b.in.Files {
		v.Files = append(v.Files, fileSum{f.Path, sum(f.Text)})
	}
	for _, s := range b.p.Sources {
		if _, own := b.files[s.Path]; !own {
			v.Files = append(v.Files, fileSum{s.Path, sum(s.Text)})
		}
	}
	v.Security = security(string(v.Style), string(v.Script))
	return v, nil
}

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

// pageData is what the script reads.
type pageData struct {
	Policy  engine.PolicyRef `json:"policy"`
	Program program          `json:"program"`
	Clauses []clauseData     `json:"clauses"`
	Allow   []allowData      `json:"allow"` // the findings that can be allowed
	Files   []fileData       `json:"files"`
	// Needs says what an undetermined answer may depend on, by the names of facts, open parts and kinds of consent.
	Needs map[string]string `json:"needs"`
}

type clauseData struct {
	ID   string `json:"id"`
	File int    `json:"file"` // -1 where its file is not at hand
	Line int    `json:"line"`
	End  int    `json:"end"` // the line of its closing brace
}

type allowData struct {
	Finding int    `json:"finding"`
	Rule    string `json:"rule"`
	Clause  int    `json:"clause"`
}

type fileData struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

func (b *builder) data() pageData {
	p := b.p
	out := pageData{Policy: engine.RefOf(p),
		Program: programOf(p, compile.New(p, compile.DefaultLimits).Layout), Clauses: []clauseData{}, Allow: []allowData{}, Files: []fileData{}}
	out.Needs = b.needs()
	file := map[string]int{}
	for i, f := range b.in.Files {
		file[f.Name] = i
		out.Files = append(out.Files, fileData{f.Path, f.Text})
	}
	for i := range p.Clauses {
		c := &p.Clauses[i]
		d := clauseData{ID: c.ID, File: -1, Line: c.Pos.Line, End: c.End.Line}
		if n, ok := file[c.Pos.File]; ok && c.Pos.Library == "" {
			d.File = n
		}
		out.Clauses = append(out.Clauses, d)
		for _, f := range b.findings[i] {
			if f.Accepted == "" {
				out.Allow = append(out.Allow, allowData{f.Index, f.Rule, i})
			}
		}
	}
	return out
}

// needs says what answers may depend on.
func (b *builder) needs() map[string]string {
	names := []string{"objection"}
	for d := range model.Dim(model.DimCount) {
		names = append(names, d.String())
	}
	for k := range model.ConsentKind(model.ConsentKinds) {
		names = append(names, k.String())
	}
	for i := range b.p.Facts {
		names = append(names, b.p.Facts[i].ID)
	}
	out := map[string]string{}
	for _, n := range names {
		out[n] = b.in.Engine.SayNeed(n)
	}
	return out
}
