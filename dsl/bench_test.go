package dsl_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/policies"
)

// The benchmarks of reading policies: go test ./dsl -run '^$' -bench . -cpu 1
//
// Each grows a real policy, clause by clause under new ids, from 10 kB to 10 MB; where work is linear, MB/s stays the same.

var benchSizes = []int{10_000, 100_000, 1_000_000, 10_000_000}

var (
	clauseID  = regexp.MustCompile(`clause B\.(\d+)`)
	sourceOf  = regexp.MustCompile(`(?m)^  source .*\n`)
	examples  = regexp.MustCompile(`(?s)\nexample .*$`)
	quoted    = regexp.MustCompile(`(?:quote|defect) "(?:[^"\\]|\\.)*"(?:\s+owner "counsel")?`)
	settlings = regexp.MustCompile(`(?ms)^[a-z0-9-]+ is [^\n]* because .*? on \d{4}-\d\d-\d\d\n`)
)

// grown returns the union's policy, grown to a size. Its vocabulary stands apart.
func grown(b *testing.B, size int, quotes bool) (policy, vocabulary string) {
	read := func(path string) string {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		return string(text)
	}
	text := examples.ReplaceAllString(read("../policies/union/union.licet"), "\n")
	if !quotes {
		text = sourceOf.ReplaceAllString(text, "")
	}
	start := strings.Index(text, "clause B.0")
	head, clauses := text[:start], text[start:]
	var out strings.Builder
	out.WriteString(head)
	for i := 0; out.Len() < size; i++ {
		copied := clauseID.ReplaceAllString(clauses, fmt.Sprintf("clause C%d.$1", i))
		if room := size - out.Len(); len(copied) > 2*room { // end with a whole section
			if cut := strings.LastIndex(copied[:min(len(copied), max(room, 4_000))], "\n}\n"); cut > 0 {
				copied = copied[:cut+3]
			}
		}
		out.WriteString(copied)
	}
	return out.String(), settlings.ReplaceAllString(read("../policies/union/vocabulary.licet"), "")
}

func eachSize(b *testing.B, quotes bool, run func(b *testing.B, policy, vocabulary string)) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprintf("bytes=%d", size), func(b *testing.B) {
			policy, vocabulary := grown(b, size, quotes)
			b.SetBytes(int64(len(policy)))
			b.ReportAllocs()
			b.ResetTimer()
			run(b, policy, vocabulary)
		})
	}
}

// BenchmarkParse goes from text to tree.
func BenchmarkParse(b *testing.B) {
	eachSize(b, false, func(b *testing.B, policy, _ string) {
		for b.Loop() {
			if _, problems := parser.ParseFile(source.New("p.licet", policy)); len(problems) > 0 {
				b.Fatal(problems)
			}
		}
	})
}

// BenchmarkParseDense does so where nothing but rules stand in the clauses: the least that a text says with so many bytes
// is quotes, the most is rules.
func BenchmarkParseDense(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprintf("bytes=%d", size), func(b *testing.B) {
			policy, _ := grown(b, 3*size, false)
			policy = quoted.ReplaceAllString(policy, "")
			b.SetBytes(int64(len(policy)))
			for b.Loop() {
				if _, problems := parser.ParseFile(source.New("p.licet", policy)); len(problems) > 0 {
					b.Fatal(problems)
				}
			}
		})
	}
}

// BenchmarkLoad goes from text to checked policy. The standard vocabulary is a part of it.
func BenchmarkLoad(b *testing.B) { benchmarkLoad(b, false) }

// BenchmarkLoadWithQuotes also finds every quote in its source.
func BenchmarkLoadWithQuotes(b *testing.B) { benchmarkLoad(b, true) }

func benchmarkLoad(b *testing.B, quotes bool) {
	text, err := os.ReadFile("../policies/union/sources/003_7d476488e5193402.txt")
	if err != nil {
		b.Fatal(err)
	}
	eachSize(b, quotes, func(b *testing.B, policy, vocabulary string) {
		fsys := fstest.MapFS{"p.licet": {Data: []byte(policy)}, "v.licet": {Data: []byte(vocabulary)},
			"sources/003_7d476488e5193402.txt": {Data: text}}
		for b.Loop() {
			if _, err := dsl.Load(fsys, ".", policies.Libraries()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
