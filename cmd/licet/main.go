// Command licet answers what a privacy policy permits.
package main

import (
	"os"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
