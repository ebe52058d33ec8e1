package parser

import "strings"

// A merge that failed leaves both versions of some lines in a file, with a line of seven marks before, between and behind them. The
// first version is read, so that one conflict is one problem.

// conflictMark is how many characters begin a line that a merge left.
const conflictMark = 7

// conflict reports the conflict that begins at this line, or passes over the second version of one that was reported.
func (l *scanner) conflict() bool {
	line := l.src[l.pos:]
	switch {
	case !isConflictLine(line):
		return false
	case line[0] == '<' && l.conflicted == 0:
		between, end := conflictLines(line)
		if between < 0 || end < 0 {
			return false
		}
		first, _, _ := strings.Cut(line, "\n")
		n := l.file.Position(l.pos).Line
		l.slip(l.pos, l.pos+len(strings.TrimRight(first, "\r")), "merge-conflict", "a merge left two versions here; keep one, and remove the marks in lines %d, %d and %d",
			n, n+strings.Count(line[:between], "\n"), n+strings.Count(line[:end], "\n"))
		l.conflicted = l.pos + end
		l.skipLine()
		return true
	case line[0] != '<' && l.pos <= l.conflicted:
		l.pos = l.conflicted
		l.conflicted = 0
		l.skipLine()
		return true
	}
	return false
}

// conflictLines returns where the lines between and behind two versions begin; -1 where there are none.
func conflictLines(s string) (between, end int) {
	between = -1
	for i := 0; ; {
		n := strings.IndexByte(s[i:], '\n')
		if n < 0 {
			return between, -1
		}
		i += n + 1
		switch {
		case !isConflictLine(s[i:]):
		case s[i] == '=' && between < 0:
			between = i
		case s[i] == '>':
			return between, i
		case s[i] == '<':
			return -1, -1
		}
	}
}

// isConflictLine reports whether a line begins as those do that a merge leaves.
func isConflictLine(line string) bool {
	if len(line) < conflictMark || strings.Trim(line[:conflictMark], line[:1]) != "" || strings.IndexByte("<=>|", line[0]) < 0 {
		return false
	}
	return len(line) == conflictMark || strings.IndexByte(" \r\n", line[conflictMark]) >= 0
}

func (l *scanner) skipLine() {
	n := strings.IndexByte(l.src[l.pos:], '\n')
	if n < 0 {
		n = len(l.src) - l.pos
	}
	l.pos += n
}
