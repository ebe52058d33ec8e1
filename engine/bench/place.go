package main

import "path/filepath"

// A place is the folder that the documentation is in.
type place struct{ dir string }

func (p place) figures() string { return filepath.Join(p.dir, "figures.json") }
func (p place) check() error    { return nil }
func (p place) render() error   { return nil }
