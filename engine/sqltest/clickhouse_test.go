package sqltest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// clickHouse is two servers of Debian's ClickHouse. Each holds half of the rows, and the table of tableName of the first is both halves.
type clickHouse struct {
	client string
	ports  []int // of the native protocol, one a server
}

func startClickHouse(t *testing.T) database {
	server := program(t, "clickhouse-server", "apt-get install clickhouse-server clickhouse-client")
	c := &clickHouse{client: program(t, "clickhouse-client", "apt-get install clickhouse-client"), ports: freePorts(t, 2)}
	http := freePorts(t, 2)
	for i := range c.ports {
		dir := folder(t)
		for name, text := range map[string]string{"config.xml": c.config(dir, http[i], c.ports[i]), "users.xml": users} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(server, "--config-file="+filepath.Join(dir, "config.xml"))
		cmd.Dir, cmd.Stderr = dir, &strings.Builder{}
		start(t, cmd).wait(t, func() error { return c.command(i, "--query=SELECT 1").Run() })
	}
	return c
}

// freePorts finds ports that nobody listens on.
func freePorts(t *testing.T, n int) []int {
	var out []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		out = append(out, l.Addr().(*net.TCPAddr).Port)
	}
	return out
}

// config is all that a server needs to know: it knows nothing of its neighbours on the machine, and listens to this machine only.
func (c *clickHouse) config(dir string, http, tcp int) string {
	shard := func(port int) string {
		return fmt.Sprintf("<shard><replica><host>127.0.0.1</host><port>%d</port></replica></shard>", port)
	}
	return fmt.Sprintf(`<yandex>
<logger><level>warning</level><log>%[1]s/log</log><errorlog>%[1]s/errors</errorlog></logger>
<listen_host>127.0.0.1</listen_host><http_port>%[2]d</http_port><tcp_port>%[3]d</tcp_port>
<path>%[1]s/data/</path><tmp_path>%[1]s/tmp/</tmp_path>
<users_config>users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database>
<mark_cache_size>104857600</mark_cache_size><uncompressed_cache_size>0</uncompressed_cache_size>
<remote_servers><both>%[4]s%[5]s</both></remote_servers>
</yandex>`, dir, http, tcp, shard(c.ports[0]), shard(c.ports[1]))
}

const users = `<yandex><profiles><default></default></profiles>
<users><default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users>
<quotas><default></default></quotas></yandex>`

// command runs the client on a server.
func (c *clickHouse) command(server int, args ...string) *exec.Cmd {
	cmd := exec.Command(c.client, append([]string{"--host=127.0.0.1", fmt.Sprintf("--port=%d", c.ports[server]), "--max_query_size=100000000"}, args...)...)
	cmd.Dir = os.TempDir() // it looks for a configuration where it stands
	return cmd
}

func (c *clickHouse) query(t *testing.T, server int, statement string) string {
	t.Helper()
	return run(t, c.command(server), statement)
}

func (c *clickHouse) dialect() string { return "clickhouse" }

func (c *clickHouse) quote(name string) string { return inBackticks(name) }

func (c *clickHouse) version(t *testing.T) string {
	return "ClickHouse " + strings.TrimSpace(c.query(t, 0, "SELECT version()")) + ", two servers"
}

func (c *clickHouse) load(t *testing.T, events *table) {
	for i := range c.ports {
		c.query(t, i, "DROP TABLE IF EXISTS part")
		c.query(t, i, events.create("part", inBackticks, types{"Nullable(String)", "Nullable(UInt8)", "Nullable(Int64)", "Nullable(Int16)", "Nullable(Float64)"}, "UInt64")+
			" ENGINE = MergeTree ORDER BY "+inBackticks(rowColumn))
	}
	name := c.quote(tableName)
	c.query(t, 0, "DROP TABLE IF EXISTS "+name)
	c.query(t, 0, "CREATE TABLE "+name+" AS part ENGINE = Distributed(both, default, part, "+inBackticks(rowColumn)+")")
	file, err := os.Open(events.file)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	insert := c.command(0, "--insert_distributed_sync=1", "--query=INSERT INTO "+name+" FORMAT CSV")
	insert.Stdin = file
	if out, err := insert.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	c.halved(t, events)
}

// halved checks that each server has half of the rows.
func (c *clickHouse) halved(t *testing.T, events *table) {
	t.Helper()
	for i := range c.ports {
		var n int
		if _, err := fmt.Sscan(c.query(t, i, "SELECT count() FROM part"), &n); err != nil {
			t.Fatal(err)
		}
		if n < events.len()/2 || n > events.len()/2+1 {
			t.Fatalf("a server has %d of %d rows", n, events.len())
		}
	}
}

func (c *clickHouse) lines(t *testing.T, query string) [][]string {
	t.Helper()
	return tabbed(c.query(t, 0, query+" FORMAT TabSeparated"))
}

func (c *clickHouse) answers(t *testing.T, query string) []answer {
	t.Helper()
	return answersOf(t, c.lines(t, query))
}
