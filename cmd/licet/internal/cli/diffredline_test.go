package cli

import (
	"os"
	"strings"
	"testing"
)

// TestNoTerminal: a terminal is no place for what is no text. One end of a pair of terminals is one.
func TestNoTerminal(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("NOT CHECKED: this machine has no pairs of terminals:", err)
	}
	defer terminal.Close()
	a := &app{terminal: terminal}
	if err := a.noTerminal("docx", "licet diff OLD NEW"); err == nil || !strings.Contains(err.Error(), "licet diff OLD NEW --format docx > FILE.docx") {
		t.Error(err)
	}
	if err := a.noTerminal("html", ""); err != nil {
		t.Error(err)
	}
	if err := (&app{terminal: &strings.Builder{}}).noTerminal("docx", ""); err != nil {
		t.Error(err)
	}
}
