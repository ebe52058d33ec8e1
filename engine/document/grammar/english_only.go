package grammar

import "github.com/seed-90f8eabc/licet/dsl/model"

func (e *english) Only(n, rest *model.Norm) string { return e.Norm(n, rest) }
