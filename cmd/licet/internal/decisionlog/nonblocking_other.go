//go:build !unix

package decisionlog

// nonblocking is for named pipes, which are not among the files here.
const nonblocking = 0
