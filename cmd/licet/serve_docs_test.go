package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestDocumentedServer runs the commands of SERVE.md up to its section on AuthZEN, as one session, and compares what they write. The server listens at another port, and looks
// more often. LICET_UPDATE=1 writes what it got into the document.
func TestDocumentedServer(t *testing.T) {
	const path = "SERVE.md"
	text, rest := serverSections(t)
	s := &serving{t: t, dir: t.TempDir(), more: " --watch 20ms"}
	writeCertificate(t, s.dir)
	blocks := 0
	updated := consoleBlock.ReplaceAllStringFunc(text, func(block string) string {
		blocks++
		return "```console\n" + s.commands(consoleBlock.FindStringSubmatch(block)[1]) + "```"
	})
	s.end()
	if blocks < 8 {
		t.Errorf("only %d blocks of commands", blocks)
	}
	if d := cmp.Diff(text, updated); d != "" && os.Getenv("LICET_UPDATE") == "" {
		t.Errorf("%s (-written +got):\n%s", path, d)
	} else if d != "" {
		if err := os.WriteFile(path, []byte(updated+rest), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// serverSections are those on the server itself.
func serverSections(t *testing.T) (text, rest string) {
	t.Helper()
	all, err := os.ReadFile("SERVE.md")
	if err != nil {
		t.Fatal(err)
	}
	i := strings.Index(string(all), "## AuthZEN\n")
	if i < 0 {
		t.Fatal("there is no section on AuthZEN")
	}
	return string(all[:i]), string(all[i:])
}

// writeCertificate writes a certificate for this machine, as the document has one.
func writeCertificate(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	text, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: text}, "key.pem": {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDocumentedLimits holds the flags that SERVE.md names, and their defaults, to those that there are.
func TestDocumentedLimits(t *testing.T) {
	text, rest := serverSections(t)
	help, err := exec.Command("licet", "serve", "--help").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, help)
	}
	own, _, _ := strings.Cut(string(help), "Global Flags:")
	rows := 0
	for _, m := range regexp.MustCompile("(?m)^\\| `(--[a-z-]+)` \\| (\\w+) \\|").FindAllStringSubmatch(text, -1) {
		rows++
		want := regexp.MustCompile(`(?m)^ +` + m[1] + ` .*\(default ` + m[2] + `\)$`)
		if m[2] == "never" {
			want = regexp.MustCompile(`(?m)^ +` + m[1] + ` .*; 0 is never$`)
		}
		if !want.MatchString(own) {
			t.Errorf("%s has not the default %s", m[1], m[2])
		}
	}
	if rows < 12 {
		t.Errorf("only %d limits", rows)
	}
	for _, m := range regexp.MustCompile(`(?m)^ +(--[a-z-]+)`).FindAllStringSubmatch(own, -1) {
		if !strings.Contains(text+rest, "`"+m[1]) && !strings.Contains(text, " "+m[1]+" ") {
			t.Errorf("%s is not documented", m[1])
		}
	}
	for _, m := range regexp.MustCompile("`(--[a-z-]+)").FindAllStringSubmatch(text, -1) {
		if !strings.Contains(own, " "+m[1]+" ") && m[1] != "--batch" {
			t.Errorf("there is no %s", m[1])
		}
	}
}

// TestDocumentedMetrics holds the metrics that SERVE.md names to those that there are.
func TestDocumentedMetrics(t *testing.T) {
	text, _ := serverSections(t)
	s := &serving{t: t, dir: t.TempDir()}
	s.commands("$ licet serve -p app 2>server.log &\n$ curl -s --json '{\"action\": \"use\", \"data\": \"search-query\"}' http://127.0.0.1:8270/v1/ask\n$ curl -s --json '{}' http://127.0.0.1:8270/v1/ask\n")
	r, err := http.Get("http://" + s.addr + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	metrics, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	s.commands("$ kill %1; wait\n")
	var there, named []string
	for _, m := range regexp.MustCompile(`(?m)^# TYPE (licet_\w+)`).FindAllStringSubmatch(string(metrics), -1) {
		there = append(there, m[1])
	}
	for _, m := range regexp.MustCompile("`(licet_\\w+)`").FindAllStringSubmatch(text, -1) {
		if !slices.Contains(named, m[1]) {
			named = append(named, m[1])
		}
	}
	slices.Sort(named)
	if d := cmp.Diff(there, named); d != "" {
		t.Errorf("(-there +documented):\n%s", d)
	}
}

// TestDocumentedCodes holds the codes of errors that SERVE.md names to those that package wire has.
func TestDocumentedCodes(t *testing.T) {
	text, _ := serverSections(t)
	source, err := os.ReadFile("internal/wire/fault.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`(?m)^\t[A-Z]\w+ += "([a-z-]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(codes) < 14 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	for _, m := range codes {
		if !strings.Contains(text, "`"+m[1]+"`") {
			t.Errorf("the code %s is not documented", m[1])
		}
	}
}
