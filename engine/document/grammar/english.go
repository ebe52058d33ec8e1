package grammar

import (
	"strings"
	"time"
	"unicode"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// english speaks English, in the words for conditions that the answers of the engine use.
type english struct {
	tongue
	say        *sentence.Speaker
	actorNames map[string]bool // the labels of parties, in lower case
}

func newEnglish(names *labels.Catalogue, p *model.Policy) *english {
	e := &english{tongue: newTongue(names, p), actorNames: map[string]bool{}}
	for n := range p.Graphs[model.PartyKind].All() {
		e.actorNames[strings.ToLower(e.node(model.PartyKind, n))] = n != model.Root
	}
	e.say = sentence.New(p).Named(e)
	return e
}

// Node, Fact and Term are the labels that conditions are said with. What has none in a policy that is written in English is said by its id.
func (e *english) Node(k model.Kind, n model.NodeID) (string, bool) { return e.node(k, n), true }

// Fact: see Node. It reports whether the fact has a label, which of a yes-or-no fact is a clause.
func (e *english) Fact(f model.FactID) (string, bool) {
	_, ok := e.names.Fact(f)
	return e.fact(f), ok
}

// Term: see Node.
func (e *english) Term(i int) (string, bool) {
	text, ok := e.names.Term(i)
	if !ok || strings.TrimSpace(text) == "" {
		text = e.unlabelled(e.p.Terms[i].ID, e.p.Terms[i].Labels)
	}
	return text, true
}

func (e *english) node(k model.Kind, n model.NodeID) string {
	if text, ok := e.names.Node(k, n); ok && strings.TrimSpace(text) != "" {
		return text
	}
	node := e.p.Graphs[k].Node(n)
	return e.unlabelled(node.ID, node.Labels)
}

func (e *english) fact(f model.FactID) string {
	if text, ok := e.names.Fact(f); ok && strings.TrimSpace(text) != "" {
		so, _, _ := strings.Cut(text, " | ") // what is not so, English says itself
		return so
	}
	return e.unlabelled(e.p.Facts[f].ID, e.p.Facts[f].Labels)
}

// unlabelled says a name without a label in English. One without any is said by its id.
func (e *english) unlabelled(id string, l model.Labels) string {
	if strings.TrimSpace(l.In("")) == "" {
		return strings.ReplaceAll(id, "-", " ")
	}
	return lacking(id)
}

func (e *english) Name(k model.Kind, n model.NodeID) string {
	if k == model.PartyKind && n == model.We {
		return "we"
	}
	return typeset(e.node(k, n))
}

func (e *english) Names(k model.Kind, s model.Set) string { return typeset(e.set(k, s, "and")) }

func (e *english) When(conditions []model.Condition) string {
	return e.cell(conditions, manner{}, "you")
}

func (e *english) WhenOf(n *model.Norm) string {
	return e.cell(n.When, e.mannerOf(n), e.holder(n.Scope[model.Of]))
}

// cell says conditions without a sentence around them.
func (e *english) cell(conditions []model.Condition, m manner, holder string) string {
	times := ""
	if t := timingOf(&model.Norm{When: conditions}); t != nil {
		times = e.time(t, m)
	}
	rest := e.tail(conditionsOf(conditions), holder)
	if times != "" && rest != "" {
		times += ","
	}
	return typeset(phrase(times, rest))
}

func (e *english) Deadline(d *model.Deadline) string {
	return typeset(e.time(&timing{relation: isDeadline, event: d.Event, hours: d.Hours, vague: d.Vague}, manner{}))
}

func (e *english) List(items []string, or bool) string {
	if or {
		return list(items, "or")
	}
	return list(items, "and")
}

// list joins phrases. A comma before the joint keeps those apart of which one has a joint or a comma of its own.
func list(items []string, joint string) string {
	for _, i := range items {
		if len(items) > 1 && hasJoint(i) {
			return strings.Join(items[:len(items)-1], ", ") + ", " + joint + " " + items[len(items)-1]
		}
	}
	return sentence.List(items, joint)
}

// hasJoint reports whether words are a list themselves.
func hasJoint(words string) bool {
	return strings.Contains(words, " and ") || strings.Contains(words, " or ") || strings.Contains(words, ", ")
}

func (e *english) Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2 January 2006")
}

func (e *english) Sentence(words string) string {
	words = sentence.Capital(typeset(strings.Trim(words, ", ")))
	if strings.HasSuffix(words, ".") || strings.HasSuffix(words, ".”") {
		return words
	}
	return words + "."
}

// phrase joins the parts of a sentence. A part that begins with a comma or a semicolon follows without a space; of two commas in a row
// one stays.
func phrase(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if p == "" {
			continue
		}
		so := b.String()
		mark := strings.HasPrefix(p, ",") || strings.HasPrefix(p, ";")
		switch {
		case so == "":
		case mark && strings.HasSuffix(so, ","):
			b.Reset()
			b.WriteString(strings.TrimSuffix(so, ","))
		case !mark:
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

// typeset puts typographic quotation marks and apostrophes in the place of straight ones.
func typeset(s string) string {
	if !strings.ContainsAny(s, `"'`) {
		return s
	}
	var b strings.Builder
	last := ' '
	for _, r := range s {
		opens := unicode.IsSpace(last) || strings.ContainsRune("([—–“‘", last)
		switch {
		case r == '"' && opens:
			r = '“'
		case r == '"':
			r = '”'
		case r == '\'' && opens:
			r = '‘'
		case r == '\'':
			r = '’'
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
