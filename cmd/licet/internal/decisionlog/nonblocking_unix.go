//go:build unix

package decisionlog

import "syscall"

// nonblocking makes opening a pipe that nobody reads an error.
const nonblocking = syscall.O_NONBLOCK
