package tracing

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"net/http"
	"strings"
)

// parent is what a request says of the span that it was made in.
type parent struct {
	trace, span string
	sampled     bool
}

// parentOf reads the header `traceparent` (W3C Trace Context, section 3.2). One that is wrong, or stands twice, says nothing.
func parentOf(h http.Header) (parent, bool) {
	lines := h.Values("Traceparent")
	if len(lines) != 1 {
		return parent{}, false
	}
	fields := strings.Split(strings.Trim(lines[0], " \t"), "-")
	if len(fields) < 4 || fields[0] == "00" && len(fields) > 4 {
		return parent{}, false
	}
	for i, digits := range []int{2, 32, 16, 2} {
		if !isHex(fields[i], digits) {
			return parent{}, false
		}
	}
	if fields[0] == "ff" || zero(fields[1]) || zero(fields[2]) {
		return parent{}, false
	}
	flags, _ := hex.DecodeString(fields[3])
	return parent{fields[1], fields[2], flags[0]&1 == 1}, true
}

func isHex(s string, digits int) bool {
	return len(s) == digits && strings.Trim(s, "0123456789abcdef") == ""
}

func zero(s string) bool { return strings.Trim(s, "0") == "" }

// newID returns a random id of so many bytes, in hexadecimal digits, that is not zero.
func newID(bytes int) string {
	id := make([]byte, bytes)
	for i := 0; i < bytes; i += 8 {
		binary.LittleEndian.PutUint64(id[i:], rand.Uint64()|1)
	}
	return hex.EncodeToString(id)
}
