package engine_test

import (
	"fmt"
	"log"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// A service loads a policy once, and asks it on its hot path.
func Example() {
	e, err := engine.Load(policies.FS(), "app") // a service of your own: engine.Load(os.DirFS("policies"), "shop")
	if err != nil {
		log.Fatal(err)
	}
	question := engine.Question{Action: "share", Data: "email", Recipient: "partner", Purpose: "partner-offers"}
	for _, consented := range []bool{true, false} {
		facts := e.NewFacts()
		facts.SetConsent(consented)
		facts.NothingElse()
		answer, err := e.Decide(question, facts)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(answer, answer.Allowed())
	}
	answer, _ := e.Decide(question, nil) // nothing is known
	fmt.Println(answer, answer.Allowed())
	// Output:
	// permitted true
	// prohibited false
	// undetermined false
}

// A question that is asked often is prepared once; only its facts vary.
func ExampleEngine_Prepare() {
	e, err := engine.Load(fstest.MapFS{"shop/shop.licet": {Data: []byte(`
		policy shop "Privacy policy" {}
		use core
		fact age number "your age in years"
		clause 3 { we may use email for marketing given age >= 16 unless objection }
	`)}}, "shop")
	if err != nil {
		log.Fatal(err)
	}
	mailing, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "marketing"})
	if err != nil {
		log.Fatal(err)
	}
	age, err := e.Fact("age")
	if err != nil {
		log.Fatal(err)
	}
	facts := e.NewFacts()
	for _, years := range []int64{15, 16} {
		facts.Reset()
		facts.SetObjection(false)
		if err := facts.SetNumber(age, years); err != nil {
			log.Fatal(err)
		}
		answer, err := mailing.Decide(facts)
		fmt.Println(years, answer, err)
	}
	// Output:
	// 15 not-addressed <nil>
	// 16 permitted <nil>
}

// Facts come from a struct. What is nil is unknown.
func ExampleBind() {
	e, err := engine.Load(policies.FS(), "shop")
	if err != nil {
		log.Fatal(err)
	}
	type Customer struct {
		Name      string
		Consents  []engine.Grant `licet:"consent"`
		Objects   *bool          `licet:"objection"`
		Minor     *time.Duration `licet:"minor-learned"` // since we know it
		NotMinor  *bool          `licet:"minor-learned"`
		Anonymous *bool          `licet:"anonymised"`
	}
	customers, err := engine.Bind[Customer](e) // once, when the service starts
	if err != nil {
		log.Fatal(err)
	}
	newsletter, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "newsletter"})
	if err != nil {
		log.Fatal(err)
	}
	no := false
	toNewsletter := []engine.Grant{{Data: "email", Purpose: "newsletter"}}
	for _, c := range []Customer{
		{Name: "Ann", Consents: toNewsletter, Objects: &no, NotMinor: &no, Anonymous: &no},
		{Name: "Bob", Objects: &no, NotMinor: &no, Anonymous: &no},
		{Name: "Eve", Consents: toNewsletter},
	} {
		facts := e.NewFacts()
		if err := customers.Set(facts, &c); err != nil {
			log.Fatal(err)
		}
		facts.NoOtherConsent()
		answer, err := newsletter.Decide(facts)
		fmt.Println(c.Name, answer, err)
	}
	// Output:
	// Ann permitted <nil>
	// Bob prohibited <nil>
	// Eve undetermined <nil>
}

// A consent covers what lies within it, and no more.
func ExampleFacts_AddConsent() {
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		log.Fatal(err)
	}
	facts := e.NewFacts()
	if err := facts.AddConsent(engine.Grant{Action: "share", Data: "email", Purpose: "partner-offers"}); err != nil {
		log.Fatal(err)
	}
	facts.NothingElse()
	answers, err := e.DecideAll(nil, []engine.Question{
		{Action: "share", Data: "email", Recipient: "partner", Purpose: "partner-offers"},
		{Action: "share", Data: "phone", Recipient: "partner", Purpose: "partner-offers"},
		{Action: "share", Data: "email", Recipient: "partner", Purpose: "marketing"},
	}, facts)
	fmt.Println(answers, err)
	_, err = e.DecideAll(nil, []engine.Question{{Action: "share", Data: "emial", Recipient: "partner"}}, facts)
	fmt.Println(err)
	// Output:
	// [permitted prohibited prohibited] <nil>
	// question 1: data:1:1: no data is called `emial`; did you mean `email`? [unknown-name]
}

// A policy takes the place of another at once. One that lacks what the service needs is refused.
func ExampleHolder() {
	policy := func(text string) fstest.MapFS {
		return fstest.MapFS{"shop.licet": {Data: []byte("policy shop \"Privacy policy\" {}\nuse core\n" + text)}}
	}
	type serving struct{ mailing *engine.Prepared }
	open := func(e *engine.Engine) (serving, error) {
		mailing, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "marketing"})
		return serving{mailing}, err
	}
	e, err := engine.Load(policy("clause 1 { we may use email for marketing }"), ".")
	if err != nil {
		log.Fatal(err)
	}
	holder, err := engine.NewHolder(e, open, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(holder.Now().mailing.Decide(nil))
	err = holder.Reload(policy("clause 1 { we may use email for marketting }"), ".", time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
	fmt.Println(err != nil, holder.Status().Since.Format(time.DateOnly))
	fmt.Println(holder.Now().mailing.Decide(nil))
	err = holder.Reload(policy("clause 1 { we must not use email for marketing }"), ".", time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC))
	fmt.Println(err, holder.Status().Since.Format(time.DateOnly))
	fmt.Println(holder.Now().mailing.Decide(nil))
	// Output:
	// permitted <nil>
	// true 2026-03-01
	// permitted <nil>
	// <nil> 2026-03-03
	// prohibited <nil>
}

// An explanation names the sentence that decides, and what would change the answer.
func ExampleEngine_Explain() {
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		log.Fatal(err)
	}
	facts := e.NewFacts()
	facts.SetConsent(false)
	facts.NothingElse()
	x, err := e.Explain(engine.Question{Action: "share", Data: "email", Recipient: "partner", Purpose: "partner-offers"}, facts)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(x.Summary)
	fmt.Println(x.DecidedBy[0].Clause, x.DecidedBy[0].Source, x.DecidedBy[0].SourceLine)
	fmt.Println("permitted if", x.WouldChange[0].Says)
	// Output:
	// We must not share your e-mail address with business partners for partners telling you about their products without your prior consent.
	// A.4 sources/000_5662d64f0878458f.txt 5
	// permitted if you have given consent
}

// A list answers for every name of a part: here, who may receive what the courier needs.
func ExampleEngine_List() {
	e, err := engine.Load(policies.FS(), "union")
	if err != nil {
		log.Fatal(err)
	}
	q, err := e.Asker().Question("may we share consignee with anyone given entrusted and consent and nothing else?")
	if err != nil {
		log.Fatal(err)
	}
	list, err := e.List(q, model.To)
	if err != nil {
		log.Fatal(err)
	}
	for i := range list.Rows {
		row := &list.Rows[i]
		fmt.Println(list.Labels(row, model.To), row.Answer, row.Clauses)
	}
	// Output:
	// [the third party entrusted with delivery] permitted [B.10]
	// [anyone else] not-addressed []
}
