package sql

import "strings"

const (
	maxRemarks = 60 // how many lines of a table are told of
	maxClauses = 12 // of each
)

// remarks tells, by step, of what the lines of its table are: of the first step about facts, before which a row stands at what the
// policy says of its names.
func (m *maker) remarks(c *chain) [][]string {
	out := make([][]string, len(c.steps))
	for i := range c.steps {
		st := &c.steps[i]
		if st.axis.v < 0 {
			continue
		}
		if i > 0 && len(st.lines) <= maxRemarks {
			for _, p := range st.lines {
				out[i] = append(out[i], m.remark(p))
			}
		}
		break
	}
	return out
}

// remark tells which clauses are about a question that comes to a place.
func (m *maker) remark(p place) string {
	switch st := m.about[p]; {
	case p == bad || p == absent:
		return "no question"
	case p < ends:
		return p.answer() + ", whatever the facts are"
	case st == nil: // it may be one of several, where a part is not known
		return ""
	default:
		clauses := st.Clauses()
		var ids []string
		for _, c := range clauses {
			ids = append(ids, m.policy.Clauses[c].ID)
		}
		if len(ids) > maxClauses {
			ids = append(ids[:maxClauses], "...")
		}
		if len(ids) == 0 {
			return "no clause"
		}
		return strings.Join(ids, ", ")
	}
}
