// Command cerbos is Cerbos in the comparison of engine/bench: a module and a program of its own, since it and OPA need different versions of the
// same library (github.com/gobwas/glob).
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-write" {
		if err := write(os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(turns.Serve([]turns.Peer{cerbosPolicies()}, os.Args[1:], os.Stdin, os.Stdout))
}

// write puts the policy into a folder, for Cerbos's own server: -write DIR -rules N.
func write(args []string) error {
	flags := flag.NewFlagSet("cerbos", flag.ContinueOnError)
	dir, rules := flags.String("write", "", "the folder"), flags.Int("rules", 0, "how many rules")
	if err := flags.Parse(args); err != nil {
		return err
	}
	for name, file := range cerbosFiles(turns.NewWorld(*rules)) {
		if err := os.WriteFile(filepath.Join(*dir, name), file.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
