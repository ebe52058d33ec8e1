package cli

import (
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// TestALineThatPanics checks that the others keep their answers; a batch without an engine cannot but fail.
func TestALineThatPanics(t *testing.T) {
	b := &batch{}
	fault, ok := b.answer(7, []byte(`{"action": "use"}`), false).(*wire.Fault)
	if !ok || !b.bad || fault.Line != 7 || fault.Code != "internal" || !strings.Contains(fault.Message, "please report it") {
		t.Errorf("got %+v, bad %v", fault, b.bad)
	}
	if _, ok := b.answer(8, []byte(`{`), false).(*wire.Fault); !ok {
		t.Error("the next line has no answer")
	}
}
