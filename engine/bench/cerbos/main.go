// Command cerbos is Cerbos in the comparison of engine/bench: a module and a program of its own, since it and OPA need different versions of the
// same library (github.com/gobwas/glob).
package main

import (
	"os"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

func main() {
	os.Exit(turns.Serve([]turns.Peer{cerbosPolicies()}, os.Args[1:], os.Stdin, os.Stdout))
}
