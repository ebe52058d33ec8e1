// Package loadtest has the load and faults test of `licet serve`: the real command, built and started by the test, gets mixed questions as fast as the
// machine answers them, while its policy changes, does not load, and changes again, its log stands still, and other clients are slow, cut their
// connections or send nonsense. Each answer is held against an engine in the test.
//
// It is a test of nothing but that, and there is nothing here to import.
//
//	go test -v ./cmd/licet/internal/server/loadtest                    # three seconds
//	LICET_LOAD=2m go test -v -timeout 10m ./cmd/licet/internal/server/loadtest
package loadtest
