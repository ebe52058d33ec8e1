package wml

import "strconv"

// levels is how deep lists go; what lies deeper is set as the deepest.
const levels = 4

// numbering holds the two forms of lists, and each list of the file: an ordered one begins anew.
func (f *File) numbering() *Element {
	n := root("w:numbering").Add(form("0", func(level int) (string, string) {
		return "bullet", []string{"•", "–", "·", "–"}[level]
	}), form("1", func(level int) (string, string) {
		return []string{"decimal", "lowerLetter", "lowerRoman", "decimal"}[level], "%" + strconv.Itoa(level+1) + "."
	}))
	for i, ordered := range f.lists {
		of := "0"
		if ordered {
			of = "1"
		}
		num := El("w:num", A("w:numId", strconv.Itoa(i+1)), Val("w:abstractNumId", of))
		if ordered {
			for level := range levels {
				num.Add(El("w:lvlOverride", A("w:ilvl", strconv.Itoa(level)), Val("w:startOverride", "1")))
			}
		}
		n.Add(num)
	}
	return n
}

func form(id string, mark func(level int) (format, text string)) *Element {
	a := El("w:abstractNum", A("w:abstractNumId", id), Val("w:multiLevelType", "hybridMultilevel"))
	for level := range levels {
		format, text := mark(level)
		a.Add(El("w:lvl", A("w:ilvl", strconv.Itoa(level)), Val("w:start", "1"), Val("w:numFmt", format), Val("w:lvlText", text), Val("w:lvlJc", "left"),
			El("w:pPr", El("w:ind", A("w:left", strconv.Itoa(397*(level+1))), A("w:hanging", "397"))),
			El("w:rPr", Val("w:color", "1F4E79"))))
	}
	return a
}

// Item is the properties of a paragraph that is an item of a list: see List.
func Item(list string, level int) *Element {
	return El("w:numPr", Val("w:ilvl", strconv.Itoa(min(max(level, 0), levels-1))), Val("w:numId", list))
}
