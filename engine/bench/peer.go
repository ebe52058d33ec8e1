package main

import (
	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// peers are the rows of the table that fit into this program, in its order; Cerbos, which needs other versions of the same libraries than OPA
// does, is a program of its own. The floor is the first, and Licet in strings, whose answers the others must give too, the second.
func peers() []turns.Peer {
	return []turns.Peer{
		floor(), licetStrings(), licetPrepared(), licetFirst(),
		cedarPolicies(),
		opaRules(), opaData(),
		casbinColumns(), casbinEval(),
		celScan(), celIndexed(),
	}
}
