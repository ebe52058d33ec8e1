package server

import "golang.org/x/sys/unix"

// letNoMoreIn has the system drop what begins a connection to a listener: segments with SYN and without ACK (RFC 9293, section 3.1). Who sent it tries again
// later, and by then the listener is closed and says so. Connections that were begun before are completed. It reports whether the system does so.
func letNoMoreIn(listener uintptr) bool {
	const flags, syn, ack = 13, 0x02, 0x10 // the byte with the flags, and two of them
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_B | unix.BPF_ABS, K: flags},
		{Code: unix.BPF_ALU | unix.BPF_AND | unix.BPF_K, K: syn | ack},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: syn, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: 0},
		{Code: unix.BPF_RET | unix.BPF_K, K: 0xffff},
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	return nil == unix.SetsockoptSockFprog(int(listener), unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &program)
}

// someoneWaits reports whether there is a connection that a listener has not taken.
func someoneWaits(listener uintptr) bool {
	n, err := unix.Poll([]unix.PollFd{{Fd: int32(listener), Events: unix.POLLIN}}, 0)
	return n > 0 && err == nil
}
