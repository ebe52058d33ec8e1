package sql

import (
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The names of columns and the cells that mean something come from files. Each is quoted, so that nothing in it is read as anything else;
// what a dialect cannot hold at all is an error.

// nameBytes is how long a name may be; PostgreSQL cuts what is longer, and would then read another column.
const nameBytes = 63

// Name quotes the name of a column or a table.
func (d Dialect) Name(name string) (string, error) {
	if err := holds(name); err != nil {
		return "", fmt.Errorf("the column %q cannot be named: %w", name, err)
	}
	switch {
	case name == "":
		return "", fmt.Errorf("a column without a name cannot be read")
	case d == Postgres && len(name) > nameBytes:
		return "", fmt.Errorf("the column %q has a name of more than %d bytes, which PostgreSQL cuts; give it a shorter one in a view", name, nameBytes)
	case d == Spark && strings.Contains(name, "${"):
		return "", fmt.Errorf("the column %q cannot be named: Spark replaces what stands in ${}; give it another name in a view", name)
	case d == ClickHouse:
		return "`" + clickHouseEscapes.Replace(name) + "`", nil
	case d == Spark:
		return "`" + strings.ReplaceAll(name, "`", "``") + "`", nil
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`, nil
}

var clickHouseEscapes = strings.NewReplacer(`\`, `\\`, "`", "\\`", `'`, `\'`)

// Text quotes a text.
func (d Dialect) Text(text string) (string, error) {
	if err := holds(text); err != nil {
		return "", fmt.Errorf("the cell %q cannot be written: %w", text, err)
	}
	plain := "'" + strings.ReplaceAll(text, "'", "''") + "'"
	switch {
	case d == ClickHouse:
		return "'" + strings.ReplaceAll(strings.ReplaceAll(text, `\`, `\\`), "'", `\'`) + "'", nil
	case d == Postgres && strings.Contains(text, `\`): // whether a backslash stands for itself in '...' is a setting there; in E'...' it is not
		return "E" + strings.ReplaceAll(plain, `\`, `\\`), nil
	case d == Spark && strings.ContainsAny(text, `'\$"`): // settings say there whether a backslash escapes, and ${...} is replaced
		return "decode(unhex('" + strings.ToUpper(hex.EncodeToString([]byte(text))) + "'), 'UTF-8')", nil
	}
	return plain, nil
}

// holds says why a text cannot stand in a statement of any dialect, if it cannot.
func holds(text string) error {
	switch {
	case !utf8.ValidString(text):
		return fmt.Errorf("it is not UTF-8")
	case strings.ContainsRune(text, 0):
		return fmt.Errorf("it contains the character 0")
	}
	return nil
}

// remark returns a text as it may stand in a comment: on one line, without what some dialect or shell replaces.
func remark(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, text)
	return strings.NewReplacer("${", "$ {", "*/", "* /", "/*", "/ *", "{{", "{ {", "{%", "{ %", "{#", "{ #").Replace(text)
}
