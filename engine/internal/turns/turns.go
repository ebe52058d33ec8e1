// Package turns is the part of the comparison with other policy engines (engine/bench, a module of its own) that each peer needs: the
// policy, the questions, and a process that loads the policy, answers, and is timed when it is its turn.
//
// It is here, and not in that module, since not all peers fit into one program. It knows no peer, and compares nothing.
//
//	func main() { os.Exit(turns.Serve([]turns.Peer{mine}, os.Args[1:], os.Stdin, os.Stdout)) }
package turns

// A Peer is one way to decide: an engine, with one encoding of the policy.
type Peer struct {
	ID     string // on the command line, and in figures
	Label  string // for people
	Module string // whose version is told; "" for Licet itself
	Note   string // how the policy is encoded, in a few words

	// Write says the policy in the peer's own form, and what a service keeps beside it, which takes no part in any time. What it returns goes
	// from that form to a Decider: that is the time to load.
	Write func(w *World) (load func() (Decider, error), err error)
}

// A Decider answers one question at a time, for one goroutine.
type Decider struct {
	Allowed func(*Ask) (bool, error)
	Renew   func() error // forgets what was asked; nil where to be asked again is what is measured
}

// A Command is what is asked of a process: one of its fields.
type Command struct {
	Answer  int `json:"answer,omitempty"`  // so many questions, within so many seconds
	Seconds int `json:"seconds,omitempty"` //
	TurnMS  int `json:"turn_ms,omitempty"` // decide for so long
}

// A Report is what a process says: an empty one when it has written the policy and begins to load, one after loading, and then one to each command.
type Report struct {
	Error string `json:"error,omitempty"`

	LoadNS int64  `json:"load_ns,omitempty"` // to load: the median, where it was loaded several times
	Heap   uint64 `json:"heap,omitempty"`    // bytes in use: after loading, and after answering

	Answers string `json:"answers,omitempty"` // "1" for allowed, "0" for not, in the order of World.Asks

	Decisions int    `json:"decisions,omitempty"` // of a turn
	NS        int64  `json:"ns,omitempty"`
	Bytes     uint64 `json:"bytes,omitempty"`  // that were allocated
	Allocs    uint64 `json:"allocs,omitempty"` // how many times
}
