package document_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// large is a policy of many clauses as a large company has them: permissions for data and purposes of its own, with conditions and
// bases, prohibitions, recipients, times and rights.
func large(clauses int) string {
	var b strings.Builder
	b.WriteString("policy large \"A large policy\" { version \"1\" }\nuse core\n")
	for i := range 100 {
		fmt.Fprintf(&b, "data item%d \"item %d\" is personal\npurpose aim%d \"aim number %d\"\nfact case%d \"case %d is so\"\n", i, i, i, i, i, i)
	}
	b.WriteString("event closed \"you close your account\"\nparty helper \"helpers\" is processor\n")
	for i := range clauses {
		d, p, f := i%100, i/7%100, i/3%100
		var norm string
		switch i % 5 {
		case 0:
			norm = fmt.Sprintf("we may collect and use item%d for aim%d given case%d on contract", d, p, f)
		case 1:
			norm = fmt.Sprintf("we may share item%d with helper for aim%d given consent and case%d", d, p, f)
		case 2:
			norm = fmt.Sprintf("we must not use item%d for aim%d unless case%d", d, p, f)
		case 3:
			norm = fmt.Sprintf("we may store item%d for aim%d within %d days after closed", d, p, 1+f)
		default:
			norm = fmt.Sprintf("you may object item%d for aim%d by \"letter %d\"", d, p, f)
		}
		fmt.Fprintf(&b, "clause L.%d { %s }\n", i, norm)
	}
	return b.String()
}

// BenchmarkNew writes a policy of 1,000 clauses as a document.
func BenchmarkNew(b *testing.B) {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(large(1000))}}, "p.licet")
	if err != nil {
		b.Fatal(err)
	}
	g, err := grammar.New("en", e.Policy())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := document.New(engine.New(e.Policy()), document.Options{Grammar: g, Audience: document.Internal}); err != nil {
			b.Fatal(err)
		}
	}
}
