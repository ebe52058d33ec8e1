package diag_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

func TestSortedListIsAnErrorOfOneLineEach(t *testing.T) {
	a, b := source.New("a", "one\ntwo"), source.New("b", "x")
	var l diag.List
	if l.Err() != nil {
		t.Error("an empty list is an error")
	}
	late := diag.Problem{Code: "c", File: a, Span: source.Span{Start: 5, End: 6}, Message: "m"}
	l.Add(diag.Problem{Code: "z", File: b, Message: "last"})
	l.Add(late)
	l.Add(late)
	l.Add(diag.Problem{Code: "d", File: a, Message: "first"})
	want := "a:1:1: first [d]\na:2:2: m [c]\nb:1:1: last [z]"
	if got := l.Err().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
