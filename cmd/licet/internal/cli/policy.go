package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// host is the machine's file system, by the names that the user writes. Unlike os.DirFS it has no root, so that a
// policy may use the folder beside it.
type host struct{}

func (host) Open(name string) (fs.File, error)          { return os.Open(filepath.FromSlash(name)) }
func (host) Stat(name string) (fs.FileInfo, error)      { return os.Stat(filepath.FromSlash(name)) }
func (host) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(filepath.FromSlash(name)) }

// A location is where a policy is: on the machine, or among those that ship with the tool.
type location struct {
	fsys fs.FS
	dir  string
	name string // what the user calls it
}

// paths returns the policies that a command is about: those of its arguments, and that of -p; without any, the nearest, which is "".
func (a *app) paths(args []string) ([]string, error) {
	if len(args) == 0 || a.flags.policy != "" {
		return append(args, a.flags.policy), noneEmpty(args)
	}
	return args, noneEmpty(args)
}

// noneEmpty refuses an empty path, as of an empty variable.
func noneEmpty(paths []string) error {
	if slices.Contains(paths, "") {
		return &exit{exitUsage, errors.New("a path is empty; name a folder, a file, or leave it out for the nearest policy")}
	}
	return nil
}

// path returns a file of the policy as it can be opened from here; of a shipped policy, within its folder.
func (l location) path(file string) string {
	if _, onHost := l.fsys.(host); !onHost {
		return file
	}
	dir := l.dir
	if dsl.IsFile(dir) {
		dir = path.Dir(dir)
	}
	return path.Join(dir, file)
}

// locate finds a policy by its path or name; by "" the nearest folder upwards that holds one.
func locate(name string) (location, error) {
	if name == "" {
		dir, err := nearestPolicy()
		return location{host{}, dir, dir}, err
	}
	_, err := os.Stat(name)
	if err == nil || strings.ContainsAny(name, `/\`) || dsl.IsFile(name) {
		return location{host{}, filepath.ToSlash(filepath.Clean(name)), name}, nil
	}
	if slices.Contains(policies.Names(), name) {
		return location{policies.FS(), name, name}, nil
	}
	message := fmt.Sprintf("there is no file or folder %q, and no policy of that name ships with licet; there are %s", name, shipped("and"))
	if near := diag.Nearest(name, slices.Values(policies.Names())); near != "" {
		message += fmt.Sprintf("; did you mean %s?", near)
	}
	return location{}, &exit{exitFailed, errors.New(message)}
}

// shipped names the policies that ship with the tool: "app, shop and union".
func shipped(joint string) string {
	all := policies.Names()
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " " + joint + " " + all[last]
}

// nearestPolicy looks in the working folder and above it.
func nearestPolicy() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", &exit{exitFailed, err}
	}
	shown := "."
	for {
		c, err := readConfig(filepath.Join(shown, configName))
		if err == nil {
			return filepath.ToSlash(filepath.Join(shown, c.policy)), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if holdsPolicy(dir) {
			return shown, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir || exists(filepath.Join(dir, ".git")) { // what lies above a repository is none of its policies
			return "", &exit{exitFailed, errors.New("no policy here or in a folder above; name one with -p: a folder, a file, or " + shipped("or") + "; or say in `licet.yaml` where it is: `policy: FOLDER`")}
		}
		dir = parent
		shown = filepath.ToSlash(filepath.Join(shown, ".."))
	}
}

func holdsPolicy(dir string) bool {
	_, err := dsl.Files(os.DirFS(dir), ".")
	return err == nil
}

// load loads the policy at a place, for the commands that ask it.
func (a *app) load() (*engine.Engine, location, error) {
	at, err := locate(a.flags.policy)
	if err != nil {
		return nil, at, err
	}
	e, err := engine.Load(at.fsys, at.dir)
	if err != nil {
		return nil, at, loadError(err)
	}
	return e, at, nil
}

// loadRules loads the policy at a place, which must be one that can be asked.
func (a *app) loadRules() (*engine.Engine, location, error) {
	e, at, err := a.load()
	if err == nil {
		err = at.rules(e)
	}
	return e, at, err
}

// rules refuses a vocabulary.
func (l location) rules(e *engine.Engine) error {
	if e.Policy().Vocabulary {
		return &exit{exitUsage, fmt.Errorf("%s is a vocabulary: it declares names and has no rules to ask; name a policy that uses it with -p", l.name)}
	}
	return nil
}

// loadError gives the error of a policy that does not load its exit code: 3 for what is wrong in it, 4 where it
// cannot be read.
func loadError(err error) error {
	var problems diag.List
	if errors.As(err, &problems) {
		return &exit{exitPolicy, err}
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = fmt.Errorf("cannot read %s: %w", p.Path, p.Err)
	}
	return &exit{exitFailed, err}
}
