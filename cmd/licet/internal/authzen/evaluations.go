package authzen

import (
	"cmp"
	"net/http"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// The semantics of several evaluations (section 7.1.2.1).
const (
	executeAll          = "execute_all"
	denyOnFirstDeny     = "deny_on_first_deny"
	permitOnFirstPermit = "permit_on_first_permit"
)

// decisions answers several evaluations (section 7.2), in their order.
type decisions struct {
	Evaluations []decided `json:"evaluations"`
}

// evaluations answers POST /access/v1/evaluations (section 7). Without evaluations it is one.
func (r *request) evaluations(o object) (any, *fault) {
	var f *fault
	if r.ignored, f = r.members(o, "", "the request", append(tupleKeys(), "evaluations", "options")); f != nil {
		return nil, f
	}
	semantic, f := r.semantic(o)
	if f != nil {
		return nil, f
	}
	v, ok := o["evaluations"]
	list, isList := v.([]any)
	switch {
	case ok && !isList:
		return nil, malformed("wrong-type", "`evaluations` is a list")
	case len(list) == 0:
		return r.single(o)
	case len(list) > r.api.limits.Batch:
		return nil, malformed(wire.Limit, "there are %d evaluations, more than the %d that one request may have; send several", len(list), r.api.limits.Batch)
	}
	if f := defaults(o); f != nil {
		return nil, f
	}
	return r.all(o, list, semantic)
}

// semantic reads the options of a request.
func (r *request) semantic(o object) (string, *fault) {
	v, ok := o["options"]
	if !ok {
		return executeAll, nil
	}
	options, ok := v.(object)
	if !ok {
		return "", malformed("wrong-type", "`options` is an object")
	}
	known := []string{"evaluations_semantic"}
	var f *fault
	if r.aside, f = r.members(options, "options", "`options`", known); f != nil {
		return "", f
	}
	v, ok = options[known[0]]
	if !ok {
		return executeAll, nil
	}
	switch s, _ := v.(string); s {
	case executeAll, denyOnFirstDeny, permitOnFirstPermit:
		return s, nil
	}
	return "", malformed("bad-value", "`options.evaluations_semantic` is `%s`, `%s` or `%s`", executeAll, denyOnFirstDeny, permitOnFirstPermit)
}

// defaults refuses defaults that are no objects. What else they lack is for the evaluations to complete.
func defaults(o object) *fault {
	for _, key := range tupleKeys() {
		if v, ok := o[key]; ok {
			if _, ok := v.(object); !ok {
				return malformed("wrong-type", "`%s` is an object", key)
			}
		}
	}
	return nil
}

// all answers evaluations in their order, up to where the semantic ends.
func (r *request) all(o object, list []any, semantic string) (any, *fault) {
	out := decisions{make([]decided, 0, len(list))}
	for _, item := range list {
		if r.ctx.Err() != nil {
			return nil, &fault{http.StatusServiceUnavailable, wire.Timeout, "the time for the request is over; ask for less at once", true}
		}
		d := r.item(o, item)
		out.Evaluations = append(out.Evaluations, d)
		if semantic == denyOnFirstDeny && !d.Decision {
			out.Evaluations[len(out.Evaluations)-1].Context.Reason = semantic
			break
		}
		if semantic == permitOnFirstPermit && d.Decision {
			break
		}
	}
	return out, nil
}

// item answers one of several evaluations. Whatever is wrong with it is told in its answer, and fails no other.
func (r *request) item(o object, item any) decided {
	own, ok := item.(object)
	if !ok {
		return r.failed(malformed("wrong-type", "an evaluation is an object"))
	}
	ignored, f := r.members(own, "evaluations", "an evaluation", tupleKeys())
	if f = cmp.Or(f, lost(o, own)); f != nil {
		return r.failed(f)
	}
	d, _ := r.evaluate(merged(o, own), ignored)
	return d
}

// failed is the answer of an evaluation that was not understood.
func (r *request) failed(f *fault) decided {
	r.tell(&asking{}, nil, f)
	return refused(f)
}
