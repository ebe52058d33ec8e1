package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// claimForm is how a claim is written.
const claimForm = "may ACTOR ACTION DATA ... [given FACTS]? never permitted (or: always permitted)"

func (a *app) proveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "prove CLAIM",
		Short: "Prove that something is permitted in no case, or in every case",
		Long: "prove takes a question with `never permitted` or `always permitted` behind it, as examples in a policy do:\n\n  " + claimForm + "\n\n" +
			"The claim is about every case: each part of what is asked, with everything beneath the names; each value of the\n" +
			"parts that it leaves out; and each combination of the facts that it does not give. All of them are decided, and\n" +
			"none is sampled. A claim that does not hold is shown by a case that breaks it: a question that can be asked, with\n" +
			"as few facts as decide it, answered as `licet ask` does. Where there are too many cases it says that the claim is\n" +
			"not decided, and never that it holds.\n\n" +
			"`licet test` decides the claims in a policy's examples.\n\n" +
			"Exit codes: 0 the claim holds; 1 it does not; 2 the claim is wrong; 3 the policy does not load; 4 not decided.",
		Example: "  licet prove -p app 'may we use search-query for marketing? never permitted'\n" +
			"  licet prove -p app 'may we sell personal given no consent? never permitted'\n" +
			"  licet prove 'may we use email for customer-support? always permitted' -o json",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return &exit{exitUsage, errors.New("there is no claim; write: licet prove '" + claimForm + "'")}
			case len(args) > 1:
				return &exit{exitUsage, errors.New("the claim is more than one argument; put it in quotation marks: licet prove 'may we ...? never permitted'")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.prove(args[0]) },
	}
}

// proofJSON is the JSON of a proof.
type proofJSON struct {
	Format   string           `json:"format"` // licet.prove/1
	Policy   engine.PolicyRef `json:"policy"`
	Claim    string           `json:"claim"` // never permitted, always permitted
	Question engine.Asked     `json:"question"`
	Result   string           `json:"result"`  // holds, fails, not-decided
	Witness  *witnessJSON     `json:"witness"` // where it fails: a case that breaks it; null where no question is about that case alone
}

// witnessJSON is a case that shows something.
type witnessJSON struct {
	Question  engine.Asked      `json:"question"`
	Sentence  string            `json:"sentence"`
	Answer    string            `json:"answer"`
	Summary   string            `json:"summary"`
	DecidedBy []engine.Citation `json:"decided_by"`
}

func (a *app) prove(text string) error {
	question, claim, err := readClaim(text)
	if err != nil {
		return err
	}
	e, at, err := a.loadRules()
	if err != nil {
		return err
	}
	q, err := e.Asker().Question(question)
	if err != nil {
		return questionError(a.withNames(err, e, at))
	}
	all := analysis.New(e.Policy())
	prove := all.ProveNever
	if claim == alwaysPermitted {
		prove = all.ProveAlways
	}
	proof, err := prove(q)
	if err != nil {
		return answerError(err)
	}
	var x *engine.Explanation
	if proof.Witness != nil {
		if x, err = e.ExplainQuestion(proof.Witness.Question); err != nil {
			return answerError(err)
		}
	}
	if a.flags.output == "json" {
		err = a.writeJSON(proofOf(e, claim, q, &proof, x))
	} else {
		a.writeProof(e, at, claim, question, &proof, x)
	}
	if err != nil {
		return err
	}
	return proved(proof.Result)
}

// proved returns the exit code of a proof.
func proved(r analysis.Result) error {
	switch r {
	case analysis.Holds:
		return nil
	case analysis.Fails:
		return &exit{code: exitFound}
	}
	return &exit{code: exitFailed}
}

const (
	neverPermitted  = "never permitted"
	alwaysPermitted = "always permitted"
)

// readClaim divides a claim into its question and what is claimed of it.
func readClaim(text string) (question, claim string, err error) {
	text = strings.TrimSpace(text)
	words := strings.Fields(strings.TrimSuffix(strings.TrimSuffix(text, "."), "!"))
	if n := len(words); n > 2 {
		claim = words[n-2] + " " + words[n-1]
	}
	switch i := strings.LastIndexByte(text, '?'); {
	case claim != neverPermitted && claim != alwaysPermitted:
		return "", "", &exit{exitUsage, fmt.Errorf("say what is claimed behind the question: %q; write: licet prove '%s'", shorten(text), claimForm)}
	case i >= 0:
		if rest := strings.Join(strings.Fields(strings.TrimRight(text[i+1:], ".!")), " "); rest != claim {
			return "", "", &exit{exitUsage, fmt.Errorf("behind the question stands %q; write `never permitted` or `always permitted`", rest)}
		}
		return text[:i+1], claim, nil
	}
	return strings.Join(words[:len(words)-2], " ") + "?", claim, nil
}

// shorten returns the beginning of a text.
func shorten(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "..."
	}
	return text
}

func proofOf(e *engine.Engine, claim string, q *model.Question, proof *analysis.Proof, x *engine.Explanation) proofJSON {
	p := e.Policy()
	out := proofJSON{Format: "licet.prove/1", Policy: *refOf(p), Claim: claim,
		Question: engine.AskedOf(q), Result: proof.Result.String()}
	if x != nil {
		out.Witness = &witnessJSON{x.Question, proof.Witness.Sentence(), x.Answer, x.Summary, x.DecidedBy}
	}
	return out
}

// writeProof says what a claim comes to, and shows the case that breaks it.
func (a *app) writeProof(e *engine.Engine, at location, claim, question string, proof *analysis.Proof, x *engine.Explanation) {
	s := a.stdout()
	says := func(word, text string) {
		fmt.Fprintln(s, strings.Replace(wrap("", "", word+". "+text, a.width()), word, s.paint(map[analysis.Result]string{
			analysis.Holds: greenCode, analysis.Fails: redCode, analysis.NotDecided: yellowCode}[proof.Result], word), 1))
	}
	switch {
	case proof.Result == analysis.Holds && claim == neverPermitted:
		says("HOLDS", "Nothing of this is permitted, whatever the facts are: "+question)
	case proof.Result == analysis.Holds:
		says("HOLDS", "All of this is permitted, whatever the facts are: "+question)
	case proof.Result == analysis.NotDecided:
		says("NOT DECIDED", "There are too many cases to go through all of them, and none was found that breaks the claim. Divide the question, or give some of its facts: "+question)
	case x == nil:
		says("DOES NOT HOLD", "A case breaks the claim that no question is about alone; ask narrower questions: "+question)
	default:
		says("DOES NOT HOLD", "This case breaks it:")
		fmt.Fprintf(s, "\n%s\n\n", wrap("  ", "  ", proof.Witness.Sentence(), a.width()))
		w := &answerWriter{screen: s.indented("  "), e: e, at: at, x: x, width: a.width() - 2}
		w.headline()
		w.decidedBy()
		w.wouldChange()
	}
	p := e.Policy()
	fmt.Fprintf(s, "\n  %s\n", s.dim(shortRef(engine.RefOf(p))))
}
