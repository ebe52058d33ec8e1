package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/starter"
	"github.com/seed-90f8eabc/licet/engine"
)

func (a *app) initCommand() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Begin a policy: a small one, or one clause for each sentence of a text",
		Long: "init writes a small policy with its tests, the configuration and a file for CI, to put your own sentences into.\n" +
			"With --from TEXT it encodes nothing yet: every sentence of the text becomes a clause with its quote and a `todo`,\n" +
			"which licet check lists as not yet encoded. It never writes over a file.",
		Example: "  licet init shop\n  licet init shop --from privacy-policy.txt",
		Args:    atMostOne("folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = filepath.Clean(args[0])
			}
			return a.begin(dir, from)
		},
	}
	c.Flags().Var(a.once("from", &from), "from", "the `TEXT` that is to be encoded: a file in plain text")
	return c
}

// atMostOne refuses a second argument, and an empty first.
func atMostOne(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) > 1:
			return &exit{exitUsage, fmt.Errorf("unexpected %q: there is one %s at most; see %s --help", args[1], what, c.CommandPath())}
		case len(args) == 1 && strings.TrimSpace(args[0]) == "":
			return &exit{exitUsage, fmt.Errorf("the %s is empty; name one, or leave it out", what)}
		}
		return nil
	}
}

// policyOf returns the policy that a command is given: by --policy, or by its argument, which atMostOne has let pass.
func (a *app) policyOf(args []string) (string, error) {
	switch {
	case len(args) == 0:
		return a.flags.policy, nil
	case a.flags.policy != "":
		return "", &exit{exitUsage, errors.New("the policy is named twice: by --policy and by an argument; keep one")}
	}
	return args[0], nil
}

// begin writes a new policy into a folder.
func (a *app) begin(dir, from string) error {
	full, err := filepath.Abs(dir)
	if err != nil {
		return &exit{exitFailed, err}
	}
	if holdsPolicy(full) {
		return &exit{exitFailed, fmt.Errorf("%s holds a policy already; name another folder: licet init FOLDER", dir)}
	}
	id := starter.ID(filepath.Base(full))
	if from != "" {
		return a.beginFrom(dir, id, from)
	}
	files := starter.New(id, starter.Title(id))
	up, below := repository(full)
	if workflow := starter.Workflow(up, below); !exists(filepath.Join(dir, workflow.Name)) {
		files = append(files, workflow)
	}
	written, err := writeNew(dir, files)
	if err != nil {
		return err
	}
	return a.begun(dir, written, 0)
}

// repository returns the way from a folder up to the root of its repository, and back down, with forward slashes; "." twice where
// the folder is that root, or in no repository.
func repository(dir string) (up, below string) {
	for root := dir; ; root = filepath.Dir(root) {
		if exists(filepath.Join(root, ".git")) {
			up, errUp := filepath.Rel(dir, root)
			below, errBelow := filepath.Rel(root, dir)
			if errUp == nil && errBelow == nil {
				return filepath.ToSlash(up), filepath.ToSlash(below)
			}
		}
		if filepath.Dir(root) == root {
			return ".", "."
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// beginFrom writes a policy with a clause for each sentence of a text.
func (a *app) beginFrom(dir, id, from string) error {
	words, err := readRegular(from)
	if err != nil {
		return err
	}
	text := starter.Text{ID: id, Path: "sources/" + filepath.Base(from), Words: string(words)}
	if below, err := filepath.Rel(dir, from); err == nil && filepath.IsLocal(below) {
		text.Path, text.InPlace = filepath.ToSlash(below), true
	}
	files, clauses, err := starter.From(text)
	if err != nil {
		return &exit{exitFailed, fmt.Errorf("%s: %w", from, err)}
	}
	written, err := writeNew(dir, files)
	if err != nil {
		return err
	}
	return a.begun(dir, written, clauses)
}

// begunJSON is what `licet init -o json` writes.
type begunJSON struct {
	Format   string            `json:"format"`
	Policy   *engine.PolicyRef `json:"policy"` // null where it does not load
	Folder   string            `json:"folder"`
	Files    []string          `json:"files"`
	ToEncode int               `json:"to_encode"` // sentences
}

// begun says what was written, and what is to be done next.
func (a *app) begun(dir string, written []string, clauses int) error {
	if a.flags.output == "json" {
		at, _ := locate(dir)
		return a.writeJSON(begunJSON{"licet.init/1", refAt(at), filepath.ToSlash(dir), written, clauses})
	}
	s := a.stdout()
	for _, name := range written {
		fmt.Fprintf(s, "wrote %s\n", name)
	}
	dir = shellWord(dir)
	if clauses > 0 {
		fmt.Fprintf(s, "%s to encode; licet check %s lists them, and licet coverage %s says how far you are\n", count(clauses, "sentence"), dir, dir)
	} else {
		fmt.Fprintf(s, "put your own sentences into %s, each with its rule beneath it; then: licet check %s, licet test %s\nthe language on one page: licet help language\n", written[0], dir, dir)
	}
	return nil
}

// writeNew writes files into a folder, each of which must be new. Where one cannot be written, none is left.
func writeNew(dir string, files []starter.File) (written []string, err error) {
	for _, f := range files {
		if name := filepath.Join(dir, filepath.FromSlash(f.Name)); exists(name) {
			return nil, &exit{exitFailed, fmt.Errorf("%s is there already, and is not written over; move it away, or name another folder", filepath.ToSlash(name))}
		}
	}
	defer func() {
		if err != nil {
			for _, name := range written {
				os.Remove(filepath.FromSlash(name))
			}
			written = nil
		}
	}()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := createFile(name, f.Text); err != nil {
			return written, writeError(filepath.ToSlash(name), err)
		}
		written = append(written, filepath.ToSlash(name))
	}
	return written, nil
}

// createFile writes one file that is not there yet, with the folders above it.
func createFile(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name)
	}
	return err
}
