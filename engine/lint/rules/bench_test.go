package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
	"github.com/seed-90f8eabc/licet/policies"
)

// BenchmarkLint runs all rules on policies of a growing number of norms, without their tests: the policy of the other benchmarks, which uses no
// vocabulary and quotes nothing; one as large controllers have, with a text, laws, and names of its own beneath the standard ones; and a dense
// one, whose sentences are all about the few standard names, so that most of them meet.
func BenchmarkLint(b *testing.B) {
	for name, text := range map[string]func(n int) string{
		"synthetic": func(n int) string { return generate.NewSynthetic(n).Text() },
		"realistic": func(n int) string { return largePolicy(n, false) },
		"dense":     func(n int) string { return largePolicy(n, true) },
	} {
		for _, n := range []int{100, 1_000, 10_000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				p := loaded(b, text(n))
				b.ResetTimer()
				for b.Loop() {
					lint.Run(rules.All(), p, lint.Options{Today: today})
				}
			})
		}
	}
}

// BenchmarkRule runs each rule alone on a large policy.
func BenchmarkRule(b *testing.B) {
	for _, dense := range []bool{false, true} {
		p := loaded(b, largePolicy(10_000, dense))
		for _, r := range rules.All() {
			b.Run(fmt.Sprintf("%s/dense=%t", r.Name, dense), func(b *testing.B) {
				for b.Loop() {
					lint.Run([]lint.Rule{r}, p, lint.Options{Today: today})
				}
			})
		}
	}
}

func loaded(b *testing.B, text string) *model.Policy {
	b.Helper()
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, ".", policies.Libraries())
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// A drafter draws the sentences of a large policy, always the same ones.
type drafter struct {
	*rand.Rand
	strings.Builder
	data, purposes, parties []string
}

// largePolicy returns a policy with n sentences, each in a clause that quotes words. In a dense one they are about the standard names alone.
func largePolicy(n int, dense bool) string {
	d := &drafter{Rand: rand.New(rand.NewPCG(uint64(n), 11)),
		data: strings.Fields("name email phone postal-address contact identity browsing-history device-id device-info log-info location precise-location orders payment-info " +
			"transaction health biometric interests message-content communication cookie-data usage personal"),
		purposes: strings.Fields("service-provision delivery payment customer-support personalisation recommendation service-improvement marketing direct-marketing " +
			"advertising security fraud-prevention legal-compliance research statistics"),
		parties: strings.Fields("partner affiliate processor third-party authority counterparty joint-controller")}
	d.WriteString("policy large \"Privacy policy\" {\n  controller \"the group\"\n  language en\n  jurisdiction eu, china, california\n}\nuse core\n" +
		"fact member \"you are a member\"\nfact agreed \"you agree to the terms\"\nfact age number \"your age\"\nevent closed \"you close your account\"\nevent ordered \"you order\"\n")
	if !dense {
		d.data = d.declare("data", d.data, max(30, n/10))
		d.purposes = d.declare("purpose", d.purposes, max(20, n/40))
		d.parties = d.declare("party", d.parties, max(10, n/50))
	}
	for i := range n {
		d.clause(i)
	}
	return d.String()
}

// declare declares names of the policy's own beneath others, and returns all.
func (d *drafter) declare(kind string, above []string, n int) []string {
	all := above
	for i := range n {
		name := fmt.Sprintf("own-%s-%d", kind, i)
		fmt.Fprintf(d, "%s %s \"%s number %d of ours\" is %s\n", kind, name, kind, i, all[d.IntN(len(all))])
		all = append(all, name)
	}
	return all
}

func (d *drafter) pick(names []string) string { return names[d.IntN(len(names))] }

// several picks up to three names.
func (d *drafter) several(names []string) string {
	out := []string{d.pick(names)}
	for range d.IntN(3) {
		if next := d.pick(names); next != out[len(out)-1] {
			out = append(out, next)
		}
	}
	return strings.Join(out, ", ")
}

func (d *drafter) clause(i int) {
	fmt.Fprintf(d, "section \"Chapter %d\" {\nclause C.%d {\n", i/20, i)
	fmt.Fprintf(d, "  quote \"In case %d we may process your data, such as your e-mail address, as far as it is necessary for the Services of our partners, in our own legitimate "+
		"interests or those of others, unless you object to it.\"\n  ", i)
	data, purposes := d.several(d.data), d.several(d.purposes)
	switch d.IntN(20) {
	case 0:
		fmt.Fprintf(d, "we must not use %s for %s unless consent", data, purposes)
	case 1:
		fmt.Fprintf(d, "we must not disclose %s to %s", data, d.pick(d.parties))
	case 2:
		fmt.Fprintf(d, "we must delete %s within %d days after %s", data, 30*(1+d.IntN(12)), d.pick([]string{"closed", "ordered"}))
	case 3:
		fmt.Fprintf(d, "agreed counts as deemed consent to use %s", data)
	case 4:
		fmt.Fprintf(d, "consent is not needed to collect %s given age >= 18", data)
	case 5, 6, 7:
		fmt.Fprintf(d, "we may store %s for %s within %d days after %s", data, purposes, 30*(1+d.IntN(12)), d.pick([]string{"closed", "ordered"}))
	case 8, 9, 10, 11:
		fmt.Fprintf(d, "we may share %s with %s for %s%s", data, d.several(d.parties), purposes, d.condition())
	default:
		fmt.Fprintf(d, "we may %s %s for %s%s", d.pick([]string{"collect", "use", "collect and use", "access"}), data, purposes, d.condition())
	}
	d.WriteString("\n}\n}\n")
}

func (d *drafter) condition() string {
	return d.pick([]string{"", "", " given consent", " given explicit consent", " unless objection", " given member", " given member and age >= 16", " on contract"})
}
