package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/seed-90f8eabc/licet"

// allowed is the import table: what each package may import, beside the standard library. Data flows one way: text, tree, model,
// program, answer. A package that is not in the table, or not in the tree, fails the test, as does an import that is not in
// its row or no longer used.
var allowed = map[string][]string{
	"dsl/source":   {},
	"dsl/diag":     {"dsl/source"},
	"dsl/ast":      {"dsl/source"},
	"dsl/parser":   {"dsl/ast", "dsl/diag", "dsl/source", "github.com/alecthomas/participle/v2"},
	"dsl/literate": {"dsl/diag", "dsl/source", "github.com/yuin/goldmark"},
	"dsl/format":   {"dsl/ast", "dsl/diag", "dsl/literate", "dsl/parser", "dsl/source"},
	"dsl/model":    {},
	"dsl/check":    {"dsl/ast", "dsl/diag", "dsl/model", "dsl/parser", "dsl/source"},
	"dsl/yamlfile": {"gopkg.in/yaml.v3"},
	"dsl/prose":    {"github.com/clipperhouse/uax29/v2/sentences"},
	"dsl/labels":   {"dsl/diag", "dsl/model", "dsl/source", "dsl/yamlfile"},
	"dsl/coverage": {"dsl/model", "dsl/prose"},
	"dsl":          {"dsl/ast", "dsl/check", "dsl/diag", "dsl/literate", "dsl/model", "dsl/parser", "dsl/source"},

	"policies": {"dsl"},

	"engine/internal/diagram":   {},
	"engine/internal/compile":   {"dsl/model", "engine/internal/diagram"},
	"engine/internal/reference": {"dsl/model"},
	"engine/internal/sentence":  {"dsl/model"},
	"engine/internal/generate":  {},
	"engine/internal/turns":     {"engine/internal/generate"},
	"engine": {"dsl", "dsl/diag", "dsl/model", "engine/internal/compile", "engine/internal/diagram", "engine/internal/sentence",
		"policies"},
	"engine/events":                 {"dsl", "dsl/diag", "dsl/model", "dsl/source", "dsl/yamlfile", "engine", "engine/internal/compile"},
	"engine/sql":                    {"dsl/model", "engine/events", "engine/internal/compile", "engine/internal/diagram"},
	"engine/facts":                  {"engine"},
	"engine/facts/postgres":         {"engine/facts"}, // a module of its own
	"engine/sqltest":                {},               // a module of its own, of tests
	"engine/guard":                  {"engine", "engine/facts"},
	"engine/guard/internal/example": {"engine", "engine/facts", "engine/guard"},

	"engine/analysis":          {"dsl/model", "engine", "engine/internal/compile", "engine/internal/diagram", "engine/internal/reference", "engine/internal/sentence"},
	"engine/policytest":        {"dsl", "dsl/diag", "dsl/model", "dsl/yamlfile", "engine", "engine/analysis"},
	"engine/lint":              {"dsl/coverage", "dsl/model", "dsl/prose", "dsl/source", "engine", "engine/analysis", "engine/policytest"},
	"engine/document/forms":    {"dsl/model", "engine/document", "engine/document/grammar"},
	"engine/document/html":     {"engine/document"},
	"engine/document/grammar":  {"dsl/labels", "dsl/model", "engine/internal/sentence", "golang.org/x/text/feature/plural", "golang.org/x/text/language", "golang.org/x/text/message", "golang.org/x/text/number"},
	"engine/document":          {"dsl/model", "engine", "engine/analysis", "engine/document/grammar"},
	"engine/document/literate": {"dsl/model", "engine/document", "github.com/yuin/goldmark"},
	"engine/document/markdown": {"engine/document"},
	"engine/document/text":     {"engine/document", "github.com/mattn/go-runewidth"},
	"engine/lint/rules":        {"dsl/coverage", "dsl/diag", "dsl/model", "dsl/prose", "dsl/source", "engine/analysis", "engine/lint"},

	"engine/document/docx":              {"engine/document", "engine/document/docx/internal/wml", "engine/document/redline"},
	"engine/document/docx/internal/wml": {},
	"engine/document/redline": {"dsl/model", "engine", "engine/analysis", "engine/document",
		"github.com/clipperhouse/uax29/v2/words", "github.com/sergi/go-diff/diffmatchpatch", "engine/internal/sentence"},

	"engine/document/review": {"dsl/coverage", "dsl/model", "dsl/prose", "engine", "engine/analysis", "engine/internal/compile",
		"engine/internal/sentence", "engine/lint"},

	// modules of their own, whose imports are what they compare Licet with
	"engine/bench": {
		"engine", "engine/internal/generate", "engine/internal/turns",
		"cel.dev/cel-go/cel",
		"github.com/casbin/casbin/v2", "github.com/casbin/casbin/v2/model", "github.com/casbin/casbin/v2/persist/string-adapter",
		"github.com/cedar-policy/cedar-go",
		"github.com/open-policy-agent/opa/v1/ast", "github.com/open-policy-agent/opa/v1/rego", "github.com/open-policy-agent/opa/v1/storage/inmem",
	},
	"engine/bench/cerbos": {
		"engine/internal/generate", "engine/internal/turns",
		"github.com/cerbos/cerbos/api/genpb/cerbos/effect/v1", "github.com/cerbos/cerbos/api/genpb/cerbos/engine/v1",
		"github.com/cerbos/cerbos/private/ruletable", "github.com/cerbos/cerbos/private/ruletable/compile",
		"github.com/cerbos/cloud-api/genpb/cerbos/cloud/epdp/v2",
		"google.golang.org/protobuf/types/known/structpb",
	},

	"cmd/licet":                  {"cmd/licet/internal/cli"},
	"cmd/licet/internal/starter": {"dsl/format", "dsl/parser", "dsl/prose", "dsl/source"},
	"cmd/licet/internal/schema":  {},

	"cmd/licet/internal/strictjson": {"dsl/diag", "github.com/go-json-experiment/json"},
	"cmd/licet/internal/wire":       {"cmd/licet/internal/strictjson", "dsl", "dsl/diag", "dsl/model", "engine"},
	"cmd/licet/internal/decision":   {"cmd/licet/internal/wire", "dsl", "dsl/model", "engine"},
	"cmd/licet/internal/server": {"cmd/licet/internal/decision", "cmd/licet/internal/wire", "dsl", "dsl/diag", "dsl/model", "engine",
		"github.com/prometheus/client_golang", "golang.org/x/sys/unix"},
	"cmd/licet/internal/openapi":             {"cmd/licet/internal/decision", "cmd/licet/internal/schema", "cmd/licet/internal/wire"},
	"cmd/licet/internal/openapi/openapitest": {"cmd/licet/internal/openapi", "github.com/santhosh-tekuri/jsonschema/v6"}, // for tests
	"cmd/licet/internal/authzen":             {"cmd/licet/internal/decision", "cmd/licet/internal/strictjson", "cmd/licet/internal/wire", "dsl", "dsl/diag", "dsl/model", "engine"},
	"cmd/licet/internal/decisionlog":         {"cmd/licet/internal/decision", "cmd/licet/internal/wire", "engine"},
	"cmd/licet/internal/tracing":             {"cmd/licet/internal/decision", "engine"},
	"cmd/licet/internal/server/loadtest":     {},

	"cmd/licet/internal/audit": {"cmd/licet/internal/audit/lines", "cmd/licet/internal/audit/parquet", "cmd/licet/internal/wire", "dsl/diag", "dsl/model", "engine", "engine/analysis",
		"engine/events", "github.com/klauspost/compress/gzip", "github.com/klauspost/compress/zstd"},
	"cmd/licet/internal/audit/lines": {"engine/events", "github.com/go-json-experiment/json"},
	"cmd/licet/internal/audit/parquet": {"engine/events", "github.com/klauspost/compress/gzip", "github.com/klauspost/compress/snappy", "github.com/klauspost/compress/zstd",
		"github.com/parquet-go/bitpack", "github.com/parquet-go/parquet-go/deprecated", "github.com/parquet-go/parquet-go/encoding/thrift",
		"github.com/parquet-go/parquet-go/format"}, // not the module's main package, which needs much more

	"cmd/licet/internal/cli": { // one a line, since many hands add to it
		"cmd/licet/internal/authzen",
		"cmd/licet/internal/decision",
		"cmd/licet/internal/decisionlog",
		"cmd/licet/internal/openapi",
		"cmd/licet/internal/audit",
		"cmd/licet/internal/schema",
		"cmd/licet/internal/server",
		"cmd/licet/internal/tracing",
		"cmd/licet/internal/starter",
		"cmd/licet/internal/strictjson",
		"cmd/licet/internal/wire",
		"dsl",
		"dsl/coverage",
		"dsl/diag",
		"dsl/format",
		"dsl/labels",
		"dsl/model",
		"dsl/parser",
		"dsl/source",
		"dsl/yamlfile",
		"engine",
		"engine/analysis",
		"engine/document",
		"engine/document/docx",
		"engine/document/forms",
		"engine/document/grammar",
		"engine/document/html",
		"engine/document/literate", "engine/document/markdown",
		"engine/document/redline",
		"engine/document/review",
		"engine/document/text",
		"engine/events",
		"engine/lint",
		"engine/lint/rules",
		"engine/policytest",
		"engine/sql",
		"policies",
		"github.com/mattn/go-runewidth",
		"github.com/rogpeppe/go-internal/diff",
		"github.com/spf13/cobra",
		"golang.org/x/term",
	},
}

func TestImportTable(t *testing.T) {
	got := imports(t, "../..")
	for _, p := range slices.Sorted(maps.Keys(got)) {
		want, ok := allowed[p]
		if !ok {
			t.Errorf("package %s is not in the import table", p)
			continue
		}
		for _, i := range got[p] {
			if !slices.Contains(want, i) {
				t.Errorf("%s imports %s, against the import table", p, i)
			}
		}
		for _, i := range want {
			if !slices.Contains(got[p], i) {
				t.Errorf("%s no longer imports %s; take it from the import table", p, i)
			}
		}
	}
	for p := range allowed {
		if _, ok := got[p]; !ok {
			t.Errorf("package %s is in the import table, and not in the tree", p)
		}
	}
}

// imports returns what the packages of the module import, without the standard library and without tests.
func imports(t *testing.T, root string) map[string][]string {
	out := map[string][]string{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." && file != root || d.Name() == "testdata") {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		relative, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(relative))
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		if out[pkg] == nil {
			out[pkg] = []string{}
		}
		for _, i := range f.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if name = known(name); name != "" && !slices.Contains(out[pkg], name) {
				out[pkg] = append(out[pkg], name)
			}
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatal("no packages were found", err)
	}
	return out
}

// known returns an import as the table names it: a package of the module, or a module; "" for the standard library.
func known(name string) string {
	if own, ok := strings.CutPrefix(name, module+"/"); ok {
		return own
	}
	first, _, _ := strings.Cut(name, "/")
	if !strings.Contains(first, ".") {
		return ""
	}
	for _, m := range []string{"github.com/yuin/goldmark", "github.com/prometheus/client_golang"} {
		if strings.HasPrefix(name, m+"/") {
			return m
		}
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "/lexer"), "/jsontext")
}

// TestOneImporter checks that libraries that the owner fixed stay behind their packages, tests included.
func TestOneImporter(t *testing.T) {
	for p, list := range imports(t, "../..") {
		for _, i := range list {
			if strings.Contains(i, "participle") && p != "dsl/parser" || strings.Contains(i, "yaml") && !strings.Contains(i, "yamlfile") && p != "dsl/yamlfile" {
				t.Errorf("%s imports %s", p, i)
			}
		}
	}
}
