package cli

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit"
)

// showProgress shows on a terminal how far an audit is, until the function that it returns is called. What is redirected, or plain, has no
// progress: a line that changes is nothing for a file or a screen reader.
func (a *app) showProgress(p *audit.Progress) (end func()) {
	f, ok := a.err.(*os.File)
	if !ok || a.flags.plain || !term.IsTerminal(int(f.Fd())) {
		return func() {}
	}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		start := time.Now()
		for {
			select {
			case <-stop:
				fmt.Fprint(f, "\r\x1b[K")
				return
			case <-tick.C:
				fmt.Fprintf(f, "\r\x1b[K%s", progressLine(p.Rows.Load(), p.Bytes.Load(), p.Total, time.Since(start)))
			}
		}
	}()
	return func() { close(stop); <-done }
}

// barWidth is how many columns a bar takes.
const barWidth = 24

// progressLine says how far an audit is after some time: `[#####     ] 21%  12,034,221 events, 20.1 million a second, 0:03 left`.
func progressLine(rows, bytes, total int64, since time.Duration) string {
	rate := float64(rows) / max(since.Seconds(), 0.001)
	line := fmt.Sprintf("%s, %s a second", events64(rows), rateText(rate))
	if total <= 0 {
		return line
	}
	done := min(float64(bytes)/float64(total), 1)
	full := int(done * barWidth)
	bar := fmt.Sprintf("[%-*s] %3.0f%%  ", barWidth, hashes[:full], 100*done)
	if done > 0 && done < 1 {
		left := time.Duration(float64(since) * (1 - done) / done).Round(time.Second)
		line += fmt.Sprintf(", %d:%02d left", int(left.Minutes()), int(left.Seconds())%60)
	}
	return bar + line
}

const hashes = "########################" // barWidth of them

func rateText(rate float64) string {
	if rate >= 1e6 {
		return fmt.Sprintf("%.1f million", rate/1e6)
	}
	return thousands(int64(rate))
}
