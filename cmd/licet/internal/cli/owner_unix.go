//go:build unix

package cli

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a new file the owner of the one whose place it takes, so that formatting as root takes no file away from anybody. Who
// is not root and may write another's file becomes its owner.
func keepOwner(file *os.File, of fs.FileInfo) error {
	old, ok := of.Sys().(*syscall.Stat_t)
	if !ok || os.Geteuid() != 0 {
		return nil
	}
	return file.Chown(int(old.Uid), int(old.Gid))
}
