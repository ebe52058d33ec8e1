//go:build !unix

package server_test

import "syscall"

// errRefused is what a client gets that finds nobody: WSAECONNREFUSED.
const errRefused = syscall.Errno(10061)
