package dsl_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestUsesThatFail wants one problem for each mistake, whatever follows from it.
func TestUsesThatFail(t *testing.T) {
	const rules = "clause 1 { we may use email, phone for marketing given anonymised }\nclause 2 { we may store email }\n"
	header := "policy p \"P\" {}\n"
	for _, c := range []struct {
		about string
		files map[string]string
		want  string
	}{
		{"no use at all", map[string]string{"p.licet": header + rules},
			"p.licet:2:19: `use` and 5 other names are those of the vocabulary `core`; add `use core` below the header, or declare them [missing-use]"},
		{"one name", map[string]string{"p.licet": header + "data email \"e\"\naction use \"u\"\nclause 1 { we may use email for marketing }"},
			"p.licet:4:33: `marketing` is a name of the vocabulary `core`; add `use core` below the header, or declare it [missing-use]"},
		{"a capital", map[string]string{"p.licet": header + "use Core\n" + rules}, "p.licet:2:5: unexpected `Core`; names are lower-case: `core` [syntax]"},
		{"another word", map[string]string{"p.licet": header + "import core\n" + rules}, "p.licet:2:1: no declaration begins with `import`; write `use`"},
		{"a policy", map[string]string{"p/p.licet": header + "use \"../voc\"\n" + rules, "voc/v.licet": "policy v \"V\" {}\nuse core\nexample \"e\" { may we use email? permitted }\n" + rules},
			"p/p.licet:2:5: \"../voc\" is a policy (`v`), and `use` imports vocabularies [not-a-vocabulary]"},
		{"an absolute path", map[string]string{"p/p.licet": header + "use \"/voc\"\n" + rules, "voc/v.licet": "vocabulary v \"V\" {}\n"},
			"p/p.licet:2:5: there is no folder \"/voc\" below the one of this policy; a folder that is used is named from there, as in \"../vocabulary\" [unknown-vocabulary]"},
		{"a policy without header", map[string]string{"p/p.licet": header + "use \"../voc\"\n" + rules, "voc/v.licet": "section \"s\" {" + rules + "}"},
			"p/p.licet:2:5: \"../voc\" is a policy, and `use` imports vocabularies [not-a-vocabulary]"},
		{"no header", map[string]string{"p/p.licet": header + "use \"../voc\"\n" + rules, "voc/v.licet": "data email \"e\"\n"},
			"p/p.licet:2:5: \"../voc\" has no header; begin one of its files with: vocabulary ID \"Title\" {} [not-a-vocabulary]"},
		{"a folder called like a library", map[string]string{"p.licet": header + "use core\nuse \"core\"\n" + rules, "core/v.licet": "vocabulary v \"V\" {}\ndata email \"e\"\n"},
			"core/data.licet:35:5: data `email` is declared twice"},
		{"a file that cannot be read", map[string]string{"p/a.licet": "\xff", "p/b.licet": rules + "clause 3 { notwithstanding 9, we may use ours given mine }\nexample \"e\" { may we use ours? permitted because 7 }\n8 prevails over 1 because \"b\" decided by \"c\" on 2026-01-01\n"},
			"p/a.licet:1:1: the file is not UTF-8 here; save it as UTF-8 [bad-file]"},
		{"a file that cannot be read, with the sources", map[string]string{"p/a.licet": "policy p \"P\" { source s \"a.txt\" }\n\xff",
			"p/b.licet": "use core\nclause 3 { quote s \"x\" we must delete email given overdue 4 }\n"},
			"p/a.licet:2:1: the file is not UTF-8 here; save it as UTF-8 [bad-file]"},
	} {
		fsys := fstest.MapFS{}
		dir := "."
		for name, text := range c.files {
			fsys[name] = file(text)
			if strings.HasPrefix(name, "p/") {
				dir = "p"
			}
		}
		if got := loaded(fsys, dir); !strings.HasPrefix(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s:\ngot  %s\nwant %s", c.about, got, c.want)
		}
	}
}
