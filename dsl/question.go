package dsl

import (
	"errors"

	"github.com/seed-90f8eabc/licet/dsl/check"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// An Asker turns questions in words into questions of the model. It is safe for concurrent use.
type Asker struct{ asker *check.Asker }

// NewAsker returns an Asker for a policy.
func NewAsker(p *model.Policy) *Asker { return &Asker{check.NewAsker(p)} }

// Question reads a question such as `may we use email for marketing given no consent?`. The
// error is a diag.List; its places are in a file that is called "question".
func (a *Asker) Question(sentence string) (*model.Question, error) {
	file := source.New("question", sentence)
	tree, problems := parser.ParseQuestion(file)
	if tree == nil {
		return nil, a.asker.Sharpen(problems).Err()
	}
	q, problems := a.asker.Question(tree, file)
	return bound(q, problems)
}

// QuestionWith reads a question and adds the facts of some fields to it.
func (a *Asker) QuestionWith(sentence string, f Fields) (*model.Question, error) {
	q, err := a.Question(sentence)
	if err != nil {
		return nil, err
	}
	q, problems := a.asker.Add(q, f)
	return bound(q, problems)
}

// Fields are a question in parts, for those who do not write sentences.
type Fields = check.Fields

// Fields binds a question in parts: see check.Asker.Fields. The error is a diag.List; its places are in files
// that are called after the part.
func (a *Asker) Fields(f Fields) (*model.Question, error) {
	q, problems := a.asker.Fields(f)
	return bound(q, problems)
}

// bound returns a question or an error, and never neither.
func bound(q *model.Question, problems diag.List) (*model.Question, error) {
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if q == nil {
		return nil, errors.New("the question could not be understood")
	}
	return q, nil
}

// Names divides a text that names something in a dimension at its commas, unless the whole is a name or a label.
func (a *Asker) Names(d model.Dim, text string) []string { return a.asker.Names(d, text) }
