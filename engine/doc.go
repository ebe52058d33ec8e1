// Package engine answers what a policy permits: "may X be used for Y, given Z?", with the reason.
//
// It never sees text or syntax beyond loading, keeps no answers, reads no clock and no network. An Engine is immutable: any
// number of goroutines may ask it, and a service that reloads its policy swaps a pointer.
//
//	e, err := engine.Load(os.DirFS("policies"), "shop")
//	answer, err := e.Decide(engine.Question{Action: "use", Data: "email", Purpose: "marketing"}, e.NewFacts())
//	if err == nil && answer.Allowed() { ... }
//
// An answer other than permitted means: do not. The zero Answer is not a permission, nor is one that comes with an error. Names that
// the policy does not know are errors, and no permission either. What follows is what a service works with.
//
// # Load
//
// Load reads a folder, or a file, of any fs.FS: os.DirFS, or an embed.FS, so that the policy is a part of the program. Its error is a
// diag.List of all that is wrong, with places. The policies that ship with Licet are in policies.FS.
//
// # Ask
//
// A Question has a part for each word of the sentence: may (Actor) (Action) (Data) (Of) (From) (Recipient) (Purpose) (Place)? A part that is left
// empty is open: the answer is permitted only if it is for each that it may be. So say what you know; above all, a purpose. A part
// that names something wide asks about everything beneath it.
//
// Engine.Decide takes strings, and looks them up each time; Engine.Prepare looks them up once, and finds wrong names when the service
// starts. DecideAll answers several questions about one case. None of them allocates once a question has been asked before.
//
//	newsletter, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "newsletter"})
//	answer, err := newsletter.Decide(facts)
//
// The answer is permitted: go on, and do the duties that come with it; prohibited: stop; out-of-scope or not-addressed: stop, the
// policy says nothing that would permit it; or undetermined: stop, and find out what it depends on.
//
// # Facts
//
// What is not set is unknown: never no, and never yes. An answer that depends on something unknown is undetermined. A Facts belongs to one
// engine and one goroutine; a service makes one for each request, or keeps some in a sync.Pool and calls Reset.
//
//	facts := e.NewFacts()
//	err := facts.Add(map[string]any{"age": 16, "country": "eu", "account-closed": 48 * time.Hour}) // from a map,
//	err = customers.Set(facts, &customer)                                                          // from a struct: see Bind,
//	err = facts.SetNumber(age, 16)                                                                 // or one by one: see Engine.Fact
//
// NothingElse says that what was not set is no. It is a strong claim, for those who hold all facts in their hands: an objection that
// nobody looked up becomes none. Where facts are in a database or behind a network, package engine/facts looks up those that
// the answer depends on, and leaves unknown what fails.
//
// # Consent
//
// SetConsent speaks of all that is asked. AddConsent adds one consent with its kind and its scope: it covers what lies within, so that
// a consent to marketing by e-mail does not permit marketing by phone. Several add up. NoOtherConsent says that those are all there are.
//
//	err := facts.AddConsent(engine.Grant{Kind: "explicit", Data: "health", Purpose: "service-provision"})
//	facts.NoOtherConsent()
//
// AddObjection and NoOtherObjection are the same for objections. A Grant has no time: facts.Ledger keeps when a consent was given, expired
// and was withdrawn, and says which are in force.
//
// # Reasons
//
// Explain says why: what decides, with the words of the policy that it rests on, what was considered, what an undetermined answer depends on,
// the nearest facts with which it would be another, and the duties that come with a permission. It costs far more than
// deciding, and says the same. Its JSON is what `licet ask -o json` prints. An answer of permitted obliges: do Explanation.Duties.
//
// # Another policy, while serving
//
// A Holder holds an engine together with what the service looked up in it, and puts another in force at once, for both. A policy that does not
// load, or that lacks what the service needs, is refused: the last good one stays, and Status says so.
//
//	holder, err := engine.NewHolder(e, open, time.Now()) // open(e) prepares the questions, and looks up the facts
//	now := holder.Now()                                  // once for each request
//	err = holder.Reload(os.DirFS("policies"), "shop", time.Now())
//
// # Further
//
// Package engine/guard is middleware for net/http, with a small service as an example. What it costs to ask, and how it works, is in README.md
// beside this file.
package engine
