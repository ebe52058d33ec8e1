package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/engine/document/literate"
	"github.com/seed-90f8eabc/licet/policies"
)

// docFlags are the flags of `licet doc`.
type docFlags struct {
	formats, languages []string
	audience, mode     string
	form               string // policy, or a form of docForms
	dir                string
	check              bool
	missing            bool
}

func (a *app) docCommand() *cobra.Command {
	f := &docFlags{audience: string(document.Public), mode: string(document.Generated), form: policyForm}
	c := &cobra.Command{
		Use:   "doc [PATH]",
		Short: "Write the policy as a document for people",
		Long: "doc writes a policy as a document that its readers want: a short notice first, then what is collected, used, given\n" +
			"away and kept, on which basis, and what your rights are. Every sentence states sentences of the policy, and\n" +
			"every cell of a table is what `licet ask` answers; the JSON form says which.\n\n" +
			"With --form it writes what a regulator asks for: the record of processing activities (GDPR Article 30), or the\n" +
			"information to be given (Articles 13 and 14) with what is missing; or the choices of a consent screen, as JSON.\n\n" +
			"Without -O it writes one document to standard output. With -O it writes a file for each language and format,\n" +
			"called after the policy: app.en.html. The same input gives the same bytes.\n\n" +
			"With --missing it writes what a translator has to fill in, to be kept as labels.LANGUAGE.yaml beside the policy.\n\n" +
			"Exit codes: 0 done; 1 a label is missing in a language (nothing is written then), or with --check a file is not\n" +
			"up to date; 2 the command line is wrong; 3 the policy does not load; 4 it could not be done.",
		Example: "  licet doc -p app\n  licet doc policies/shop --format md,txt,json -O site\n  licet doc policies/shop --format md -O site --check\n" +
			"  licet doc -p app --audience internal --mode quoted",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &exit{exitUsage, fmt.Errorf("doc writes one policy, and not %d; name one folder or file", len(args))}
			}
			return noneEmpty(args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if a.flags.output == "json" && f.dir == "" && !c.Flags().Changed("format") {
				f.formats = []string{"json"}
			}
			return a.doc(f, args)
		},
	}
	flags := c.Flags()
	flags.StringSliceVar(&f.formats, "format", []string{"md"}, "the `FORMAT`: "+strings.Join(docFormatNames(), ", ")+"; several with commas; of record and information also csv")
	flags.StringSliceVar(&f.languages, "lang", nil, "the `LANGUAGE`: "+strings.Join(grammar.Languages(), ", ")+"; several with commas; the policy's own where it is left out")
	flags.Var(a.once("audience", &f.audience), "audience", "who reads it: `WHO` is "+strings.Join(docAudiences(), ", "))
	flags.Var(a.once("mode", &f.mode), "mode", "where the words come from: `MODE` is "+strings.Join(docModes(), ", "))
	flags.Var(a.once("form", &f.form), "form", "what is written: `FORM` is "+strings.Join(docFormNames(), ", ")+"; see above")
	flags.VarP(a.once("out-dir", &f.dir), "out-dir", "O", "write files into a `DIR`, which is made where it is missing")
	flags.BoolVar(&f.check, "check", false, "write nothing: name the files in -O that are not up to date, and exit with 1 if there are any")
	flags.BoolVar(&f.missing, "missing", false, "write no document, but the labels that are missing in the language, as a file for its translator to fill; exit with 1 if there are any")
	a.completeDoc(c)
	return c
}

func docAudiences() []string {
	return []string{string(document.Public), string(document.Internal), string(document.Regulator)}
}

func docModes() []string {
	return []string{string(document.Generated), string(document.Quoted), string(document.Literate)}
}

// completeDoc completes the values of the flags.
func (a *app) completeDoc(c *cobra.Command) {
	for flag, values := range map[string][]string{"format": docFormatNames(), "lang": grammar.Languages(), "audience": docAudiences(), "mode": docModes(), "form": docFormNames()} {
		if err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err) // the flag was declared just above
		}
	}
}

// usable checks the flags, as far as no policy is needed.
func (f *docFlags) usable() error {
	for _, x := range []struct {
		flag, noun    string
		given, values []string
	}{
		{"form", "form", []string{f.form}, docFormNames()}, {"format", "format", f.formats, formatsOf(f.form)}, {"lang", "language", f.languages, grammar.Languages()},
		{"audience", "audience", []string{f.audience}, docAudiences()}, {"mode", "mode", []string{f.mode}, docModes()},
	} {
		for i, v := range x.given {
			if !slices.Contains(x.values, v) {
				return unknownIn("--"+x.flag, x.noun, v, x.values)
			}
			if slices.Contains(x.given[:i], v) {
				return &exit{exitUsage, fmt.Errorf("%s stands twice in --%s; take one away", v, x.flag)}
			}
		}
	}
	switch {
	case len(f.formats) == 0:
		return &exit{exitUsage, errors.New("--format is empty; give it a value, or leave it out")}
	case f.check && f.dir == "":
		return &exit{exitUsage, errors.New("--check compares with the files of a folder; name it with -O DIR")}
	case f.missing && (f.check || f.dir != ""):
		return &exit{exitUsage, errors.New("--missing writes to standard output, and no documents; leave out -O and --check")}
	case f.dir == "" && (len(f.formats) > 1 || len(f.languages) > 1):
		return &exit{exitUsage, errors.New("only one document fits on standard output; name one format and one language, or a folder with -O DIR")}
	}
	return nil
}

// doc writes documents.
func (a *app) doc(f *docFlags, args []string) error {
	if err := f.usable(); err != nil {
		return err
	}
	name, err := a.policyOf(args)
	if err != nil {
		return err
	}
	a.flags.policy = name
	e, at, err := a.loadRules()
	if err != nil {
		return err
	}
	languages, err := f.spoken(e)
	if err != nil {
		return err
	}
	files, err := a.docFiles(f, e, at, languages)
	switch {
	case err != nil:
		return err
	case f.missing: // none are
		return nil
	case f.dir == "":
		if err := a.noTerminal(files[0].format, "licet doc"); err != nil {
			return err
		}
		_, err := a.out.Write(files[0].text)
		return err
	}
	return a.docAll(f, e, files)
}

// spoken returns the languages of the documents.
func (f *docFlags) spoken(e *engine.Engine) ([]string, error) {
	if len(f.languages) > 0 {
		return f.languages, nil
	}
	own := cmp.Or(e.Policy().Language, "en")
	if !slices.Contains(grammar.Languages(), own) {
		return nil, &exit{exitUsage, fmt.Errorf("the policy is written in the language %q, in which no document can be written; name one with --lang: %s", own, strings.Join(grammar.Languages(), ", "))}
	}
	return []string{own}, nil
}

// docFiles makes every document. Where labels are missing, it makes none.
func (a *app) docFiles(f *docFlags, e *engine.Engine, at location, languages []string) ([]docFile, error) {
	var out []docFile
	lacking := false
	for _, language := range languages {
		names, err := labels.Load(at.fsys, at.dir, policies.Libraries(), e.Policy(), language)
		if err != nil {
			return nil, loadError(err)
		}
		g, err := grammar.Speak(names)
		if err != nil {
			return nil, &exit{exitUsage, err}
		}
		d, err := docTree(f, e, at, g)
		if err != nil {
			return nil, err
		}
		if missing := g.Missing(); len(missing) > 0 && d.Mode != document.Literate {
			a.tellMissing(f, language, missing)
			lacking = true
			continue
		}
		for _, format := range f.formats {
			text, err := f.text(format, d, e.Policy(), g)
			if err != nil {
				return nil, &exit{exitFailed, fmt.Errorf("cannot write %s: %w", format, err)}
			}
			out = append(out, docFile{form: f.form, language: language, format: format, text: text})
		}
	}
	if lacking {
		return nil, &exit{code: exitFound}
	}
	return out, nil
}

// docTree makes one document.
func docTree(f *docFlags, e *engine.Engine, at location, g grammar.Grammar) (*document.Document, error) {
	o := document.Options{Mode: document.Mode(f.mode), Audience: document.Audience(f.audience), Grammar: g}
	if o.Mode == document.Literate {
		return literateTree(e, at, o)
	}
	d, err := document.New(e, o)
	if err != nil {
		return nil, &exit{exitFailed, err}
	}
	return d, nil
}

// literateTree makes the document of a literate policy from its own files.
func literateTree(e *engine.Engine, at location, o document.Options) (*document.Document, error) {
	p := e.Policy()
	if own := cmp.Or(p.Language, "en"); own != o.Grammar.Language() {
		return nil, &exit{exitUsage, fmt.Errorf("the policy's own document is written in %s; for %s use --mode generated", own, o.Grammar.Language())}
	}
	dir := at.dir
	if dsl.IsFile(dir) {
		dir = path.Dir(dir)
	}
	var texts []literate.Text
	for _, s := range p.Sources {
		if !strings.HasSuffix(s.Path, dsl.LiterateExtension) {
			continue
		}
		text, err := fs.ReadFile(at.fsys, path.Join(dir, s.Path))
		if err != nil {
			return nil, &exit{exitFailed, fmt.Errorf("cannot read %s: %w", s.Path, cause(err))}
		}
		texts = append(texts, literate.Text{Path: s.Path, Markdown: string(text)})
	}
	if len(texts) == 0 {
		return nil, &exit{exitUsage, fmt.Errorf("%s is no document of its own: it has no file *%s with clauses; use --mode generated or quoted", at.name, dsl.LiterateExtension)}
	}
	return literate.Document(document.Head(p, o), p, texts), nil
}

// text is what was asked for in a format.
func (f *docFlags) text(format string, d *document.Document, p *model.Policy, g grammar.Grammar) ([]byte, error) {
	if f.form != policyForm {
		return formText(f.form, format, p, g)
	}
	return docText(format, d)
}
