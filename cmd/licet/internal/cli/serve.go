package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/openapi"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
)

// serveFlags are the flags of `licet serve`.
type serveFlags struct {
	config   server.Config
	authzen  authzen.Options
	listen   string
	insecure bool
	record   recorder
	watch    time.Duration
}

func (a *app) serveCommand() *cobra.Command {
	f := &serveFlags{config: server.Defaults()}
	c := &cobra.Command{
		Use:   "serve [PATH]",
		Short: "Answer questions over HTTP",
		Long: "serve answers over HTTP what a policy permits: POST /v1/ask takes the question that `licet ask --batch` reads, and answers as\n" +
			"`licet ask -o json` does. /healthz says that the process lives, /readyz whether it answers and by which policy, /metrics what it did.\n\n" +
			"It looks regularly whether the policy has changed, and on SIGHUP. One that does not load never takes the place of one that does.\n" +
			"It stops on SIGINT and SIGTERM when every request that has arrived is answered; a second signal ends it at once.\n\n" +
			"It listens on this machine alone. To be reached from others it needs a certificate and tokens.\n\n" +
			"Exit codes: 0 stopped; 2 the command line is wrong; 3 the policy does not load; 4 it cannot listen, or requests were cut off.",
		Example: "  licet serve -p shop\n" +
			"  licet serve -p policies/shop --listen :8443 --tls-cert cert.pem --tls-key key.pem --token-file tokens --max-staleness 5m",
		Args: atMostOne("policy"),
		RunE: func(_ *cobra.Command, args []string) error {
			name, err := a.policyOf(args)
			if err != nil {
				return err
			}
			return a.serve(context.Background(), f, name)
		},
	}
	a.serveFlags(c, f)
	a.recordFlags(c, &f.record)
	return c
}

func (a *app) serveFlags(c *cobra.Command, f *serveFlags) {
	flags, d := c.Flags(), &f.config
	f.listen = "127.0.0.1:8270"
	flags.Var(a.once("listen", &f.listen), "listen", "the `ADDRESS` to listen on; port 0 is any that is free")
	flags.Var(a.once("tls-cert", &d.Certificate), "tls-cert", "a `FILE` with the certificate, in PEM; read again when it changes")
	flags.Var(a.once("tls-key", &d.Key), "tls-key", "the `FILE` with its key, in PEM")
	flags.Var(a.once("token-file", &d.TokenFile), "token-file", "a `FILE` with the tokens that may ask, one a line; read again when it changes")
	flags.Var(a.once("public-url", &f.authzen.PublicURL), "public-url", "the `URL` by which clients find the server, for AuthZEN's metadata; else it is as they say")
	flags.BoolVar(&f.authzen.Strict, "authzen-strict", false, "refuse what is not known in AuthZEN requests, which is else ignored and named in the answer")
	flags.BoolVar(&f.insecure, "insecure", false, "listen to other machines although there is no certificate or no token")
	flags.DurationVar(&f.watch, "watch", time.Second, "look for changes of the policy this often")
	flags.DurationVar(&d.MaxStaleness, "max-staleness", 0, "refuse to answer when the policy could not be confirmed for so long; 0 is never")
	flags.Int64Var(&d.Limits.Body, "max-body", d.Limits.Body, "the largest body, in `BYTES`")
	flags.IntVar(&d.Limits.Depth, "max-depth", d.Limits.Depth, "how deep JSON may nest")
	flags.IntVar(&d.Limits.Batch, "max-batch", d.Limits.Batch, "how many questions a request may ask")
	flags.IntVar(&d.MaxHeader, "max-header", d.MaxHeader, "the largest header, in `BYTES`")
	flags.IntVar(&d.MaxConnections, "max-connections", d.MaxConnections, "how many connections are open at once")
	flags.IntVar(&d.MaxRunning, "max-running", d.MaxRunning, "how many requests are decided at once")
	flags.IntVar(&d.MaxWaiting, "max-waiting", d.MaxWaiting, "how many requests wait to be")
	flags.DurationVar(&d.Timeout, "timeout", d.Timeout, "how long a request may wait, and again be decided")
	flags.DurationVar(&d.ReadTimeout, "read-timeout", d.ReadTimeout, "how long a request may take to arrive")
	flags.DurationVar(&d.IdleTimeout, "idle-timeout", d.IdleTimeout, "how long a connection may rest between two requests")
	flags.DurationVar(&d.Drain, "drain", d.Drain, "how long connections are still taken after a signal to stop, while /readyz says so")
	flags.DurationVar(&d.Grace, "grace", d.Grace, "how long requests may then take to be answered")
}

// serve serves the policy until it is told to stop.
func (a *app) serve(ctx context.Context, f *serveFlags, name string) error {
	again := make(chan os.Signal, 1)
	signal.Notify(again, syscall.SIGHUP) // before the policy is loaded: who changes it meanwhile must not end the server
	defer signal.Stop(again)
	f.config.Log = a.logger()
	if err := f.check(); err != nil {
		return err
	}
	addr, err := f.address()
	if err != nil {
		return err
	}
	s, err := f.server(name)
	if err != nil {
		return err
	}
	l, err := server.Listen(ctx, addr)
	if err != nil {
		return &exit{exitFailed, fmt.Errorf("cannot listen on %s: %w; name another with --listen", f.listen, reason(err))}
	}
	if err := f.record.start(a, f.config.Log); err != nil {
		return errors.Join(err, l.Close())
	}
	f.config.Log(f.where(l))
	f.config.Log("in force: " + s.Serving())
	return a.run(ctx, f, s, l, again)
}

// server makes the server of a policy.
func (f *serveFlags) server(name string) (*server.Server, error) {
	at, err := locate(name)
	if err != nil {
		return nil, err
	}
	_, onHost := at.fsys.(host)
	f.config.FS, f.config.Dir, f.config.Shipped = at.fsys, at.dir, !onHost
	f.record.into(&f.config)
	s, err := server.New(f.config)
	if err != nil {
		return nil, serveError(at, err)
	}
	if err := mount(s, f.authzen); err != nil {
		return nil, &exit{exitUsage, err}
	}
	return s, nil
}

// mount adds what other packages answer.
func mount(s *server.Server, o authzen.Options) error {
	return s.Mount(append(authzen.Endpoints(s, o), openapi.Endpoint())...)
}

// run serves, and looks for changes, until a signal to stop; a second one ends the process at once.
func (a *app) run(ctx context.Context, f *serveFlags, s *server.Server, l net.Listener, again <-chan os.Signal) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	defer stop()
	var watching sync.WaitGroup
	watching.Go(func() { s.Watch(ctx, f.watch, again) })
	err := s.Serve(ctx, l)
	stop()
	watching.Wait()
	f.record.stop(f.config.Grace, f.config.Log)
	if err != nil {
		return &exit{exitFailed, err}
	}
	f.config.Log("stopped; every request was answered")
	return nil
}

// logger returns what writes lines for those who run the server.
func (a *app) logger() func(string) {
	var mu sync.Mutex
	return func(line string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintf(a.stderr(), "licet: %s\n", line)
	}
}

// serveError gives the error of a server that cannot be started its exit code.
func serveError(at location, err error) error {
	var file *server.FileError
	switch {
	case errors.As(err, &file):
		return &exit{exitFailed, err}
	case errors.Is(err, server.ErrVocabulary):
		return &exit{exitUsage, fmt.Errorf("%s is %w", at.name, err)}
	}
	return loadError(err)
}

// check refuses flags that make no sense together.
func (f *serveFlags) check() error {
	c := &f.config
	for _, x := range []struct {
		flag string
		good bool
	}{
		{"max-body", c.Limits.Body > 0}, {"max-depth", c.Limits.Depth > 0}, {"max-batch", c.Limits.Batch > 0}, {"max-header", c.MaxHeader > 0},
		{"max-connections", c.MaxConnections > 0}, {"max-running", c.MaxRunning > 0}, {"max-waiting", c.MaxWaiting > 0}, {"timeout", c.Timeout > 0},
		{"read-timeout", c.ReadTimeout > 0}, {"idle-timeout", c.IdleTimeout > 0}, {"grace", c.Grace > 0}, {"watch", f.watch > 0},
	} {
		if !x.good {
			return &exit{exitUsage, fmt.Errorf("--%s must be more than 0", x.flag)}
		}
	}
	if err := f.authzen.Check(); err != nil {
		return &exit{exitUsage, fmt.Errorf("--public-url %w", err)}
	}
	switch {
	case c.MaxStaleness < 0:
		return &exit{exitUsage, errors.New("--max-staleness cannot be less than 0; 0 is never")}
	case c.MaxStaleness > 0 && c.MaxStaleness < 3*f.watch:
		return &exit{exitUsage, fmt.Errorf("--max-staleness %v is too short: the policy is looked at every %v (--watch), so give it at least %v", c.MaxStaleness, f.watch, 3*f.watch)}
	case c.Drain < 0:
		return &exit{exitUsage, errors.New("--drain cannot be less than 0; 0 is as short as no connection is lost")}
	case (c.Certificate == "") != (c.Key == ""):
		return &exit{exitUsage, errors.New("--tls-cert and --tls-key go together; give both, or none")}
	}
	return nil
}

// address is where to listen, if that may be.
func (f *serveFlags) address() (*net.TCPAddr, error) {
	if _, _, err := net.SplitHostPort(f.listen); err != nil {
		return nil, &exit{exitUsage, fmt.Errorf("--listen %q is no address; write HOST:PORT, as in 127.0.0.1:8270, or :8270 for all of this machine's addresses", f.listen)}
	}
	addr, err := net.ResolveTCPAddr("tcp", f.listen)
	if err != nil {
		return nil, &exit{exitFailed, fmt.Errorf("cannot listen on %s: %w", f.listen, err)}
	}
	lacks := f.lacks()
	switch {
	case lacks == "" || !server.Exposed(addr):
	case !f.insecure:
		return nil, &exit{exitUsage, fmt.Errorf("--listen %s can be reached from other machines, and there is no %s; give --tls-cert, --tls-key and --token-file, or, where something in front of it does that, --insecure", f.listen, lacks)}
	default:
		f.config.Log("WARNING: --insecure: " + f.listen + " can be reached from other machines, and there is no " + lacks + "; whoever reaches it can ask")
	}
	return addr, nil
}

// reason is why the system refused something, without what it was.
func reason(err error) error {
	var s *os.SyscallError
	if errors.As(err, &s) {
		return s.Err
	}
	return err
}

// lacks says what secures nothing: "" if nothing is missing.
func (f *serveFlags) lacks() string {
	switch secure, tokens := f.config.Secure(), f.config.TokenFile != ""; {
	case secure && tokens:
		return ""
	case secure:
		return "token"
	case tokens:
		return "certificate"
	}
	return "certificate and no token"
}

// where says where a server is to be found.
func (f *serveFlags) where(l net.Listener) string {
	scheme := "http"
	if f.config.Secure() {
		scheme = "https"
	}
	return fmt.Sprintf("listening on %s://%s", scheme, l.Addr())
}
