package authzen

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"maps"
)

// A page token says where in the results of one search the next page begins. It is bound to the search, all that was sent but the token, and to
// the policy: with another one it is refused, so that no list is put together of answers to two questions. It holds no secret, and is not
// signed: whoever changes where it begins reads another page of what they may read anyway.

// A page is which part of the results a response has (section 8.2.2).
type page struct {
	NextToken string `json:"next_token"` // empty where nothing follows
	Count     int    `json:"count"`
	Total     int    `json:"total"`
}

// A paging is which part was asked for (section 8.2.1).
type paging struct {
	from, size int
	sum        [16]byte // of the search and the policy
}

// page reads the `page` of a search.
func (r *request) page(s searching, o object) (paging, *fault) {
	p := paging{size: r.api.pageSize(), sum: r.sum(s, o)}
	v, ok := o["page"]
	if !ok {
		return p, nil
	}
	given, ok := v.(object)
	if !ok {
		return p, malformed("wrong-type", "`page` is an object")
	}
	known := []string{"token", "limit", "properties"}
	var f *fault
	if r.aside, f = r.members(given, "page", "`page`", known); f != nil {
		return p, f
	}
	if v, ok := given["properties"]; ok {
		if _, ok := v.(object); !ok {
			return p, malformed("wrong-type", "`page.properties` is an object")
		}
		r.aside = append(r.aside, "page.properties")
	}
	limit, limited, f := limitOf(given)
	if f != nil {
		return p, f
	}
	if limited {
		p.size = min(p.size, limit)
	}
	return p, p.resume(given, limited)
}

// limitOf reads how many results were asked for.
func limitOf(o object) (n int, ok bool, f *fault) {
	v, ok := o["limit"]
	if !ok {
		return 0, false, nil
	}
	limit, isInt := v.(int64)
	if !isInt || limit < 0 {
		return 0, false, malformed("bad-value", "`page.limit` is a whole number, and not negative")
	}
	return int(min(limit, 1<<30)), true, nil
}

// resume goes on where a token says.
func (p *paging) resume(o object, limited bool) *fault {
	v, ok := o["token"]
	if !ok {
		return nil
	}
	text, ok := v.(string)
	if !ok {
		return malformed("wrong-type", "`page.token` is a string")
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != len(p.sum)+8 {
		return malformed("bad-token", "`page.token` is none of this server's; leave it out to begin again")
	}
	from, size := binary.BigEndian.Uint32(raw), binary.BigEndian.Uint32(raw[4:])
	if [16]byte(raw[8:]) != p.sum || limited && int(size) != p.size {
		return malformed("bad-token", "`page.token` belongs to another search, or to a policy that is no longer in force; leave it out to begin again")
	}
	p.from, p.size = int(from), min(p.size, int(size))
	return nil
}

// cut returns a part of the results, and where the next one begins.
func (p *paging) cut(results []result) (page, []result) {
	from := min(p.from, len(results))
	to := min(from+p.size, len(results))
	out := page{Count: to - from, Total: len(results)}
	if to < len(results) {
		out.NextToken = p.token(to)
	}
	return out, append([]result{}, results[from:to]...)
}

func (p *paging) token(from int) string {
	raw := binary.BigEndian.AppendUint32(nil, uint32(from))
	raw = binary.BigEndian.AppendUint32(raw, uint32(p.size))
	return base64.RawURLEncoding.EncodeToString(append(raw, p.sum[:]...))
}

// sum is the same for two searches that were sent alike, but for their page, under the same policy.
func (r *request) sum(s searching, o object) [16]byte {
	sent := maps.Clone(o)
	delete(sent, "page")
	text, err := json.Marshal([]any{s.key, r.engine.Policy().Digest, sent})
	if err != nil {
		panic(err) // it was read from JSON
	}
	whole := sha256.Sum256(text)
	return [16]byte(whole[:16])
}
