package sqltest

import (
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// postgres is a PostgreSQL of its own, reached through a socket in its folder.
type postgres struct {
	bin, dir string
	cred     *syscall.Credential // PostgreSQL does not run as root
}

func startPostgres(t *testing.T) database {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		t.Fatal("there is no PostgreSQL: apt-get install postgresql; LICET_SQL_ENGINES names the engines that are tried")
	}
	p := &postgres{bin: slices.Max(found), dir: folder(t)}
	if os.Getuid() == 0 {
		p.cred = credential(t)
		if err := os.Chown(p.dir, int(p.cred.Uid), int(p.cred.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	run(t, p.command("initdb", "-D", p.dir+"/data", "-U", "licet", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"), "")
	server := p.command("postgres", "-D", p.dir+"/data", "-k", p.dir, "-F",
		"-c", "listen_addresses=", "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB")
	server.Stderr = &strings.Builder{}
	start(t, server).wait(t, func() error { return p.psql("-c", "SELECT 1").Run() })
	return p
}

// folder makes a folder that goes when the test ends. Its name is short, since the path of a socket has a limit, and everybody may look into it.
func folder(t *testing.T) string {
	dir, err := os.MkdirTemp("", "licet-sql")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
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

func (p *postgres) command(program string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(p.bin, program), args...)
	c.Dir, c.SysProcAttr = p.dir, &syscall.SysProcAttr{Credential: p.cred}
	return c
}

func (p *postgres) psql(args ...string) *exec.Cmd {
	return p.command("psql", append([]string{"-h", p.dir, "-U", "licet", "-d", "postgres", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"}, args...)...)
}

func (p *postgres) dialect() string { return "postgres" }

func (p *postgres) version(t *testing.T) string {
	return "PostgreSQL " + strings.TrimSpace(run(t, p.psql(), "SHOW server_version"))
}

func (p *postgres) quote(name string) string { return inDoubleQuotes(name) }

func (p *postgres) load(t *testing.T, events *table) {
	name := p.quote(tableName)
	create := events.create(name, inDoubleQuotes, types{"text", "boolean", "bigint", "smallint", "double precision"}, "bigint")
	run(t, p.psql(), "DROP TABLE IF EXISTS "+name+";\n"+strings.Replace(create, "CREATE", "CREATE UNLOGGED", 1)+";\n"+
		"COPY "+name+" FROM '"+events.file+`' (FORMAT csv, NULL '\N');`)
}

func (p *postgres) lines(t *testing.T, query string) [][]string {
	t.Helper()
	return tabbed(run(t, p.psql(), "COPY ("+query+") TO STDOUT"))
}

func (p *postgres) answers(t *testing.T, query string) []answer {
	return answersOf(t, p.lines(t, query))
}
