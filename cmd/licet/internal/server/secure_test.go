package server_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
)

const oneToken, otherToken = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"

// TestTokens asks with the right ones, wrong ones, and none.
func TestTokens(t *testing.T) {
	dir, book := t.TempDir(), &logbook{}
	write(t, dir, "tokens", "# two services\n"+oneToken+"\n\n  "+otherToken+"  \n")
	s := app(t, server.Config{TokenFile: filepath.Join(dir, "tokens"), Log: book.log})
	h := handler(t, s)
	ask := func(given ...string) int {
		r := request(t, "POST", "/v1/ask?brief=true", outOfScope)
		r.Header["Authorization"] = given
		w := do(h, r)
		if w.Code == 200 && w.Body.String() != brief {
			t.Error(w.Body)
		}
		if w.Code != 200 {
			refused(t, strings.Join(given, "+"), w, 401, "unauthorized")
			if w.Header().Get("Www-Authenticate") != "Bearer" {
				t.Errorf("%v", w.Header())
			}
		}
		return w.Code
	}
	for _, good := range []string{"Bearer " + oneToken, "bearer " + otherToken, "Bearer  " + oneToken} {
		if ask(good) != 200 {
			t.Errorf("%q was refused", good)
		}
	}
	for _, bad := range [][]string{nil, {""}, {"Bearer"}, {"Bearer "}, {oneToken}, {"Basic " + oneToken}, {"Bearer " + oneToken[1:]}, {"Bearer " + oneToken + "0"}, {"Bearer # two services"},
		{"Bearer " + strings.ToUpper(oneToken)}, {"Bearer " + oneToken, "Bearer " + oneToken}, {"Bearer " + oneToken + ", " + otherToken}} {
		if ask(bad...) == 200 {
			t.Errorf("%q was let in", bad)
		}
	}
	refused(t, "metrics", get(t, h, "/metrics"), 401, "unauthorized")
	if w := get(t, h, "/healthz"); w.Code != 200 || w.Body.String() != `{"format":"licet.health/1","alive":true}`+"\n" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := get(t, h, "/readyz"); w.Code != 200 || w.Body.String() != `{"format":"licet.ready/1","ready":true,"reason":""}`+"\n" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	r := request(t, "GET", "/readyz", "")
	r.Header.Set("Authorization", "Bearer "+oneToken)
	if w := do(h, r); !strings.Contains(w.Body.String(), `"policy":{"id":"app"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}

	write(t, dir, "tokens", otherToken)
	if s.Look(); ask("Bearer "+oneToken) == 200 || ask("Bearer "+otherToken) != 200 {
		t.Error("a token that was taken out is good, or one that stayed is not")
	}
	for _, bad := range []string{"", "short", "# nobody", oneToken + " " + otherToken} {
		write(t, dir, "tokens", bad)
		if s.Look(); ask("Bearer "+otherToken) != 200 {
			t.Errorf("%q took the place of good tokens", bad)
		}
	}
	if err := os.Remove(filepath.Join(dir, "tokens")); err != nil {
		t.Fatal(err)
	}
	if s.Look(); ask("Bearer "+otherToken) != 200 {
		t.Error("no file took the place of good tokens")
	}
	if said := book.String(); !strings.Contains(said, "what was there before stays in use") || strings.Contains(said, otherToken) {
		t.Error(said)
	} else if s.Look(); book.String() != said {
		t.Errorf("it is said again: %s", book)
	}
}

// TestCertificates serves with one, and then with another.
func TestCertificates(t *testing.T) {
	dir, book := t.TempDir(), &logbook{}
	roots := x509.NewCertPool()
	first := certificate(t, dir, "first", roots)
	s := app(t, server.Config{Certificate: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem"), Log: book.log})
	addr, _ := serveIt(t, s)
	ask := func() string {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}}
		defer client.CloseIdleConnections()
		r, err := client.Post("https://"+addr+"/v1/ask?brief=true", "application/json", strings.NewReader(outOfScope))
		if err != nil {
			return err.Error()
		}
		defer r.Body.Close()
		if body := readAll(t, r.Body); body != brief || r.ProtoMajor != 2 {
			return body + r.Proto
		}
		return r.TLS.PeerCertificates[0].Subject.CommonName
	}
	if got := ask(); got != first {
		t.Error(got)
	}
	write(t, dir, "key.pem", "no key")
	if s.Look(); ask() != first {
		t.Error("half of a certificate took the place of the whole one")
	}
	second := certificate(t, dir, "second", roots)
	if s.Look(); ask() != second {
		t.Error(ask())
	}
	if !strings.Contains(book.String(), "what was there before stays in use") || !strings.Contains(book.String(), "in use, since they changed: the certificate") {
		t.Error(book)
	}
	if c, err := net.Dial("tcp", addr); err == nil { // one that speaks something else is told of on one line
		_, _ = c.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
		_, _ = c.Read(make([]byte, 1000))
		_ = c.Close()
	}
	eventually(t, "it is told of", func() bool { return strings.Contains(book.String(), "TLS handshake error from 127.0.0.1") })
}

// certificate writes one for this machine, and returns its name.
func certificate(t *testing.T, dir, name string, roots *x509.CertPool) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true}
	c.Subject.CommonName = name
	text, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(text)
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(parsed)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "cert.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: text})))
	write(t, dir, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
	return name
}

func TestExposed(t *testing.T) {
	for text, want := range map[string]bool{"127.0.0.1:1": false, "127.1.2.3:1": false, "[::1]:1": false, ":1": true, "0.0.0.0:1": true, "[::]:1": true, "192.0.2.1:1": true} {
		addr, err := net.ResolveTCPAddr("tcp", text)
		if err != nil {
			t.Fatal(err)
		}
		if server.Exposed(addr) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}
