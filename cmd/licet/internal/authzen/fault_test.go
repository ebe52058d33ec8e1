package authzen

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine"
)

func TestFaultOf(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{fmt.Errorf("x: %w", engine.ErrLimit), 422, "limit"},
		{engine.ErrNothing, 400, "empty-scope"},
		{diag.List{{Code: "unknown-name", Message: "x"}}, 404, "unknown-name"},
		{diag.List{{Code: "bad-value", Message: "x"}}, 400, "bad-value"},
		{errors.New("x"), 500, "failed"},
	} {
		if f := faultOf(c.err); f.Status != c.status || f.Code != c.code || f.Message == "" || f.malformed {
			t.Errorf("%v: %+v", c.err, f)
		}
	}
}

// TestFaultsSayHowLongTheyAre is about a server that goes on deciding when the time is over: who asked would wait for the end of a message without a length.
func TestFaultsSayHowLongTheyAre(t *testing.T) {
	w := httptest.NewRecorder()
	fail(w, malformed("x", "é"))
	if got := w.Header().Get("Content-Length"); got != strconv.Itoa(w.Body.Len()) || got != "3" {
		t.Errorf("Content-Length %q of %q", got, w.Body)
	}
}
