package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile writes a file as a whole or not at all: who reads it meanwhile sees the one before. What is no ordinary file, such as
// /dev/stdout, is written to as it is. A file that is there keeps its mode and owner; of a link the file behind it is written.
func writeFile(path string, text []byte) error {
	target, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return swap(path, text, 0o644, nil)
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(target)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return os.WriteFile(target, text, 0o644)
	}
	if err := mayWrite(target); err != nil {
		return err
	}
	return swap(target, text, info.Mode().Perm(), nil)
}

// writeError is the error of a file that cannot be written, by the name that the user knows: the cause alone, since what failed may be
// a file beside it, or a folder above.
func writeError(name string, err error) error {
	return &exit{exitFailed, fmt.Errorf("cannot write %s: %w", name, cause(err))}
}

// cause is an error without the name of the file.
func cause(err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}

// swap puts a file in the place of another one, or of none, at once. Where check is not nil it is asked at the last moment.
func swap(path string, text []byte, mode fs.FileMode, check func() error) error {
	beside, err := os.CreateTemp(filepath.Dir(path), ".licet-*")
	if err != nil {
		return err
	}
	defer os.Remove(beside.Name()) // it is gone where all went well
	_, err = beside.Write(text)
	if old, none := os.Stat(path); none == nil {
		err = errors.Join(err, keepOwner(beside, old))
	}
	err = errors.Join(err, beside.Chmod(mode), beside.Sync(), beside.Close())
	if err == nil && check != nil {
		err = check()
	}
	if err != nil {
		return err
	}
	return os.Rename(beside.Name(), path)
}
