package tracing

import (
	"encoding/json"
	"strconv"
)

// The JSON of OTLP (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): ids are hexadecimal digits, whole numbers of 64
// bits are strings, and kinds are numbers.

type span struct {
	Trace      string      `json:"traceId"`
	ID         string      `json:"spanId"`
	Parent     string      `json:"parentSpanId,omitempty"`
	Name       string      `json:"name"`
	Kind       int         `json:"kind"`
	Start      string      `json:"startTimeUnixNano"`
	End        string      `json:"endTimeUnixNano"`
	Attributes []attribute `json:"attributes"`
	Status     *failed     `json:"status,omitempty"`
}

// The kinds of spans.
const (
	internal = 1
	server   = 2
)

// failed is the status of a span that is an error.
type failed struct {
	Code int `json:"code"`
}

type attribute struct {
	Key   string `json:"key"`
	Value value  `json:"value"`
}

// A value has one of these.
type value struct {
	String *string `json:"stringValue,omitempty"`
	Int    string  `json:"intValue,omitempty"`
	Array  *list   `json:"arrayValue,omitempty"`
}

type list struct {
	Values []value `json:"values"`
}

func text(key, s string) attribute { return attribute{key, value{String: &s}} }

func number(key string, n int) attribute { return attribute{key, value{Int: strconv.Itoa(n)}} }

func texts(key string, all []string) attribute {
	l := &list{Values: make([]value, len(all))}
	for i := range all {
		l.Values[i].String = &all[i]
	}
	return attribute{key, value{Array: l}}
}

// encode makes the body of a request to a collector.
func encode(version string, spans []span) ([]byte, error) {
	type named struct {
		Name    string `json:"name"`
		Version string `json:"version,omitempty"`
	}
	type scoped struct {
		Scope named  `json:"scope"`
		Spans []span `json:"spans"`
	}
	type resource struct {
		Attributes []attribute `json:"attributes"`
	}
	type resourced struct {
		Resource resource `json:"resource"`
		Scopes   []scoped `json:"scopeSpans"`
	}
	about := resource{[]attribute{text("service.name", "licet"), text("service.version", version)}}
	return json.Marshal(map[string][]resourced{"resourceSpans": {{about, []scoped{{named{"licet", version}, spans}}}}})
}
