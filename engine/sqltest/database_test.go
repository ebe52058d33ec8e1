package sqltest

import (
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A database is a real one that runs while a test does.
type database interface {
	dialect() string
	version(t *testing.T) string
	quote(name string) string
	// load makes the table of tableName of these columns and rows, in the place of what was there.
	load(t *testing.T, events *table)
	// lines runs a query, and returns what is in the columns of each row as text; NULL is null.
	lines(t *testing.T, query string) [][]string
	// answers runs a query of the number of a row and an answer, in the order of the rows. Null is told from text.
	answers(t *testing.T, query string) []answer
}

// tableName is the table of all events.
const tableName = "access events"

// An answer is what a database says of a row.
type answer struct {
	text string
	null bool
}

func (a answer) String() string {
	if a.null {
		return "NULL"
	}
	return a.text
}

// starters are the databases, by the names that LICET_SQL_ENGINES has for them.
func starters() map[string]func(*testing.T) database {
	return map[string]func(*testing.T) database{
		"duckdb":            startDuckDB,
		"postgres":          startPostgres,
		"clickhouse-debian": startClickHouse,
		"clickhouse-chdb":   startChDB,
	}
}

// chosen reports whether an engine is to be tried. All are, unless LICET_SQL_ENGINES names some; one that is missing and was not left out
// so fails the tests.
func chosen(name string) bool {
	list := os.Getenv("LICET_SQL_ENGINES")
	return list == "" || list == "all" || slices.Contains(strings.Split(list, ","), name)
}

// program finds a program, or fails the test with what installs it.
func program(t *testing.T, name, install string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("there is no %s: %s; LICET_SQL_ENGINES names the engines that are tried", name, install)
	}
	return path
}

// A process is a server that runs until its test ends, however the test ends.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
}

// start starts a server. It is killed where the test's process dies: the system does so when the thread that started it ends, hence the lock.
func start(t *testing.T, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, done: make(chan struct{})}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
		}
		close(p.done)
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-p.done
	})
	return p
}

// wait waits until a server answers.
func (p *process) wait(t *testing.T, ready func() error) {
	t.Helper()
	var err error
	for range 1200 {
		if err = ready(); err == nil {
			return
		}
		select {
		case <-p.done:
			t.Fatalf("%s has ended: %v\n%v", p.cmd.Path, p.cmd.ProcessState, p.cmd.Stderr)
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatalf("%s does not answer: %v", p.cmd.Path, err)
}

// run runs a program on what it is to read, and returns what it writes.
func run(t *testing.T, cmd *exec.Cmd, input string) string {
	t.Helper()
	var out, problems strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &problems
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%.4000s", cmd.Path, err, problems.String())
	}
	return out.String()
}

// null is NULL in COPY's text, and in ClickHouse's TabSeparated; a text with these characters is written otherwise.
const null = `\N`

// tabbed reads rows from lines, with tabs between columns: COPY's text, and ClickHouse's TabSeparated.
func tabbed(text string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		out = append(out, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return out
}

// answersOf reads answers from rows that are to be numbered from 0.
func answersOf(t *testing.T, rows [][]string) []answer {
	t.Helper()
	out := make([]answer, len(rows))
	for i, row := range rows {
		if len(row) != 2 || row[0] != strconv.Itoa(i) {
			t.Fatalf("row %d is %q", i, row)
		}
		out[i] = answer{row[1], row[1] == null}
	}
	return out
}
