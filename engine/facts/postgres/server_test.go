package postgres_test

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// A server is a real PostgreSQL, with a database of its own, reached through a socket in its folder.
type server struct {
	t    *testing.T
	bin  string
	dir  string
	cred *syscall.Credential // PostgreSQL does not run as root
}

// startServer starts PostgreSQL from Debian's package `postgresql`. Without it the test fails: it is what these tests are for.
func startServer(t *testing.T) *server {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		t.Fatal("there is no PostgreSQL: apt-get install postgresql")
	}
	dir, err := os.MkdirTemp("", "licet-pg") // short: the path of a socket has a limit
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := &server{t: t, bin: slices.Max(found), dir: dir}
	if os.Getuid() == 0 {
		s.cred = credential(t)
		if err := os.Chown(dir, int(s.cred.Uid), int(s.cred.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	s.run("initdb", "-D", dir+"/data", "-U", "licet", "-A", "trust", "--no-sync")
	s.start()
	t.Cleanup(s.stop)
	return s
}

func credential(t *testing.T) *syscall.Credential {
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func (s *server) run(program string, args ...string) {
	s.t.Helper()
	if err := s.command(program, args...); err != nil {
		s.t.Fatal(err)
	}
}

func (s *server) command(program string, args ...string) error {
	c := exec.Command(filepath.Join(s.bin, program), args...)
	c.Dir, c.SysProcAttr = s.dir, &syscall.SysProcAttr{Credential: s.cred}
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", program, err, out)
	}
	return nil
}

func (s *server) start() { s.run("pg_ctl", s.starting()...) }

func (s *server) starting() []string {
	return []string{"-D", s.dir + "/data", "-w", "-t", "120", "-l", s.dir + "/log", "-o", fmt.Sprintf("-c listen_addresses='' -k %s -F", s.dir), "start"}
}

// stop stops it as a crash would.
func (s *server) stop() { s.run("pg_ctl", "-D", s.dir+"/data", "-m", "immediate", "stop") }

func (s *server) open() *sql.DB {
	s.t.Helper()
	db, err := sql.Open("pgx", fmt.Sprintf("host=%s user=licet dbname=postgres", s.dir))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { db.Close() })
	return db
}
