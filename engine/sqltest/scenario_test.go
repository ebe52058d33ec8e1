package sqltest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/policies"
)

// A scenario is a policy, the columns that say what is asked, and what share of all rows is drawn for it.
type scenario struct {
	name    string
	engine  *engine.Engine
	mapping string
	share   float64
	seed    uint64
}

// randomPolicies is how many small random policies there are, each with a random mapping: between them they have all that a policy and a
// mapping can say.
const randomPolicies = 40

func scenarios(t *testing.T) []scenario {
	var out []scenario
	for i, name := range []string{"shop", "app", "union"} {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, scenario{name, e, mappingFile(t, name), 0.2, uint64(i)})
	}
	synthetic, err := parse(generate.NewSynthetic(100).Text())
	if err != nil {
		t.Fatal(err)
	}
	out = append(out, scenario{"synthetic", synthetic, mappingFile(t, "synthetic"), 0.2, 3})
	for i := range randomPolicies {
		r := rand.New(rand.NewPCG(uint64(i), 11))
		e := randomPolicy(r)
		out = append(out, scenario{fmt.Sprintf("random%d", i), e, randomMapping(r, e.Policy()), 0.2 / randomPolicies, uint64(i)})
	}
	return out
}

// randomPolicy draws policies until one has no problem: few have.
func randomPolicy(r *rand.Rand) *engine.Engine {
	for {
		if e, err := parse(generate.New(r.IntN).Policy()); err == nil {
			return e
		}
	}
}

func mappingFile(t *testing.T, name string) string {
	text, err := os.ReadFile(filepath.Join("testdata", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func parse(text string) (*engine.Engine, error) {
	return engine.Load(fstest.MapFS{"policy.licet": {Data: []byte(text)}}, "policy.licet")
}

// small reports whether it is one of many random ones.
func (s *scenario) small() bool { return s.share < 0.1 }

// bind reads the scenario's mapping.
func (s *scenario) bind(t *testing.T) *events.Bound {
	t.Helper()
	m, err := events.Read(s.name+".yaml", []byte(s.mapping))
	if err != nil {
		t.Fatalf("%v\n%s", err, s.mapping)
	}
	b, err := m.Bind(s.engine)
	if err != nil {
		t.Fatalf("%v\n%s", err, s.mapping)
	}
	return b
}

// draw draws the scenario's events, so many as are its share.
func (s *scenario) draw(t *testing.T, bound *events.Bound, rows int) *table {
	d := newDrawer(rand.New(rand.NewPCG(s.seed, 5)), s.engine.Policy(), bound.Columns())
	events := d.table(max(perDeed, int(float64(rows)*s.share)))
	events.write(t, filepath.Join(folder(t), "events.csv"))
	return events
}
