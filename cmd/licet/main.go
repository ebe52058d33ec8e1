// Command licet answers what a privacy policy permits.
package main

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/cli"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a reader that goes away is an error of writing, with its exit code
	os.Exit(cli.Run(os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
