package server

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// letNoMoreIn has the system drop what begins a connection to a listener: segments with SYN and without ACK (RFC 9293, section 3.1). Who sent it tries again
// later, and by then the listener is closed and says so. Connections that were begun before are completed. It reports whether the system does so.
func letNoMoreIn(listener uintptr) bool {
	const flags, syn, ack = 13, 0x02, 0x10 // the byte with the flags, and two of them
	return nil == syscall.AttachLsf(int(listener), []syscall.SockFilter{
		*syscall.LsfStmt(syscall.BPF_LD|syscall.BPF_B|syscall.BPF_ABS, flags),
		*syscall.LsfStmt(syscall.BPF_ALU|syscall.BPF_AND|syscall.BPF_K, syn|ack),
		*syscall.LsfJump(syscall.BPF_JMP|syscall.BPF_JEQ|syscall.BPF_K, syn, 0, 1),
		*syscall.LsfStmt(syscall.BPF_RET|syscall.BPF_K, 0),
		*syscall.LsfStmt(syscall.BPF_RET|syscall.BPF_K, 0xffff),
	})
}

// someoneWaits reports whether there is a connection that a listener has not taken.
func someoneWaits(listener uintptr) bool {
	n, err := unix.Poll([]unix.PollFd{{Fd: int32(listener), Events: unix.POLLIN}}, 0)
	return n > 0 && err == nil
}
